/** Modules, lessons, versions over HTTP: what authors write and what learners read. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
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

/** Enrollment is a higher feature; here its row is enough. */
async function enroll(student: Client, courseId: string): Promise<void> {
  await product.runtime.db.run(sql`
    insert into enrollments (id, student_id, course_id, course_version_id) select ${newId()}, ${student.user_id}, id, version_id from courses where id = ${courseId}`);
}
const titles = (outline: { modules: { lessons: { title: string }[] }[] }) =>
  outline.modules.map((module) => module.lessons.map((lesson) => lesson.title));

describe('modules', () => {
  test('are created, listed, changed, moved and deleted under their course', async () => {
    const course = await aCourse(trainer, { modules: 2, published: false });
    const made = await trainer.post(`/api/courses/${course.id}/modules/`, {
      title: 'Inserted',
      order: 1,
      duration_hours: 2,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ title: 'Inserted', order: 1, duration_hours: 2, course_id: course.id });
    const list = async () =>
      (await trainer.get(`/api/courses/${course.id}/modules/`)).body.results.map(
        (one: { title: string; order: number }) => `${one.order} ${one.title}`,
      );
    expect(await list()).toEqual(['1 Inserted', '2 Module 1', '3 Module 2']);
    await trainer.patch(`/api/courses/${course.id}/modules/${made.body.id}/`, { order: 3, title: 'Moved' });
    expect(await list()).toEqual(['1 Module 1', '2 Module 2', '3 Moved']);
    expect((await trainer.delete(`/api/courses/${course.id}/modules/${course.module_ids[0]}/`)).status).toBe(
      204,
    );
    expect(await list()).toEqual(['1 Module 2', '2 Moved']);
  });

  test('of another course are not found under this one', async () => {
    const [one, two] = [await aCourse(trainer), await aCourse(trainer)];
    expect(
      (await trainer.patch(`/api/courses/${one.id}/modules/${two.module_ids[0]}/`, { title: 'x' })).status,
    ).toBe(404);
    expect((await trainer.delete(`/api/courses/${one.id}/modules/${two.module_ids[0]}/`)).status).toBe(404);
  });

  test('keep a unique order through 30 moves at once', async () => {
    const course = await aCourse(trainer, { modules: 6, lessons: 0 });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        trainer.patch(`/api/courses/${course.id}/modules/${course.module_ids[index % 6]}/?draft=true`, {
          order: ((index * 7) % 6) + 1,
        }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const { body } = await trainer.get(`/api/courses/${course.id}/modules/`);
    expect(body.results.map((one: { order: number }) => one.order)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('are changed by trainers of the course only', async () => {
    const course = await aCourse(trainer);
    for (const [client, expected] of [
      [product.anonymous, 401],
      [learner, 403],
      [stranger, 403],
    ] as const) {
      expect((await client.post(`/api/courses/${course.id}/modules/`, { title: 'x' })).status).toBe(expected);
    }
  });
});

describe('lessons', () => {
  test('made with the documents’ fields alone land in the last module, made if there is none', async () => {
    const course = await aCourse(trainer, { modules: 0, published: false });
    const first = await trainer.post('/api/lessons/', {
      course_id: course.id,
      title: 'One',
      content: '<p>Hello</p>',
      video_url: '',
    });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      title: 'One',
      kind: 'article',
      order: 1,
      content: '<p>Hello</p>',
      video_url: null,
    });
    const second = await trainer.post('/api/lessons/', {
      course_id: course.id,
      title: 'Two',
      video_url: 'https://video.example.org/a.mp4',
    });
    expect(second.body).toMatchObject({ kind: 'video', order: 2, module_id: first.body.module_id });
  });

  test('are cleaned of anything that could run', async () => {
    const course = await aCourse(trainer, { modules: 0 });
    const { body } = await trainer.post('/api/lessons/', {
      course_id: course.id,
      title: 'XSS',
      content: '<p onclick="x()">Hi<script>alert(1)</script><img src=x onerror=alert(1)></p>',
    });
    expect(body.content).not.toMatch(/script|onclick|onerror/);
    expect(body.content).toContain('Hi');
  });

  test('move between modules and keep both orders', async () => {
    const course = await aCourse(trainer, { modules: 2, lessons: 3, published: false });
    const moved = await trainer.patch(`/api/lessons/${course.lesson_ids[0]}/`, {
      module_id: course.module_ids[1],
      order: 2,
    });
    expect(moved.body).toMatchObject({ module_id: course.module_ids[1], order: 2 });
    expect(titles((await trainer.get(`/api/courses/${course.id}/draft/`)).body)).toEqual([
      ['Lesson 1.2', 'Lesson 1.3'],
      ['Lesson 2.1', 'Lesson 1.1', 'Lesson 2.2', 'Lesson 2.3'],
    ]);
  });

  test('keep a unique order through 40 moves between modules at once', async () => {
    const course = await aCourse(trainer, { modules: 2, lessons: 4, published: false });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        trainer.patch(`/api/lessons/${course.lesson_ids[index % 8]}/?draft=true`, {
          module_id: course.module_ids[index % 2],
          order: (index % 5) + 1,
        }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const rows = await product.runtime.db.rows<{ module_id: string; orders: number[] }>(sql`
      select module_id, array_agg("order" order by "order") as orders from lessons where course_id = ${course.id} and deleted_at is null group by module_id`);
    for (const row of rows) expect(row.orders).toEqual(row.orders.map((_, index) => index + 1));
    expect(rows.flatMap((row) => row.orders)).toHaveLength(8);
  });

  test.each<[string, object, string]>([
    ['a module of another course', { module_id: newId() }, 'module_id'],
    ['a video address that is not one', { video_url: 'javascript:alert(1)' }, 'video_url'],
    [
      'minimum time without minutes',
      { completion_rule: 'minimum_time', minimum_seconds: null },
      'minimum_seconds',
    ],
    ['an unknown field', { done: true }, 'done'],
  ])('refuse %s', async (_name, body, field) => {
    const course = await aCourse(trainer, { published: false });
    const answer = await trainer.patch(`/api/lessons/${course.lesson_ids[0]}/`, body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, field]);
  });

  test('of kind session are completed by attendance and by nothing else', async () => {
    const course = await aCourse(trainer, { published: false });
    const url = `/api/lessons/${course.lesson_ids[0]}/?draft=true`;
    const rule = async (body: object) => {
      const { status, body: lesson } = await trainer.patch(url, body);
      return [status, lesson.completion_rule ?? lesson.errors[0].path];
    };
    expect(await rule({ completion_rule: 'attended' })).toEqual([400, 'completion_rule']);
    expect(await rule({ kind: 'session', completion_rule: 'open' })).toEqual([400, 'completion_rule']);
    expect(await rule({ kind: 'session' })).toEqual([200, 'attended']);
    expect(await rule({ completion_rule: 'minimum_time', minimum_seconds: 5 })).toEqual([
      400,
      'completion_rule',
    ]);
    expect(await rule({ title: 'Practice' })).toEqual([200, 'attended']);
    const quiz = await trainer.post('/api/quizzes/', { lesson_id: course.lesson_ids[0], title: 'Check' });
    expect([quiz.status, quiz.body.errors[0].path]).toEqual([400, 'lesson_id']);
    expect(await rule({ kind: 'article' })).toEqual([200, 'open']);
    const made = await trainer.post('/api/lessons/?draft=true', {
      course_id: course.id,
      title: 'Hall',
      kind: 'session',
    });
    expect([made.status, made.body.completion_rule]).toEqual([201, 'attended']);
  });

  test('are refused when someone else was faster', async () => {
    const course = await aCourse(trainer, { published: false });
    const { body } = await trainer.get(`/api/lessons/${course.lesson_ids[0]}/`);
    const headers = { 'if-match': `"${body.record_version}"` };
    const answers = await Promise.all(
      [1, 2, 3].map((index) =>
        trainer.patch(`/api/lessons/${course.lesson_ids[0]}/?draft=true`, { title: `Try ${index}` }, headers),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412, 412]);
  });
});

describe('who may read a lesson', () => {
  test('people who are enrolled, its trainers, and anyone for a preview lesson', async () => {
    const course = await aCourse(trainer, { lessons: 2 });
    await trainer.patch(`/api/lessons/${course.lesson_ids[1]}/`, { is_preview: true });
    const enrolled = await product.signIn('learner');
    await enroll(enrolled, course.id);
    const status = async (client: Client, index: number) =>
      (await client.get(`/api/lessons/${course.lesson_ids[index]}/`)).status;
    expect(
      await Promise.all(
        [product.anonymous, learner, stranger, enrolled, trainer].map((client) => status(client, 0)),
      ),
    ).toEqual([403, 403, 403, 200, 200]);
    expect(
      await Promise.all(
        [product.anonymous, learner, stranger, enrolled, trainer].map((client) => status(client, 1)),
      ),
    ).toEqual([200, 200, 200, 200, 200]);
  });

  test('nobody but its authors while the course is a draft', async () => {
    const course = await aCourse(trainer, { published: false });
    expect((await learner.get(`/api/lessons/${course.lesson_ids[0]}/`)).status).toBe(404);
    expect((await stranger.get(`/api/lessons/${course.lesson_ids[0]}/`)).status).toBe(404);
  });

  test('the list holds what one may read, once', async () => {
    const course = await aCourse(trainer, { lessons: 3 });
    await aCourse(stranger, { lessons: 3 });
    const enrolled = await product.signIn('learner');
    await enroll(enrolled, course.id);
    expect((await enrolled.get('/api/lessons/')).body.count).toBe(3);
    expect((await learner.get('/api/lessons/')).body.count).toBe(0);
    expect(
      (await trainer.get(`/api/lessons/?course=${course.id}`)).body.results.map(
        (one: { title: string }) => one.title,
      ),
    ).toEqual(['Lesson 1.1', 'Lesson 1.2', 'Lesson 1.3']);
  });

  test.each(['active', 'completed'])(
    'people who take a course again find each lesson once, as in their newest cycle (%s)',
    async (status) => {
      const course = await aCourse(trainer, { lessons: 2 });
      const enrolled = await product.signIn('learner');
      const { db } = product.runtime;
      await enroll(enrolled, course.id);
      await db.run(
        sql`update enrollments set status = 'completed', completed_at = now() where student_id = ${enrolled.user_id}`,
      );
      const lessonId = course.lesson_ids[0];
      await trainer.patch(`/api/lessons/${lessonId}/`, { title: 'Rewritten' });
      await db.run(sql`
      insert into enrollments (id, student_id, course_id, course_version_id, cycle, status, completed_at)
      select ${newId()}, ${enrolled.user_id}, id, version_id, 2, ${status}, case when ${status} = 'completed' then now() end
        from courses where id = ${course.id}`);
      const { body } = await enrolled.get(`/api/lessons/?course=${course.id}`);
      expect([body.count, body.results.map((one: { title: string }) => one.title)]).toEqual([
        2,
        ['Rewritten', 'Lesson 1.2'],
      ]);
      // Published once more, but neither cycle is moved here: what shows is the version of the newest cycle.
      await trainer.patch(`/api/lessons/${lessonId}/`, { title: 'Of a version nobody takes' });
      expect((await enrolled.get(`/api/lessons/${lessonId}/`)).body.title).toBe('Rewritten');
      expect(titles((await enrolled.get(`/api/courses/${course.id}/outline/`)).body)).toEqual([
        ['Rewritten', 'Lesson 1.2'],
      ]);
      const audience = (await trainer.get(`/api/courses/${course.id}/publish/`)).body;
      expect(audience.in_progress_count).toBe(status === 'active' ? 1 : 0);
    },
  );
});

describe('versions', () => {
  test('learners keep reading the published version while the author works on the draft', async () => {
    const course = await aCourse(trainer, { lessons: 2 });
    const enrolled = await product.signIn('learner');
    await enroll(enrolled, course.id);
    const lessonId = course.lesson_ids[0];
    await trainer.patch(`/api/lessons/${lessonId}/?draft=true`, { content: '<p>Rewritten</p>' });
    await trainer.post('/api/lessons/?draft=true', { course_id: course.id, title: 'Added' });
    expect((await enrolled.get(`/api/lessons/${lessonId}/`)).body.content).toBe('<p>Text 1.1</p>');
    expect(titles((await enrolled.get(`/api/courses/${course.id}/outline/`)).body)).toEqual([
      ['Lesson 1.1', 'Lesson 1.2'],
    ]);
    const state = (await trainer.get(`/api/courses/${course.id}/publish/`)).body;
    expect(state).toMatchObject({
      ready: true,
      current_number: 1,
      changes: { added: ['Added'], changed: ['Lesson 1.1'] },
      in_progress_count: 1,
    });
    expect((await trainer.get(`/api/courses/${course.id}/`)).body.has_unpublished_changes).toBe(true);
    const published = await trainer.post(`/api/courses/${course.id}/publish/`, { note: 'Clearer' });
    expect(published.body).toMatchObject({ version_number: 2, has_unpublished_changes: false });
    expect(titles((await learner.get(`/api/courses/${course.id}/outline/`)).body)).toEqual([
      ['Lesson 1.1', 'Lesson 1.2', 'Added'],
    ]);
  });

  test('looking at what publishing would do changes nothing', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    await trainer.patch(`/api/lessons/${course.lesson_ids[0]}/?draft=true`, { title: 'Other' });
    const revisions = () =>
      product.runtime.db.run(sql`select 1 from lesson_revisions where lesson_id = ${course.lesson_ids[0]}`);
    expect(await revisions()).toBe(1);
    await trainer.get(`/api/courses/${course.id}/publish/`);
    expect(await revisions()).toBe(1);
  });

  test('plain CRUD on a published course shows at once, as clients of both documents expect', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    await trainer.put(`/api/lessons/${course.lesson_ids[0]}/`, { title: 'Renamed' });
    await trainer.post('/api/lessons/', { course_id: course.id, title: 'Second' });
    expect(titles((await product.anonymous.get(`/api/courses/${course.id}/outline/`)).body)).toEqual([
      ['Renamed', 'Second'],
    ]);
    await trainer.delete(`/api/lessons/${course.lesson_ids[0]}/`);
    expect(titles((await product.anonymous.get(`/api/courses/${course.id}/outline/`)).body)).toEqual([
      ['Second'],
    ]);
  });

  test('publishing an unchanged draft makes no new version, also ten times at once', async () => {
    const course = await aCourse(trainer, { lessons: 1 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => trainer.post(`/api/courses/${course.id}/publish/`)),
    );
    expect(answers.map((answer) => [answer.status, answer.body.version_number])).toEqual(
      Array(10).fill([200, 1]),
    );
  });

  test('a course that is not ready is refused with everything that is missing', async () => {
    const { body: course } = await trainer.post('/api/courses/', { title: 'Empty' });
    const answer = await trainer.post(`/api/courses/${course.id}/publish/`);
    expect([answer.status, answer.body.code]).toEqual([422, 'course.not-ready']);
    expect(answer.body.params.problems.map((one: { code: string }) => one.code)).toEqual([
      'description_missing',
      'no_lessons',
    ]);
  });

  test('a deleted lesson leaves the outline but stays readable as evidence in its version', async () => {
    const course = await aCourse(trainer, { lessons: 2 });
    await trainer.delete(`/api/lessons/${course.lesson_ids[0]}/`);
    const kept = await product.runtime.db.run(
      sql`select 1 from v_catalog_version_lessons where lesson_id = ${course.lesson_ids[0]}`,
    );
    expect(kept).toBeGreaterThan(0);
  });
});
