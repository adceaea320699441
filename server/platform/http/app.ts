/**
 * The HTTP server: turns bound endpoints into Fastify routes.
 *
 * One request goes: who is it (authenticate) -> may anyone like them do this (ability) -> is the input right (schema) ->
 * service -> serializer. Every failure ends in one error handler as an RFC 9457 document.
 */
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import underPressure from '@fastify/under-pressure';
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HTTPMethods,
} from 'fastify';
import type { Ability } from '#contract/abilities.ts';
import type { Endpoint, ViewVerb } from '#contract/endpoint.ts';
import type { Config } from '../config.ts';
import type { Actor, Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../telemetry/log.ts';
import { observeRequest } from '../telemetry/metrics.ts';
import type { BoundEndpoint } from './bind.ts';
import { closeInTime } from './closing.ts';
import { securityHeaders } from './headers.ts';
import { asAppError, invalidInput, problemOf } from './problem.ts';
import { HttpReply } from './reply.ts';
import { compileSerializer } from './serializer.ts';

export type AppOptions = {
  config: Config;
  db: Database;
  log: Logger;
  endpoints: BoundEndpoint[];
  /** Finds out who calls. Throws `auth.expired` for a token that is not, or no longer, good; `auth.csrf` likewise. */
  authenticate: (request: FastifyRequest, endpoint: Pick<Endpoint, 'ability'>) => Promise<Actor>;
  grants: (actor: Actor, ability: Ability) => boolean;
  clock: () => Date;
  /** Told after a signed-in caller was answered by an endpoint that declares `views`. */
  onView?: (ctx: Ctx, verb: ViewVerb, recordId: string) => void;
  /** Tests check every answer against its contract; see serializer.ts. */
  strict_responses: boolean;
};

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, log } = options;
  const app = fastify({
    logger: false,
    trustProxy: config.TRUST_PROXY,
    bodyLimit: 2 * 1024 * 1024,
    requestTimeout: 120_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    genReqId: () => newId(),
    routerOptions: { ignoreTrailingSlash: true, caseSensitive: true, maxParamLength: 300 },
    ajv: { customOptions: { coerceTypes: false } },
  });
  closeInTime(app);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, log));
  await app.register(helmet, securityHeaders(config));
  await app.register(cookie);
  await app.register(multipart, {
    limits: { files: 1, fields: 10, fileSize: config.UPLOAD_LIMIT_MB * 1024 * 1024 },
  });
  await app.register(compress, {
    threshold: 2048,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { 1: 4 } },
  });
  await app.register(underPressure, {
    maxEventLoopDelay: config.NODE_ENV === 'test' ? 0 : 2000,
    retryAfter: 5,
    exposeStatusRoute: false,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    allowOrigin(config, request, reply);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    observeRequest(request.method, route, reply.statusCode, reply.elapsedTime);
    log.debug(
      {
        request_id: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });

  for (const bound of options.endpoints) addRoutes(app, options, bound);
  return app;
}

function addRoutes(app: FastifyInstance, options: AppOptions, bound: BoundEndpoint): void {
  const { endpoint } = bound;
  const methods = (Array.isArray(endpoint.method) ? endpoint.method : [endpoint.method]) as HTTPMethods[];
  const serialize = compileSerializer(endpoint.response, options.strict_responses);
  const route = async (request: FastifyRequest, reply: FastifyReply) => {
    const ctx = await contextOf(options, request, endpoint);
    const input = readInput(endpoint, request);
    const answer = await bound.handler(ctx, { ...input, request });
    if (endpoint.views && ctx.actor.kind === 'user')
      options.onView?.(ctx, endpoint.views, (input.params as { id: string }).id);
    return send(reply, endpoint, answer, serialize);
  };
  for (const url of [endpoint.path, ...(endpoint.aliases ?? [])])
    app.route({ method: methods, url, handler: route });
}

async function contextOf(options: AppOptions, request: FastifyRequest, endpoint: Endpoint): Promise<Ctx> {
  const actor = await options.authenticate(request, endpoint);
  if (endpoint.ability !== 'public') {
    if (actor.kind === 'anonymous') throw new AppError('auth.required');
    if (endpoint.ability !== 'signed-in' && !options.grants(actor, endpoint.ability))
      throw new AppError('access.denied');
  }
  return {
    db: options.db,
    actor,
    now: options.clock(),
    locale: request.headers['accept-language']?.split(/[,;]/)[0]?.trim() || 'en',
    request_id: request.id,
    log: options.log.child({ request_id: request.id }),
    origin: { ip: request.ip, user_agent: (request.headers['user-agent'] ?? '').slice(0, 300) },
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
    if (answer.stream) return reply.send(answer.stream);
    body = answer.body;
  }
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (reply.statusCode === 204 || reply.statusCode === 304 || body === undefined || body === null)
    return reply.code(reply.statusCode === 304 ? 304 : 204).send();
  reply.header('content-type', 'application/json; charset=utf-8');
  return reply.serializer((value: unknown) => value as string).send(serialize(body));
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
  if (failure.retry_after !== undefined) reply.header('retry-after', String(Math.ceil(failure.retry_after)));
  return reply
    .code(failure.status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problemOf(failure, request.id));
}

function allowOrigin(config: Config, request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers;
  if (!origin || !config.CORS_ORIGINS.includes(origin)) return;
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'authorization, content-type, if-match, idempotency-key',
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    vary: 'origin',
  });
}
