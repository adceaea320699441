/** Conditional requests: ETag with 304 on reads, If-Match on writes; and answers kept as ready bytes. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Endpoint } from '#contract/endpoint.ts';
import type { Packing } from '../cache/cache.ts';
import { hearEndings } from '../cache/endings.ts';
import type { CacheEntry, KeyParts } from '../cache/entries.ts';
import type { Ctx } from '../context.ts';
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

/** Above it the hash costs more than it saves: such answers are exports, asked for once. */
const mostBytes = 512 * 1024;

const etagOf = (bytes: string | Buffer): string =>
  `W/"${createHash('sha1').update(bytes).digest('base64url').slice(0, 20)}"`;

/** Weak comparison, as RFC 9110 asks: a gateway that compresses makes a strong tag weak. */
const names = (header: string | undefined, etag: string): boolean =>
  (header?.split(',') ?? []).some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));

/** Addresses whose answers nobody keeps: who is signed in, and what administrators are shown of everybody. */
const neverKept = /^\/api\/(auth|admin)\//;

/**
 * Says of an answer to GET how it may be kept, and whether the caller has it already: then 304 is set and nothing is to be sent.
 * Called after the handler, so never before access was checked.
 *
 * @param etag  of bytes that were made earlier; else it is made of `payload`
 */
export function isUnchanged(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string | Buffer,
  etag?: string,
): boolean {
  const isKept =
    (request.method === 'GET' || request.method === 'HEAD') &&
    reply.statusCode === 200 &&
    !reply.hasHeader('cache-control') &&
    payload.length <= mostBytes &&
    !neverKept.test(request.url);
  if (!isKept) return false;
  const tag = etag ?? etagOf(payload);
  reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
  addVary(reply, ['cookie', 'authorization', 'accept-language']);
  if (!names(request.headers['if-none-match'], tag)) return false;
  reply.code(304);
  return true;
}

function addVary(reply: FastifyReply, more: string[]): void {
  const before = String(reply.getHeader('vary') ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  reply.header('vary', [...new Set([...before, ...more])].join(', '));
}

const mostTagsTold = 8;
const visible = (text: string): string => text.replace(/[^\x21-\x7e]/g, '?');
const isTold = ({ actor }: Ctx): boolean => actor.kind === 'user' && actor.roles.includes('admin');

/**
 * Runs what answers a request and says in the header `x-cache` what the cache had to do with it, to administrators only: what is
 * cached tells who looked at what. Of reads `HIT; key=…`, `MISS; key=…`, or `BYPASS; key=…` while nobody hears of changes; of what
 * is kept for nobody, or not for this caller, `BYPASS; key=-`. Of writes `INVALIDATED; tags=…`, what their
 * transactions ended; what a statement alone ends is told to all processes by the database, and comes back too late for this.
 */
export async function tellingCache<Result>(
  ctx: Ctx,
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!isTold(ctx)) return work();
  if (request.method === 'GET') {
    const result = await work();
    const note = ctx.cache_notes?.at(-1);
    const how = !note || note.result === 'bypass' ? 'BYPASS' : note.result === 'miss' ? 'MISS' : 'HIT';
    reply.header('x-cache', `${how}; key=${note ? visible(note.key) : '-'}`);
    return result;
  }
  const ended = new Set<string>();
  const result = await hearEndings(ended, work);
  if (ended.size > 0) {
    const named = [...ended].slice(0, mostTagsTold).map(visible).join(' ');
    const more = ended.size > mostTagsTold ? `; more=${ended.size - mostTagsTold}` : '';
    reply.header('x-cache', `INVALIDATED; tags=${named}${more}`);
  }
  return result;
}

const serializers = new WeakMap<Endpoint, (body: unknown) => string>();

/** Bytes of an answer with the tag they have. */
type Ready = { bytes: Buffer; etag: string };
const ready = (bytes: Buffer): Ready => ({ bytes, etag: etagOf(bytes) });
const packing: Packing<Ready> = { pack: ({ bytes }) => bytes, unpack: ready };

/** For `{page}` in a key: answers with links to other pages name the host they were asked under. */
export const pageKey = (request: FastifyRequest): string =>
  createHash('sha1')
    .update(`${request.protocol}://${request.host}${request.url}`)
    .digest('base64url')
    .slice(0, 20);

/** Answers from the cache with bytes that were serialized once, or makes them. With `place: null` nothing is kept. */
export async function cachedJson<E extends Endpoint, Entry extends CacheEntry>(
  ctx: Ctx,
  endpoint: E,
  place: { entry: Entry; parts: KeyParts<Entry> } | null,
  load: () => Promise<z.input<E['response']>>,
): Promise<z.input<E['response']> | HttpReply> {
  if (!place) return load();
  const make = async () => {
    const serialize =
      serializers.get(endpoint) ??
      compileSerializer(endpoint.response, services().config.NODE_ENV === 'test');
    serializers.set(endpoint, serialize);
    return ready(Buffer.from(serialize(await load())));
  };
  const { bytes, etag } = await services().cache.remember(place.entry, place.parts, make, {
    packing,
    notes: ctx.cache_notes,
  });
  return new HttpReply({ json: bytes, etag });
}
