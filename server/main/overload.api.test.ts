/** More is under way than can be answered in time (R9): what is refused, how, and what is taken all the same. */
import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  aQuiz,
  enrolledLearner,
  rightAnswers,
  saveAnswers,
  startAttempt,
} from '#server/features/assessment/assessment.builders.ts';
import { type Client, startProduct } from '#server/testing/product.ts';

const product = await startProduct({
  OVERLOAD_WAIT_SECONDS: '1',
  DATABASE_POOL: '10',
  DATABASE_LOCK_TIMEOUT_SECONDS: '60',
  CORS_ORIGINS: 'https://intranet.example.org',
});

/** As many reads under way as a process takes, until somebody lets go of what they wait for. */
async function heldReads(client: Client) {
  const holder = new pg.Client({ connectionString: product.connection_string });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('begin; lock table notifications in access exclusive mode');
  const held = Array.from({ length: 160 }, () => client.get('/api/notifications/'));
  return {
    async letGo() {
      await holder.query('rollback');
      await Promise.all(held);
    },
  };
}

it('an ordinary read is refused and told when to come back; an answer to a quiz is taken; health answers', {
  timeout: 60_000,
}, async () => {
  const quiz = await aQuiz(await product.signIn('trainer'));
  const learner = await enrolledLearner(product, quiz);
  const attempt = await startAttempt(learner, quiz);
  const origin = { origin: 'https://intranet.example.org' };
  const reads = await heldReads(learner);
  const refused = await vi.waitFor(async () => {
    const answer = await product.anonymous.get('/api/courses/', origin);
    expect(answer.status).toBe(503);
    return answer;
  }, 3000);
  const saving = saveAnswers(learner, attempt.body.id, rightAnswers(quiz));
  const health = await product.anonymous.get('/api/health/live/');
  const metrics = await product.anonymous.get('/metrics');
  await reads.letGo();

  expect((await saving).status).toBe(200);
  expect(health.status).toBe(200);
  expect(refused.body).toMatchObject({ status: 503, code: 'service.unavailable', errors: [] });
  expect(refused.body.request_id).toBe(refused.headers.get('x-request-id'));
  expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(refused.headers.get('access-control-allow-origin')).toBe(origin.origin);
  expect(Buffer.from(metrics.body).toString()).toMatch(
    /lyceum_http_requests_refused_total\{cost="read"\} [1-9]/,
  );

  const after = await vi.waitFor(async () => {
    const answer = await product.anonymous.get('/api/courses/');
    expect(answer.status).toBe(200);
    return answer;
  }, 5000);
  expect(after.headers.get('retry-after')).toBeNull();
});

it('open streams of hints occupy nobody: more of them than may be under way, and everything is answered', {
  timeout: 60_000,
}, async () => {
  const tabs = 20;
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const people = await Promise.all(Array.from({ length: 9 }, () => product.signIn('learner')));
  for (const { token } of people) {
    const opened = await Promise.all(
      Array.from({ length: tabs }, () =>
        fetch(`${product.url}/api/events/`, {
          headers: { authorization: `Bearer ${token}` },
          signal: leave.signal,
        }),
      ),
    );
    expect(opened.map(({ status }) => status)).toEqual(opened.map(() => 200));
  }
  for (const { token } of people)
    expect((await people[0]!.get('/api/notifications/', { authorization: `Bearer ${token}` })).status).toBe(
      200,
    );
});
