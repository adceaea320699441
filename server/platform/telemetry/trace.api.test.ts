/** Traces reach a collector, say how things hang together, say nothing of people, and never hold up a request. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { startProduct } from '#server/testing/product.ts';
import { isRepeating } from '#server/testing/repeating.ts';
import { placeOfRequest, readTraceParent, startTracing } from './trace.ts';

type SentSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: string } }[];
  links: { traceId: string }[];
  status: { code: number };
};
type Manner = 'takes' | 'hangs' | 'refuses';
const collector = { manner: 'takes' as Manner, spans: [] as SentSpan[], raw: '' };

const server: Server = createServer((request, response) => {
  let text = '';
  request.on('data', (part: Buffer) => {
    text += part.toString();
  });
  request.on('end', () => {
    if (collector.manner === 'hangs') return;
    if (collector.manner === 'refuses') response.writeHead(500).end();
    else {
      expect(request.url).toBe('/v1/traces');
      expect(request.headers['content-type']).toBe('application/json');
      collector.raw += text;
      for (const { scopeSpans } of JSON.parse(text).resourceSpans)
        collector.spans.push(...scopeSpans[0].spans);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const product = await startProduct({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });

const named = (name: string) => collector.spans.filter((span) => span.name === name);
const attributeOf = (span: SentSpan, key: string) => {
  const value = span.attributes.find((one) => one.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
};

describe('a trace', () => {
  it.skipIf(isRepeating)(
    'holds the request, its statements and, in the same trace, what followed from it later',
    async () => {
      const trainer = await product.signIn('trainer');
      const { headers, body } = await trainer.post('/api/courses/', {
        title: 'hunter2',
        description: 'A secret title',
      });
      await trainer.post('/api/lessons/', { course_id: body.id, title: 'One', content: '<p>One</p>' });
      await trainer.post(`/api/courses/${body.id}/publish/`);
      const learner = await product.signIn('learner');
      const enrolled = await learner.post(`/api/courses/${body.id}/enroll/`);
      await product.settle();
      await expect.poll(() => named('POST /api/courses/'), { timeout: 8000 }).toHaveLength(1);

      const [request] = named('POST /api/courses/');
      const place = placeOfRequest(headers.get('x-request-id')!)!;
      expect(request).toMatchObject({
        traceId: place.trace_id,
        spanId: place.span_id,
        kind: 2,
        status: { code: 0 },
      });
      expect(headers.get('traceparent')).toBe(`00-${place.trace_id}-${place.span_id}-01`);
      expect(attributeOf(request!, 'http.response.status_code')).toBe('201');
      const statements = collector.spans.filter(
        (span) => span.parentSpanId === request!.spanId && span.kind === 3,
      );
      expect(statements.map((span) => span.name)).toContain('insert courses');
      for (const span of statements) {
        expect(BigInt(span.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(request!.startTimeUnixNano));
        expect(BigInt(span.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(request!.endTimeUnixNano));
      }
      const trace = placeOfRequest(enrolled.headers.get('x-request-id')!)!;
      await expect
        .poll(() => collector.spans.filter((span) => span.traceId === trace.trace_id && span.kind === 5), {
          timeout: 8000,
        })
        .not.toHaveLength(0);
      expect(collector.raw).not.toContain('hunter2');
    },
  );

  it('goes on where the caller’s began, and is found from the request id', async () => {
    const parent = { trace: 'a'.repeat(32), span: 'b'.repeat(16) };
    const { headers } = await product.anonymous.get('/api/courses/', {
      traceparent: `00-${parent.trace}-${parent.span}-01`,
    });
    expect(headers.get('traceparent')).toContain(`00-${parent.trace}-`);
    await expect.poll(() => named('GET /api/courses/'), { timeout: 8000 }).not.toHaveLength(0);
    const own = placeOfRequest(headers.get('x-request-id')!)!;
    expect(named('GET /api/courses/').at(-1)).toMatchObject({
      traceId: parent.trace,
      parentSpanId: parent.span,
      links: [{ traceId: own.trace_id }],
    });
  });

  it.each([
    ['nothing', undefined],
    ['another version', `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`],
    ['zeros', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`],
    ['too much', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01-x`],
    ['an injection', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01\r\nx: y`],
  ])('begins anew for a header of %s', (_what, header) => {
    expect(readTraceParent(header)).toBeNull();
  });
});

describe('a collector that is away', () => {
  it.each(['hangs', 'refuses'] as const)('costs no request anything: it %s', async (manner) => {
    collector.manner = manner;
    const startedAt = performance.now();
    for (let count = 0; count < 30; count++)
      expect((await product.anonymous.get('/api/courses/')).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    collector.manner = 'takes';
  });

  it('is given up on when the process stops, within seconds', async () => {
    const stop = startTracing('http://127.0.0.1:9');
    await product.anonymous.get('/api/courses/');
    const startedAt = performance.now();
    await stop();
    expect(performance.now() - startedAt).toBeLessThan(6000);
  });
});
