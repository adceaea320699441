/**
 * The API tests as a test of Idempotency-Key: with LYCEUM_TEST_REPEAT=<file> every request that changes something for a signed-in
 * caller carries a key, is sent again when it succeeded, and must be answered the same; the tests themselves then find any effect
 * that came twice. The names of the endpoints so tried are appended to the file (reliability check R16).
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '#contract/endpoint.ts';
import { contract } from '#contract/index.ts';
import { takesIdempotencyKey } from '#contract/values/idempotency.ts';
import { newId } from '#server/platform/ids.ts';
import type { Answer } from './product.ts';

const report = process.env['LYCEUM_TEST_REPEAT'];

/** For tests about how often something is asked: `it.skipIf(isRepeating)`. */
export const isRepeating = report !== undefined;

type Named = { name: string; endpoint: Endpoint; patterns: RegExp[] };

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/\/$/, '').replace(/:[a-z_]+/g, '[^/]+')}/?$`);

/** Endpoints that take a key, those without parameters in their path first. */
const keyed: Named[] = Object.entries(contract)
  .flatMap(([group, endpoints]) =>
    Object.entries(endpoints as Record<string, Endpoint>).map(([name, endpoint]) => ({
      name: `${group}.${name}`,
      endpoint,
      patterns: [endpoint.path, ...(endpoint.aliases ?? [])].map(patternOf),
    })),
  )
  .filter(({ endpoint }) => takesIdempotencyKey(endpoint))
  .sort((one, two) => Number(one.endpoint.path.includes(':')) - Number(two.endpoint.path.includes(':')));

export function endpointOf(method: string, url: string): Named | undefined {
  const path = new URL(url, 'http://x').pathname;
  return keyed.find(
    ({ endpoint, patterns }) =>
      [endpoint.method].flat().includes(method as never) && patterns.some((pattern) => pattern.test(path)),
  );
}

/** Who is told that too many ask at once comes back when they were told to: that is no answer to what they asked. */
async function comingBack(call: () => Promise<Answer>, tries = 5): Promise<Answer> {
  const answer = await call();
  if (answer.status !== 503 || tries === 1) return answer;
  await sleep(1000 * Number(answer.headers.get('retry-after') ?? 1));
  return comingBack(call, tries - 1);
}

export async function callTwice(
  call: (headers: Record<string, string>) => Promise<Answer>,
  request: { method: string; url: string; headers: Record<string, string> },
): Promise<Answer> {
  const named = report && endpointOf(request.method, request.url);
  if (!named || 'idempotency-key' in request.headers) return call(request.headers);
  const headers = { ...request.headers, 'idempotency-key': newId() };
  const first = await call(headers);
  if (first.status >= 300) return first;
  const second = await comingBack(() => call(headers));
  const said = ({ status, body }: Answer) =>
    `${status} ${body instanceof ArrayBuffer ? Buffer.from(body).toString('base64') : JSON.stringify(body)}`;
  // Who ended their own session by the request itself is refused afterwards.
  if (second.status !== 401 && said(first) !== said(second))
    throw new Error(`${named.name} answered differently the second time:\n${said(first)}\n${said(second)}`);
  appendFileSync(report, `${named.name}\n`);
  return first;
}
