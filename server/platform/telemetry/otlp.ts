/**
 * Sends spans by OTLP over HTTP as JSON, in batches. The product never waits for the collector: what it does not take in
 * time, and what does not fit into the queue, is dropped and counted.
 */
import os from 'node:os';
import { Counter } from 'prom-client';
import { version } from '../version.ts';
import { registry } from './metrics.ts';
import type { Attributes, Place, Span, SpanKind } from './trace.ts';

const mostWaiting = 4096;
const batchSize = 512;
const everyMilliseconds = 2000;
const longestMilliseconds = 5000;

export type Exporter = { add(span: Span): void; close(): Promise<void> };

const spans = new Counter({
  name: 'lyceum_trace_spans_total',
  help: 'Spans of traces: sent to the collector, or dropped',
  labelNames: ['outcome'],
  registers: [registry],
});

export function createExporter(endpoint: string): Exporter {
  const address = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  let waiting: Span[] = [];
  let sending: Promise<void> | null = null;

  const flush = (): Promise<void> => {
    sending ??= sendAll().finally(() => {
      sending = null;
    });
    return sending;
  };
  const sendAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      waiting = waiting.slice(batchSize);
      spans.inc({ outcome: (await send(address, batch)) ? 'sent' : 'dropped' }, batch.length);
    }
  };
  const timer = setInterval(() => void flush(), everyMilliseconds);
  timer.unref();
  return {
    add(span) {
      if (waiting.length >= mostWaiting) {
        spans.inc({ outcome: 'dropped' });
        return;
      }
      waiting.push(span);
      if (waiting.length === batchSize) void flush();
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

async function send(address: string, batch: Span[]): Promise<boolean> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(documentOf(batch)),
      signal: AbortSignal.timeout(longestMilliseconds),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

const resource = {
  attributes: attributesOf({
    'service.name': 'lyceum',
    'service.version': version,
    'service.instance.id': `${os.hostname()}:${process.pid}`,
  }),
};
const kinds: Record<SpanKind, number> = { internal: 1, server: 2, client: 3, consumer: 5 };

/** ExportTraceServiceRequest of OTLP 1.x in its JSON form: ids in hexadecimal, 64-bit numbers as text. */
const documentOf = (batch: Span[]) => ({
  resourceSpans: [
    { resource, scopeSpans: [{ scope: { name: 'lyceum', version }, spans: batch.map(describe) }] },
  ],
});

const describe = (span: Span) => ({
  traceId: span.trace_id,
  spanId: span.span_id,
  ...(span.parent_id && { parentSpanId: span.parent_id }),
  name: span.name,
  kind: kinds[span.kind],
  startTimeUnixNano: String(span.started_at),
  endTimeUnixNano: String(span.ended_at),
  attributes: attributesOf(span.failed ? { ...span.attributes, 'error.type': span.failed } : span.attributes),
  links: span.links.map(({ trace_id, span_id }: Place) => ({ traceId: trace_id, spanId: span_id })),
  status: { code: span.failed ? 2 : 0 },
});

function attributesOf(attributes: Attributes) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : { intValue: String(Math.round(value)) },
  }));
}
