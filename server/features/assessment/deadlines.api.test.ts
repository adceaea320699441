/** The server's clock: time limits, grace, and handing in when the browser is gone (R13, R18). */
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import {
  aQuiz,
  enroll,
  enrolledLearner,
  rightAnswers,
  saveAnswer,
  saveAnswers,
  startAttempt,
  submitAttempt,
} from './assessment.builders.ts';
import { closeOverdueAttemptsJob } from './assessment.jobs.ts';

let product: Product;
let trainer: Client;

beforeAll(async () => {
  product = await startProduct();
  trainer = await product.signIn('trainer');
});
const scoreRows = async (attemptId: string) =>
  (
    await product.runtime.db.one<{ count: number }>(
      sql`select count(*)::int as count from attempt_scores where attempt_id = ${attemptId}`,
    )
  ).count;

describe('a time limit', () => {
  const timed = (settings: object = {}) =>
    aQuiz(trainer, { settings: { time_limit_seconds: 60, ...settings } });

  test('hides the questions until the attempt runs, and says when it ends', async () => {
    const quiz = await timed();
    const learner = await enrolledLearner(product, quiz);
    expect((await learner.get(`/api/quizzes/${quiz.id}/`)).body).toMatchObject({
      question_count: 3,
      questions: [],
      time_limit_seconds: 60,
    });
    const attempt = (await startAttempt(learner, quiz)).body;
    expect(Date.parse(attempt.deadline_at) - Date.parse(attempt.started_at)).toBe(60_000);
    expect(Date.parse(attempt.server_now)).toBeGreaterThanOrEqual(Date.parse(attempt.started_at));
    expect((await learner.get(`/api/quizzes/${quiz.id}/`)).body.questions).toHaveLength(3);
    product.travel(20_000);
    expect((await startAttempt(learner, quiz)).body.deadline_at).toBe(attempt.deadline_at);
  });

  test('a save within the grace counts, one after it does not, and handing in grades the earlier ones', async () => {
    const quiz = await timed();
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const [single, multiple] = rightAnswers(quiz);
    await saveAnswers(learner, attempt.id, [single!]);
    product.travel(62_000);
    expect((await saveAnswers(learner, attempt.id, [multiple!])).status).toBe(200);
    product.travel(4_000);
    const late = await saveAnswer(learner, attempt.id, quiz.questions[2]!.id, { text: 'Paris' }, 1);
    expect([late.status, late.body.code, late.body.params]).toEqual([
      422,
      'attempt.too-late',
      { deadline_at: attempt.deadline_at },
    ]);
    const oneCall = await learner.post('/api/quiz-submissions/', {
      quiz_id: quiz.id,
      answers: rightAnswers(quiz),
    });
    expect([oneCall.status, oneCall.body.code]).toEqual([422, 'attempt.too-late']);
    expect((await submitAttempt(learner, attempt.id)).body).toMatchObject({
      score: 2,
      submitted_by: 'server',
    });
  });

  test('the server hands in what is saved when the browser is gone, once', async () => {
    const quiz = await timed();
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    await saveAnswers(learner, attempt.id, rightAnswers(quiz));
    const runJob = () => closeOverdueAttemptsJob.run(product.ctx(), {});
    product.travel(64_000);
    await runJob();
    expect((await learner.get(`/api/attempts/${attempt.id}/`)).body.submitted_at).toBeNull();
    product.travel(2_000);
    await Promise.all([runJob(), runJob(), submitAttempt(learner, attempt.id)]);
    const { body } = await learner.get(`/api/attempts/${attempt.id}/result/`);
    expect(body).toMatchObject({ score: 3, passed: true, submitted_by: 'server', progress_percent: 50 });
    expect(await scoreRows(attempt.id)).toBe(1);
  });

  test('a job for its very moment is queued when the attempt starts', async () => {
    const quiz = await timed();
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const job = await product.runtime.db.one<{ run_at: string }>(
      sql`select run_at from graphile_worker.jobs where key = ${`close-attempt:${attempt.id}`}`,
    );
    const lateMilliseconds = Date.parse(job.run_at) - Date.parse(attempt.deadline_at);
    expect(lateMilliseconds).toBeGreaterThan(5000);
    expect(lateMilliseconds).toBeLessThanOrEqual(10_000);
  });

  test('starting again after the time was over closes the old attempt and opens the next', async () => {
    const quiz = await timed({ max_attempts: 2 });
    const learner = await enrolledLearner(product, quiz);
    const first = (await startAttempt(learner, quiz)).body;
    product.travel(70_000);
    const second = await startAttempt(learner, quiz);
    expect([second.status, second.body.number]).toEqual([201, 2]);
    expect((await learner.get(`/api/attempts/${first.id}/result/`)).body).toMatchObject({
      submitted_by: 'server',
      score: 0,
    });
  });

  test('an attempt of a learner who was unenrolled is still closed, without moving the course', async () => {
    const quiz = await timed();
    const learner = await product.signIn('learner');
    const enrollmentId = await enroll(learner, quiz.course_id);
    const attempt = (await startAttempt(learner, quiz)).body;
    await saveAnswers(learner, attempt.id, rightAnswers(quiz));
    await trainer.delete(`/api/enrollments/${enrollmentId}/`);
    product.travel(70_000);
    await closeOverdueAttemptsJob.run(product.ctx(), {});
    expect((await learner.get(`/api/attempts/${attempt.id}/result/`)).body).toMatchObject({
      passed: true,
      progress_percent: 0,
    });
  });
});
