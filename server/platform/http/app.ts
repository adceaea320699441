/**
 * The HTTP server: turns bound endpoints into Fastify routes.
 *
 * One request goes: is there time for it (overload) -> who is it (authenticate) -> not too many of them (rate limits) -> the body
 * is read -> may anyone like them do this (ability) -> is the input right (schema) -> service -> serializer. Every failure ends in
 * one error handler as an RFC 9457 document.
 */
import { Readable } from 'node:stream';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HTTPMethods,
} from 'fastify';
import type { Ability } from '#contract/abilities.ts';
import { costOf, type Endpoint, type ViewVerb } from '#contract/endpoint.ts';
import type { Config } from '../config.ts';
import type { Actor, Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Reports } from '../db/replica.ts';
import { AppError } from '../errors.ts';
import { publish } from '../facts/publish.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../telemetry/log.ts';
import type { BoundEndpoint } from './bind.ts';
import { closeInTime } from './closing.ts';
import { isUnchanged, tellingCache } from './conditional.ts';
import { allowOrigin } from './cors.ts';
import { type Refusal, refusalOf } from './denials.ts';
import { bareHeaders, policyOf, securityHeaders } from './headers.ts';
import { refuseBrokenHost } from './host.ts';
import { answerOnce, readIdempotencyKey } from './idempotency.ts';
import { Addresses, methodNotAllowed } from './methods.ts';
import { inRequestSpan, observeRequests, rememberPerson } from './observe.ts';
import { guardAgainstOverload, type OverloadGuard } from './overload.ts';
import { asAppError, invalidInput, problemOf } from './problem.ts';
import { createRateLimits, RateLimited, type RateLimits } from './rate-limits.ts';
import { HttpReply } from './reply.ts';
import { compileSerializer } from './serializer.ts';
import { endSlowClients, headLimits } from './slow-clients.ts';

export type AppOptions = {
  config: Config;
  db: Database;
  /** Answers endpoints that read `report`s. */
  reports: Reports;
  log: Logger;
  endpoints: BoundEndpoint[];
  /** Finds out who calls. Throws `auth.expired` for a token that is not, or no longer, good; `auth.csrf` likewise. */
  authenticate: (request: FastifyRequest, endpoint: Pick<Endpoint, 'ability'>) => Promise<Actor>;
  grants: (actor: Actor, ability: Ability) => boolean;
  clock: () => Date;
  /** Told after a signed-in caller was answered by an endpoint that declares `views`. */
  onView?: (ctx: Ctx, verb: ViewVerb, recordId: string) => void;
  /** Told of requests that were not let through: see denials.ts. */
  onRefused?: (refusal: Refusal) => void;
  /** Tests check every answer against its contract; see serializer.ts. */
  strict_responses: boolean;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends it; null before that is known. */
    actor: Actor | null;
  }
}

const anonymous: Actor = { kind: 'anonymous' };

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, log } = options;
  const everywhere = securityHeaders(config);
  const bare = bareHeaders(config);
  const app = fastify({
    logger: false,
    // Hops, not “all”: the last address in X-Forwarded-For is the gateway's word, those before it are the caller's.
    trustProxy: config.TRUST_PROXY > 0 && ((_address: string, hop: number) => hop < config.TRUST_PROXY),
    bodyLimit: 2 * 1024 * 1024,
    http: headLimits,
    requestTimeout: 120_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // Whoever is still let in is answered: see closing.ts.
    return503OnClosing: false,
    genReqId: () => newId(),
    frameworkErrors: (error, request, reply) => {
      reply.headers({ ...bare, 'x-request-id': request.id });
      sendProblem(error, request, reply, log);
    },
    routerOptions: { ignoreTrailingSlash: true, caseSensitive: true, maxParamLength: 300 },
    ajv: { customOptions: { coerceTypes: false } },
  });
  closeInTime(app);
  endSlowClients(app.server);
  const guard = guardAgainstOverload(app, config, log);
  observeRequests(app, log);
  app.setErrorHandler((error, request, reply) => {
    tellRefusal(options, request, asAppError(error));
    return sendProblem(error, request, reply, log);
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { files: 1, fields: 10, fileSize: config.UPLOAD_LIMIT_MB * 1024 * 1024 },
  });
  await app.register(compress, {
    threshold: 2048,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { 1: 4 } },
  });
  const limits = await createRateLimits(options);
  app.addHook('onClose', async () => limits.close());
  const addresses = new Addresses();
  for (const { endpoint } of options.endpoints)
    for (const url of urlsOf(endpoint)) addresses.add(url, methodsOf(endpoint));
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(everywhere).header('x-request-id', request.id);
    refuseBrokenHost(request);
    if (allowOrigin(config, request, reply)) return reply;
    if (request.is404) {
      const answered = addresses.methodsAt(request.url.split('?', 1)[0]!);
      if (answered) throw methodNotAllowed(request, reply, answered);
    }
    if (request.method === 'TRACE') throw methodNotAllowed(request, reply, ['GET', 'HEAD']);
    // Pages, and whoever tries addresses. Files of the web application are routes of their own and free.
    if (request.is404)
      reply.headers((await limits.count({ ip: request.ip, actor: anonymous }, 'read')) ?? {});
    return undefined;
  });

  for (const bound of options.endpoints) addRoutes(app, options, { limits, guard }, bound);
  addresses.refuseWhatOthersWouldTake(app);
  return app;
}

