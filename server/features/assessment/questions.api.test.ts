/** Questions and choices over HTTP: the documents' CRUD, order under concurrent moves, and who may. */
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import { aQuiz, enroll } from './assessment.builders.ts';

let product: Product;
let trainer: Client;

beforeAll(async () => {
  product = await startProduct();
  trainer = await product.signIn('trainer');
});

const emptyQuiz = () => aQuiz(trainer, { published: false, questions: [] });
const create = (quizId: string, fields: object) =>
  trainer.post('/api/questions/', { quiz_id: quizId, text: 'Which?', ...fields });
const read = async (url: string) => (await trainer.get(url)).body;
const texts = async (quizId: string) =>
  (await read(`/api/questions/?quiz=${quizId}`)).results.map(
    (question: { order: number; text: string }) => `${question.order} ${question.text}`,
  );

describe('creating a question', () => {
  test('with the documents’ fields alone is a short text', async () => {
    const quiz = await emptyQuiz();
    const { status, body } = await create(quiz.id, { text: 'Capital of France?', answer: 'Paris' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      quiz_id: quiz.id,
      kind: 'short_text',
      text: 'Capital of France?',
      answer: 'Paris',
      points: 1,
      order: 1,
      choices: [],
      problems: [],
    });
  });

  test('takes its kind from the choices, and the right one from the answer', async () => {
    const quiz = await emptyQuiz();
    const kindOf = async (fields: object) => (await create(quiz.id, fields)).body.kind;
    expect(await kindOf({ choices: [{ text: 'a', is_correct: true }, { text: 'b' }] })).toBe('single_choice');
    expect(
      await kindOf({
        choices: [{ text: 'a', is_correct: true }, { text: 'b', is_correct: true }, { text: 'c' }],
      }),
    ).toBe('multiple_choice');
    const { body } = await create(quiz.id, { answer: 'b', choices: [{ text: 'a' }, { text: 'b' }] });
    expect([body.kind, body.choices.map((choice: { is_correct: boolean }) => choice.is_correct)]).toEqual([
      'single_choice',
      [false, true],
    ]);
  });

  test('a statement gets its two choices', async () => {
    const quiz = await emptyQuiz();
    const { body } = await create(quiz.id, { kind: 'true_false', answer: 'false' });
    expect(
      body.choices.map((choice: { text: string; is_correct: boolean }) => [choice.text, choice.is_correct]),
    ).toEqual([
      ['True', false],
      ['False', true],
    ]);
    expect(body.problems).toEqual([]);
  });

  test('keeps settings, points and feedback', async () => {
    const quiz = await emptyQuiz();
    const { body } = await create(quiz.id, {
      kind: 'numeric',
      answer: '3,14',
      settings: { tolerance: 0.01 },
      points: 2.25,
      feedback: 'Pi.',
    });
    expect(await read(`/api/questions/${body.id}/`)).toMatchObject({
      kind: 'numeric',
      answer: '3,14',
      settings: { tolerance: 0.01 },
      points: 2.25,
      feedback: 'Pi.',
    });
  });

  test.each([
    [{ text: '' }, 'text'],
    [{ points: 0 }, 'points'],
    [{ points: 1.001 }, 'points'],
    [{ points: -1 }, 'points'],
    [{ kind: 'essay' }, 'kind'],
    [{ settings: { tolerance: -1 } }, 'settings.tolerance'],
    [{ settings: { colour: 'red' } }, 'settings.colour'],
    [{ choices: [{ text: '' }] }, 'choices.0.text'],
    [{ choices: [{ id: newId(), text: 'a' }] }, 'choices.0.id'],
    [{ is_correct: true }, 'is_correct'],
  ])('refuses %j, naming %s', async (fields, path) => {
    const quiz = await emptyQuiz();
    const { status, body } = await create(quiz.id, fields);
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([400, [path]]);
  });

  test('several at once are appended in order, all or none', async () => {
    const quiz = await emptyQuiz();
    const refused = await trainer.post(`/api/quizzes/${quiz.id}/questions/`, {
      questions: [
        { text: 'One', answer: '1' },
        { text: 'Two', choices: [{ id: newId(), text: 'a' }] },
      ],
    });
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'questions.1.choices.0.id']);
    expect(await texts(quiz.id)).toEqual([]);
    await trainer.post(`/api/quizzes/${quiz.id}/questions/`, {
      questions: [
        { text: 'One', answer: '1' },
        { text: 'Two', answer: '2' },
      ],
    });
    expect(await texts(quiz.id)).toEqual(['1 One', '2 Two']);
  });
});

