/**
 * One line per answered request, in ECS. The address is the route as it is written, so that no id, search word or one-time
 * link gets in; probes, scrapes and files of the web application are one in a hundred, unless they failed.
 */
import type { Logger } from './log.ts';

export type Access = {
  request_id: string;
  method: string;
  route: string;
  status: number;
  milliseconds: number;
  bytes: number;
  ip: string;
  user_id: string | null;
  trace_id: string | null;
};

const oneIn = 100;
const frequent = /^(\/api\/health\/|\/metrics$|\(file\)$|\/api\/docs\/assets)/;
let passed = 0;

export function logAccess(log: Logger, access: Access): void {
  const sampled = access.status < 400 && frequent.test(access.route);
  if (sampled && passed++ % oneIn !== 0) return;
  const { method, route, status } = access;
  log.event?.(
    {
      'event.dataset': 'lyceum.access',
      'event.kind': 'event',
      'event.category': 'web',
      'event.outcome': status < 400 ? 'success' : 'failure',
      // Nanoseconds, as ECS wants it.
      'event.duration': Math.round(access.milliseconds * 1e6),
      'http.request.id': access.request_id,
      'http.request.method': method,
      'http.response.status_code': status,
      'http.response.bytes': access.bytes,
      'url.path': route,
      'client.ip': access.ip,
      ...(access.user_id !== null && { 'user.id': access.user_id }),
      ...(access.trace_id !== null && { 'trace.id': access.trace_id }),
      ...(sampled && { 'lyceum.one_in': oneIn }),
    },
    `${method} ${route} ${status}`,
  );
}
