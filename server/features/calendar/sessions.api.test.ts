/** Planning, seeing, changing and cancelling sessions over the API, on a real database. */
import { beforeAll, describe, expect, it } from 'vitest';
import { aCourse } from '#server/features/catalog/catalog.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Answer, type Client, startProduct } from '#server/testing/product.ts';
import { aBooking, aRoom, aSession } from './calendar.builders.ts';
import { moveWall, wallOf } from './zones.rules.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let trainer: Client;
let other: Client;
let learner: Client;

const zone = 'Europe/Copenhagen';
let used = 0;
/** A wall time that no other test of this file uses: hour steps from ten days ahead. */
const free = () => `${wallOf(new Date(Date.now() + (10 + used++) * 86_400_000), zone).slice(0, 10)}T09:00`;
const day = (starts_local: string, minutes = 120) => ({
  starts_local,
  ends_local: moveWall(starts_local, minutes),
});
const plan = (more: Record<string, unknown> = {}) => ({
  title: 'Forklift practice',
  time_zone: zone,
  days: [day(free())],
  online_url: 'https://meet.example.test/a',
  trainer_ids: [] as string[],
  seats: 8,
  ...more,
});
const create = (who: Client, more: Record<string, unknown> = {}) =>
  who.post('/api/calendar/sessions/', plan(more));
const fieldsOf = (answer: Answer) => (answer.body.errors ?? []).map((one: { path: string }) => one.path);
const sequenceOf = async (id: string) =>
  (await db.one<{ n: number }>(sql`select ical_sequence as n from training_sessions where id = ${id}`)).n;

beforeAll(async () => {
  admin = await product.signIn('admin');
  trainer = await product.signIn('trainer', { display_name: 'Tom Trainer' });
  other = await product.signIn('trainer', { display_name: 'Olga Other' });
  learner = await product.signIn('learner');
});

describe('planning a session', () => {
  it('keeps the wall time and says which moment it is', async () => {
    const { status, body } = await create(trainer, {
      time_zone: 'America/New_York',
      days: [{ starts_local: '2031-03-09T02:30', ends_local: '2031-03-09T04:00' }],
      trainer_ids: [trainer.user_id],
    });
    expect(status).toBe(201);
    // 02:30 is skipped that night in New York: it means 03:30 summer time.
    expect(body.days).toMatchObject([
      { starts_local: '2031-03-09T02:30', starts_at: '2031-03-09T07:30:00.000Z', minutes: 30 },
    ]);
    expect(body).toMatchObject({ status: 'planned', seats_taken: 0, own_booking: null, is_online: true });
    expect(body.can).toEqual([
      'update',
      'cancel',
      'delete',
      'book_others',
      'see_people',
      'record_attendance',
    ]);
  });

  it('is told as a fact', async () => {
    const { body } = await create(trainer);
    const { count } = await db.one<{ count: number }>(
      sql`select count(*)::int as count from facts where name = 'training-session.planned' and payload ->> 'training_session_id' = ${body.id}`,
    );
    expect(count).toBe(1);
  });

  it.each([
    ['no place', { online_url: null }, 'room_id'],
    ['a room that does not exist', { room_id: newId() }, 'room_id'],
    ['a zone that does not exist', { time_zone: 'Mars/Olympus' }, 'time_zone'],
    ['an offset for a zone', { time_zone: '+02:00' }, 'time_zone'],
    [
      '30 February',
      {
        days: [day('2031-02-28T09:00'), { starts_local: '2031-02-30T09:00', ends_local: '2031-02-30T10:00' }],
      },
      'days.1.starts_local',
    ],
    [
      'an end before the start',
      { days: [{ starts_local: '2031-02-20T09:00', ends_local: '2031-02-20T08:00' }] },
      'days.0.ends_local',
    ],
    ['a day of 25 hours', { days: [day('2031-02-20T09:00', 25 * 60)] }, 'days.0.ends_local'],
    [
      'days that overlap',
      { days: [day('2031-02-20T09:00'), day('2031-02-20T10:00')] },
      'days.1.starts_local',
    ],
    ['the year 2200', { days: [day('2200-02-20T09:00')] }, 'days.0.starts_local'],
    ['times that are over', { days: [day('2020-02-20T09:00')] }, 'days'],
    ['a day with an id', { days: [{ ...day('2031-02-20T09:00'), id: newId() }] }, 'days.0.id'],
    ['a trainer who does not exist', { trainer_ids: [newId()] }, 'trainer_ids'],
    ['a course that does not exist', { course_id: newId() }, 'course_id'],
    ['a lesson without a course', { lesson_id: newId() }, 'lesson_id'],
    ['a link that is not https', { online_url: 'http://meet.example.test/' }, 'online_url'],
    ['no seats', { seats: 0 }, 'seats'],
  ])('%s is refused by its field', async (_, more, path) => {
    const answer = await create(trainer, more);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toContain(path);
  });

  it('a learner cannot teach, and a learner cannot plan', async () => {
    expect((await create(trainer, { trainer_ids: [learner.user_id] })).status).toBe(400);
    expect((await create(learner)).status).toBe(403);
  });

  it('is for the trainers of its course, also while the course is a draft', async () => {
    const course = await aCourse(trainer, { published: false });
    expect((await create(other, { course_id: course.id })).status).toBe(400);
    const { status, body } = await create(trainer, { course_id: course.id });
    expect(status).toBe(201);
    expect(body.course).toMatchObject({ id: course.id, title: course.title });
    expect((await learner.get(`/api/calendar/sessions/${body.id}/`)).status).toBe(404);
    await trainer.patch(`/api/courses/${course.id}/`, { published: true });
    expect((await learner.get(`/api/calendar/sessions/${body.id}/`)).status).toBe(200);
  });

  it('takes only a lesson of kind session of that course', async () => {
    const course = await aCourse(trainer);
    const answer = await create(trainer, { course_id: course.id, lesson_id: course.lesson_ids[0] });
    expect(fieldsOf(answer)).toEqual(['lesson_id']);
  });
});