describe('changing a question', () => {
  test('its choices are changed, added and removed in one request, and known ones keep their id', async () => {
    const quiz = await emptyQuiz();
    const { body: question } = await create(quiz.id, {
      choices: [{ text: 'a', is_correct: true }, { text: 'b' }, { text: 'c' }],
    });
    const [a, b] = question.choices;
    const { body } = await trainer.patch(`/api/questions/${question.id}/`, {
      choices: [{ text: 'new' }, { id: b.id, text: 'B' }, { id: a.id, text: 'a' }],
    });
    expect(
      body.choices.map((choice: { text: string; is_correct: boolean; order: number }) => [
        choice.text,
        choice.is_correct,
        choice.order,
      ]),
    ).toEqual([
      ['new', false, 1],
      ['B', false, 2],
      ['a', true, 3],
    ]);
    expect(body.choices.slice(1).map((choice: { id: string }) => choice.id)).toEqual([b.id, a.id]);
  });

  test('to another kind drops or makes the choices it needs', async () => {
    const quiz = await emptyQuiz();
    const { body: question } = await create(quiz.id, {
      choices: [{ text: 'a', is_correct: true }, { text: 'b' }, { text: 'c' }],
    });
    const change = async (fields: object) =>
      (await trainer.patch(`/api/questions/${question.id}/`, fields)).body;
    expect(
      (await change({ kind: 'true_false', answer: 'true' })).choices.map(
        (choice: { text: string }) => choice.text,
      ),
    ).toEqual(['True', 'False']);
    expect(await change({ kind: 'numeric', answer: '5' })).toMatchObject({ choices: [], problems: [] });
    expect(await change({ choices: [{ text: '5', is_correct: true }, { text: '6' }] })).toMatchObject({
      kind: 'single_choice',
      problems: [],
    });
  });

  test('refuses a choice of another question or one named twice', async () => {
    const quiz = await emptyQuiz();
    const [one, two] = [
      (await create(quiz.id, { choices: [{ text: 'a' }] })).body,
      (await create(quiz.id, { choices: [{ text: 'b' }] })).body,
    ];
    const foreign = await trainer.patch(`/api/questions/${one.id}/`, {
      choices: [{ id: two.choices[0].id, text: 'stolen' }],
    });
    expect([foreign.status, foreign.body.errors[0].path]).toEqual([400, 'choices.0.id']);
    const twice = { id: one.choices[0].id, text: 'a' };
    expect((await trainer.patch(`/api/questions/${one.id}/`, { choices: [twice, twice] })).status).toBe(400);
  });

  test('PUT and PATCH both take a part of the fields', async () => {
    const quiz = await emptyQuiz();
    const { body: question } = await create(quiz.id, { answer: 'x', feedback: 'Because.' });
    expect((await trainer.put(`/api/questions/${question.id}/`, { text: 'Changed?' })).body).toMatchObject({
      text: 'Changed?',
      answer: 'x',
      feedback: 'Because.',
    });
    expect((await trainer.patch(`/api/questions/${question.id}/`, {})).body).toMatchObject({
      text: 'Changed?',
      kind: 'short_text',
    });
  });
});

