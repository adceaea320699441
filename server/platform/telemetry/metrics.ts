/**
 * Prometheus metrics of this process: the registry, and what every request leaves in it.
 *
 * Labels take values from lists that the code ends: routes as they are written in the contract, methods, statuses, kinds of
 * statement, names of jobs and facts. Never an id, an address or a text of somebody's (metrics.test.ts).
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { version } from '../version.ts';

export const registry = new Registry();
const registers = [registry];
collectDefaultMetrics({ register: registry });
// Gauges whose names say that they were counters: linters of metrics are right to complain. `…_resources` says the same.
for (const name of ['handles', 'requests', 'resources'])
  registry.removeSingleMetric(`nodejs_active_${name}_total`);

new Gauge({
  name: 'lyceum_build_info',
  help: 'Which build runs; the value is always 1',
  labelNames: ['version', 'node'],
  registers,
}).set({ version, node: process.version }, 1);

const requests = new Histogram({
  name: 'lyceum_http_request_seconds',
  help: 'Time to answer, by service, route and status',
  labelNames: ['service', 'method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers,
});
const responseBytes = new Counter({
  name: 'lyceum_http_response_bytes_total',
  help: 'Bytes written in answers, heads included',
  labelNames: ['service', 'route'],
  registers,
});
export const requestsInFlight = new Gauge({
  name: 'lyceum_http_requests_in_flight',
  help: 'Requests being answered now, open event streams included',
  registers,
});

export const requestsRefused = new Counter({
  name: 'lyceum_http_requests_refused_total',
  help: 'Requests refused because more was under way than could be answered in time, by what they cost',
  labelNames: ['cost'],
  registers,
});

export const slowClientsEnded = new Counter({
  name: 'lyceum_http_slow_clients_ended_total',
  help: 'Connections ended because a body came, or an answer was read, more slowly than anybody does',
  labelNames: ['kind'],
  registers,
});

/** Which service of the cluster a route belongs to (T-19): an attribute of the route, so it adds no series. */
const services = new Map<string, string>();
export const nameServiceOf = (route: string, service: string): void => void services.set(route, service);
const serviceOf = (route: string): string => services.get(route) ?? 'platform';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export type AnsweredRequest = {
  method: string;
  /** As it is written, with `:id`: see routeLabel. */
  route: string;
  status: number;
  milliseconds: number;
  bytes: number;
};

export function observeRequest({ method, route, status, milliseconds, bytes }: AnsweredRequest): void {
  const service = serviceOf(route);
  requests.observe(
    { service, method: methods.has(method) ? method : 'other', route, status: String(status) },
    milliseconds / 1000,
  );
  responseBytes.inc({ service, route }, bytes);
}

const templates = /^\/(api|metrics|\.well-known)(\/|$)/;

/** A route's name in metrics, logs and traces. Files of the web application are one route, whatever they are called. */
export function routeLabel(url: string | undefined, is_page: boolean): string {
  if (url === undefined) return is_page ? '(page)' : '(none)';
  if (url.startsWith('/api/docs/assets')) return '/api/docs/assets/*';
  return templates.test(url) ? url : '(file)';
}
