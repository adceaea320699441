/** Sends a file's bytes so that they are data and nothing else: never a page, never a script. */
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '#server/platform/context.ts';
import { pdfPolicy } from '#server/platform/http/headers.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { services } from '#server/platform/services.ts';
import { accessFile } from './files.policy.ts';
import { storageKey } from './files.service.ts';
import type { FileRow } from './files.sql.ts';
import { contentDisposition } from './names.rules.ts';
import { byteRange, isNotModified } from './ranges.rules.ts';

/**
 * The bytes, or the part of them that was asked for. The content behind an id never changes, so its hash is the ETag.
 *
 * @returns 200, 206, 304 or 416; access is checked on each request, also before a 304
 */
export async function getFileContent(ctx: Ctx, id: string, request: FastifyRequest): Promise<HttpReply> {
  const file = await accessFile(ctx, id);
  const etag = `"${file.sha256}"`;
  const headers = contentHeaders(ctx, file, etag);
  if (isNotModified(request.headers['if-none-match'], etag)) return new HttpReply({ status: 304, headers });
  const unchanged = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const range = unchanged ? byteRange(request.headers.range, file.byte_size) : null;
  if (range === 'unsatisfiable') {
    const { 'content-type': _type, ...rest } = headers;
    return new HttpReply({
      status: 416,
      headers: { ...rest, 'content-range': `bytes */${file.byte_size}` },
      stream: Buffer.alloc(0),
    });
  }
  const length = range ? range.end - range.start + 1 : file.byte_size;
  const partial: Record<string, string> = range
    ? { 'content-range': `bytes ${range.start}-${range.end}/${file.byte_size}` }
    : {};
  return new HttpReply({
    status: range ? 206 : 200,
    headers: { ...headers, ...partial, 'content-length': String(length) },
    stream: await services().storage.read(storageKey(file.sha256), range ?? undefined),
  });
}

const shown = /^(image|video|audio)\/|^application\/pdf$/;

function contentHeaders(ctx: Ctx, file: FileRow, etag: string): Record<string, string> {
  const inline = shown.test(file.media_type);
  return {
    'content-type': file.media_type.startsWith('text/')
      ? `${file.media_type}; charset=utf-8`
      : file.media_type,
    'content-disposition': contentDisposition(inline ? 'inline' : 'attachment', file.name),
    'content-security-policy': policyFor(file.media_type),
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    // What a stranger may see, shared caches may keep for an hour; anything else is asked for again, with its ETag.
    'cache-control': ctx.actor.kind === 'anonymous' ? 'public, max-age=3600' : 'private, no-cache',
    etag,
  };
}

const policyFor = (mediaType: string): string =>
  mediaType === 'application/pdf' ? pdfPolicy : "sandbox; default-src 'none'; frame-ancestors 'self'";
