/** Conditional requests: ETag with 304 on reads, If-Match on writes; and answers kept as ready bytes. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Endpoint } from '#contract/endpoint.ts';
import { AppError } from '../errors.ts';
import { services } from '../services.ts';
import { HttpReply } from './reply.ts';
import { compileSerializer } from './serializer.ts';

/** The version named in If-Match, if any: `"7"` or `7`. @throws AppError `input.invalid` when it is not one of ours */
export function ifMatch(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (!header || header === '*') return undefined;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header);
  if (!match)
    throw new AppError('input.invalid', {
      fields: [{ path: 'if-match', code: 'custom', message: 'Expected the record_version in quotes' }],
    });
  return Number(match[1]);
}

const serializers = new WeakMap<Endpoint, (body: unknown) => string>();

/**
 * Answers from the cache with bytes that were serialized once, or makes them. With `key: null` nothing is kept, but the
 * answer still carries its ETag.
 */
export async function cachedJson<E extends Endpoint>(
  options: { request: FastifyRequest; endpoint: E; key: string | null; ttl_seconds: number },
  load: () => Promise<z.input<E['response']>>,
): Promise<HttpReply> {
  const make = async () => {
    const serialize =
      serializers.get(options.endpoint) ??
      compileSerializer(options.endpoint.response, services().config.NODE_ENV === 'test');
    serializers.set(options.endpoint, serialize);
    const bytes = Buffer.from(serialize(await load()));
    return { bytes, etag: `"${createHash('sha1').update(bytes).digest('base64url')}"` };
  };
  const { bytes, etag } =
    options.key === null
      ? await make()
      : await services().cache.remember(options.key, options.ttl_seconds, make);
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'cookie, authorization' };
  if (options.request.headers['if-none-match'] === etag) return new HttpReply({ status: 304, headers });
  return new HttpReply({
    stream: bytes,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
  });
}