const methodsOf = ({ method }: Endpoint): HTTPMethods[] => [method].flat() as HTTPMethods[];
const urlsOf = ({ path, aliases }: Endpoint): string[] => [path, ...(aliases ?? [])];

function addRoutes(
  app: FastifyInstance,
  options: AppOptions,
  { limits, guard }: { limits: RateLimits; guard: OverloadGuard },
  bound: BoundEndpoint,
): void {
  const { endpoint } = bound;
  const serialize = compileSerializer(endpoint.response, options.strict_responses);
  const policy = policyOf(endpoint.produces);
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('content-security-policy', policy);
    request.actor = await guard.lettingIn(() => admit(options, limits, endpoint, request, reply));
  };
  const answerTo = async (request: FastifyRequest, reply: FastifyReply) => {
    const ctx = contextOf(options, request, endpoint);
    const input = readInput(endpoint, request);
    const run = (ctx: Ctx) => bound.handler(ctx, { ...input, request });
    const key = readIdempotencyKey(endpoint, request);
    const answer = await tellingCache(ctx, request, reply, async () =>
      key
        ? answerOnce(ctx, { key, endpoint, request, input, serialize }, run)
        : endpoint.reads === 'report'
          ? options.reports.read((db) => run({ ...ctx, db }))
          : run(ctx),
    );
    if (endpoint.views && ctx.actor.kind === 'user')
      options.onView?.(ctx, endpoint.views, (input.params as { id: string }).id);
    if (endpoint.hands_out)
      await inTransaction({ ...ctx, db: options.db }, (inside) =>
        publish(inside, 'data.exported', {
          what: endpoint.path,
          record_id: (input.params as { id?: string }).id ?? null,
        }),
      );
    return answer;
  };
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    // Only what makes the answer is under way: sending it may take hours (a stream of hints) and occupies nobody.
    const answer = await guard.answering(() => inRequestSpan(request, () => answerTo(request, reply)));
    return send(request, reply, endpoint, answer, serialize);
  };
  for (const url of urlsOf(endpoint))
    app.route({
      method: methodsOf(endpoint),
      url,
      config: { cost: costOf(endpoint) },
      onRequest,
      handler,
    });
}

/**
 * Lets a request in: finds out who sends it and counts it. A token that is refused is counted as a stranger's request, so guessing
 * tokens has the limit of an address.
 */
