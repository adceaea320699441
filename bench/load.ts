/** Load generators: single requests by autocannon, and chains of requests whose later ones need the first one's answer. */
import http from 'node:http';
import autocannon from 'autocannon';
import { cpuSeconds } from './processes.ts';
import type { BenchRequest } from './scenarios.ts';

export type Figure = {
  connections: number;
  /** Whole chains where a chain is measured. */
  per_second: number;
  p50_ms: number;
  p99_ms: number;
  /** CPU of the whole stack for one request or chain; null where /proc is not there. */
  cpu_ms: number | null;
  failed: number;
};

type Target = {
  url: string;
  /** Access tokens by the number of the person. */
  tokens: ReadonlyMap<number, string>;
  /** Processes that make up the stack. */
  roots: number[];
  connections: number;
  seconds: number;
};

const cpuOfEach = (before: number | null, after: number | null, count: number): number | null =>
  before === null || after === null || count === 0
    ? null
    : Math.round(((after - before) * 100_000) / count) / 100;

const headersOf = (
  { user, body }: BenchRequest,
  tokens: ReadonlyMap<number, string>,
): Record<string, string> => ({
  authorization: `Bearer ${tokens.get(user)}`,
  ...(body ? { 'content-type': 'application/json' } : {}),
});

/**
 * Only for servers that keep connections: on one that is about to close, autocannon sends a request that is never answered.
 *
 * @param afterwards  what must be over before the CPU time is read, for work that requests leave behind
 */
export async function load(
  target: Target,
  next: () => BenchRequest,
  afterwards?: () => Promise<void>,
): Promise<Figure> {
  const before = cpuSeconds(target.roots);
  const result = await autocannon({
    url: target.url,
    connections: target.connections,
    duration: target.seconds,
    requests: [
      {
        setupRequest: (prepared: autocannon.Request) => {
          const request = next();
          return {
            ...prepared,
            method: request.method,
            path: request.url,
            headers: headersOf(request, target.tokens),
            ...(request.body ? { body: JSON.stringify(request.body) } : {}),
          };
        },
      },
    ],
  });
  await afterwards?.();
  const after = cpuSeconds(target.roots);
  return {
    connections: target.connections,
    per_second: Math.round(result.requests.average),
    p50_ms: result.latency.p50,
    p99_ms: result.latency.p99,
    cpu_ms: cpuOfEach(before, after, result.requests.total),
    failed: result.non2xx + result.errors,
  };
}

/**
 * Runs chains one after another on each connection; one that has begun is finished, and the clock runs until then.
 *
 * @param target  `most`: chains in all, for those that leave so much to be done that the clock would be the wrong limit
 * @param afterwards  as for `load`
 */
export async function loadChains(
  target: Target & { most?: number },
  next: () => BenchRequest[],
  afterwards?: () => Promise<void>,
): Promise<Figure> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: target.connections });
  const before = cpuSeconds(target.roots);
  const startedAt = performance.now();
  const until = startedAt + target.seconds * 1000;
  const times: number[] = [];
  let failed = 0;
  let begun = 0;
  const worker = async () => {
    while (performance.now() < until && begun++ < (target.most ?? Number.POSITIVE_INFINITY)) {
      const began = performance.now();
      try {
        await runChain(target, agent, next());
        times.push(performance.now() - began);
      } catch {
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: target.connections }, worker));
  const elapsed = (performance.now() - startedAt) / 1000;
  agent.destroy();
  await afterwards?.();
  times.sort((a, b) => a - b);
  const percentile = (part: number): number =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
  return {
    connections: target.connections,
    per_second: Math.round((times.length * 100) / elapsed) / 100,
    p50_ms: percentile(0.5),
    p99_ms: percentile(0.99),
    cpu_ms: cpuOfEach(before, cpuSeconds(target.roots), times.length),
    failed,
  };
}

async function runChain(target: Target, agent: http.Agent, chain: BenchRequest[]): Promise<void> {
  let firstId = '';
  for (const [index, request] of chain.entries()) {
    const answer = await send(target, agent, { ...request, url: request.url.replace('{id}', firstId) });
    if (index === 0 && chain.length > 1) firstId = (JSON.parse(answer) as { id: string }).id;
  }
}

function send(target: Target, agent: http.Agent, request: BenchRequest): Promise<string> {
  const body = request.body ? JSON.stringify(request.body) : '';
  return new Promise((resolve, reject) => {
    const sent = http.request(
      target.url + request.url,
      {
        agent,
        method: request.method,
        headers: { ...headersOf(request, target.tokens), 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode! < 300) resolve(text);
          else reject(new Error(`${request.method} ${request.url}: ${response.statusCode} ${text}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