describe('rooms and trainers are in one place at a time', () => {
  it('names the session that stands in the way', async () => {
    const room = await aRoom(db, { name: 'Aula' });
    const at = free();
    const first = await create(trainer, { room_id: room.id, days: [day(at)], title: 'First aid' });
    const second = await create(other, { room_id: room.id, days: [day(moveWall(at, 60))] });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({
      code: 'session.clash',
      params: { kind: 'room', what: 'Aula', session_id: first.body.id, title: 'First aid', time_zone: zone },
    });
    expect(second.body.params.starts_at).toBe(first.body.starts_at);
    expect((await create(other, { room_id: room.id, days: [day(moveWall(at, 120))] })).status).toBe(201);
  });

  it('does not tell the title of a session that the caller may not see', async () => {
    const course = await aCourse(trainer, { published: false });
    const at = free();
    await create(trainer, { course_id: course.id, trainer_ids: [admin.user_id], days: [day(at)] });
    const answer = await create(other, { trainer_ids: [admin.user_id], days: [day(at)] });
    expect(answer.body.params).toMatchObject({ kind: 'trainer', session_id: null, title: null });
    expect(JSON.stringify(answer.body)).not.toContain('Forklift');
  });

  it('of two who plan in one room at once, one does', async () => {
    const room = await aRoom(db);
    const at = free();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => create(trainer, { room_id: room.id, days: [day(at)] })),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([201, ...Array(7).fill(409)]);
    const { count } = await db.one<{ count: number }>(
      sql`select count(*)::int as count from training_sessions where room_id = ${room.id}`,
    );
    expect(count).toBe(1);
  });
});

describe('who sees a session', () => {
  it('shows the link to those who are booked, teach or run it', async () => {
    const session = await aSession(db, { trainer_ids: [trainer.user_id] });
    const url = `/api/calendar/sessions/${session.id}/`;
    expect((await learner.get(url)).body.online_url).toBe(null);
    await aBooking(db, session.id, learner.user_id, 'waiting');
    expect((await learner.get(url)).body).toMatchObject({
      online_url: null,
      own_booking: { state: 'waiting', place: 1, can: ['cancel'] },
    });
    await db.run(sql`update bookings set state = 'booked' where session_id = ${session.id}`);
    expect((await learner.get(url)).body).toMatchObject({
      online_url: 'https://meet.example.test/forklift',
      seats_taken: 1,
      can: [],
    });
    expect((await trainer.get(url)).body.online_url).not.toBe(null);
    expect((await admin.get(url)).body.online_url).not.toBe(null);
  });

  it('hides a cancelled session from who has nothing to do with it', async () => {
    const session = await aSession(db, { cancel_reason: 'Snow', trainer_ids: [trainer.user_id] });
    await aBooking(db, session.id, learner.user_id);
    const outsider = await product.signIn('learner');
    const url = `/api/calendar/sessions/${session.id}/`;
    expect((await outsider.get(url)).status).toBe(404);
    expect((await other.get(url)).status).toBe(404);
    expect((await learner.get(url)).body).toMatchObject({ status: 'cancelled', cancel_reason: 'Snow' });
    expect((await trainer.get(url)).body.can).toContain('restore');
    const ids = async (who: Client) =>
      (await who.get('/api/calendar/sessions/?page_size=100')).body.results.map(
        (one: { id: string }) => one.id,
      );
    expect(await ids(outsider)).not.toContain(session.id);
    expect(await ids(learner)).toContain(session.id);
  });

  it('offers the next sessions of the same course that have a seat', async () => {
    const course = await aCourse(trainer);
    const full = await aSession(db, { course_id: course.id, seats: 1 });
    await aBooking(db, full.id, learner.user_id);
    const later = await aSession(db, { course_id: course.id, hours_from_now: 300, seats: 3 });
    await aSession(db, { course_id: course.id, hours_from_now: 310, cancel_reason: 'No' });
    const { body } = await learner.get(`/api/calendar/sessions/${full.id}/`);
    expect(body.alternatives).toMatchObject([{ id: later.id, free_seats: 3, time_zone: zone }]);
  });

  it('a manager with people may book others, a learner may not', async () => {
    const manager = await product.signIn('manager');
    await db.run(sql`
      insert into reporting_lines (id, user_id, manager_id, valid_from) values (${newId()}, ${learner.user_id}, ${manager.user_id}, now() - interval '1 day')`);
    const session = await aSession(db);
    const can = async (who: Client) => (await who.get(`/api/calendar/sessions/${session.id}/`)).body.can;
    expect(await can(manager)).toEqual(['book', 'book_others']);
    expect(await can(learner)).toEqual(['book']);
  });
});

