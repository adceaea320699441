// What the client does when no answer comes: with a key it asks again, without one it does not.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errors } from '#contract/errors.ts';
import { ApiError, api, NetworkError } from './api.ts';

type Step = 'broken' | Response;
const problem = (code: keyof typeof errors, headers: Record<string, string> = {}) =>
  Response.json({ ...errors[code], code }, { status: errors[code].status, headers });

/** Answers one step per request; the last one for ever. */
function answering(...steps: Step[]) {
  const sent: Headers[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    sent.push(new Headers(init.headers));
    const step = steps[Math.min(sent.length, steps.length) - 1]!;
    if (step === 'broken') throw new TypeError('Failed to fetch');
    return step.clone();
  });
  return sent;
}

const keysOf = (sent: Headers[]) => sent.map((headers) => headers.get('idempotency-key'));
const enroll = () => api.enrollment.enrollInCourse({ params: { id: '01JD3K9V' } });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settled<Result>(work: Promise<Result>): Promise<Result> {
  const caught = work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  const outcome = await caught;
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

describe('a request that changes something', () => {
  it('is sent again with the same key when the connection breaks, and its answer reaches the caller', async () => {
    const sent = answering('broken', Response.json({ id: 'one' }, { status: 201 }));
    expect(await settled(enroll())).toEqual({ id: 'one' });
    expect(sent).toHaveLength(2);
    expect(keysOf(sent)[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(keysOf(sent)).size).toBe(1);
  });

  it('is sent three times at most', async () => {
    const sent = answering('broken');
    await expect(settled(enroll())).rejects.toThrow(NetworkError);
    expect(sent).toHaveLength(3);
  });

  it('is sent again after 503, and while the first try is under way', async () => {
    const sent = answering(
      problem('service.unavailable', { 'retry-after': '5' }),
      problem('idempotency.in-progress', { 'retry-after': '1' }),
      Response.json({ id: 'one' }),
    );
    expect(await settled(enroll())).toEqual({ id: 'one' });
    expect(new Set(keysOf(sent)).size).toBe(1);
  });

  it.each(['record.conflict', 'internal', 'rate.limited', 'idempotency.key-reused'] as const)(
    'is not sent again after %s',
    async (code) => {
      const sent = answering(problem(code));
      await expect(settled(enroll())).rejects.toThrow(ApiError);
      expect(sent).toHaveLength(1);
    },
  );

  it('is not sent again when the server wants a long pause, or the browser knows it is offline', async () => {
    const busy = answering(problem('service.unavailable', { 'retry-after': '60' }));
    await expect(settled(enroll())).rejects.toThrow(ApiError);
    expect(busy).toHaveLength(1);
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const offline = answering('broken');
    await expect(settled(enroll())).rejects.toThrow(NetworkError);
    expect(offline).toHaveLength(1);
  });

  it('has a key of its own each time somebody asks for it', async () => {
    const sent = answering(Response.json({ id: 'one' }));
    await settled(enroll());
    await settled(enroll());
    expect(new Set(keysOf(sent)).size).toBe(2);
  });
});

describe('what is sent once', () => {
  it.each([
    ['reading', (): Promise<unknown> => api.catalog.listCourses()],
    ['signing in', () => api.identity.signIn({ body: { email: 'a@b.test', password: 'x' } })],
    [
      'an answer of a quiz',
      () => api.assessment.saveAnswers({ params: { id: '01JD3K9V' }, body: { answers: [] } as never }),
    ],
  ])('%s has no key', async (_what, ask) => {
    const sent = answering('broken');
    await expect(settled(ask())).rejects.toThrow(NetworkError);
    expect(keysOf(sent)).toEqual([null]);
  });
});
