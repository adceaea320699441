/** What every request leaves behind: metrics, a line of the access log and, when traces are on, a span. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { logAccess } from '../telemetry/access-log.ts';
import type { Logger } from '../telemetry/log.ts';
import { observeRequest, requestsInFlight, routeLabel } from '../telemetry/metrics.ts';
import {
  beginSpan,
  endSpan,
  isTracing,
  placeOfRequest,
  readTraceParent,
  type Span,
  traceParent,
  within,
} from '../telemetry/trace.ts';

type Seen = { written_before: number; span: Span | null; user_id: string | null };
const seen = new WeakMap<FastifyRequest, Seen>();

export function observeRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onRequest', (request, reply, done) => {
    requestsInFlight.inc();
    const span = isTracing() ? openSpan(request) : null;
    if (span) reply.header('traceparent', traceParent(span));
    seen.set(request, { written_before: request.raw.socket.bytesWritten, span, user_id: null });
    // `close` comes once, also when the other side went away in the middle of the answer.
    reply.raw.once('close', () => requestsInFlight.dec());
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const found = seen.get(request);
    if (found) account(request, reply, found, log);
    done();
  });
}

function account(request: FastifyRequest, reply: FastifyReply, found: Seen, log: Logger): void {
  const is_page = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
  const answered = {
    method: request.method,
    route: routeLabel(request.routeOptions.url, is_page),
    status: reply.statusCode,
    milliseconds: reply.elapsedTime,
    // A connection answers one request after the other, so what it has written meanwhile is this answer.
    bytes: Math.max(0, request.raw.socket.bytesWritten - found.written_before),
  };
  observeRequest(answered);
  logAccess(log, {
    ...answered,
    request_id: request.id,
    ip: request.ip,
    user_id: found.user_id,
    trace_id: found.span?.trace_id ?? null,
  });
  if (found.span) closeSpan(found.span, answered);
}

/** Joins the caller's trace, or begins one that has the request's id. */
function openSpan(request: FastifyRequest): Span {
  const own = placeOfRequest(request.id);
  const parent = readTraceParent(request.headers.traceparent);
  if (!parent) return beginSpan(request.method, 'server', own ? { place: own } : {});
  return beginSpan(request.method, 'server', { parent, links: own ? [own] : [] });
}

function closeSpan(
  span: Span,
  { method, route, status }: { method: string; route: string; status: number },
): void {
  span.name = `${method} ${route}`;
  Object.assign(span.attributes, {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': status,
  });
  endSpan(span, status >= 500 ? String(status) : null);
}

/** Statements inside become children of the request's span. */
export function inRequestSpan<Result>(request: FastifyRequest, work: () => Result): Result {
  const span = seen.get(request)?.span;
  return span ? within(span, work) : work();
}

/** Who it turned out to be, for the access log. */
export function rememberPerson(request: FastifyRequest, userId: string): void {
  const found = seen.get(request);
  if (found) found.user_id = userId;
}
