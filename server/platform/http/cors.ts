/**
 * Which pages of other origins may call the API: those that CORS_ORIGINS lists, compared as a whole, with a bearer token. Cookies
 * are never allowed across origins. Everyone else gets no CORS header at all, and browsers keep the answer from them.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** A browser asks this often whether it may; what changed is seen that much later. */
const preflightSeconds = 600;

const readable =
  'etag, location, retry-after, content-disposition, ratelimit, ratelimit-policy, x-request-id';

/** @returns true when the request was a preflight and has been answered */
export function allowOrigin(
  { CORS_ORIGINS: listed }: Pick<Config, 'CORS_ORIGINS'>,
  request: FastifyRequest,
  reply: FastifyReply,
): boolean {
  if (listed.length === 0) return false;
  // Also for those who are not listed: a shared cache must not hand one origin's answer to another.
  reply.header('vary', 'origin');
  const { origin } = request.headers;
  if (origin === undefined || !listed.includes(origin)) return false;
  reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', readable);
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
    return false;
  reply
    .code(204)
    .headers({
      'access-control-allow-headers':
        'authorization, content-type, if-match, if-none-match, idempotency-key, x-token-carriage',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-max-age': String(preflightSeconds),
      'cache-control': 'no-store',
    })
    .send();
  return true;
}
