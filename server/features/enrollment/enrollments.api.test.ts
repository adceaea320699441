/** Reading and managing enrollments, and the learners of a course: L-53, L-61, U-31. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { anEnrollment, aPublishedCourse, type BuiltCourse, completed } from './enrollment.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
type Cast = Record<'trainer' | 'otherTrainer' | 'manager' | 'admin' | 'stranger', Client>;
let cast: Cast;
let course: BuiltCourse;

beforeAll(async () => {
  const [trainer, otherTrainer, manager, admin, stranger] = await Promise.all(
    (['trainer', 'trainer', 'manager', 'admin', 'learner'] as const).map((role) => product.signIn(role)),
  );
  cast = { trainer, otherTrainer, manager, admin, stranger } as Cast;
  course = await aPublishedCourse(cast.trainer, { lessons: 4 });
});

async function enrolled(name?: string, of: BuiltCourse = course) {
  const learner = await product.signIn('learner', name ? { display_name: name } : {});
  return { learner, enrollment: await anEnrollment(learner, of.id) };
}
const assigned = async (of: BuiltCourse = course, more: object = {}) => {
  const learner = await product.signIn('learner');
  const { body } = await cast.trainer.post('/api/enrollments/', {
    course_id: of.id,
    student_id: learner.user_id,
    ...more,
  });
  return { learner, enrollment: body };
};
const factsOf = async (enrollmentId: string) =>
  (
    await db.rows<{ name: string }>(
      sql`select name from facts where payload->>'enrollment_id' = ${enrollmentId} order by name`,
    )
  ).map((fact) => fact.name);
/** The status each of the cast gets, and the learner concerned. */
async function statuses(learner: Client, call: (client: Client) => Promise<{ status: number }>) {
  const outcomes: Record<string, number> = {};
  for (const [name, client] of Object.entries({ anonymous: product.anonymous, ...cast, learner }))
    outcomes[name] = (await call(client)).status;
  return outcomes;
}

describe('GET /api/enrollments/', () => {
  it('shows learners their own only', async () => {
    await enrolled();
    const { learner, enrollment } = await enrolled();
    const { body } = await learner.get('/api/enrollments/');
    expect(body).toMatchObject({ count: 1, next: null, previous: null });
    expect(body.results[0].id).toBe(enrollment.id);
    expect((await learner.get(`/api/enrollments/?student=${cast.stranger.user_id}`)).body.count).toBe(0);
  });

  it('shows trainers those of their courses, managers and administrators all', async () => {
    const { learner } = await enrolled();
    const count = async (client: Client) =>
      (await client.get(`/api/enrollments/?student_id=${learner.user_id}`)).body.count;
    expect(
      await Promise.all(
        [cast.trainer, cast.otherTrainer, cast.manager, cast.admin, cast.stranger].map(count),
      ),
    ).toEqual([1, 0, 1, 1, 0]);
    const own = await anEnrollment(cast.otherTrainer, course.id);
    expect(
      (await cast.otherTrainer.get('/api/enrollments/?mine=true')).body.results.map(
        (row: { id: string }) => row.id,
      ),
    ).toEqual([own.id]);
  });

  it('filters by course, status and being late, searches names and titles, and orders', async () => {
    const own = await aPublishedCourse(cast.trainer, { lessons: 2 });
    const late = await assigned(own, { due_at: '2020-01-01T00:00:00.000Z' });
    const { learner: done } = await enrolled('Žofie Kjær 100%', own);
    await completed(done, own.lesson_ids);
    const found = async (query: string) =>
      (await cast.trainer.get(`/api/enrollments/?course=${own.id}&${query}`)).body.results.map(
        (row: { student_id: string }) => row.student_id,
      );
    expect(await found('overdue=true')).toEqual([late.learner.user_id]);
    expect(await found('status=completed')).toEqual([done.user_id]);
    expect(await found('search=zofie%20KJAER')).toEqual([done.user_id]);
    expect(await found('search=100%25')).toEqual([done.user_id]);
    expect(await found('search=1%25%25')).toEqual([]);
    expect(await found(`search=${encodeURIComponent(own.title)}&ordering=-percent`)).toEqual([
      done.user_id,
      late.learner.user_id,
    ]);
    expect(await found('ordering=due_at')).toEqual([late.learner.user_id, done.user_id]);
    expect((await cast.trainer.get('/api/enrollments/?ordering=password')).status).toBe(400);
    expect((await cast.trainer.get('/api/enrollments/?colour=red')).body.errors[0].path).toBe('colour');
  });

  it.each(['-enrolled_at', 'due_at', '-last_seen_at', 'percent', 'title'])(
    'walks by cursor through all rows, ordered by %s',
    async (ordering) => {
      const own = await aPublishedCourse(cast.trainer, { lessons: 1 });
      const people = await Promise.all(
        Array.from({ length: 7 }, (_, index) =>
          assigned(own, index % 2 ? { due_at: '2031-01-01T00:00:00.000Z' } : {}),
        ),
      );
      const walked: string[] = [];
      let url: string | null =
        `${product.url}/api/enrollments/?course=${own.id}&ordering=${ordering}&page_size=3&cursor=`;
      for (let pages = 0; url && pages < 10; pages++) {
        const { body }: { body: { results: { student_id: string }[]; next: string | null } } =
          await cast.trainer.get(url);
        walked.push(...body.results.map((row) => row.student_id));
        url = body.next;
      }
      expect(walked.toSorted()).toEqual(people.map((one) => one.learner.user_id).toSorted());
      expect((await cast.trainer.get('/api/enrollments/?cursor=%7B%7D')).status).toBe(400);
    },
  );
});

