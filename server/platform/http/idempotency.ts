/**
 * `Idempotency-Key`: what a signed-in caller sends again is done once, and answered the same.
 *
 * The handler runs in one transaction (one-commit.ts) whose last statement keeps its answer. Killed at any moment, either both the
 * effect and the answer are there or neither is, so whoever got no reply may always ask again. A refusal keeps no answer, but
 * what it counted (tries of a password) stays; a failure of ours leaves nothing at all.
 *
 * Of two at once, one runs. The others wait without a connection, then get its answer, or `idempotency.in-progress`.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { Endpoint } from '#contract/endpoint.ts';
import { takesIdempotencyKey } from '#contract/values/idempotency.ts';
import type { Ctx } from '../context.ts';
import type { Db } from '../db/database.ts';
import { actingOf } from '../db/in-transaction.ts';
import { OneCommit, uncached } from '../db/one-commit.ts';
import { sql } from '../db/sql.ts';
import { AppError, invalidField } from '../errors.ts';
import { services } from '../services.ts';
import { asAppError } from './problem.ts';
import { HttpReply } from './reply.ts';

const looksTimes = 15;
const betweenLooksMilliseconds = 200;
/** Larger answers are not kept: the next one with this key is told that it was done. */
const mostKeptBytes = 1024 * 1024;

type Kept = { status: number; headers: Record<string, string>; body: Buffer | null };
type KeptRow = Kept & { request_mac: Buffer };
/** One use of a key by one person. */
type Use = { user_id: string; key: string; key_mac: Buffer; request_mac: Buffer };

const mac = (...parts: string[]): Buffer =>
  createHmac('sha256', services().config.session_secret).update(JSON.stringify(parts)).digest();

/** @throws AppError `input.invalid` for a header that is no key */
export function readIdempotencyKey(endpoint: Endpoint, request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !takesIdempotencyKey(endpoint)) return undefined;
  if (typeof key !== 'string' || !/^[!-~]{1,200}$/.test(key))
    throw invalidField('idempotency-key', 'Expected 1 to 200 visible characters without spaces');
  return key;
}

type Request = {
  key: string;
  endpoint: Endpoint;
  request: FastifyRequest;
  input: { params: unknown; query: unknown; body: unknown };
  serialize: (body: unknown) => string;
};

/**
 * Runs `handle`, or answers what it answered the first time.
 *
 * @throws AppError `idempotency.key-reused`, `idempotency.in-progress`, `idempotency.not-kept`, and whatever `handle` throws
 */
export async function answerOnce(
  ctx: Ctx,
  once: Request,
  handle: (ctx: Ctx) => Promise<unknown>,
): Promise<HttpReply> {
  if (ctx.actor.kind !== 'user') throw new AppError('auth.required');
  const { request, endpoint, input } = once;
  const use: Use = {
    user_id: ctx.actor.user_id,
    key: once.key,
    key_mac: mac('key', ctx.actor.user_id, once.key),
    request_mac: mac(
      'request',
      request.method,
      endpoint.path,
      JSON.stringify(input),
      request.headers['if-match'] ?? '',
    ),
  };
  for (let look = 1; look <= looksTimes; look++) {
    const outcome = await ctx.db.transaction((db) => attempt(ctx, db, use, once, handle), actingOf(ctx));
    if (outcome.kind === 'answer') return outcome.reply;
    if (outcome.kind === 'refusal') throw outcome.error;
    if (look < looksTimes) await sleep(betweenLooksMilliseconds);
  }
  throw new AppError('idempotency.in-progress', { retry_after: 1 });
}

type Outcome =
  | { kind: 'answer'; reply: HttpReply }
  | { kind: 'refusal'; error: AppError }
  /** Another request with this key is under way. */
  | { kind: 'busy' };

async function attempt(
  ctx: Ctx,
  db: Db,
  use: Use,
  once: Request,
  handle: (ctx: Ctx) => Promise<unknown>,
): Promise<Outcome> {
  const { is_mine } = await db.one<{ is_mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(${use.key_mac.readBigInt64BE().toString()}::bigint) as is_mine`,
  );
  if (!is_mine) return { kind: 'busy' };
  const known = await db.maybe<KeptRow>(sql`
    select request_mac, status, headers, body from idempotency_keys
     where user_id = ${use.user_id} and key_mac = ${use.key_mac}`);
  if (known) return { kind: 'answer', reply: repeated(known, use) };
  const oneCommit = new OneCommit(ctx.db, db);
  try {
    const kept = await ready(await uncached(() => handle({ ...ctx, db: oneCommit })), once);
    oneCommit.end();
    await keep(db, use, kept, ctx.now);
    return { kind: 'answer', reply: replyOf(kept) };
  } catch (error) {
    const failure = asAppError(error);
    // What a refusal has done so far stands, as it would without a key; anything else is undone by throwing on.
    if (failure.status >= 500) throw error;
    return { kind: 'refusal', error: failure };
  } finally {
    oneCommit.end();
  }
}

/** The handler's answer as it will be sent, and can be kept. Only public endpoints answer with cookies, and take no key. */
async function ready(answer: unknown, { endpoint, serialize }: Request): Promise<Kept> {
  const { status, headers, stream, body } =
    answer instanceof HttpReply ? answer : new HttpReply({ body: answer });
  const code = status ?? endpoint.status;
  if (stream) return { status: code, headers, body: Buffer.isBuffer(stream) ? stream : await buffer(stream) };
  const plain = { 'cache-control': 'no-store', ...headers };
  if (code === 204 || body === undefined || body === null)
    return { status: 204, headers: plain, body: Buffer.alloc(0) };
  return {
    status: code,
    headers: { ...plain, 'content-type': 'application/json; charset=utf-8' },
    body: Buffer.from(serialize(body)),
  };
}

async function keep(db: Db, use: Use, { status, headers, body }: Kept, now: Date): Promise<void> {
  const kept = body && body.length <= mostKeptBytes ? seal(body, use) : null;
  await db.run(sql`
    insert into idempotency_keys (user_id, key_mac, request_mac, status, headers, body, created_at)
    values (${use.user_id}, ${use.key_mac}, ${use.request_mac}, ${status}, ${JSON.stringify(headers)}::jsonb, ${kept}, ${now})`);
}

function repeated(row: KeptRow, use: Use): HttpReply {
  if (!row.request_mac.equals(use.request_mac)) throw new AppError('idempotency.key-reused');
  if (row.body === null) throw new AppError('idempotency.not-kept');
  const headers = { ...row.headers, 'idempotency-replayed': 'true' };
  return replyOf({ status: row.status, headers, body: open(row.body, use) });
}

const replyOf = ({ status, headers, body }: Kept): HttpReply =>
  new HttpReply({ status, headers, ...(body && status !== 204 ? { stream: body } : {}) });

// Answers may hold what is shown once (the address of a calendar feed), so nothing in the database or its backups opens them.
const cipherKey = ({ user_id, key }: Use): Buffer => mac('body', user_id, key);

function seal(body: Buffer, use: Use): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', cipherKey(use), nonce);
  const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function open(sealed: Buffer, use: Use): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(use), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
