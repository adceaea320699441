/** Takes bytes in: streams them to a scratch file while counting and hashing, and never holds more than a chunk. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { pictureLimitBytes, type UploadPurpose, uploadPurposes } from '#contract/files.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { headBytes } from './file-kinds.rules.ts';

/** A finished file in the scratch folder; whoever holds it removes or keeps it. */
export type Received = { path: string; byte_size: number; sha256: string; head: Buffer };

/** Room for the other fields and the boundaries of a multipart body. */
const multipartOverhead = 64 * 1024;
/** Free space that uploads leave on the disk for everything else. */
const reservedBytes = 64 * 1024 * 1024;

const megabyte = 1024 * 1024;

export const limitFor = (purpose: UploadPurpose | undefined): number => {
  const general = services().config.UPLOAD_LIMIT_MB * megabyte;
  return purpose === 'avatar' || purpose === 'cover' ? Math.min(pictureLimitBytes, general) : general;
};

export const tooLarge = (limit: number): AppError =>
  new AppError('file.too-large', {
    detail: `The file is larger than ${Math.floor(limit / megabyte)} MB`,
    params: { limit_bytes: limit },
  });

/**
 * Reads a multipart request: one `file`, one `purpose`. Refuses by the declared length before reading anything, and by the
 * counted length while reading, so a sender who lies about it gains nothing.
 *
 * @throws AppError `file.too-large`, `input.invalid`, `service.unavailable` when the disk is nearly full
 */
export async function receiveUpload(
  request: FastifyRequest,
): Promise<Received & { name: string; purpose: UploadPurpose }> {
  if (!request.isMultipart())
    throw invalidField('file', 'Send multipart/form-data with the fields purpose and file');
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limitFor(undefined) + multipartOverhead) throw tooLarge(limitFor(undefined));
  // One byte past the limit reaches our own counter, which stops; left to itself the parser would read on to the end.
  const limits = { files: 1, fields: 5, fieldSize: 200, fileSize: limitFor(undefined) + 1 };
  let purpose: UploadPurpose | undefined;
  let received: (Received & { name: string }) | undefined;
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file')
          throw invalidField(part.fieldname, 'This field is not known here', 'unknown_field');
        received = {
          ...(await receive(part.file, limitFor(purpose), () => stopReading(request))),
          name: part.filename,
        };
      } else {
        purpose = purposeOf(part.fieldname, part.value);
      }
    }
    if (!received) throw invalidField('file', 'A file is required');
    if (!purpose) throw invalidField('purpose', `One of ${uploadPurposes.join(', ')}`);
    if (received.byte_size > limitFor(purpose)) throw tooLarge(limitFor(purpose));
    return { ...received, purpose };
  } catch (error) {
    if (received) await discard(received);
    throw isNotMultipart(error)
      ? invalidField('file', 'The request is not well-formed multipart/form-data')
      : error;
  }
}

/** The parser's own refusals carry no code: @fastify/busboy (lib/types/multipart.js, deps/dicer, deps/streamsearch). */
const isNotMultipart = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Multipart: |Unsupported Content-Type|Unexpected end of multipart|(Part|File) terminated early|The needle cannot)/.test(
    error.message,
  );

function purposeOf(field: string, value: unknown): UploadPurpose {
  if (field !== 'purpose') throw invalidField(field, 'This field is not known here', 'unknown_field');
  const purpose = uploadPurposes.find((one) => one === value);
  if (!purpose) throw invalidField('purpose', `One of ${uploadPurposes.join(', ')}`);
  return purpose;
}

/** Or the parser takes in the rest of a refused body for as long as a busy disk keeps us from answering. */
function stopReading({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.pause();
}

/**
 * @param stop  called at once when it fails, before anything is cleaned up
 * @throws AppError `file.too-large` as soon as more than `limit` bytes have come
 */
export async function receive(
  source: Readable,
  limit: number,
  stop: () => void = () => undefined,
): Promise<Received> {
  const { scratch } = services().storage;
  await mkdir(scratch, { recursive: true });
  await refuseWhenFull(scratch);
  const target = path.join(scratch, newId());
  // The meter stops the sender itself: the pipeline tells of a failure only once the disk has closed the file.
  const meter = new Meter(limit, stop);
  try {
    await pipeline(source, meter, createWriteStream(target));
  } catch (error) {
    stop();
    await rm(target, { force: true });
    throw isDiskFull(error) ? storageFull(error) : error;
  }
  return { path: target, byte_size: meter.byte_size, sha256: meter.hash.digest('hex'), head: meter.head };
}

export const discard = (received: Pick<Received, 'path'>): Promise<void> =>
  rm(received.path, { force: true });

async function refuseWhenFull(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < reservedBytes) throw storageFull();
}

const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as { code?: string }).code ?? '');

const storageFull = (cause?: unknown): AppError =>
  new AppError('service.unavailable', {
    detail: 'There is no room left for files on the server',
    retry_after: 60,
    cause,
  });

class Meter extends Transform {
  byte_size = 0;
  head: Buffer = Buffer.alloc(0);
  readonly hash = createHash('sha256');
  private readonly limit: number;
  private readonly onExceeded: () => void;

  constructor(limit: number, onExceeded: () => void) {
    super();
    this.limit = limit;
    this.onExceeded = onExceeded;
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.byte_size += chunk.length;
    if (this.byte_size > this.limit) {
      this.onExceeded();
      done(tooLarge(this.limit));
      return;
    }
    if (this.head.length < headBytes) this.head = Buffer.concat([this.head, chunk]).subarray(0, headBytes);
    this.hash.update(chunk);
    done(null, chunk);
  }
}
