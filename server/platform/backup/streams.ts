/** Rows between the database and compressed files, with their checksums taken on the way. Nothing is held in memory. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

type Measured = { bytes: number; lines: number; hash: Hash };

/** Passes on what it is given and keeps count. A row of COPY's text form is one line: line ends inside values are escaped. */
function measuring(measured: Measured, onBytes: (bytes: number) => void = () => undefined): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      measured.bytes += chunk.length;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) measured.lines += 1;
      measured.hash.update(chunk);
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
}

const nothingYet = (): Measured => ({ bytes: 0, lines: 0, hash: createHash('sha256') });
const sink = () => new Writable({ write: (_chunk, _encoding, done) => done() });

export type Written = { stored_bytes: number; stored_sha256: string; rows: number; sha256: string };

/** Writes what `copy … to stdout` says into a compressed file, which is on the disk when this returns. */
export async function writeRows(
  client: pg.Client,
  copy: string,
  file: string,
  onBytes?: (bytes: number) => void,
): Promise<Written> {
  const said = nothingYet();
  const stored = nothingYet();
  await pipeline(
    client.query(copyTo(copy)),
    measuring(said, onBytes),
    createGzip({ level: constants.Z_BEST_SPEED }),
    measuring(stored),
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return {
    stored_bytes: stored.bytes,
    stored_sha256: stored.hash.digest('hex'),
    rows: said.lines,
    sha256: said.hash.digest('hex'),
  };
}

/** Hands a compressed file to `copy … from stdin`. */
export const loadRows = (
  client: pg.Client,
  copy: string,
  file: string,
  onBytes?: (bytes: number) => void,
): Promise<void> =>
  pipeline(
    createReadStream(file),
    createGunzip(),
    measuring(nothingYet(), onBytes),
    client.query(copyFrom(copy)),
  );

/** What the database says now, without keeping it. */
export async function measureRows(
  client: pg.Client,
  copy: string,
): Promise<Pick<Written, 'rows' | 'sha256'>> {
  const said = nothingYet();
  await pipeline(client.query(copyTo(copy)), measuring(said), sink());
  return { rows: said.lines, sha256: said.hash.digest('hex') };
}

/** What a file of rows holds, read from the disk. @throws when it is not whole gzip */
export async function measureFile(file: string): Promise<Written> {
  const said = nothingYet();
  const stored = nothingYet();
  await pipeline(createReadStream(file), measuring(stored), createGunzip(), measuring(said), sink());
  return {
    stored_bytes: stored.bytes,
    stored_sha256: stored.hash.digest('hex'),
    rows: said.lines,
    sha256: said.hash.digest('hex'),
  };
}

/** Copies bytes to a new file and says what they were. */
export async function writeBytes(source: Readable, file: string): Promise<{ bytes: number; sha256: string }> {
  const measured = nothingYet();
  await pipeline(
    source,
    measuring(measured),
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { bytes: measured.bytes, sha256: measured.hash.digest('hex') };
}

export async function measureBytes(source: Readable): Promise<{ bytes: number; sha256: string }> {
  const measured = nothingYet();
  await pipeline(source, measuring(measured), sink());
  return { bytes: measured.bytes, sha256: measured.hash.digest('hex') };
}

/** Without this a power cut after a rename could bring the old folder back. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
