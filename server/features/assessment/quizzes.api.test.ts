/** Quizzes over HTTP: what authors write, what is frozen, and who sees which face. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import {
  aQuiz,
  enroll,
  enrolledLearner,
  publish,
  rightAnswers,
  threeQuestions,
  wrongAnswers,
} from './assessment.builders.ts';

let product: Product;
let trainer: Client;

beforeAll(async () => {
  product = await startProduct();
  trainer = await product.signIn('trainer');
});

async function aLesson(fields: object = {}): Promise<{ id: string; course_id: string }> {
  const course = await trainer.post('/api/courses/', { title: 'A course', description: 'About something.' });
  return (await trainer.post('/api/lessons/', { course_id: course.body.id, title: 'A lesson', ...fields }))
    .body;
}
const versionOf = async (quizId: string) => (await trainer.get(`/api/quizzes/${quizId}/`)).body.version_id;

describe('creating a quiz', () => {
  test('takes the documents’ fields alone', async () => {
    const lesson = await aLesson();
    const { status, body } = await trainer.post('/api/quizzes/', { lesson_id: lesson.id, title: 'Check' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      lesson_id: lesson.id,
      course_id: lesson.course_id,
      title: 'Check',
      pass_percent: 70,
      max_attempts: null,
      time_limit_seconds: null,
      feedback_mode: 'full',
      version_id: null,
      questions: [],
      can: ['update', 'delete'],
    });
  });

  test.each([
    ['open', 'quiz_passed'],
    ['minimum_time', 'minimum_time'],
  ])('a lesson whose rule was %s then has the rule %s', async (before, after) => {
    const lesson = await aLesson({ completion_rule: before, minimum_seconds: 60 });
    const quiz = (await trainer.post('/api/quizzes/', { lesson_id: lesson.id, title: 'Check' })).body;
    const now = (await trainer.get(`/api/lessons/${lesson.id}/`)).body;
    expect(now).toMatchObject({ kind: 'article', completion_rule: after, quiz_id: quiz.id });
    await trainer.delete(`/api/quizzes/${quiz.id}/`);
    expect((await trainer.get(`/api/lessons/${lesson.id}/`)).body).toMatchObject({
      completion_rule: before,
      quiz_id: null,
    });
  });

  test('an article with a quiz is completed by passing it, and in no other way', async () => {
    const quiz = await aQuiz(trainer, { lesson: { kind: 'article', content: '<p>Read</p>' } });
    const learner = await enrolledLearner(product, quiz);
    expect(
      (await learner.post('/api/progress/', { lesson_id: quiz.lesson_id, completed: true })).body.code,
    ).toBe('lesson.not-completable');
    expect(
      (await learner.post('/api/quiz-submissions/', { quiz_id: quiz.id, answers: rightAnswers(quiz) })).body
        .progress_percent,
    ).toBe(50);
  });

  test('may stand free in a course', async () => {
    const lesson = await aLesson();
    const quiz = (await trainer.post('/api/quizzes/', { course_id: lesson.course_id, title: 'Extra' })).body;
    expect(quiz).toMatchObject({ lesson_id: null, course_id: lesson.course_id });
    await trainer.post(`/api/quizzes/${quiz.id}/questions/`, { questions: threeQuestions });
    await publish(trainer, lesson.course_id);
    const learner = await product.signIn('learner');
    await enroll(learner, lesson.course_id);
    const submission = await learner.post('/api/quiz-submissions/', { quiz_id: quiz.id, answers: [] });
    expect([submission.status, submission.body.passed, submission.body.progress_percent]).toEqual([
      201,
      false,
      0,
    ]);
  });

  test.each([
    [{ title: 'No place' }, 'lesson_id'],
    [{ lesson_id: 'here', title: '' }, 'title'],
    [{ lesson_id: 'here', title: 'x', pass_percent: 101 }, 'pass_percent'],
    [{ lesson_id: 'here', title: 'x', pass_percent: 70.5 }, 'pass_percent'],
    [{ lesson_id: 'here', title: 'x', max_attempts: 0 }, 'max_attempts'],
    [{ lesson_id: 'here', title: 'x', time_limit_seconds: 5 }, 'time_limit_seconds'],
    [{ lesson_id: 'here', title: 'x', feedback_mode: 'all' }, 'feedback_mode'],
    [{ lesson_id: 'here', title: 'x', version_id: null }, 'version_id'],
  ])('refuses %j, naming %s', async (body, field) => {
    const lesson = await aLesson();
    const { status, body: problem } = await trainer.post('/api/quizzes/', {
      ...body,
      ...('lesson_id' in body ? { lesson_id: lesson.id } : {}),
    });
    expect([status, problem.errors.map((error: { path: string }) => error.path)]).toEqual([400, [field]]);
  });

  test('refuses a lesson of another course, and a second quiz in one lesson also when two come at once', async () => {
    const [lesson, other] = [await aLesson(), await aLesson()];
    expect(
      (await trainer.post('/api/quizzes/', { lesson_id: lesson.id, course_id: other.course_id, title: 'x' }))
        .body.errors[0].path,
    ).toBe('course_id');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => trainer.post('/api/quizzes/', { lesson_id: lesson.id, title: 'x' })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409, 409, 409, 409]);
  });
});

describe('who may', () => {
  test.each([
    ['the trainer of the course', 200, 200, 204],
    ['an administrator', 200, 200, 204],
    ['a trainer of another course', 404, 404, 404],
    ['an enrolled learner', 200, 403, 403],
    ['an enrolled trainer of another course', 200, 403, 403],
    ['a learner who is not enrolled', 404, 403, 403],
    ['a manager', 404, 403, 403],
    ['nobody', 401, 401, 401],
  ] as const)('%s: read %d, change %d, delete %d', async (who, read, change, remove) => {
    const quiz = await aQuiz(trainer);
    const clients: Record<typeof who, () => Promise<Client>> = {
      'the trainer of the course': async () => trainer,
      'an administrator': () => product.signIn('admin'),
      'a trainer of another course': () => product.signIn('trainer'),
      'an enrolled learner': () => enrolledLearner(product, quiz),
      'an enrolled trainer of another course': async () => {
        const client = await product.signIn('trainer');
        await enroll(client, quiz.course_id);
        return client;
      },
      'a learner who is not enrolled': () => product.signIn('learner'),
      'a manager': () => product.signIn('manager'),
      nobody: async () => product.anonymous,
    };
    const client = await clients[who]();
    const url = `/api/quizzes/${quiz.id}/`;
    expect([
      (await client.get(url)).status,
      (await client.patch(url, { title: 'Mine' })).status,
      (await client.delete(url)).status,
    ]).toEqual([read, change, remove]);
  });

  test('a quiz in a preview lesson can be read by everyone signed in, and taken by nobody who is not enrolled', async () => {
    const quiz = await aQuiz(trainer, { lesson: { is_preview: true } });
    const visitor = await product.signIn('learner');
    expect((await visitor.get(`/api/quizzes/${quiz.id}/`)).body).toMatchObject({ can: [], standing: null });
    const { status, body } = await visitor.post(`/api/quizzes/${quiz.id}/attempts/`);
    expect([status, body.code]).toEqual([403, 'enrollment.required']);
  });

  test('the draft of a quiz that was never published is its author’s', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const extra = (
      await trainer.post('/api/quizzes/?draft=true', { course_id: quiz.course_id, title: 'Not yet' })
    ).body;
    expect((await learner.get(`/api/quizzes/${extra.id}/`)).status).toBe(404);
    expect(
      (await learner.get(`/api/quizzes/?course=${quiz.course_id}`)).body.results.map(
        (one: { id: string }) => one.id,
      ),
    ).toEqual([quiz.id]);
    expect((await trainer.get(`/api/quizzes/?course=${quiz.course_id}`)).body.count).toBe(2);
  });
});

describe('listing quizzes', () => {
  test('shows what the caller may see, by lesson, course and search', async () => {
    const [decoy, quiz] = [
      await aQuiz(await product.signIn('trainer')),
      await aQuiz(trainer, { settings: { title: 'Prüfung Ölwechsel' } }),
    ];
    const learner = await enrolledLearner(product, quiz);
    const ids = async (client: Client, query: string) =>
      (await client.get(`/api/quizzes/?${query}`)).body.results.map((one: { id: string }) => one.id);
    expect(await ids(learner, '')).toEqual([quiz.id]);
    expect(await ids(learner, `lesson=${quiz.lesson_id}`)).toEqual([quiz.id]);
    expect(await ids(learner, `course=${decoy.course_id}`)).toEqual([]);
    expect(await ids(trainer, 'search=olwechsel')).toEqual([quiz.id]);
    expect(await ids(trainer, `course_id=${decoy.course_id}`)).toEqual([]);
  });
});

describe('publishing', () => {
  test('freezes the quiz; equal content is one version, changed content another', async () => {
    const quiz = await aQuiz(trainer);
    const first = await versionOf(quiz.id);
    await trainer.patch(`/api/courses/${quiz.course_id}/`, { title: 'Another title' });
    await publish(trainer, quiz.course_id);
    expect(await versionOf(quiz.id)).toBe(first);
    await trainer.patch(`/api/quizzes/${quiz.id}/`, { pass_percent: 80 });
    expect(await versionOf(quiz.id)).not.toBe(first);
    await trainer.patch(`/api/quizzes/${quiz.id}/`, { pass_percent: 70 });
    expect(await versionOf(quiz.id)).toBe(first);
  });

  test('the builder’s writes wait for the publication, plain ones do not', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const seen = async () => (await learner.get(`/api/quizzes/${quiz.id}/`)).body;
    await trainer.patch(`/api/quizzes/${quiz.id}/?draft=true`, { title: 'Draft title' });
    await trainer.post(`/api/questions/?draft=true`, {
      quiz_id: quiz.id,
      text: 'Draft question?',
      answer: 'x',
    });
    expect(await seen()).toMatchObject({ title: 'Final check', question_count: 3 });
    expect((await trainer.get(`/api/quizzes/${quiz.id}/`)).body).toMatchObject({
      title: 'Draft title',
      question_count: 4,
    });
    await publish(trainer, quiz.course_id);
    expect(await seen()).toMatchObject({ title: 'Draft title', question_count: 4 });
    await trainer.put(`/api/quizzes/${quiz.id}/`, { title: 'At once' });
    expect(await seen()).toMatchObject({ title: 'At once' });
  });

  test('a question that is not ready yet does not reach learners; the version before stays', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    const count = async () => (await learner.get(`/api/quizzes/${quiz.id}/`)).body.question_count;
    const question = (await trainer.post('/api/questions/', { quiz_id: quiz.id, text: 'Which?' })).body;
    expect(question.problems.map((problem: { code: string }) => problem.code)).toEqual([
      'question.too-few-choices',
      'question.no-correct-choice',
    ]);
    expect(await count()).toBe(3);
    await trainer.post('/api/choices/', { question_id: question.id, text: 'This', is_correct: true });
    expect(await count()).toBe(3);
    await trainer.post('/api/choices/', { question_id: question.id, text: 'That' });
    expect(await count()).toBe(4);
  });

  test('the checklist names what is missing, with the lesson to open', async () => {
    const quiz = await aQuiz(trainer, {
      published: false,
      questions: [{ text: 'Which?', choices: [{ text: 'One' }, { text: 'Two' }] }],
    });
    const { status, body } = await trainer.post(`/api/courses/${quiz.course_id}/publish/`, {});
    expect([status, body.code]).toEqual([422, 'course.not-ready']);
    expect(body.params.problems).toContainEqual({
      code: 'question.no-correct-choice',
      message: '“Final check”, question 1: Mark the right choice.',
      lesson_id: quiz.lesson_id,
    });
  });

  test('a quiz deleted in the draft stays with learners until the course is published, and its attempts for good', async () => {
    const quiz = await aQuiz(trainer);
    const learner = await enrolledLearner(product, quiz);
    await learner.post('/api/quiz-submissions/', { quiz_id: quiz.id, answers: wrongAnswers(quiz) });
    expect((await trainer.delete(`/api/quizzes/${quiz.id}/?draft=true`)).status).toBe(204);
    expect((await learner.get(`/api/quizzes/${quiz.id}/`)).status).toBe(200);
    expect((await trainer.get(`/api/quizzes/${quiz.id}/`)).status).toBe(404);
    await trainer.delete(`/api/lessons/${quiz.lesson_id}/?draft=true`);
    await publish(trainer, quiz.course_id);
    expect((await learner.get(`/api/quizzes/${quiz.id}/`)).status).toBe(404);
    expect((await trainer.get(`/api/attempts/?quiz=${quiz.id}`)).body.count).toBe(1);
  });

  test('a duplicated course has quizzes of its own', async () => {
    const quiz = await aQuiz(trainer, { settings: { max_attempts: 3, shuffle_choices: true } });
    const copy = (await trainer.post(`/api/courses/${quiz.course_id}/duplicate/`, {})).body;
    const listed = (await trainer.get(`/api/quizzes/?course=${copy.id}`)).body.results;
    expect(listed).toHaveLength(1);
    const detail = (await trainer.get(`/api/quizzes/${listed[0].id}/`)).body;
    expect(detail).toMatchObject({
      title: 'Final check',
      max_attempts: 3,
      shuffle_choices: true,
      question_count: 3,
      version_id: null,
    });
    expect(detail.id).not.toBe(quiz.id);
    expect(detail.questions[1].choices.map((choice: { is_correct: boolean }) => choice.is_correct)).toEqual([
      true,
      true,
      false,
    ]);
    expect(detail.questions[2].answer).toBe('Paris');
  });
});

describe('changing a quiz', () => {
  test('with a version somebody else has moved on is refused', async () => {
    const quiz = await aQuiz(trainer);
    const { record_version } = (await trainer.get(`/api/quizzes/${quiz.id}/`)).body;
    const headers = { 'if-match': `"${record_version}"` };
    expect(
      (await trainer.patch(`/api/quizzes/${quiz.id}/?draft=true`, { title: 'First' }, headers)).status,
    ).toBe(200);
    const { status, body } = await trainer.patch(
      `/api/quizzes/${quiz.id}/?draft=true`,
      { title: 'Second' },
      headers,
    );
    expect([status, body.code]).toEqual([412, 'record.stale']);
    expect((await trainer.get(`/api/quizzes/${quiz.id}/`)).body.title).toBe('First');
  });
});

describe('trying a quiz out', () => {
  test('scores the draft, shows all feedback and stores nothing', async () => {
    const quiz = await aQuiz(trainer, { published: false, settings: { feedback_mode: 'score_only' } });
    const { status, body } = await trainer.post(`/api/quizzes/${quiz.id}/preview/`, {
      answers: rightAnswers(quiz),
    });
    expect([status, body.percent, body.passed, body.feedback[0].correct]).toEqual([200, 100, true, true]);
    const stored = await product.runtime.db.one<{ count: number }>(
      sql`select count(*)::int as count from attempts where quiz_id = ${quiz.id}`,
    );
    expect(stored.count).toBe(0);
  });

  test('is for authors, and says when nothing can be scored', async () => {
    const quiz = await aQuiz(trainer);
    expect(
      (await (await enrolledLearner(product, quiz)).post(`/api/quizzes/${quiz.id}/preview/`, { answers: [] }))
        .status,
    ).toBe(403);
    const empty = await aQuiz(trainer, { published: false, questions: [] });
    expect((await trainer.post(`/api/quizzes/${empty.id}/preview/`, { answers: [] })).body.code).toBe(
      'quiz.not-scorable',
    );
    expect((await trainer.post(`/api/quizzes/${newId()}/preview/`, { answers: [] })).status).toBe(404);
  });
});