async function admit(
  options: AppOptions,
  limits: RateLimits,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Actor> {
  const count = async (actor: Actor): Promise<void> => {
    // Not returned: a reply is thenable, and waiting for it would be waiting for the answer.
    reply.headers((await limits.count({ ip: request.ip, actor }, costOf(endpoint))) ?? {});
  };
  let actor: Actor;
  try {
    actor = await options.authenticate(request, endpoint);
  } catch (error) {
    await count(anonymous);
    throw error;
  }
  request.actor = actor;
  if (actor.kind === 'user') rememberPerson(request, actor.user_id);
  await count(actor);
  if (actor.kind === 'anonymous' && endpoint.ability !== 'public') throw new AppError('auth.required');
  return actor;
}

function tellRefusal(options: AppOptions, request: FastifyRequest, failure: AppError): void {
  const actor = request.actor ?? anonymous;
  const refusal = refusalOf(request, failure, actor);
  if (refusal)
    options.onRefused?.({
      ...refusal,
      db: options.db,
      log: options.log,
      actor,
      at: options.clock(),
      origin: originOf(request),
    });
}

const originOf = (request: FastifyRequest): Ctx['origin'] => ({
  ip: request.ip,
  user_agent: (request.headers['user-agent'] ?? '').slice(0, 300),
});

function contextOf(options: AppOptions, request: FastifyRequest, endpoint: Endpoint): Ctx {
  const actor = request.actor ?? anonymous;
  if (
    endpoint.ability !== 'public' &&
    endpoint.ability !== 'signed-in' &&
    !options.grants(actor, endpoint.ability)
  )
    throw new AppError('access.denied');
  return {
    db: options.db,
    actor,
    now: options.clock(),
    locale: request.headers['accept-language']?.split(/[,;]/)[0]?.trim() || 'en',
    request_id: request.id,
    log: options.log.child({ request_id: request.id }),
    origin: originOf(request),
    cache_notes: [],
  };
}

function readInput(
  endpoint: Endpoint,
  request: FastifyRequest,
): { params: unknown; query: unknown; body: unknown } {
  const params = endpoint.params.safeParse(request.params);
  // An id that cannot exist is answered like one that does not.
  if (!params.success) throw new AppError('record.not-found', { detail: 'Not found' });
  const query = endpoint.query.safeParse(request.query);
  if (!query.success) throw invalidInput(query.error);
  if (endpoint.accepts === 'multipart') return { params: params.data, query: query.data, body: undefined };
  const body = endpoint.body.safeParse(request.body ?? {});
  if (!body.success) throw invalidInput(body.error);
  return { params: params.data, query: query.data, body: body.data };
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint: Endpoint,
  answer: unknown,
  serialize: (body: unknown) => string,
): FastifyReply {
  let body = answer;
  reply.code(endpoint.status);
  if (answer instanceof HttpReply) {
    if (answer.status) reply.code(answer.status);
    reply.headers(answer.headers);
    for (const one of answer.cookies) setCookie(reply, one);
    if (answer.stream) return reply.send(request.method === 'HEAD' ? unread(answer.stream) : answer.stream);
    body = answer.body;
  }
  const ready = answer instanceof HttpReply ? answer.json : undefined;
  if (
    !ready &&
    (reply.statusCode === 204 || reply.statusCode === 304 || body === undefined || body === null)
  ) {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return reply.code(reply.statusCode === 304 ? 304 : 204).send();
  }
  const payload = ready ?? serialize(body);
  if (isUnchanged(request, reply, payload, answer instanceof HttpReply ? answer.etag : undefined))
    return reply.send();
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  reply.header('content-type', 'application/json; charset=utf-8');
  return reply.serializer((value: unknown) => value as string).send(payload);
}

/**
 * For HEAD: the framework would read all of it into nothing, faster than any client could ask for it. Not a buffer, whose length it
 * would tell instead of the one that is said already.
 */
function unread(stream: Readable | Buffer): Readable {
  if (!Buffer.isBuffer(stream)) stream.on('error', () => undefined).destroy();
  return Readable.from([]);
}

function setCookie(reply: FastifyReply, one: HttpReply['cookies'][number]): void {
  const secure = one.name.startsWith('__');
  reply.setCookie(one.name, one.value, {
    path: one.path,
    httpOnly: one.http_only,
    secure,
    sameSite: 'lax',
    maxAge: one.max_age_seconds,
  });
}

function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): FastifyReply {
  const failure = asAppError(error);
  if (failure.status >= 500)
    log.error(
      { err: failure.cause ?? failure, request_id: request.id, route: request.routeOptions.url },
      'request failed',
    );
  // The rest of a body that is too large is not read: the connection ends with this answer.
  if (failure.status === 413) reply.header('connection', 'close');
  if (failure instanceof RateLimited) reply.headers(failure.headers);
  if (failure.retry_after !== undefined) reply.header('retry-after', String(Math.ceil(failure.retry_after)));
  return reply
    .code(failure.status)
    .header('cache-control', 'no-store')
    .header('content-security-policy', policyOf(undefined))
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problemOf(failure, request.id));
}
