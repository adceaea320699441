/** Rate limits over HTTP (S11): who is counted, what is told, what is never refused, and that a spoofed address changes nothing. */
import { describe, expect, it } from 'vitest';
import { costOf } from '#contract/endpoint.ts';
import { features } from '#server/main/features.ts';
import { startProduct } from '#server/testing/product.ts';
import { isRepeating } from '#server/testing/repeating.ts';

const product = await startProduct({
  RATE_LIMIT_ADDRESS: '20',
  RATE_LIMIT_ACCOUNT: '20',
  TRUST_PROXY: '1',
  // Redis counts by its own clock, which does not travel; counting together has its own tests.
  REDIS_URL: '',
});
const from = (address: string) => ({ 'x-forwarded-for': address });
const statuses = async (times: number, one: (n: number) => Promise<{ status: number }>) => {
  const counted: Record<number, number> = {};
  for (const { status } of await Promise.all(Array.from({ length: times }, (_, n) => one(n))))
    counted[status] = (counted[status] ?? 0) + 1;
  return counted;
};

describe('too many requests', () => {
  it('of one address are refused as RFC 9457 says, with the seconds to wait and the policy', async () => {
    expect(await statuses(30, () => product.anonymous.get('/api/courses/', from('192.0.2.1')))).toEqual({
      200: 20,
      429: 10,
    });
    const { status, headers, body } = await product.anonymous.get('/api/courses/', from('192.0.2.1'));
    expect(status).toBe(429);
    expect(headers.get('content-type')).toContain('application/problem+json');
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(120);
    expect(body).toMatchObject({
      status: 429,
      code: 'rate.limited',
      params: { retry_after_seconds: seconds },
    });
    expect(headers.get('ratelimit-policy')).toBe('"address-read";q=20;w=60');
    expect(headers.get('ratelimit')).toBe(`"address-read";r=0;t=${seconds}`);
    product.travel(seconds * 1000);
    expect((await product.anonymous.get('/api/courses/', from('192.0.2.1'))).status).toBe(200);
  });

  it('are refused whatever the caller writes into X-Forwarded-For before the gateway adds its word', async () => {
    const spoofed = (n: number) => from(`10.0.${n}.1, 198.51.100.${n}, 192.0.2.2`);
    expect(await statuses(40, (n) => product.anonymous.get('/api/courses/', spoofed(n)))).toEqual({
      200: 20,
      429: 20,
    });
  });

  it('of one account are refused from wherever they come, and of nobody else', async () => {
    const [one, other] = [await product.signIn('learner'), await product.signIn('learner')];
    expect(await statuses(30, (n) => one.get('/api/users/me/', from(`192.0.3.${n}`)))).toEqual({
      200: 20,
      429: 10,
    });
    expect((await other.get('/api/users/me/', from('192.0.3.1'))).status).toBe(200);
  });

  it('with tokens that are none count as a stranger’s', async () => {
    const guess = (n: number) =>
      product.anonymous.get('/api/users/me/', { ...from('192.0.2.4'), authorization: `Bearer guess-${n}` });
    expect(await statuses(30, guess)).toEqual({ 401: 20, 429: 10 });
  });

  it('at addresses that do not exist count, too', async () => {
    expect(await statuses(30, (n) => product.anonymous.get(`/api/secret-${n}/`, from('192.0.2.5')))).toEqual({
      404: 20,
      429: 10,
    });
  });

  it.skipIf(isRepeating)('never hold up answers, nor the look whether we are well', async () => {
    const learner = await product.signIn('learner');
    const here = from('192.0.2.6');
    for (const ask of [
      () => learner.get('/api/users/me/', here),
      () => learner.patch('/api/users/me/', {}, here),
    ])
      expect((await statuses(40, ask))[429]).toBeGreaterThan(0);
    const attempt = '/api/attempts/01a00000-0000-7000-8000-000000000000/answers/';
    expect(await statuses(30, () => learner.put(attempt, { answers: [] }, here))).not.toHaveProperty('429');
    expect(await statuses(60, () => learner.get('/api/health/live/', here))).toEqual({ 200: 60 });
  });

  it('for exports and papers have a limit of their own', async () => {
    const admin = await product.signIn('admin');
    const answers = await statuses(5, () => admin.get('/api/skills/export/', from('192.0.2.7')));
    expect(answers).toEqual({ 200: 2, 429: 3 });
    expect((await admin.get('/api/skills/', from('192.0.2.7'))).status).toBe(200);
  });
});

describe('what a request costs', () => {
  it('is said of whatever streams bytes to the caller or takes them', () => {
    const streaming = features.flatMap(({ name, routes }) =>
      routes
        .filter(
          ({ endpoint }) => endpoint.accepts === 'multipart' || /pdf|zip|csv/.test(endpoint.produces ?? ''),
        )
        .map(({ name: route, endpoint }) => [`${name}.${route}`, costOf(endpoint)]),
    );
    expect(streaming.filter(([, cost]) => cost !== 'costly')).toEqual([]);
  });
});
