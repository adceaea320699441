/** Attempts over HTTP: starting, handing in, and the races of R13. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import {
  aQuiz,
  enrolledLearner,
  rightAnswers,
  saveAnswer,
  saveAnswers,
  startAttempt,
  submitAttempt,
  wrongAnswers,
} from './assessment.builders.ts';

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

describe('starting an attempt', () => {
  test('opens a paper without the key, and going on opens the same one', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const started = await startAttempt(learner, quiz);
    expect(started.status).toBe(201);
    expect(started.body).toMatchObject({
      number: 1,
      quiz_id: quiz.id,
      student_id: learner.user_id,
      deadline_at: null,
      submitted_at: null,
      score: null,
      answers: [],
      pass_percent: 70,
    });
    expect(started.body.questions.map((question: { id: string }) => question.id)).toEqual(
      quiz.questions.map((question) => question.id),
    );
    expect(Object.keys(started.body.questions[0]).toSorted()).toEqual([
      'choices',
      'id',
      'kind',
      'points',
      'text',
    ]);
    const again = await startAttempt(learner, quiz);
    expect([again.status, again.body.id]).toEqual([200, started.body.id]);
  });

  test('shuffles once for the attempt: a reload shows the same order', async () => {
    const questions = Array.from({ length: 12 }, (_, index) => ({ text: `Question ${index}`, answer: 'x' }));
    const quiz = await aQuiz(trainer, { questions, settings: { shuffle_questions: true } });
    const orders = new Set<string>();
    for (let person = 0; person < 3; person++) {
      const learner = await enrolledLearner(product, quiz);
      const texts = (body: { questions: { text: string }[] }) =>
        body.questions.map((question) => question.text).join();
      const attempt = (await startAttempt(learner, quiz)).body;
      expect(texts((await learner.get(`/api/attempts/${attempt.id}/`)).body)).toBe(texts(attempt));
      expect(texts((await learner.get(`/api/quizzes/${quiz.id}/`)).body)).toBe(texts(attempt));
      orders.add(texts(attempt));
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  test('keeps the version it was started on when the course is published again', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    await trainer.patch(`/api/questions/${quiz.questions[2]!.id}/`, {
      text: 'Capital of Spain?',
      answer: 'Madrid',
    });
    expect((await learner.get(`/api/attempts/${attempt.id}/`)).body.questions[2].text).toBe(
      'Capital of France?',
    );
    await saveAnswers(learner, attempt.id, rightAnswers(quiz));
    expect((await submitAttempt(learner, attempt.id)).body.percent).toBe(100);
    expect((await startAttempt(learner, quiz)).body.questions[2].text).toBe('Capital of Spain?');
  });

  test.each([
    ['a learner who is not enrolled', 'learner', 404],
    ['an administrator', 'admin', 403],
    ['a manager', 'manager', 404],
  ] as const)('is not for %s', async (_name, role, status) => {
    const quiz = await aQuiz(trainer);
    expect((await startAttempt(await product.signIn(role), quiz)).status).toBe(status);
  });

  test('100 starts at once with one attempt left open exactly one', async () => {
    const quiz = await aQuiz(trainer, { settings: { max_attempts: 2 } });
    const learner = await enrolledLearner(product, quiz);
    const first = (await startAttempt(learner, quiz)).body;
    await submitAttempt(learner, first.id);
    const answers = await Promise.all(Array.from({ length: 100 }, () => startAttempt(learner, quiz)));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(99);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await learner.get(`/api/attempts/?quiz=${quiz.id}`)).body.count).toBe(2);
    await submitAttempt(learner, answers[0]!.body.id);
    const { status, body } = await startAttempt(learner, quiz);
    expect([status, body.code, body.params]).toEqual([422, 'attempt.limit-reached', { limit: 2 }]);
  });
});

describe('another person’s attempt', () => {
  test.each([
    ['another learner of the course', 404, 404],
    ['the trainer of the course', 403, 200],
    ['a trainer of another course', 404, 404],
    ['a manager', 404, 404],
    ['an administrator', 403, 200],
    ['nobody', 401, 401],
  ] as const)('for %s: writing answers %d, its result %d', async (who, writing, reading) => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const clients: Record<typeof who, () => Promise<Client>> = {
      'another learner of the course': () => enrolledLearner(product, quiz),
      'the trainer of the course': async () => trainer,
      'a trainer of another course': () => product.signIn('trainer'),
      'a manager': () => product.signIn('manager'),
      'an administrator': () => product.signIn('admin'),
      nobody: async () => product.anonymous,
    };
    const client = await clients[who]();
    const saveStatus = (await saveAnswer(client, attempt.id, quiz.questions[2]!.id, { text: 'Paris' }, 1))
      .status;
    expect([
      (await client.get(`/api/attempts/${attempt.id}/`)).status,
      saveStatus,
      (await submitAttempt(client, attempt.id)).status,
    ]).toEqual([writing, writing, writing]);
    await submitAttempt(learner, attempt.id);
    expect((await client.get(`/api/attempts/${attempt.id}/result/`)).status).toBe(reading);
    expect((await learner.get(`/api/attempts/${attempt.id}/result/`)).body.feedback[2].points).toBe(0);
  });
});

describe('handing in', () => {
  test('grades what is saved and shows it with its questions', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    await saveAnswers(learner, attempt.id, rightAnswers(quiz));
    const { status, body } = await submitAttempt(learner, attempt.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: attempt.id,
      score: 3,
      max_score: 3,
      percent: 100,
      passed: true,
      submitted_by: 'learner',
      progress_percent: 50,
    });
    expect(body.questions).toHaveLength(3);
    expect((await learner.get(`/api/attempts/${attempt.id}/result/`)).body).toEqual(body);
  });

  test('an open attempt has no result yet', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    expect((await learner.get(`/api/attempts/${attempt.id}/result/`)).status).toBe(404);
    expect((await trainer.get(`/api/quiz-submissions/${attempt.id}/`)).status).toBe(404);
  });

  test('100 times at once grades once, and everyone sees the same', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    await saveAnswers(learner, attempt.id, rightAnswers(quiz));
    const answers = await Promise.all(Array.from({ length: 100 }, () => submitAttempt(learner, attempt.id)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await scoreRows(attempt.id)).toBe(1);
    const facts = await product.runtime.db.rows<{ name: string }>(
      sql`select name from facts where payload->>'attempt_id' = ${attempt.id} order by name`,
    );
    expect(facts.map((fact) => fact.name)).toEqual(['attempt.passed', 'attempt.submitted']);
  });

  test('every answer that was acknowledged before the hand-in is graded', async () => {
    const quiz = await aQuiz(trainer, {
      questions: Array.from({ length: 20 }, (_, index) => ({ text: `Question ${index}`, answer: 'yes' })),
    });
    const learner = await enrolledLearner(product, quiz);
    const attempt = (await startAttempt(learner, quiz)).body;
    const saves = quiz.questions.map((question) =>
      saveAnswer(learner, attempt.id, question.id, { text: 'yes' }, 1),
    );
    const [result, ...saved] = await Promise.all([submitAttempt(learner, attempt.id), ...saves]);
    expect(new Set(saved.map((answer) => answer.status)).size).toBeGreaterThan(0);
    for (const answer of saved) expect([200, 409]).toContain(answer.status);
    expect(result.body.score).toBe(saved.filter((answer) => answer.status === 200).length);
  });
});

describe('lists of attempts', () => {
  test('page by number and by cursor, newest first, with filters', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    for (let number = 1; number <= 5; number++)
      await learner.post('/api/quiz-submissions/', { quiz_id: quiz.id, answers: wrongAnswers(quiz) });
    await startAttempt(learner, quiz);
    const numbers = (body: { results: { number: number }[] }) =>
      body.results.map((attempt) => attempt.number);
    const page = (await learner.get(`/api/attempts/?quiz=${quiz.id}&page_size=4`)).body;
    expect([page.count, numbers(page), page.previous]).toEqual([6, [6, 5, 4, 3], null]);
    expect(numbers((await learner.get(page.next)).body)).toEqual([2, 1]);
    const first = (await learner.get(`/api/attempts/?quiz=${quiz.id}&page_size=4&cursor=`)).body;
    expect([first.count, numbers(first), numbers((await learner.get(first.next)).body)]).toEqual([
      null,
      [6, 5, 4, 3],
      [2, 1],
    ]);
    expect(numbers((await learner.get(`/api/attempts/?quiz=${quiz.id}&submitted=false`)).body)).toEqual([6]);
    expect(
      (await trainer.get(`/api/attempts/?course=${quiz.course_id}&student=${learner.user_id}&search=learner`))
        .body.count,
    ).toBe(6);
    expect(
      (await trainer.get(`/api/attempts/?course=${quiz.course_id}&search=nobody-of-this-name`)).body.count,
    ).toBe(0);
    expect((await learner.get('/api/attempts/?ordering=seed')).status).toBe(400);
  });
});
