/** Lines of JSON out of the database and out of files. Nothing longer than one line is held. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ExportError } from './manifest.ts';

/** Longer than anything the product lets somebody write; a line is held whole, so there must be a bound. */
export const mostLineBytes = 32 * 1024 * 1024;

const lineEnd = 10;
const backslash = 92;

/** Takes off what COPY puts on: JSON on one line holds none of the signs COPY escapes but the backslash, which it doubles. */
export function undoubling(): Transform {
  let isSecond = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const kept = Buffer.allocUnsafe(chunk.length);
      let length = 0;
      for (const byte of chunk) {
        isSecond = byte === backslash && !isSecond;
        if (!isSecond) kept[length++] = byte;
      }
      done(null, kept.subarray(0, length));
    },
  });
}

export type WrittenLines = { records: number; bytes: number; sha256: string };

/** Writes what a query of one text column says, a line each. @param change  makes another line of each */
export async function writeLines(
  client: pg.Client,
  query: string,
  file: string,
  options: { head?: string; change?: (line: string) => string; onBytes?: (bytes: number) => void } = {},
): Promise<WrittenLines> {
  const hash = createHash('sha256');
  const written = { records: 0, bytes: 0 };
  const put = (chunk: Buffer) => {
    hash.update(chunk);
    written.bytes += chunk.length;
    return chunk;
  };
  const splitter = splitting();
  await pipeline(
    client.query(copyTo(`copy (${query}) to stdout`)),
    undoubling(),
    new Transform({
      construct(done) {
        if (options.head !== undefined) this.push(put(Buffer.from(options.head)));
        done();
      },
      transform(chunk: Buffer, _encoding, done) {
        options.onBytes?.(chunk.length);
        try {
          for (const line of splitter.take(chunk)) {
            written.records += 1;
            this.push(put(options.change ? Buffer.from(options.change(line.toString())) : lineWithEnd(line)));
          }
          done();
        } catch (error) {
          done(error as Error);
        }
      },
    }),
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { ...written, sha256: hash.digest('hex') };
}

const lineWithEnd = (line: Buffer): Buffer => Buffer.concat([line, Buffer.of(lineEnd)]);

/** Cuts chunks into lines. @throws ExportError at a line that is too long, before it is held whole */
function splitting(): { take(chunk: Buffer): Generator<Buffer>; rest(): Buffer } {
  let parts: Buffer[] = [];
  let held = 0;
  let lines = 0;
  const hold = (part: Buffer) => {
    held += part.length;
    if (held > mostLineBytes)
      throw new ExportError(`line ${lines + 1} is longer than ${mostLineBytes / 1024 / 1024} MB`);
    parts.push(part);
  };
  const finish = () => {
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [];
    held = 0;
    return whole;
  };
  return {
    *take(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(lineEnd); at !== -1; at = chunk.indexOf(lineEnd, from)) {
        hold(chunk.subarray(from, at));
        const line = finish();
        lines += 1;
        yield line;
        from = at + 1;
      }
      if (from < chunk.length) hold(chunk.subarray(from));
    },
    rest: finish,
  };
}

/** The lines of a file, with their numbers. Says at the end what the whole file was. */
export async function* readLines(
  file: string,
  onEnd: (found: WrittenLines) => void = () => undefined,
): AsyncGenerator<{ number: number; text: string }> {
  const hash = createHash('sha256');
  const splitter = splitting();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let bytes = 0;
  let number = 0;
  const decoded = (line: Buffer) => {
    number += 1;
    try {
      return { number, text: decoder.decode(line) };
    } catch {
      throw new ExportError(`line ${number} is not UTF-8`);
    }
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    for (const line of splitter.take(chunk)) yield decoded(line);
  }
  const rest = splitter.rest();
  if (rest.length > 0) yield decoded(rest);
  onEnd({ records: number, bytes, sha256: hash.digest('hex') });
}
