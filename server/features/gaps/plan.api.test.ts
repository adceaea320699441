/** Closing plans over the API: from a gap to its courses, begun by oneself or assigned by those above. */
import { beforeAll, describe, expect, it } from 'vitest';
import { aBooking, aSession } from '#server/features/calendar/calendar.builders.ts';
import {
  anEnrollment,
  aPublishedCourse,
  type BuiltCourse,
  complete,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import { leads } from '#server/features/reporting/reporting.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aRole, aSkill, grants, idOf, place, proven, requires } from './gaps.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let trainer: Client;
let manager: Client;
let loads: string;
let basics: string;
let labels: string;
let short: BuiltCourse;
let long: BuiltCourse;
let first: BuiltCourse;

const minutes = (count: number) => ({ lesson: { estimated_minutes: count } });

async function aDriver(): Promise<Client> {
  const person = await product.signIn('learner');
  await place(admin, person, { position: 'Driver' });
  return person;
}
/** The Wednesday of the week after next at this hour, in the zone of the driver. */
async function weekday(hour: number): Promise<string> {
  const { day } = await db.one<{ day: string }>(
    sql`select (date_trunc('week', now()) + interval '16 days')::date::text as day`,
  );
  return `${day}T${String(hour).padStart(2, '0')}:00`;
}
const titles = (plan: { steps: { course: { title: string } }[] }) =>
  plan.steps.map((step) => step.course.title);

beforeAll(async () => {
  admin = await product.signIn('admin');
  trainer = await product.signIn('trainer');
  manager = await product.signIn('learner', { display_name: 'Henrik Dahl' });
  [loads, basics, labels] = [
    await aSkill(db, 'Loads'),
    await aSkill(db, 'Basics'),
    await aSkill(db, 'Labels'),
  ];
  long = await aPublishedCourse(trainer, { lessons: 2, ...minutes(60) });
  short = await aPublishedCourse(trainer, { lessons: 2, ...minutes(20) });
  first = await aPublishedCourse(trainer, { lessons: 1, ...minutes(10) });
  await grants(db, long.id, { [loads]: 2 });
  await grants(db, short.id, { [loads]: 2 });
  await grants(db, first.id, { [basics]: 1 });
  await requires(db, short.id, basics, 1);
  await place(admin, trainer, { position: 'Driver' });
  await aRole(admin, {
    name: 'Driver',
    position_id: await idOf(admin, 'positions', 'Driver'),
    skills: { [loads]: 2, [labels]: 1 },
  });
});

describe('GET /api/users/gaps/plan/', () => {
  it('proposes the fewest minutes in an order that can be taken, and names what no course closes', async () => {
    const driver = await aDriver();
    const { status, body } = await driver.get('/api/users/gaps/plan/');
    expect(status).toBe(200);
    expect(titles(body)).toEqual([first.title, short.title]);
    expect(body).toMatchObject({ total_minutes: 50, method: 'exact', can: ['start'] });
    expect(body.steps.map((step: { state: string }) => step.state)).toEqual(['ready', 'blocked']);
    expect(body.steps[0].opens).toEqual([{ skill_id: basics, level: 1, name: 'Basics' }]);
    expect(body.steps[1].closes).toEqual([{ skill_id: loads, level: 2, name: 'Loads' }]);
    expect(body.closes).toEqual([{ skill_id: loads, name: 'Loads', from_level: 0, to_level: 2 }]);
    expect(body.left_open).toEqual([
      { skill_id: labels, name: 'Labels', from_level: 0, to_level: 1, closed_by: ['rating', 'external'] },
    ]);
  });

  it('names with each course the session to book: one at a time the person likes, never a full one, and the own before all', async () => {
    const driver = await aDriver();
    const soon = await aSession(db, {
      course_id: first.id,
      time_zone: 'UTC',
      starts_local: await weekday(8),
    });
    const evening = await aSession(db, {
      course_id: first.id,
      time_zone: 'UTC',
      starts_local: await weekday(18),
    });
    const full = await aSession(db, { course_id: short.id, seats: 1 });
    await aBooking(db, full.id, trainer.user_id);
    await aSession(db, { course_id: short.id, cancel_reason: 'Ice' });
    const sessions = async () => {
      const { body } = await driver.get('/api/users/gaps/plan/');
      return body.steps.map(
        (step: { session: { id: string; own_state: string | null } | null }) => step.session,
      );
    };
    expect(await sessions()).toMatchObject([{ id: soon.id, own_state: null, suits_times: false }, null]);
    await driver.put('/api/users/training-preferences/', { times: ['weekday_evening'] });
    expect(await sessions()).toMatchObject([{ id: evening.id, free_seats: 12, suits_times: true }, null]);
    await aBooking(db, full.id, driver.user_id, 'waiting');
    expect(await sessions()).toMatchObject([{ id: evening.id }, { id: full.id, own_state: 'waiting' }]);
    const { body } = await driver.get('/api/users/recommendations/');
    const recommended = body.results.find((one: { course: { id: string } }) => one.course.id === first.id);
    expect(recommended).toMatchObject({
      session: { id: evening.id },
      reasons: expect.arrayContaining(['time']),
    });
  });

  it('counts only what is left to do of a course that is under way', async () => {
    const driver = await aDriver();
    await anEnrollment(driver, long.id);
    await complete(driver, long.lesson_ids[0]!);
    await db.run(sql`update course_required_skills set level = 1 where course_id = ${short.id}`);
    const { body } = await driver.get(`/api/users/gaps/plan/?skill=${loads}`);
    expect(titles(body)).toEqual([first.title, short.title]);
    await db.run(
      sql`insert into course_skills (course_id, skill_id, level) values (${first.id}, ${labels}, 1)`,
    );
    const both = await driver.get('/api/users/gaps/plan/');
    expect(both.body.left_open).toEqual([]);
    expect(both.body.total_minutes).toBe(50);
    await db.run(sql`delete from course_skills where course_id = ${first.id} and skill_id = ${labels}`);
    await proven(db, driver, basics, ['infinity']);
    const ready = await driver.get(`/api/users/gaps/plan/?skill=${loads}`);
    expect(ready.body).toMatchObject({ total_minutes: 40, steps: [{ state: 'ready' }] });
  });

  it('is empty for whoever has no gap, and leaves out courses with a price', async () => {
    const driver = await aDriver();
    const paid = await aPublishedCourse(trainer, { lessons: 1, ...minutes(1), course: { price: '49.00' } });
    await grants(db, paid.id, { [loads]: 2 });
    expect(titles((await driver.get(`/api/users/gaps/plan/?skill=${loads}`)).body)).not.toContain(paid.title);
    await leads(admin, manager, driver);
    expect(
      titles((await manager.get(`/api/users/${driver.user_id}/gaps/plan/?skill=${loads}`)).body),
    ).toEqual([paid.title]);
    await db.run(sql`delete from course_skills where course_id = ${paid.id}`);
    await proven(db, driver, loads, ['infinity', 'infinity']);
    await proven(db, driver, labels, ['infinity']);
    expect((await driver.get('/api/users/gaps/plan/')).body).toMatchObject({
      steps: [],
      closes: [],
      can: [],
    });
  });

  it('follows what levels ask for: two courses together', async () => {
    const [one, two] = [
      await aPublishedCourse(trainer, { lessons: 1, ...minutes(5) }),
      await aPublishedCourse(trainer, { lessons: 1, ...minutes(6) }),
    ];
    const criteria = [one, two].map((course) => ({ kind: 'course', course_id: course.id }));
    const skill = await aSkill(db, 'Both', { criteria: { levels: [{ level: 1, match: 'all', criteria }] } });
    const person = await product.signIn('learner');
    await db.run(sql`
      insert into user_skills (id, user_id, skill_id, target_level, source) values (gen_random_uuid(), ${person.user_id}, ${skill}, 1, 'self_declared')`);
    const { body } = await person.get('/api/users/gaps/plan/');
    expect([titles(body).toSorted(), body.total_minutes]).toEqual([[one.title, two.title].toSorted(), 11]);
    await anEnrollment(person, one.id);
    await completed(person, one.lesson_ids);
    expect(titles((await person.get('/api/users/gaps/plan/')).body)).toEqual([two.title]);
  });

  it('is for the person, those above them and administrators', async () => {
    const driver = await aDriver();
    const url = `/api/users/${driver.user_id}/gaps/plan/`;
    expect((await manager.get(url)).status).toBe(404);
    await leads(admin, manager, driver);
    expect((await manager.get(url)).body.can).toEqual(['assign']);
    expect((await trainer.get(url)).status).toBe(404);
    expect((await admin.get(url)).status).toBe(200);
  });
});

describe('POST /api/users/gaps/plan/', () => {
  it('enrolls the caller in what can be begun now; the rest follows when its turn has come', async () => {
    const driver = await aDriver();
    const { status, body } = await driver.post('/api/users/gaps/plan/', { skill_ids: [loads] });
    expect(status).toBe(201);
    expect(body.enrolled.map((one: { course_id: string }) => one.course_id)).toEqual([first.id]);
    expect(body.plan.steps.map((step: { state: string }) => step.state)).toEqual(['enrolled', 'blocked']);
    expect(body.plan.can).toEqual([]);
    await proven(db, driver, basics, ['infinity']);
    const next = await driver.post('/api/users/gaps/plan/', { skill_ids: [loads] });
    expect(next.body.enrolled.map((one: { course_id: string }) => one.course_id)).toEqual([short.id]);
    const rows = await db.rows<{ source: string }>(
      sql`select source from enrollments where student_id = ${driver.user_id}`,
    );
    expect(rows.map((row) => row.source)).toEqual(['self', 'self']);
  });

  it('makes each enrollment once when it is sent ten times at once', async () => {
    const driver = await aDriver();
    await Promise.all(
      Array.from({ length: 10 }, () => driver.post('/api/users/gaps/plan/', { skill_ids: [loads] })),
    );
    const rows = await db.rows(sql`select id from enrollments where student_id = ${driver.user_id}`);
    expect(rows).toHaveLength(1);
  });

  it('lets those above assign all of it with a date, and nobody else', async () => {
    const driver = await aDriver();
    const url = `/api/users/${driver.user_id}/gaps/plan/`;
    const due_at = '2030-05-01T12:00:00.000Z';
    expect((await manager.post(url, { due_at })).status).toBe(404);
    expect((await driver.post(url, { due_at })).status).toBe(404);
    await leads(admin, manager, driver);
    const { status, body } = await manager.post(url, { skill_ids: [loads], due_at });
    expect([status, body.enrolled.length]).toEqual([201, 2]);
    const rows = await db.rows<{ source: string; assigned_by: string; due_at: string }>(
      sql`select source, assigned_by, due_at from enrollments where student_id = ${driver.user_id}`,
    );
    expect(rows).toEqual(Array(2).fill({ source: 'assigned', assigned_by: manager.user_id, due_at }));
  });
});

describe('GET /api/users/recommendations/', () => {
  it('puts what closes a gap first, then what suits, and leaves out what is held or cannot be begun', async () => {
    const driver = await aDriver();
    const german = await aPublishedCourse(trainer, {
      lessons: 1,
      course: { language: 'de' },
      ...minutes(15),
    });
    const put = await driver.put('/api/users/training-preferences/', {
      language: 'de',
      pace_minutes_per_week: 30,
    });
    expect([put.status, put.body.language]).toEqual([200, 'de']);
    const list = async () => (await driver.get('/api/users/recommendations/?limit=20')).body.results;
    const before = await list();
    expect(before[0]).toMatchObject({
      course: { title: long.title },
      reasons: ['gap'],
      closes: [{ skill_id: loads, level: 2 }],
    });
    expect(before[1]).toMatchObject({ course: { title: german.title }, reasons: ['language', 'pace'] });
    const named = before.map((one: { course: { id: string } }) => one.course.id);
    expect(named).not.toContain(short.id);
    await anEnrollment(driver, german.id);
    expect((await list()).map((one: { course: { id: string } }) => one.course.id)).not.toContain(german.id);
    await completed(driver, german.lesson_ids);
    expect((await list()).map((one: { course: { id: string } }) => one.course.id)).not.toContain(german.id);
  });
});

describe('PUT /api/users/training-preferences/', () => {
  it('remembers what somebody says, forgets what they leave out, and refuses what does not exist', async () => {
    const person = await product.signIn('learner');
    const url = '/api/users/training-preferences/';
    expect((await person.get(url)).body).toEqual({
      formats: [],
      topics: [],
      times: [],
      language: null,
      pace_minutes_per_week: null,
      updated_at: null,
    });
    const category = (await admin.post('/api/categories/', { name: 'Warehouse work' })).body;
    const said = { formats: ['video'], topics: [category.id], times: ['weekend'], pace_minutes_per_week: 90 };
    expect((await person.put(url, said)).body).toMatchObject({ ...said, language: null });
    expect((await person.put(url, {})).body).toMatchObject({ formats: [], topics: [], times: [] });
    expect((await person.put(url, { topics: [loads] })).body.errors[0].path).toBe('topics.0');
    expect((await person.put(url, { pace_minutes_per_week: 0 })).status).toBe(400);
    expect((await product.anonymous.get(url)).status).toBe(401);
  });
});
