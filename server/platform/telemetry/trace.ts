/**
 * Traces: a span per request, statement, reaction and job, sent by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set; without it,
 * nothing here costs more than a comparison with null. docs/decisions/0018-own-telemetry.md says why there is no SDK.
 *
 * A request that comes without a trace begins one whose ids are its request id: what follows from it later, in another
 * process, knows the request id (facts carry it) and so the trace, with nothing to be handed on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { createExporter, type Exporter } from './otlp.ts';

export type SpanKind = 'server' | 'internal' | 'client' | 'consumer';
export type Place = { trace_id: string; span_id: string };
export type Attributes = Record<string, string | number | boolean>;

export type Span = Place & {
  parent_id: string | null;
  name: string;
  kind: SpanKind;
  /** Nanoseconds since 1970, as the protocol wants them. */
  started_at: bigint;
  ended_at: bigint;
  attributes: Attributes;
  links: Place[];
  failed: string | null;
};

let exporter: Exporter | null = null;
const current = new AsyncLocalStorage<Place | undefined>();
// One clock for all spans of a process: what began at the same moment must not be told in two orders.
const epoch = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();
const now = (): bigint => epoch + process.hrtime.bigint();

/** @returns ends tracing, after what is waiting was sent */
export function startTracing(endpoint: string): () => Promise<void> {
  const own = createExporter(endpoint);
  exporter = own;
  return async () => {
    if (exporter === own) exporter = null;
    await own.close();
  };
}

export const isTracing = (): boolean => exporter !== null;

/** W3C trace context; anything that is not exactly that begins a new trace. */
export function readTraceParent(header: unknown): Place | null {
  const parts =
    typeof header === 'string' ? /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(header) : null;
  if (!parts || /^0+$/.test(parts[1]!) || /^0+$/.test(parts[2]!)) return null;
  return { trace_id: parts[1]!, span_id: parts[2]! };
}
export const traceParent = (place: Place): string => `00-${place.trace_id}-${place.span_id}-01`;

/** Where a request stands whose trace nobody else began. */
export function placeOfRequest(requestId: string): Place | null {
  const hex = requestId.replaceAll('-', '');
  return /^[0-9a-f]{32}$/.test(hex) ? { trace_id: hex, span_id: hex.slice(16) } : null;
}

export function beginSpan(
  name: string,
  kind: SpanKind,
  more: { parent?: Place | null; place?: Place; links?: Place[]; attributes?: Attributes } = {},
): Span {
  const parent = more.parent ?? null;
  return {
    trace_id: more.place?.trace_id ?? parent?.trace_id ?? randomBytes(16).toString('hex'),
    span_id: more.place?.span_id ?? randomBytes(8).toString('hex'),
    parent_id: parent?.span_id ?? null,
    name,
    kind,
    started_at: now(),
    ended_at: 0n,
    attributes: more.attributes ?? {},
    links: more.links ?? [],
    failed: null,
  };
}

export function endSpan(span: Span, failed: string | null = null): void {
  span.ended_at = now();
  span.failed = failed;
  exporter?.add(span);
}

/** Runs work inside a span that somebody else ends. */
export const within = <Result>(span: Place, work: () => Result): Result => current.run(span, work);

/** Runs work that a request only woke, and that is not its own. */
export const outside = <Result>(work: () => Result): Result => current.run(undefined, work);

/** Runs work in a span of its own. An error ends it as failed with the error's name; messages may quote people's data. */
export async function traced<Result>(
  name: string,
  kind: SpanKind,
  more: Parameters<typeof beginSpan>[2],
  work: () => Promise<Result>,
): Promise<Result> {
  if (!exporter) return work();
  const span = beginSpan(name, kind, more);
  try {
    const result = await current.run(span, work);
    endSpan(span);
    return result;
  } catch (error) {
    endSpan(span, (error as Error).name);
    throw error;
  }
}

/** A statement, only as part of something that is traced: polls of queues would be most of all spans. */
export function beginStatement(operation: string, table: string): Span | null {
  const parent = exporter ? current.getStore() : undefined;
  if (!parent) return null;
  const attributes: Attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation };
  if (table) attributes['db.collection.name'] = table;
  return beginSpan(`${operation} ${table}`.trim(), 'client', { parent, attributes });
}

/** Spans of the request that wrote a fact: parent of what follows from one, links of what follows from many. */
export function causedBy(requestIds: readonly (string | null)[]): { parent: Place | null; links: Place[] } {
  const places = [...new Set(requestIds)].flatMap((id) => (id && placeOfRequest(id)) || []);
  const [only, ...others] = places;
  return others.length === 0
    ? { parent: only ?? null, links: [] }
    : { parent: null, links: places.slice(0, 50) };
}