describe('order', () => {
  async function numbered(count: number): Promise<{ quizId: string; ids: string[] }> {
    const quiz = await emptyQuiz();
    const questions = Array.from({ length: count }, (_, index) => ({ text: `Q${index}`, answer: 'x' }));
    const { body } = await trainer.post(`/api/quizzes/${quiz.id}/questions/`, { questions });
    return { quizId: quiz.id, ids: body.questions.map((question: { id: string }) => question.id) };
  }

  test('moving and deleting keeps 1..n', async () => {
    const { quizId, ids } = await numbered(4);
    await trainer.patch(`/api/questions/${ids[3]}/`, { order: 1 });
    expect(await texts(quizId)).toEqual(['1 Q3', '2 Q0', '3 Q1', '4 Q2']);
    await trainer.patch(`/api/questions/${ids[0]}/`, { order: 99 });
    await trainer.delete(`/api/questions/${ids[1]}/`);
    expect(await texts(quizId)).toEqual(['1 Q3', '2 Q2', '3 Q0']);
    await create(quizId, { text: 'Inserted', answer: 'x', order: 2 });
    expect(await texts(quizId)).toEqual(['1 Q3', '2 Inserted', '3 Q2', '4 Q0']);
  });

  test('stays unique and without gaps under concurrent moves, insertions and deletions', async () => {
    const { quizId, ids } = await numbered(6);
    const moves = Array.from({ length: 20 }, (_, index) =>
      trainer.patch(`/api/questions/${ids[index % 5]}/`, { order: ((index * 5) % 6) + 1 }),
    );
    const answers = await Promise.all([
      ...moves,
      create(quizId, { text: 'New', answer: 'x', order: 1 }),
      trainer.delete(`/api/questions/${ids[5]}/`),
    ]);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 201, 204]));
    const { results } = await read(`/api/questions/?quiz=${quizId}`);
    expect(results.map((question: { order: number }) => question.order)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('choices', () => {
  test('are created, read, listed, moved, changed and deleted', async () => {
    const quiz = await emptyQuiz();
    const { body: question } = await create(quiz.id, {});
    const add = async (fields: object) =>
      (await trainer.post('/api/choices/', { question_id: question.id, ...fields })).body;
    const a = await add({ text: 'a', is_correct: true });
    const b = await add({ text: 'b', feedback: 'No.' });
    const c = await add({ text: 'c', order: 1 });
    const list = async () =>
      (await read(`/api/choices/?question=${question.id}`)).results.map(
        (choice: { order: number; text: string }) => `${choice.order} ${choice.text}`,
      );
    expect(await list()).toEqual(['1 c', '2 a', '3 b']);
    expect((await trainer.patch(`/api/choices/${b.id}/`, { order: 1, text: 'B' })).body).toMatchObject({
      text: 'B',
      feedback: 'No.',
      order: 1,
    });
    expect((await trainer.put(`/api/choices/${a.id}/`, { is_correct: false })).body).toMatchObject({
      text: 'a',
      is_correct: false,
    });
    expect((await trainer.delete(`/api/choices/${c.id}/`)).status).toBe(204);
    expect(await list()).toEqual(['1 B', '2 a']);
    expect((await trainer.get(`/api/choices/${c.id}/`)).status).toBe(404);
    expect(await read(`/api/choices/${a.id}/`)).toMatchObject({ question_id: question.id, order: 2 });
  });

  test('a second right one makes the question multiple choice, and one equal to the answer is right', async () => {
    const quiz = await emptyQuiz();
    const { body: question } = await create(quiz.id, { answer: 'Paris' });
    const add = async (text: string, more: object = {}) =>
      (await trainer.post('/api/choices/', { question_id: question.id, text, ...more })).body;
    const kind = async () => (await read(`/api/questions/${question.id}/`)).kind;
    expect((await add('paris')).is_correct).toBe(true);
    expect((await add('London')).is_correct).toBe(false);
    expect(await kind()).toBe('single_choice');
    await add('Lutetia', { is_correct: true });
    expect(await kind()).toBe('multiple_choice');
  });
});

describe('who may', () => {
  test.each([
    ['the trainer of the course', 200, 200],
    ['an administrator', 200, 200],
    ['a trainer of another course', 404, 404],
    ['a trainer who is enrolled as a learner', 404, 404],
    ['an enrolled learner', 403, 403],
    ['a manager', 403, 403],
    ['nobody', 401, 401],
  ] as const)('%s: read %d, change %d', async (who, reading, changing) => {
    const quiz = await aQuiz(trainer);
    const enrolled = async (role: 'trainer' | 'learner') => {
      const client = await product.signIn(role);
      await enroll(client, quiz.course_id);
      return client;
    };
    const clients: Record<typeof who, () => Promise<Client>> = {
      'the trainer of the course': async () => trainer,
      'an administrator': () => product.signIn('admin'),
      'a trainer of another course': () => product.signIn('trainer'),
      'a trainer who is enrolled as a learner': () => enrolled('trainer'),
      'an enrolled learner': () => enrolled('learner'),
      'a manager': () => product.signIn('manager'),
      nobody: async () => product.anonymous,
    };
    const client = await clients[who]();
    const question = `/api/questions/${quiz.questions[0]!.id}/`;
    const choice = `/api/choices/${quiz.questions[0]!.choices[0]!.id}/`;
    expect([(await client.get(question)).status, (await client.get(choice)).status]).toEqual([
      reading,
      reading,
    ]);
    expect([
      (await client.patch(question, { text: 'Mine' })).status,
      (await client.patch(choice, { text: 'Mine' })).status,
    ]).toEqual([changing, changing]);
    if (changing !== 200) {
      const creating = changing === 404 && who.includes('enrolled') ? 403 : changing;
      expect([
        (await client.post('/api/questions/', { quiz_id: quiz.id, text: 'Mine' })).status,
        (await client.post('/api/choices/', { question_id: quiz.questions[0]!.id, text: 'Mine' })).status,
      ]).toEqual([creating, changing]);
      expect([(await client.delete(choice)).status, (await client.delete(question)).status]).toEqual([
        changing,
        changing,
      ]);
    }
  });

  test('lists hold what the caller may edit, and nothing of anyone else', async () => {
    const [decoy, quiz] = [await aQuiz(await product.signIn('trainer')), await aQuiz(trainer)];
    expect((await read(`/api/questions/?quiz=${quiz.id}`)).count).toBe(3);
    expect((await read(`/api/questions/?quiz=${decoy.id}`)).count).toBe(0);
    expect((await read(`/api/choices/?question=${decoy.questions[0]!.id}`)).count).toBe(0);
    expect((await read(`/api/questions/?quiz=${quiz.id}&search=capital&kind=short_text`)).count).toBe(1);
    expect((await read(`/api/choices/?question=${quiz.questions[0]!.id}&search=not`)).count).toBe(1);
  });
});
