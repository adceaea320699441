/** The dashboard: L-72, T-05. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { anEnrollment, aPublishedCourse, type BuiltCourse, completed } from './enrollment.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let trainer: Client;
let course: BuiltCourse;

beforeAll(async () => {
  trainer = await product.signIn('trainer', { display_name: 'Marta Nowak' });
  course = await aPublishedCourse(trainer, { lessons: 4, lesson: { estimated_minutes: 10 } });
});

const dashboard = async (client: Client) => (await client.get('/api/dashboard/')).body;
const assign = async (learner: Client, of: BuiltCourse, due_at: string | null) =>
  (
    await trainer.post('/api/enrollments/', {
      course_id: of.id,
      student_id: learner.user_id,
      due_at,
      reason: 'You are in Warehouse',
    })
  ).body;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('GET /api/dashboard/', () => {
  it('is calm and complete for someone new', async () => {
    const learner = await product.signIn('learner', { display_name: 'Sofie Kjær' });
    const empty = { count: 0, results: [] };
    expect(await dashboard(learner)).toMatchObject({
      display_name: 'Sofie Kjær',
      continue_with: null,
      overdue: empty,
      this_week: empty,
      later: empty,
      year: {
        required_done: 0,
        required_total: 0,
        required_percent: 0,
        completed_courses: 0,
        learning_seconds: 0,
        valid_certificates: 0,
      },
      latest_certificate: null,
      unread_notifications: 0,
      teaching: null,
      organization: null,
    });
  });

  it('goes on where the learner stopped', async () => {
    const learner = await product.signIn('learner');
    const enrollment = await anEnrollment(learner, course.id);
    await completed(learner, [course.lesson_ids[0]!]);
    await learner.post(`/api/lessons/${course.lesson_ids[2]}/visit/`, { position_seconds: 222 });
    expect((await dashboard(learner)).continue_with).toMatchObject({
      enrollment_id: enrollment.id,
      course: { title: course.title },
      percent: 25,
      lessons_done: 1,
      lessons_required: 4,
      lesson_id: course.lesson_ids[2],
      lesson_title: 'Lesson 3',
      lesson_kind: 'article',
      position_seconds: 222,
      minutes_left: 7,
      module_number: 1,
      module_count: 1,
    });
    await completed(learner, [course.lesson_ids[2]!]);
    expect((await dashboard(learner)).continue_with).toMatchObject({
      lesson_id: course.lesson_ids[1],
      lesson_title: 'Lesson 2',
      position_seconds: 0,
    });
  });

  it('sorts what is late, due this week and later, soonest first', async () => {
    const learner = await product.signIn('learner');
    const courses = await Promise.all(
      Array.from({ length: 4 }, () =>
        aPublishedCourse(trainer, { lessons: 2, lesson: { estimated_minutes: 5 } }),
      ),
    );
    await assign(learner, courses[0]!, inDays(-4));
    await assign(learner, courses[1]!, inDays(60));
    await assign(learner, courses[2]!, inDays(30));
    await anEnrollment(learner, courses[3]!.id);
    const body = await dashboard(learner);
    expect(body.overdue).toMatchObject({
      count: 1,
      results: [
        {
          course: { id: courses[0]!.id },
          reason: 'You are in Warehouse',
          assigned_by_name: 'Marta Nowak',
          minutes_left: 10,
          started: false,
          source: 'assigned',
        },
      ],
    });
    expect(body.later.results.map((row: { course: { id: string } }) => row.course.id)).toEqual([
      courses[2]!.id,
      courses[1]!.id,
      courses[3]!.id,
    ]);
    expect(body.this_week.count).toBe(0);
    expect(body.year).toMatchObject({ required_done: 0, required_total: 3 });
  });

  it('ends the week on Sunday night where the person lives', async () => {
    // Sunday 23:30 in Auckland is Sunday 10:30 in UTC: late in UTC terms of "today", but this week for both; Monday 00:30 is not.
    const learner = await product.signIn('learner');
    await db.run(
      sql`update user_profiles set time_zone = 'Pacific/Auckland' where user_id = ${learner.user_id}`,
    );
    const { sunday, monday } = await db.one<{ sunday: string; monday: string }>(sql`
      select (date_trunc('week', now() at time zone 'Pacific/Auckland') + interval '6 days 23 hours 59 minutes') at time zone 'Pacific/Auckland' as sunday,
             (date_trunc('week', now() at time zone 'Pacific/Auckland') + interval '7 days 1 minute') at time zone 'Pacific/Auckland' as monday`);
    const [one, two] = await Promise.all([
      aPublishedCourse(trainer, { lessons: 1 }),
      aPublishedCourse(trainer, { lessons: 1 }),
    ]);
    await assign(learner, one!, sunday);
    await assign(learner, two!, monday);
    const body = await dashboard(learner);
    expect([
      body.time_zone,
      body.this_week.results.map((row: { course: { id: string } }) => row.course.id),
    ]).toEqual(['Pacific/Auckland', [one!.id]]);
    expect(body.later.results.map((row: { course: { id: string } }) => row.course.id)).toEqual([two!.id]);
  });

  it('adds up the year: what is required and valid, what was completed, the time spent', async () => {
    const learner = await product.signIn('learner');
    const [one, two, three] = await Promise.all(
      Array.from({ length: 3 }, () => aPublishedCourse(trainer, { lessons: 1 })),
    );
    await assign(learner, one!, null);
    await assign(learner, two!, null);
    await anEnrollment(learner, three!.id);
    await learner.post(`/api/lessons/${one!.lesson_ids[0]}/visit/`);
    product.travel(90_000);
    await learner.post('/api/progress/', {
      lesson_id: one!.lesson_ids[0],
      completed: true,
      seconds_spent: 80,
    });
    await completed(learner, three!.lesson_ids);
    expect((await dashboard(learner)).year).toMatchObject({
      required_done: 1,
      required_total: 2,
      required_percent: 50,
      completed_courses: 2,
      learning_seconds: 80,
    });
  });

  it('tells trainers how their courses stand, and managers how the organization does', async () => {
    const teacher = await product.signIn('trainer');
    const own = await aPublishedCourse(teacher, { lessons: 2 });
    await teacher.post('/api/courses/', { title: 'Still a draft' });
    const learner = await product.signIn('learner');
    await teacher.post('/api/enrollments/', {
      course_id: own.id,
      student_id: learner.user_id,
      due_at: '2020-01-01T00:00:00.000Z',
    });
    const done = await product.signIn('learner');
    await anEnrollment(done, own.id);
    await completed(done, own.lesson_ids);
    expect(await dashboard(teacher)).toMatchObject({
      organization: null,
      teaching: {
        courses: 2,
        drafts: 1,
        learners_in_progress: 1,
        learners_overdue: 1,
        learners_silent: 0,
        completed_last_30_days: 1,
      },
    });
    const manager = await product.signIn('manager');
    const { teaching, organization } = await dashboard(manager);
    expect(teaching).toBeNull();
    expect(organization.enrollments_overdue).toBeGreaterThanOrEqual(1);
    expect(organization.people).toBeGreaterThan(5);
    expect((await dashboard(await product.signIn('admin'))).organization.published_courses).toBeGreaterThan(
      5,
    );
  });

  it('shows nothing of a course that was deleted, and is closed to the anonymous', async () => {
    const learner = await product.signIn('learner');
    const doomed = await aPublishedCourse(trainer, { lessons: 1 });
    await anEnrollment(learner, doomed.id);
    await trainer.delete(`/api/courses/${doomed.id}/`);
    expect((await dashboard(learner)).later.count).toBe(0);
    expect((await product.anonymous.get('/api/dashboard/')).status).toBe(401);
  });
});
