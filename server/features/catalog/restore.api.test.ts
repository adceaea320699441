/** Undo of deletions: what comes back is the same lesson, at the same place, with everything that hangs on it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import { aCourse } from './catalog.builders.ts';

let product: Product;
let trainer: Client;
let stranger: Client;
let learner: Client;

beforeAll(async () => {
  product = await startProduct();
  [trainer, stranger, learner] = await Promise.all([
    product.signIn('trainer'),
    product.signIn('trainer'),
    product.signIn('learner'),
  ]);
});

const draftOf = async (courseId: string): Promise<string[][]> => {
  const { body } = await trainer.get(`/api/courses/${courseId}/draft/`);
  return body.modules.map((module: { title: string; lessons: { title: string }[] }) => [
    module.title,
    ...module.lessons.map((lesson) => lesson.title),
  ]);
};

describe('restoring a lesson', () => {
  test('puts it back where it was, with its id and text', async () => {
    const course = await aCourse(trainer, { lessons: 3 });
    const [, middle] = course.lesson_ids;
    await trainer.delete(`/api/lessons/${middle}/?draft=true`);
    const restored = await trainer.post(`/api/lessons/${middle}/restore/?draft=true`, { order: 2 });
    expect(restored.status).toBe(200);
    expect(restored.body).toMatchObject({ id: middle, order: 2, content: '<p>Text 1.2</p>' });
    expect(await draftOf(course.id)).toEqual([['Module 1', 'Lesson 1.1', 'Lesson 1.2', 'Lesson 1.3']]);
  });

  test('leaves publishing to the author, and is then no change at all', async () => {
    const course = await aCourse(trainer);
    await trainer.delete(`/api/lessons/${course.lesson_ids[0]}/?draft=true`);
    const state = () => trainer.get(`/api/courses/${course.id}/publish/`);
    expect((await state()).body.changed_lessons).toEqual([
      { lesson_id: course.lesson_ids[0], title: 'Lesson 1.1', change: 'removed' },
    ]);
    await trainer.post(`/api/lessons/${course.lesson_ids[0]}/restore/?draft=true`, { order: 1 });
    expect((await state()).body.changed_lessons).toEqual([]);
  });

  test('brings its quiz back, which meanwhile did not keep the course from being published', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    const made = await trainer.post('/api/lessons/?draft=true', {
      course_id: course.id,
      title: 'Quick check',
      kind: 'quiz',
    });
    const quiz = await trainer.post('/api/quizzes/?draft=true', { lesson_id: made.body.id, title: 'Check' });
    const problems = async () => (await trainer.get(`/api/courses/${course.id}/publish/`)).body.problems;
    expect(await problems()).toEqual([expect.objectContaining({ code: 'quiz.no-questions' })]);
    await trainer.delete(`/api/lessons/${made.body.id}/?draft=true`);
    expect(await problems()).toEqual([]);
    const restored = await trainer.post(`/api/lessons/${made.body.id}/restore/?draft=true`, {});
    expect(restored.body.quiz_id).toBe(quiz.body.id);
    expect(await problems()).toHaveLength(1);
  });

  test('twice at once restores it once', async () => {
    const course = await aCourse(trainer, { lessons: 2 });
    const lessonId = course.lesson_ids[0];
    await trainer.delete(`/api/lessons/${lessonId}/?draft=true`);
    const answers = await Promise.all(
      [1, 2, 3].map(() => trainer.post(`/api/lessons/${lessonId}/restore/?draft=true`, { order: 1 })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await draftOf(course.id)).toEqual([['Module 1', 'Lesson 1.1', 'Lesson 1.2']]);
  });

  test('goes to another module when its own is gone, and refuses one of another course', async () => {
    const course = await aCourse(trainer, { modules: 2, lessons: 1 });
    const other = await aCourse(trainer);
    const lessonId = course.lesson_ids[0];
    await trainer.delete(`/api/courses/${course.id}/modules/${course.module_ids[0]}/?draft=true`);
    const restore = (module_id?: string) =>
      trainer.post(`/api/lessons/${lessonId}/restore/?draft=true`, { module_id });
    for (const refused of [await restore(), await restore(other.module_ids[0])]) {
      expect(refused.status).toBe(400);
      expect(refused.body.errors[0].path).toBe('module_id');
    }
    expect((await restore(course.module_ids[1])).status).toBe(200);
    expect(await draftOf(course.id)).toEqual([['Module 2', 'Lesson 2.1', 'Lesson 1.1']]);
  });
});

describe('restoring a module', () => {
  test('brings back its lessons in the order given, but not those deleted before it', async () => {
    const course = await aCourse(trainer, { modules: 2, lessons: 3 });
    const [first] = course.module_ids;
    const [one, two, three] = course.lesson_ids;
    await trainer.delete(`/api/lessons/${two}/?draft=true`);
    await trainer.delete(`/api/courses/${course.id}/modules/${first}/?draft=true`);
    expect(await draftOf(course.id)).toEqual([['Module 2', 'Lesson 2.1', 'Lesson 2.2', 'Lesson 2.3']]);
    const restored = await trainer.post(`/api/courses/${course.id}/modules/${first}/restore/?draft=true`, {
      order: 1,
      lesson_ids: [three, one],
    });
    expect(restored.status).toBe(200);
    expect(restored.body).toMatchObject({ id: first, order: 1, lesson_count: 2 });
    expect(await draftOf(course.id)).toEqual([
      ['Module 1', 'Lesson 1.3', 'Lesson 1.1'],
      ['Module 2', 'Lesson 2.1', 'Lesson 2.2', 'Lesson 2.3'],
    ]);
  });

  test('of another course is not found', async () => {
    const [course, other] = [await aCourse(trainer), await aCourse(trainer)];
    const address = `/api/courses/${course.id}/modules/${other.module_ids[0]}/restore/?draft=true`;
    expect((await trainer.post(address, {})).status).toBe(404);
  });
});

describe('taking a course out of the archive', () => {
  test('shows what was shown before and publishes nothing new', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    await trainer.patch(`/api/lessons/${course.lesson_ids[0]}/?draft=true`, { title: 'Not yet published' });
    await trainer.patch(`/api/courses/${course.id}/`, { status: 'archived' });
    const restored = await trainer.patch(`/api/courses/${course.id}/`, { status: 'published' });
    expect(restored.body).toMatchObject({
      status: 'published',
      version_number: 1,
      has_unpublished_changes: true,
    });
    const { body: outline } = await learner.get(`/api/courses/${course.id}/outline/`);
    expect(outline.modules[0].lessons[0].title).toBe('Lesson 1.1');
  });

  test('brings a draft back as a draft', async () => {
    const course = await aCourse(trainer, { published: false });
    await trainer.patch(`/api/courses/${course.id}/`, { status: 'archived' });
    const restored = await trainer.patch(`/api/courses/${course.id}/`, { status: 'draft' });
    expect(restored.body).toMatchObject({ status: 'draft', version_number: null });
  });
});

describe('who may restore', () => {
  test.each([
    ['the trainer of the course', () => trainer, 200, 200],
    ['another trainer', () => stranger, 403, 404],
    ['a learner', () => learner, 403, 403],
    ['nobody', () => product.anonymous, 401, 401],
  ])('%s', async (_name, client, published, draft) => {
    for (const [isPublished, status] of [[true, published] as const, [false, draft] as const]) {
      const course = await aCourse(trainer, { published: isPublished });
      await trainer.delete(`/api/lessons/${course.lesson_ids[0]}/?draft=true`);
      const answer = await client().post(`/api/lessons/${course.lesson_ids[0]}/restore/?draft=true`, {});
      expect([isPublished, answer.status]).toEqual([isPublished, status]);
    }
  });

  test('a lesson that never was is not found', async () => {
    const unknown = '018f3b5c-0000-7000-8000-000000000000';
    expect((await trainer.post(`/api/lessons/${unknown}/restore/`, {})).status).toBe(404);
    expect((await trainer.post(`/api/lessons/${unknown}/restore/`, { nonsense: 1 })).status).toBe(400);
  });
});