describe('GET /api/calendar/sessions/', () => {
  it('filters, searches, orders, and pages by keyset without losing one', async () => {
    const room = await aRoom(db);
    const made = [];
    for (let hour = 0; hour < 7; hour++)
      made.push(
        await aSession(db, { room_id: room.id, hours_from_now: 500 + hour * 3, title: `Zebra ${hour}` }),
      );
    const base = `/api/calendar/sessions/?room_id=${room.id}&page_size=3`;
    const first = await learner.get(base);
    expect(first.body.count).toBe(7);
    const seen: string[] = [];
    for (let url: string | null = `${base}&cursor=&ordering=-starts_at`; url; ) {
      const { body } = await learner.get(url);
      seen.push(...body.results.map((one: { id: string }) => one.id));
      url = body.next;
    }
    expect(seen).toEqual(made.map((one) => one.id).reverse());
    const byTitle = await learner.get(`${base}&search=ZEBRA%204&ordering=title`);
    expect(byTitle.body.results.map((one: { id: string }) => one.id)).toEqual([made[4]!.id]);
    const ranged = await learner.get(
      `${base}&from=${made[2]!.starts_at}&to=${made[3]!.ends_at}&status=planned&free_seats=true`,
    );
    expect(ranged.body.results.map((one: { id: string }) => one.id)).toEqual([made[2]!.id, made[3]!.id]);
  });

  it('tells bookable, mine and teaching apart', async () => {
    const person = await product.signIn('learner');
    const teacher = await product.signIn('trainer');
    const room = await aRoom(db);
    const at = { room_id: room.id };
    const closed = await aSession(db, { ...at, hours_from_now: 2, cut_off_minutes: 600 });
    const open = await aSession(db, { ...at, hours_from_now: 900 });
    const mine = await aSession(db, { ...at, hours_from_now: 910, seats: 1, waiting_list: false });
    const taught = await aSession(db, { ...at, hours_from_now: 920, trainer_ids: [teacher.user_id] });
    const over = await aSession(db, { ...at, hours_from_now: -100 });
    await aBooking(db, mine.id, person.user_id);
    const list = async (who: Client, more: string) =>
      (await who.get(`/api/calendar/sessions/?room_id=${room.id}${more}`)).body.results.map(
        (one: { id: string }) => one.id,
      );
    expect(await list(person, '')).toEqual([closed.id, open.id, mine.id, taught.id]);
    expect(await list(person, '&view=bookable')).toEqual([open.id, taught.id]);
    expect(await list(person, '&view=mine')).toEqual([mine.id]);
    expect(await list(teacher, '&view=teaching')).toEqual([taught.id]);
    expect(await list(person, '&view=teaching')).toEqual([]);
    expect(await list(person, '&status=over')).toEqual([over.id]);
    expect(await list(admin, '&view=teaching')).toHaveLength(4);
    expect(await list(person, `&trainer_id=${teacher.user_id}`)).toEqual([taught.id]);
  });

  it('refuses a cursor that is not ours', async () => {
    expect((await learner.get('/api/calendar/sessions/?cursor=abc')).status).toBe(400);
  });
});

describe('deleting', () => {
  it('is for sessions that nobody ever booked', async () => {
    const empty = await aSession(db, { trainer_ids: [trainer.user_id], hours_from_now: 390 });
    const canOf = async (id: string) => (await trainer.get(`/api/calendar/sessions/${id}/`)).body.can;
    expect(await canOf(empty.id)).toContain('delete');
    expect((await other.delete(`/api/calendar/sessions/${empty.id}/`)).status).toBe(403);
    expect((await trainer.delete(`/api/calendar/sessions/${empty.id}/`)).status).toBe(204);
    expect((await trainer.get(`/api/calendar/sessions/${empty.id}/`)).status).toBe(404);
    const booked = await aSession(db, { trainer_ids: [trainer.user_id], hours_from_now: 400 });
    await aBooking(db, booked.id, learner.user_id, 'cancelled');
    expect(await canOf(booked.id)).not.toContain('delete');
    const refused = await trainer.delete(`/api/calendar/sessions/${booked.id}/`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'record.in-use' } });
    expect(await sequenceOf(booked.id)).toBe(0);
  });
});
