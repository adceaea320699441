/** L-87..L-91 over HTTP: read the quiz, hand in, what follows from a pass and from a fail. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import {
  aQuiz,
  type BuiltQuiz,
  enroll,
  enrolledLearner,
  rightAnswer,
  rightAnswers,
  wrongAnswers,
} from './assessment.builders.ts';

let product: Product;
let trainer: Client;

beforeAll(async () => {
  product = await startProduct();
  trainer = await product.signIn('trainer');
});

const submit = (client: Client, quiz: BuiltQuiz, answers: object[]) =>
  client.post('/api/quiz-submissions/', { quiz_id: quiz.id, answers });
const factsOf = async (client: Client) =>
  (
    await product.runtime.db.rows<{ name: string }>(
      sql`select name from facts where payload->>'student_id' = ${client.user_id} order by occurred_at, id`,
    )
  ).map((row) => row.name);
const lessonProgress = async (client: Client, quiz: BuiltQuiz) =>
  (await client.get(`/api/progress/?course=${quiz.course_id}&lesson=${quiz.lesson_id}`)).body.results[0];

describe('handing in a quiz', () => {
  test('answers with score, feedback and the course percentage', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const { status, body } = await submit(learner, quiz, rightAnswers(quiz));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      quiz_id: quiz.id,
      number: 1,
      score: 3,
      max_score: 3,
      percent: 100,
      passed: true,
      progress_percent: 50,
      attempts_left: null,
      submitted_by: 'learner',
    });
    expect(body.feedback).toHaveLength(3);
    expect(body.feedback[0]).toMatchObject({
      question_id: quiz.questions[0]!.id,
      correct: true,
      points: 1,
      max_points: 1,
      correct_choice_ids: rightAnswer(quiz.questions[0]!).choice_ids,
    });
    expect(body.feedback[2]).toMatchObject({
      correct: true,
      correct_answer: 'Paris',
      answer: { text: 'Paris' },
    });
  });

  test('a pass completes the lesson, keeps the score and tells who must know (L-89)', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    await submit(learner, quiz, rightAnswers(quiz));
    expect(await lessonProgress(learner, quiz)).toMatchObject({ completed: true, score_percent: 100 });
    expect(await factsOf(learner)).toEqual(
      expect.arrayContaining([
        'attempt.submitted',
        'attempt.passed',
        'lesson.completed',
        'milestone.reached',
      ]),
    );
    expect(await factsOf(learner)).not.toContain('attempt.failed');
  });

  test('a fail leaves the lesson open, keeps the score and invites a retry (L-90)', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const { body } = await submit(learner, quiz, [
      { question_id: quiz.questions[0]!.id, ...rightAnswer(quiz.questions[0]!) },
    ]);
    expect(body).toMatchObject({ score: 1, percent: 33, passed: false, progress_percent: 0 });
    expect(await lessonProgress(learner, quiz)).toMatchObject({ completed: false, score_percent: 33 });
    const facts = await factsOf(learner);
    expect(facts.filter((name) => name.startsWith('attempt.')).toSorted()).toEqual([
      'attempt.failed',
      'attempt.submitted',
    ]);
  });

  test('takes the documents’ answer shapes: one choice, several, text', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const [single, multiple, text] = quiz.questions;
    const { body } = await submit(learner, quiz, [
      { question_id: single!.id, choice_id: single!.choices[0]!.id },
      { question_id: multiple!.id, choice_ids: [multiple!.choices[0]!.id, multiple!.choices[1]!.id] },
      { question_id: text!.id, text: '  PARIS ' },
    ]);
    expect(body.percent).toBe(100);
  });

  test('ticking every box earns nothing', async () => {
    const quiz = await aQuiz(trainer, {
      questions: [
        {
          text: 'All?',
          kind: 'multiple_choice',
          choices: [1, 2, 3, 4].map((n) => ({ text: `${n}`, is_correct: n < 4 })),
        },
      ],
    });
    const learner = await enrolledLearner(product, quiz);
    const { body } = await submit(learner, quiz, [
      {
        question_id: quiz.questions[0]!.id,
        choice_ids: quiz.questions[0]!.choices.map((choice) => choice.id),
      },
    ]);
    expect(body).toMatchObject({ score: 0, percent: 0, passed: false });
  });

  test('a quiz made with the documents’ fields alone has pass mark 70 and unlimited attempts', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    expect((await learner.get(`/api/quizzes/${quiz.id}/`)).body).toMatchObject({
      pass_percent: 70,
      max_attempts: null,
      time_limit_seconds: null,
    });
    for (const number of [1, 2, 3])
      expect((await submit(learner, quiz, wrongAnswers(quiz))).body).toMatchObject({
        number,
        attempts_left: null,
      });
    expect((await submit(learner, quiz, rightAnswers(quiz))).body).toMatchObject({ number: 4, passed: true });
  });

  test('a later, worse attempt takes nothing away', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    await submit(learner, quiz, rightAnswers(quiz));
    expect((await submit(learner, quiz, wrongAnswers(quiz))).body).toMatchObject({
      passed: false,
      progress_percent: 50,
    });
    expect(await lessonProgress(learner, quiz)).toMatchObject({ completed: true, score_percent: 100 });
    expect((await learner.get(`/api/quizzes/${quiz.id}/`)).body.standing).toMatchObject({
      attempts_used: 2,
      best_percent: 100,
      passed: true,
    });
  });

  test('the last lesson completes the course, and practising goes on after that', async () => {
    const quiz = await aQuiz(trainer, { articles: 0 });
    const learner = await enrolledLearner(product, quiz);
    expect((await submit(learner, quiz, rightAnswers(quiz))).body.progress_percent).toBe(100);
    expect(await factsOf(learner)).toContain('enrollment.completed');
    expect((await submit(learner, quiz, wrongAnswers(quiz))).body).toMatchObject({
      number: 2,
      passed: false,
      progress_percent: 100,
    });
  });

  test('an open attempt is the one that is answered and handed in', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const open = (await learner.post(`/api/quizzes/${quiz.id}/attempts/`)).body;
    await learner.put(`/api/attempts/${open.id}/answers/${quiz.questions[2]!.id}/`, {
      answer: { text: 'Paris' },
      sequence: 7,
    });
    const { status, body } = await submit(learner, quiz, rightAnswers(quiz).slice(0, 2));
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: open.id, number: 1, score: 3, passed: true });
  });
});

describe('what is refused', () => {
  test('answers that do not fit are named by their path, and nothing is stored', async () => {
    const [quiz, other] = [await aQuiz(trainer), await aQuiz(trainer)];
    const learner = await enrolledLearner(product, quiz);
    const [single, , text] = quiz.questions;
    const { status, body } = await submit(learner, quiz, [
      { question_id: other.questions[0]!.id, text: 'x' },
      { question_id: single!.id, choice_id: other.questions[0]!.choices[0]!.id },
      { question_id: single!.id, choice_ids: single!.choices.map((choice) => choice.id) },
      { question_id: text!.id, choice_id: single!.choices[0]!.id },
      { question_id: newId(), text: 'x' },
    ]);
    expect(status).toBe(400);
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual([
      'answers.0.question_id',
      'answers.1.choice_id',
      'answers.2.choice_ids',
      'answers.3.choice_id',
      'answers.4.question_id',
    ]);
    expect((await learner.get(`/api/attempts/?quiz=${quiz.id}`)).body.count).toBe(0);
  });

  test('a question answered twice', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const { status, body } = await submit(learner, quiz, [...rightAnswers(quiz), rightAnswers(quiz)[0]!]);
    expect([status, body.errors[0].path]).toEqual([400, 'answers.3.question_id']);
  });

  test('unknown fields, by name', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const { status, body } = await learner.post('/api/quiz-submissions/', {
      quiz_id: quiz.id,
      answers: [],
      score: 100,
      passed: true,
    });
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([
      400,
      ['score', 'passed'],
    ]);
  });

  test('more attempts than the quiz allows, with the limit', async () => {
    const quiz = await aQuiz(trainer, { settings: { max_attempts: 2 } });
    const learner = await enrolledLearner(product, quiz);
    expect((await submit(learner, quiz, wrongAnswers(quiz))).body.attempts_left).toBe(1);
    expect((await submit(learner, quiz, wrongAnswers(quiz))).body.attempts_left).toBe(0);
    const { status, body } = await submit(learner, quiz, rightAnswers(quiz));
    expect([status, body.code, body.params]).toEqual([422, 'attempt.limit-reached', { limit: 2 }]);
  });

  test('handing in a timed quiz that was not started, because its questions could have been read before', async () => {
    const quiz = await aQuiz(trainer, { settings: { time_limit_seconds: 60 } });
    const learner = await enrolledLearner(product, quiz);
    const { status, body } = await submit(learner, quiz, rightAnswers(quiz));
    expect([status, body.code]).toEqual([422, 'attempt.not-started']);
    await learner.post(`/api/quizzes/${quiz.id}/attempts/`);
    expect((await submit(learner, quiz, rightAnswers(quiz))).status).toBe(201);
  });

  test.each([
    ['a learner who is not enrolled', 'learner', 404],
    ['a trainer of another course', 'trainer', 404],
    ['an administrator without an enrollment', 'admin', 403],
  ] as const)('%s answers %s', async (_name, role, status) => {
    const quiz = await aQuiz(trainer);
    expect((await submit(await product.signIn(role), quiz, rightAnswers(quiz))).status).toBe(status);
  });

  test('a learner who was unenrolled', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await product.signIn('learner');
    const enrollmentId = await enroll(learner, quiz.course_id);
    expect((await trainer.delete(`/api/enrollments/${enrollmentId}/`)).status).toBeLessThan(300);
    expect((await submit(learner, quiz, rightAnswers(quiz))).status).toBe(404);
  });
});

describe('two at once', () => {
  test('100 submissions with one attempt left make one', async () => {
    const quiz = await aQuiz(trainer, { settings: { max_attempts: 1 } });
    const learner = await enrolledLearner(product, quiz);
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => submit(learner, quiz, rightAnswers(quiz))),
    );
    const statuses = answers.map((answer) => answer.status).toSorted();
    expect([
      statuses[0],
      statuses.filter((status) => status === 201).length,
      new Set(statuses.slice(1)),
    ]).toEqual([201, 1, new Set([422])]);
    expect((await factsOf(learner)).filter((name) => name === 'attempt.passed')).toHaveLength(1);
  });

  test('submissions without a limit are all kept, numbered without gaps', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => submit(learner, quiz, rightAnswers(quiz))),
    );
    const kept = answers
      .filter((answer) => answer.status === 201)
      .map((answer) => answer.body.number)
      .toSorted((a, b) => a - b);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => index + 1));
    expect((await learner.get(`/api/quiz-submissions/?quiz=${quiz.id}`)).body.count).toBe(kept.length);
  });
});

describe('reading submissions', () => {
  test('a learner sees their own, the trainer of the course all, others none', async () => {
    const [quiz, decoy] = [await aQuiz(trainer), await aQuiz(trainer)];
    const [learner, other] = [await enrolledLearner(product, quiz), await enrolledLearner(product, quiz)];
    await enroll(other, decoy.course_id);
    const own = (await submit(learner, quiz, rightAnswers(quiz))).body;
    const foreign = (await submit(other, quiz, wrongAnswers(quiz))).body;
    const ids = async (client: Client) =>
      (await client.get(`/api/quiz-submissions/?quiz=${quiz.id}`)).body.results
        .map((one: { id: string }) => one.id)
        .toSorted();
    expect(await ids(learner)).toEqual([own.id]);
    expect(await ids(trainer)).toEqual([own.id, foreign.id].toSorted());
    expect(await ids(await product.signIn('trainer'))).toEqual([]);
    expect((await learner.get(`/api/quiz-submissions/${foreign.id}/`)).status).toBe(404);
    expect((await learner.get(`/api/quiz-submissions/${own.id}/`)).body).toEqual({ ...own });
    expect((await trainer.get(`/api/quiz-submissions/${foreign.id}/`)).body.percent).toBe(foreign.percent);
  });
});