describe('GET /api/enrollments/:id/', () => {
  it('who may: others get the same answer as for an id that does not exist', async () => {
    const { learner, enrollment } = await enrolled();
    expect(await statuses(learner, (client) => client.get(`/api/enrollments/${enrollment.id}/`))).toEqual({
      anonymous: 401,
      trainer: 200,
      otherTrainer: 404,
      manager: 200,
      admin: 200,
      stranger: 404,
      learner: 200,
    });
    expect((await cast.admin.get(`/api/enrollments/${newId()}/`)).status).toBe(404);
  });
});

describe('PATCH and PUT /api/enrollments/:id/', () => {
  it('extends the date, or takes it away', async () => {
    const { learner, enrollment } = await assigned(course, {
      due_at: '2026-01-01T00:00:00.000Z',
      reason: 'Because',
    });
    const url = `/api/enrollments/${enrollment.id}/`;
    expect((await cast.trainer.patch(url, { due_at: '2032-02-03T10:00:00+01:00' })).body).toMatchObject({
      due_at: '2032-02-03T09:00:00.000Z',
      reason: 'Because',
    });
    expect((await cast.manager.put(url, { due_at: null })).body.due_at).toBeNull();
    expect((await learner.get(url)).body.due_at).toBeNull();
    expect(await factsOf(enrollment.id)).toContain('enrollment.changed');
  });

  it('who may', async () => {
    const { learner, enrollment } = await enrolled();
    expect(
      await statuses(learner, (client) =>
        client.patch(`/api/enrollments/${enrollment.id}/`, { due_at: null }),
      ),
    ).toEqual({
      anonymous: 401,
      trainer: 200,
      otherTrainer: 404,
      manager: 200,
      admin: 200,
      stranger: 403,
      learner: 403,
    });
  });

  it('does not write what is not its to write', async () => {
    const { enrollment } = await enrolled();
    for (const field of ['percent', 'status', 'student_id', 'course_id', 'completed_at', 'enrolled_at']) {
      const { status, body } = await cast.admin.patch(`/api/enrollments/${enrollment.id}/`, { [field]: 100 });
      expect([status, body.errors[0].path]).toEqual([400, field]);
    }
    expect(
      (await cast.admin.patch(`/api/enrollments/${enrollment.id}/`, { due_at: 'tomorrow' })).status,
    ).toBe(400);
  });

  it('refuses once it has ended', async () => {
    const { enrollment } = await enrolled();
    await cast.trainer.delete(`/api/enrollments/${enrollment.id}/`);
    expect((await cast.trainer.patch(`/api/enrollments/${enrollment.id}/`, { due_at: null })).body.code).toBe(
      'enrollment.closed',
    );
  });
});

describe('DELETE /api/enrollments/:id/', () => {
  it('ends it, keeps the evidence, and lets the person come back in a new cycle', async () => {
    const { learner, enrollment } = await enrolled();
    await completed(learner, course.lesson_ids.slice(0, 1));
    expect((await learner.delete(`/api/enrollments/${enrollment.id}/`)).status).toBe(204);
    expect((await learner.get(`/api/enrollments/${enrollment.id}/`)).body).toMatchObject({
      status: 'ended',
      percent: 25,
    });
    expect(
      await db.rows(sql`select 1 from lesson_progress where enrollment_id = ${enrollment.id}`),
    ).toHaveLength(1);
    expect(await db.rows(sql`select 1 from milestones where enrollment_id = ${enrollment.id}`)).toHaveLength(
      1,
    );
    expect((await learner.get('/api/progress/')).body.count).toBe(0);
    expect(await anEnrollment(learner, course.id)).toMatchObject({ cycle: 2, percent: 0 });
  });

  it('who may end what a learner chose', async () => {
    for (const [name, expected] of Object.entries({
      trainer: 204,
      otherTrainer: 404,
      manager: 204,
      admin: 204,
      stranger: 404,
    })) {
      const { enrollment } = await enrolled();
      expect([
        name,
        (await cast[name as keyof Cast].delete(`/api/enrollments/${enrollment.id}/`)).status,
      ]).toEqual([name, expected]);
    }
    const { enrollment } = await enrolled();
    expect((await product.anonymous.delete(`/api/enrollments/${enrollment.id}/`)).status).toBe(401);
  });

  it('a learner can leave neither what was assigned nor what is finished; a trainer can end both', async () => {
    const given = await assigned();
    expect((await given.learner.delete(`/api/enrollments/${given.enrollment.id}/`)).status).toBe(403);
    const { learner, enrollment } = await enrolled();
    await completed(learner, course.lesson_ids);
    expect((await learner.delete(`/api/enrollments/${enrollment.id}/`)).body.code).toBe('enrollment.closed');
    expect((await cast.trainer.delete(`/api/enrollments/${enrollment.id}/`)).status).toBe(204);
    expect(await db.rows(sql`select 1 from completions where enrollment_id = ${enrollment.id}`)).toHaveLength(
      1,
    );
    expect((await cast.trainer.delete(`/api/enrollments/${enrollment.id}/`)).body.code).toBe(
      'enrollment.closed',
    );
  });
});

