/** My team: figures that open their people, reminders by whoever leads, never by whoever does not. */
import { beforeAll, describe, expect, it } from 'vitest';
import { aPublishedCourse, type BuiltCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { leads } from '#server/features/reporting/reporting.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aRole, aSkill, idOf, place, proven } from './gaps.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let trainer: Client;
let henrik: Client;
let mikkel: Client;
let below: Client;
let stranger: Client;
let late: BuiltCourse;
let soon: BuiltCourse;

const day = 86_400_000;
const inDays = (days: number) => new Date(product.ctx().now.getTime() + days * day).toISOString();
const calendarDay = (days: number) => inDays(days).slice(0, 10);

beforeAll(async () => {
  admin = await product.signIn('admin');
  trainer = await product.signIn('trainer');
  henrik = await product.signIn('learner', { display_name: 'Henrik Dahl' });
  mikkel = await product.signIn('learner', { display_name: 'Mikkel Strand' });
  below = await product.signIn('learner', { display_name: 'Below Mikkel' });
  stranger = await product.signIn('manager', { display_name: 'Stranger' });
  await leads(admin, henrik, mikkel);
  await leads(admin, mikkel, below);
  [late, soon] = [
    await aPublishedCourse(trainer, { lessons: 1 }),
    await aPublishedCourse(trainer, { lessons: 1 }),
  ];
  const assign = (course: BuiltCourse, due_at: string | null) =>
    admin.post('/api/enrollments/', { course_id: course.id, student_id: mikkel.user_id, due_at });
  await assign(late, inDays(1));
  await assign(soon, inDays(20));
  await assign(await aPublishedCourse(trainer, { lessons: 1 }), inDays(40));
  await assign(await aPublishedCourse(trainer, { lessons: 1 }), null);
  await db.run(sql`update enrollments set due_at = now() - interval '1 day' where course_id = ${late.id}`);
  await place(admin, mikkel, { position: 'Driver' });
  const [ending, missing] = [await aSkill(db, 'Ending'), await aSkill(db, 'Missing')];
  await aRole(admin, {
    name: 'Driver',
    position_id: await idOf(admin, 'positions', 'Driver'),
    skills: { [ending]: 1, [missing]: 2 },
  });
  await proven(db, mikkel, ending, [calendarDay(10)]);
});

describe('GET /api/team/', () => {
  it('shows each person of the line with what is overdue, due in 30 days, ending in 60, and the gaps', async () => {
    const { body } = await henrik.get('/api/team/');
    expect(body).toMatchObject({
      count: 2,
      totals: {
        people_count: 2,
        people_overdue_count: 1,
        overdue_count: 1,
        due_count: 1,
        expiring_count: 1,
        gap_count: 1,
      },
    });
    expect(body.results[0]).toMatchObject({
      person: { display_name: 'Mikkel Strand', position: 'Driver' },
      depth: 1,
      overdue_count: 1,
      due_count: 1,
      expiring_count: 1,
      gap_count: 1,
    });
    expect(body.results[1]).toMatchObject({
      person: { display_name: 'Below Mikkel' },
      depth: 2,
      overdue_count: 0,
    });
  });

  it('narrows to direct reports and to a figure, and shows strangers nobody', async () => {
    const names = async (who: Client, query: string) =>
      (await who.get(`/api/team/?${query}`)).body.results.map(
        (row: { person: { display_name: string } }) => row.person.display_name,
      );
    expect(await names(henrik, 'direct=true')).toEqual(['Mikkel Strand']);
    expect(await names(henrik, 'with=gaps')).toEqual(['Mikkel Strand']);
    expect(await names(mikkel, '')).toEqual(['Below Mikkel']);
    expect(await names(stranger, '')).toEqual([]);
    expect(await names(henrik, 'ordering=name')).toEqual(['Below Mikkel', 'Mikkel Strand']);
  });

  it('opens what is behind the figures', async () => {
    const { body } = await henrik.get(`/api/team/${mikkel.user_id}/`);
    expect(
      body.training
        .map((one: { course_title: string; standing: string }) => [one.course_title, one.standing])
        .slice(0, 3),
    ).toEqual([
      [late.title, 'overdue'],
      [soon.title, 'due'],
      [expect.any(String), 'open'],
    ]);
    expect(body.certificates).toEqual([]);
    expect((await stranger.get(`/api/team/${mikkel.user_id}/`)).status).toBe(404);
    expect((await mikkel.get(`/api/team/${mikkel.user_id}/`)).status).toBe(404);
  });
});

describe('POST /api/team/:id/remind/', () => {
  it('reminds of what is overdue and due soon, not twice within an hour, by whoever leads', async () => {
    const url = `/api/team/${mikkel.user_id}/remind/`;
    expect((await stranger.post(url)).status).toBe(404);
    expect((await mikkel.post(url)).status).toBe(404);
    expect((await henrik.post(url)).body).toEqual({ reminded_count: 2 });
    expect((await henrik.post(url)).body).toEqual({ reminded_count: 0 });
    await product.settle();
    const notices = await mikkel.get('/api/notifications/?kind=reminder');
    expect(notices.body.count).toBe(2);
    const facts = await db.rows<{ actor_id: string }>(
      sql`select actor_id from facts where name = 'enrollment.reminded'`,
    );
    expect(facts.map((fact) => fact.actor_id)).toEqual([henrik.user_id, henrik.user_id]);
  });

  it('reminds of one course when asked to, and of nobody else’s', async () => {
    const { body } = await henrik.get(`/api/team/${mikkel.user_id}/`);
    const open = body.training.find((one: { standing: string }) => one.standing === 'open');
    const one = await henrik.post(`/api/team/${mikkel.user_id}/remind/`, {
      enrollment_ids: [open.enrollment_id],
    });
    expect(one.body).toEqual({ reminded_count: 1 });
    const other = await henrik.post(`/api/team/${below.user_id}/remind/`, {
      enrollment_ids: [open.enrollment_id],
    });
    expect(other.body).toEqual({ reminded_count: 0 });
  });
});
