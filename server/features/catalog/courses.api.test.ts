/** Courses and categories over HTTP, on a real PostgreSQL. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import { aCourse } from './catalog.builders.ts';

let product: Product;
let admin: Client;
let trainer: Client;
let otherTrainer: Client;
let manager: Client;
let learner: Client;

beforeAll(async () => {
  product = await startProduct();
  [admin, trainer, otherTrainer, manager, learner] = await Promise.all([
    product.signIn('admin'),
    product.signIn('trainer', { display_name: 'Marta Nowak' }),
    product.signIn('trainer'),
    product.signIn('manager'),
    product.signIn('learner'),
  ]);
});

const everyone = (): [string, Client][] => [
  ['anonymous', product.anonymous],
  ['learner', learner],
  ['manager', manager],
  ['other trainer', otherTrainer],
  ['trainer', trainer],
  ['admin', admin],
];

describe('POST /api/courses/', () => {
  test('a trainer creates a course with the fields of the first document', async () => {
    const { status, body } = await trainer.post('/api/courses/', {
      title: 'Reach trucks',
      code: `RT-${newId().slice(-8)}`,
      category: 'Warehouse',
      difficulty_level: 'intermediate',
      duration_weeks: 3,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      title: 'Reach trucks',
      category: 'Warehouse',
      difficulty_level: 'intermediate',
      duration_weeks: 3,
      created_by: trainer.user_id,
      instructor_id: trainer.user_id,
      published: false,
      status: 'draft',
      price: '0.00',
      instructor: { display_name: 'Marta Nowak' },
    });
    expect(body.can).toContain('publish');
  });

  test('a trainer creates a course with the fields of the second document', async () => {
    const { status, body } = await trainer.post('/api/courses/', {
      title: 'Pallets',
      description: 'Wood',
      price: 12.5,
      published: true,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      description: 'Wood',
      price: '12.50',
      published: true,
      status: 'published',
      version_number: 1,
    });
  });

  test('a category named twice at once is made once', async () => {
    const name = `Race ${newId().slice(-6)}`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        trainer.post('/api/courses/', { title: 'Same shelf', category: name }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.body.category_id)).size).toBe(1);
  });

  test.each([
    ['anonymous', 401],
    ['learner', 403],
    ['manager', 403],
    ['trainer', 201],
    ['admin', 201],
  ])('%s gets %i', async (name, expected) => {
    const actor = everyone().find(([one]) => one === name)![1];
    expect((await actor.post('/api/courses/', { title: 'Who may' })).status).toBe(expected);
  });

  test.each<[string, object, string]>([
    ['no title', {}, 'title'],
    ['a blank title', { title: '   ' }, 'title'],
    ['a title of 201 characters', { title: 'x'.repeat(201) }, 'title'],
    ['an unknown field', { title: 'T', is_admin: true }, 'is_admin'],
    ['a negative price', { title: 'T', price: -1 }, 'price'],
    ['a price with three decimals', { title: 'T', price: '1.234' }, 'price'],
    ['a NUL character', { title: 'a\u0000b' }, 'title'],
    ['an unknown level', { title: 'T', difficulty_level: 'expert' }, 'difficulty_level'],
    ['a category that does not exist', { title: 'T', category_id: newId() }, 'category_id'],
    ['an instructor who cannot teach', { title: 'T', instructor_id: newId() }, 'instructor_id'],
    ['a code with spaces', { title: 'T', code: 'A B' }, 'code'],
  ])('refuses %s and names the field', async (_name, body, field) => {
    const answer = await trainer.post('/api/courses/', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors.map((one: { path: string }) => one.path)).toContain(field);
  });

  test('one code belongs to one course, whatever its case, also when ten ask at once', async () => {
    const code = `Dup-${newId().slice(-6)}`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        trainer.post('/api/courses/', {
          title: 'Same code',
          code: index % 2 ? code.toUpperCase() : code.toLowerCase(),
        }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
  });
});

describe('GET /api/courses/', () => {
  test('visitors and learners see published courses only; trainers also their own drafts', async () => {
    const word = `visible${newId().slice(-6)}`;
    await aCourse(otherTrainer, { title: `${word} decoy draft`, published: false });
    await aCourse(trainer, { title: `${word} draft`, published: false });
    await aCourse(trainer, { title: `${word} published` });
    const titles = async (client: Client) =>
      (await client.get(`/api/courses/?search=${word}`)).body.results.map(
        (one: { title: string }) => one.title,
      );
    expect(await titles(product.anonymous)).toEqual([`${word} published`]);
    expect(await titles(learner)).toEqual([`${word} published`]);
    expect(await titles(trainer)).toEqual([`${word} draft`, `${word} published`]);
    expect(await titles(admin)).toHaveLength(3);
  });

  test('pages by number with a count, and by cursor without gaps', async () => {
    const word = `paging${newId().slice(-6)}`;
    for (let index = 0; index < 5; index++) await aCourse(trainer, { title: `${word} ${index}`, modules: 0 });
    const first = await learner.get(`/api/courses/?search=${word}&page_size=2`);
    expect(first.body).toMatchObject({ count: 5, previous: null });
    const second = await learner.get(first.body.next);
    expect(second.body.results.map((one: { title: string }) => one.title)).toEqual([
      `${word} 2`,
      `${word} 3`,
    ]);
    const seen: string[] = [];
    for (let url: string | null = `/api/courses/?search=${word}&page_size=2&ordering=-title&cursor=`; url; ) {
      const answer: { body: { count: null; next: string | null; results: { title: string }[] } } =
        await learner.get(url);
      expect(answer.body.count).toBeNull();
      seen.push(...answer.body.results.map((one) => one.title));
      url = answer.body.next;
    }
    expect(seen).toEqual([4, 3, 2, 1, 0].map((index) => `${word} ${index}`));
  });

  test.each(['title', '-title', 'price', '-published_at', 'duration_weeks', '-updated_at', 'created_at'])(
    'walks all pages by cursor when ordered by %s',
    async (order) => {
      const all = (await admin.get(`/api/courses/?ordering=${order}&page_size=100`)).body.results.map(
        (one: { id: string }) => one.id,
      );
      const seen: string[] = [];
      for (let url: string | null = `/api/courses/?ordering=${order}&page_size=7&cursor=`; url; ) {
        const answer: { body: { next: string | null; results: { id: string }[] } } = await admin.get(url);
        seen.push(...answer.body.results.map((one) => one.id));
        url = answer.body.next;
      }
      expect(seen).toEqual(all);
    },
  );

  test('filters by category, level, price and language', async () => {
    const shelf = `Shelf ${newId().slice(-6)}`;
    await aCourse(trainer, {
      title: 'Hit',
      modules: 0,
      fields: { category: shelf, difficulty_level: 'advanced', language: 'de', price: '5.00' },
    });
    await aCourse(trainer, { title: 'Miss', modules: 0, fields: { category: shelf } });
    const count = async (query: string) =>
      (await learner.get(`/api/courses/?category=${encodeURIComponent(shelf)}&${query}`)).body.count;
    expect(await count('')).toBe(2);
    expect(await count('difficulty_level=advanced')).toBe(1);
    expect(await count('language=de')).toBe(1);
    expect(await count('free=true')).toBe(1);
    expect(await count('published=false')).toBe(0);
  });

  test('search is indifferent to case and accents, and takes % and _ literally', async () => {
    const word = newId().slice(-6);
    await aCourse(trainer, { title: `Ærlig Café 100 % ${word}`, modules: 0 });
    const count = async (search: string) =>
      (await learner.get(`/api/courses/?search=${encodeURIComponent(search)}`)).body.count;
    expect(await count(`cafe 100 % ${word}`)).toBe(1);
    expect(await count(`cafe_100 % ${word}`)).toBe(0);
    expect(await count("'; drop table courses; --")).toBe(0);
  });

  test('answers 304 to the same ETag and a new one after a change', async () => {
    const word = `etag${newId().slice(-6)}`;
    const course = await aCourse(trainer, { title: `${word} one`, modules: 0 });
    const first = await learner.get(`/api/courses/?search=${word}`);
    const etag = first.headers.get('etag')!;
    expect((await learner.get(`/api/courses/?search=${word}`, { 'if-none-match': etag })).status).toBe(304);
    await trainer.patch(`/api/courses/${course.id}/`, { title: `${word} two` });
    const after = await learner.get(`/api/courses/?search=${word}`, { 'if-none-match': etag });
    expect(after.status).toBe(200);
    expect(after.body.results[0].title).toBe(`${word} two`);
  });

  test.each([
    'page=0',
    'page=x',
    'page_size=101',
    'ordering=password',
    'cursor=%7B%7D',
    'unknown=1',
    'published=maybe',
  ])('refuses ?%s', async (query) => {
    expect((await learner.get(`/api/courses/?${query}`)).status).toBe(400);
  });

  test('answers with and without the trailing slash', async () => {
    expect((await learner.get('/api/courses')).status).toBe(200);
  });
});

describe('GET, PUT, PATCH, DELETE /api/courses/:id/', () => {
  test('a draft is absent for everyone who may not edit it, a published course is not', async () => {
    const draft = await aCourse(trainer, { published: false, modules: 0 });
    const statuses = Object.fromEntries(
      await Promise.all(
        everyone().map(async ([name, client]) => [
          name,
          (await client.get(`/api/courses/${draft.id}/`)).status,
        ]),
      ),
    );
    expect(statuses).toEqual({
      anonymous: 404,
      learner: 404,
      manager: 404,
      'other trainer': 404,
      trainer: 200,
      admin: 200,
    });
    await trainer.patch(`/api/courses/${draft.id}/`, { published: true });
    for (const [, client] of everyone())
      expect((await client.get(`/api/courses/${draft.id}/`)).status).toBe(200);
  });

  test('only its trainers and administrators change or delete it', async () => {
    const course = await aCourse(trainer, { modules: 0 });
    const statuses = async (call: (client: Client) => Promise<{ status: number }>) =>
      Object.fromEntries(
        await Promise.all(everyone().map(async ([name, client]) => [name, (await call(client)).status])),
      );
    expect(
      await statuses((client) => client.put(`/api/courses/${course.id}/`, { title: 'Changed' })),
    ).toEqual({ anonymous: 401, learner: 403, manager: 403, 'other trainer': 403, trainer: 200, admin: 200 });
    await trainer.patch(`/api/courses/${course.id}/`, { trainer_ids: [otherTrainer.user_id] });
    expect(
      (await otherTrainer.patch(`/api/courses/${course.id}/`, { title: 'By the second trainer' })).status,
    ).toBe(200);
    expect((await learner.delete(`/api/courses/${course.id}/`)).status).toBe(403);
    expect((await trainer.delete(`/api/courses/${course.id}/`)).status).toBe(204);
    expect((await trainer.get(`/api/courses/${course.id}/`)).status).toBe(404);
    expect(await product.runtime.db.run(sql`select 1 from courses where id = ${course.id}`)).toBe(1);
  });

  test('a stale If-Match is refused and nothing is overwritten', async () => {
    const course = await aCourse(trainer, { modules: 0 });
    const { body } = await trainer.get(`/api/courses/${course.id}/`);
    const headers = { 'if-match': `"${body.record_version}"` };
    const answers = await Promise.all([
      trainer.patch(`/api/courses/${course.id}/`, { title: 'First' }, headers),
      admin.patch(`/api/courses/${course.id}/`, { title: 'Second' }, headers),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412]);
  });

  test('unpublishing hides it, archiving takes it off the lists but not from its address', async () => {
    const course = await aCourse(trainer, { modules: 0 });
    await trainer.patch(`/api/courses/${course.id}/`, { published: false });
    expect((await learner.get(`/api/courses/${course.id}/`)).status).toBe(404);
    const { body } = await trainer.patch(`/api/courses/${course.id}/`, { status: 'archived' });
    expect(body).toMatchObject({ status: 'archived', published: false });
    expect((await learner.get(`/api/courses/${course.id}/`)).status).toBe(200);
  });

  test.each(['not-a-uuid', newId(), '%00', '%2e%2e%2fusers'])('%s is not found', async (courseId) => {
    expect((await admin.get(`/api/courses/${courseId}/`)).status).toBe(404);
  });
});

describe('duplicating a course', () => {
  test('copies structure and content into a new draft of the one who asked', async () => {
    const source = await aCourse(trainer, { modules: 2, lessons: 2 });
    const { status, body } = await trainer.post(`/api/courses/${source.id}/duplicate/`);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'draft',
      title: `${source.title} (copy)`,
      lesson_count: 4,
      version_number: null,
    });
    const outline = (await trainer.get(`/api/courses/${body.id}/draft/`)).body;
    expect(
      outline.modules.map((module: { lessons: { title: string }[] }) =>
        module.lessons.map((one) => one.title),
      ),
    ).toEqual([
      ['Lesson 1.1', 'Lesson 1.2'],
      ['Lesson 2.1', 'Lesson 2.2'],
    ]);
    expect((await otherTrainer.post(`/api/courses/${source.id}/duplicate/`)).status).toBe(403);
  });
});

describe('categories', () => {
  test('an administrator creates, renames and deletes one; others only read', async () => {
    const name = `Category ${newId().slice(-6)}`;
    expect((await trainer.post('/api/categories/', { name })).status).toBe(403);
    const made = await admin.post('/api/categories/', { name, description: 'Shelf' });
    expect(made.status).toBe(201);
    expect((await product.anonymous.get(`/api/categories/${made.body.id}/`)).body).toMatchObject({
      name,
      course_count: 0,
    });
    expect((await admin.patch(`/api/categories/${made.body.id}/`, { palette: 3 })).body.palette).toBe(3);
    expect((await admin.post('/api/categories/', { name: name.toUpperCase() })).status).toBe(409);
    expect((await admin.delete(`/api/categories/${made.body.id}/`)).status).toBe(204);
    expect((await admin.get(`/api/categories/${made.body.id}/`)).status).toBe(404);
    expect((await admin.post('/api/categories/', { name })).status).toBe(201);
  });

  test('one that holds courses is not deleted', async () => {
    const name = `Used ${newId().slice(-6)}`;
    const { body } = await trainer.post('/api/courses/', { title: 'In it', category: name });
    expect((await admin.delete(`/api/categories/${body.category_id}/`)).body.code).toBe('record.in-use');
  });

  test('the list is searched, ordered and counted', async () => {
    const word = `Listed${newId().slice(-6)}`;
    for (const letter of ['B', 'A']) await admin.post('/api/categories/', { name: `${word} ${letter}` });
    const { body } = await learner.get(`/api/categories/?search=${word}`);
    expect(body).toMatchObject({ count: 2, results: [{ name: `${word} A` }, { name: `${word} B` }] });
  });
});