describe('POST /api/enrollments/:id/remind/', () => {
  it('reminds once an hour, however often it is pressed', async () => {
    const { enrollment } = await enrolled();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => cast.trainer.post(`/api/enrollments/${enrollment.id}/remind/`)),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 429, 429, 429, 429]);
    expect((await factsOf(enrollment.id)).filter((name) => name === 'enrollment.reminded')).toHaveLength(1);
    await db.run(
      sql`update enrollments set reminded_at = reminded_at - interval '60 minutes' where id = ${enrollment.id}`,
    );
    expect((await cast.trainer.post(`/api/enrollments/${enrollment.id}/remind/`)).status).toBe(200);
  });

  it('who may', async () => {
    const { learner, enrollment } = await enrolled();
    expect(
      await statuses(learner, (client) => client.post(`/api/enrollments/${enrollment.id}/remind/`)),
    ).toEqual({
      anonymous: 401,
      trainer: 200,
      otherTrainer: 404,
      manager: 429,
      admin: 429,
      stranger: 403,
      learner: 403,
    });
  });

  it('has nothing to say about a finished course', async () => {
    const { learner, enrollment } = await enrolled();
    await completed(learner, course.lesson_ids);
    expect((await cast.trainer.post(`/api/enrollments/${enrollment.id}/remind/`)).body.code).toBe(
      'enrollment.closed',
    );
  });
});

describe('GET /api/courses/:id/learners/', () => {
  it('shows each learner with lessons done, time, and whether they are late', async () => {
    const own = await aPublishedCourse(cast.trainer, { lessons: 4 });
    const { learner } = await enrolled('Astrid Berg', own);
    await completed(learner, own.lesson_ids.slice(0, 3));
    const late = await assigned(own, { due_at: '2020-06-01T00:00:00.000Z' });
    const gone = await enrolled('Zoe', own);
    await gone.learner.delete(`/api/enrollments/${gone.enrollment.id}/`);
    const { body } = await cast.trainer.get(`/api/courses/${own.id}/learners/?ordering=-percent`);
    expect(body.count).toBe(2);
    expect(body.results[0]).toMatchObject({
      student: { display_name: 'Astrid Berg' },
      percent: 75,
      lessons_done: 3,
      lessons_required: 4,
      is_overdue: false,
    });
    expect(body.results[1]).toMatchObject({
      student: { id: late.learner.user_id },
      percent: 0,
      is_overdue: true,
      last_seen_at: null,
    });
    const asked = async (query: string) =>
      (await cast.trainer.get(`/api/courses/${own.id}/learners/?${query}`)).body.results.map(
        (row: { student: { id: string } }) => row.student.id,
      );
    expect(await asked('overdue=true')).toEqual([late.learner.user_id]);
    expect(await asked('search=astrid')).toEqual([learner.user_id]);
    expect(await asked('status=ended')).toEqual([gone.learner.user_id]);
    expect(await asked('silent=true')).toEqual([]);
    await db.run(
      sql`update enrollments set last_seen_at = last_seen_at - interval '15 days' where student_id = ${learner.user_id}`,
    );
    expect(await asked('silent=true')).toEqual([learner.user_id]);
  });

  it('who may', async () => {
    const { learner } = await enrolled();
    expect(await statuses(learner, (client) => client.get(`/api/courses/${course.id}/learners/`))).toEqual({
      anonymous: 401,
      trainer: 200,
      otherTrainer: 403,
      manager: 200,
      admin: 200,
      stranger: 403,
      learner: 403,
    });
    expect((await cast.trainer.get(`/api/courses/${newId()}/learners/`)).status).toBe(404);
  });
});
