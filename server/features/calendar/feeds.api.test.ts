/** What stands in a calendar: entries, own events, feeds, over the API. */
import ICAL from 'ical.js';
import { convertIcsCalendar } from 'ts-ics';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  aCompletedCourse,
  anEnrollment,
  aPublishedCourse,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Answer, type Client, startProduct } from '#server/testing/product.ts';
import { aBooking, aRoom, aSession } from './calendar.builders.ts';
import { moveWall } from './zones.rules.ts';

const product = await startProduct({ PUBLIC_URL: 'https://learn.example.test' });
const { db } = product.runtime;
let admin: Client;
let trainer: Client;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const entries = async (who: Client, view = 'mine', from = inDays(-20), to = inDays(40)) => {
  const { status, body } = await who.get(`/api/calendar/events/?from=${from}&to=${to}&view=${view}`);
  expect(status).toBe(200);
  return body.results as {
    key: string;
    kind: string;
    title: string;
    can: string[];
    session: Record<string, unknown> | null;
    starts_on: string | null;
    ends_on: string | null;
    link: string | null;
  }[];
};
const fieldsOf = (answer: Answer) => (answer.body.errors ?? []).map((one: { path: string }) => one.path);

beforeAll(async () => {
  admin = await product.signIn('admin');
  trainer = await product.signIn('trainer', { display_name: 'Tom Trainer' });
});

/** Somebody with one of everything. */
async function aBusyPerson() {
  const person = await product.signIn('learner', { display_name: 'Ada Busy' });
  await db.run(
    sql`update user_profiles set time_zone = 'Pacific/Auckland', language = 'de' where user_id = ${person.user_id}`,
  );
  const course = await aPublishedCourse(trainer);
  const enrollment = await anEnrollment(person, course.id);
  const due = inDays(5);
  await db.run(sql`update enrollments set due_at = ${due} where id = ${enrollment.id}`);
  const booked = await aSession(db, {
    title: 'Booked',
    hours_from_now: 48,
    day_count: 3,
    room_id: (await aRoom(db)).id,
    trainer_ids: [],
  });
  // Before the day on which the level ends and after the own event, at whatever hour of the day this runs.
  const waiting = await aSession(db, { title: 'Waiting', hours_from_now: 170 });
  const cancelled = await aSession(db, { title: 'Cancelled', hours_from_now: 220, cancel_reason: 'Snow' });
  await aBooking(db, booked.id, person.user_id);
  await aBooking(db, waiting.id, person.user_id, 'waiting');
  await aBooking(db, cancelled.id, person.user_id);
  const skill = newId();
  await db.run(
    sql`insert into skills (id, name, category) values (${skill}, ${`Loads ${skill.slice(-6)}`}, 'Warehouse')`,
  );
  const ends = inDays(9).slice(0, 10);
  await db.run(sql`
    insert into user_skills (id, user_id, skill_id, proven_until, source) values (${newId()}, ${person.user_id}, ${skill}, ${[ends, ends, 'infinity']}::date[], 'rating')`);
  await person.post('/api/calendar/events/', {
    title: 'Dentist',
    time_zone: 'Europe/Copenhagen',
    starts_local: `${inDays(6).slice(0, 10)}T09:00`,
    ends_local: `${inDays(6).slice(0, 10)}T10:00`,
  });
  return { person, course, booked, waiting, cancelled, skill, ends };
}

describe('GET /api/calendar/events/', () => {
  it('has one of everything in the order of time, in one statement', async () => {
    const { person, course, booked, waiting, cancelled, skill, ends } = await aBusyPerson();
    await admin.post('/api/calendar/holidays/', {
      name: 'Labour day',
      starts_on: inDays(11).slice(0, 10),
      ends_on: inDays(12).slice(0, 10),
    });
    const mine = await entries(person);
    expect(mine.map((one) => `${one.kind} ${one.title}`)).toEqual([
      'session Booked',
      'session Booked',
      'session Booked',
      `deadline ${course.title}`,
      'own_event Dentist',
      'session Waiting',
      expect.stringMatching(/^(session Cancelled|expiry Loads)/),
      expect.stringMatching(/^(session Cancelled|expiry Loads)/),
      'holiday Labour day',
    ]);
    expect(mine[1]).toMatchObject({
      key: `day:${booked.days[1]!.id}`,
      link: `/sessions/${booked.id}`,
      can: [],
      session: {
        role: 'booked',
        status: 'planned',
        day_number: 2,
        day_count: 3,
        room_name: expect.stringMatching(/^Room /),
        is_online: true,
        seats_taken: 1,
        trainer_names: [],
      },
    });
    const of = (title: string) => mine.find((one) => one.title.startsWith(title));
    expect(of('Waiting')?.session).toMatchObject({ id: waiting.id, role: 'waiting', waiting_count: 1 });
    expect(of('Cancelled')?.session).toMatchObject({ id: cancelled.id, status: 'cancelled' });
    expect(of('Loads')).toMatchObject({
      key: `skill:${skill}:${ends}`,
      starts_on: ends,
      ends_on: ends,
      session: null,
    });
    expect(of('Dentist')?.can).toEqual(['update', 'delete']);
    expect(of(course.title)).toMatchObject({ link: `/courses/${course.id}` });
  });

  it('of another person has nothing of it', async () => {
    const { person } = await aBusyPerson();
    const stranger = await product.signIn('learner');
    const theirs = (await entries(stranger)).filter((one) => one.kind !== 'holiday');
    expect(theirs).toEqual([]);
    expect((await entries(person)).length).toBeGreaterThan(5);
  });

  it('also shows what one could book, and to who teaches what they run', async () => {
    const person = await product.signIn('learner');
    const teacher = await product.signIn('trainer');
    const session = await aSession(db, {
      title: 'Offered',
      hours_from_now: 400,
      trainer_ids: [teacher.user_id],
    });
    const began = await aSession(db, { title: 'Began', hours_from_now: -1, created_by: teacher.user_id });
    const ids = async (who: Client, view: string) =>
      (await entries(who, view)).filter((one) => one.session).map((one) => one.session?.['id']);
    expect(await ids(person, 'mine')).toEqual([]);
    expect(await ids(person, 'offered')).toContain(session.id);
    expect(await ids(person, 'offered')).not.toContain(began.id);
    expect(await ids(teacher, 'teaching')).toEqual([began.id, session.id]);
    const taught = (await entries(teacher)).find((one) => one.session?.['id'] === session.id);
    expect(taught).toMatchObject({ can: ['update'], session: { role: 'trainer' } });
  });

  it('shows certificates that end by the day of the person, and not those that are renewed', async () => {
    const { learner, course } = await aCompletedCourse(product, { course: { certificate_valid_months: 12 } });
    const [certificate] = (await learner.get('/api/certificates/')).body.results;
    await db.run(
      sql`update user_profiles set time_zone = 'Pacific/Auckland' where user_id = ${learner.user_id}`,
    );
    const day = inDays(10).slice(0, 10);
    await db.run(
      sql`update certificates set expires_at = ${`${day}T22:00:00Z`} where id = ${certificate.id}`,
    );
    const next = moveWall(`${day}T00:00`, 1440).slice(0, 10);
    const shown = async () => (await entries(learner)).filter((one) => one.kind === 'expiry');
    expect(await shown()).toMatchObject([
      { key: `certificate:${certificate.id}`, starts_on: next, link: `/certificates/${certificate.id}` },
    ]);
    await learner.post(`/api/certificates/${certificate.id}/renew/`);
    await completed(learner, course.lesson_ids);
    await product.settle();
    expect(await shown()).toEqual([]);
  });

  it.each([
    ['more than 100 days', inDays(0), inDays(101)],
    ['an end before the start', inDays(2), inDays(1)],
  ])('%s are refused', async (_, from, to) => {
    const answer = await trainer.get(`/api/calendar/events/?from=${from}&to=${to}`);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual(['to']);
  });
});

describe('own events', () => {
  const event = {
    title: 'Focus',
    time_zone: 'Europe/Copenhagen',
    starts_local: '2031-05-05T09:00',
    ends_local: '2031-05-05T11:00',
  };
  it('are made, moved and taken away by their owner alone', async () => {
    const made = await trainer.post('/api/calendar/events/', event);
    expect(made).toMatchObject({
      status: 201,
      body: { starts_at: '2031-05-05T07:00:00.000Z', all_day: false },
    });
    const url = `/api/calendar/events/${made.body.id}/`;
    const moved = await trainer.patch(url, { starts_local: '2031-05-05T10:00' }, { 'if-match': '"1"' });
    expect(moved.body).toMatchObject({ starts_at: '2031-05-05T08:00:00.000Z', record_version: 2 });
    expect((await trainer.patch(url, { title: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    for (const who of [admin, await product.signIn('learner')]) {
      expect((await who.get(url)).status).toBe(404);
      expect((await who.patch(url, { title: 'x' })).status).toBe(404);
      expect((await who.delete(url)).status).toBe(404);
    }
    expect((await trainer.delete(url)).status).toBe(204);
    expect((await trainer.get(url)).status).toBe(404);
  });

  it('for whole days last from midnight to midnight', async () => {
    const who = await product.signIn('learner');
    const { body } = await who.post('/api/calendar/events/', {
      ...event,
      all_day: true,
      ends_local: '2031-05-07T09:00',
    });
    expect(body).toMatchObject({ starts_local: '2031-05-05T00:00', ends_local: '2031-05-08T00:00' });
    const again = await who.patch(`/api/calendar/events/${body.id}/`, { title: 'Still' });
    expect(again.body.ends_local).toBe('2031-05-08T00:00');
    const [entry] = (await entries(who, 'mine', '2031-05-01T00:00:00Z', '2031-06-01T00:00:00Z')).filter(
      (one) => one.kind === 'own_event',
    );
    expect(entry).toMatchObject({ starts_on: '2031-05-05', ends_on: '2031-05-07' });
  });

  it.each([
    ['an end before the start', { ends_local: '2031-05-05T08:00' }, 'ends_local'],
    ['two years', { ends_local: '2033-05-05T08:00' }, 'ends_local'],
    ['no such zone', { time_zone: 'Mars/Base' }, 'time_zone'],
    ['no such day', { starts_local: '2031-02-31T08:00' }, 'starts_local'],
  ])('%s is refused', async (_, more, path) => {
    expect(fieldsOf(await trainer.post('/api/calendar/events/', { ...event, ...more }))).toEqual([path]);
  });
});

describe('feeds', () => {
  const makeFeed = async (who: Client, contents = ['sessions', 'teaching', 'deadlines', 'expiries']) => {
    const made = await who.post('/api/calendar/feeds/', { name: 'Phone', contents });
    expect(made.status).toBe(201);
    const path = new URL(made.body.url).pathname;
    return { ...made.body, path } as { id: string; url: string; path: string };
  };
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(product.url + path, { headers });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const parse = (text: string) => {
    const theirs = (convertIcsCalendar(undefined, text).events ?? []).map(
      (one) => `${one.uid} ${one.sequence} ${one.status} ${one.start.date.toISOString()}`,
    );
    const ours = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => ({
      uid: String(one.getFirstPropertyValue('uid')),
      sequence: one.getFirstPropertyValue('sequence'),
      status: one.getFirstPropertyValue('status'),
      summary: one.getFirstPropertyValue('summary'),
      starts: (one.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().toISOString(),
    }));
    expect(theirs).toHaveLength(ours.length);
    return ours;
  };

  it('tell everything in the language of the person, to whoever has the address', async () => {
    const { person, course, booked, waiting, cancelled } = await aBusyPerson();
    const feed = await makeFeed(person);
    expect(feed.url.startsWith('https://learn.example.test/api/calendar/feeds/')).toBe(true);
    const { status, text, headers } = await read(feed.path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const events = parse(text);
    expect(events.map((one) => `${one.summary} ${one.status}`)).toEqual(
      expect.arrayContaining([
        'Booked (1/3) CONFIRMED',
        'Booked (3/3) CONFIRMED',
        'Waiting TENTATIVE',
        'Cancelled CANCELLED',
        `Fällig: ${course.title} CONFIRMED`,
        expect.stringMatching(/^Endet: Loads/),
      ]),
    );
    expect(events.map((one) => one.uid)).toEqual(
      expect.arrayContaining(
        [...booked.days, ...waiting.days, ...cancelled.days].map((day) => `${day.id}@learn.example.test`),
      ),
    );
    expect(text).not.toContain('Dentist');
  });

  it('have one event for a session that moves, with a higher sequence, and say what is cancelled', async () => {
    const person = await product.signIn('learner');
    const session = await aSession(db, {
      trainer_ids: [trainer.user_id],
      hours_from_now: 700,
      title: 'Moves',
    });
    await aBooking(db, session.id, person.user_id);
    const { path } = await makeFeed(person, ['sessions']);
    const [before] = parse((await read(path)).text);
    const day = session.days[0]!;
    const url = `/api/calendar/sessions/${session.id}/`;
    await trainer.patch(url, {
      days: [
        {
          id: day.id,
          starts_local: moveWall(day.starts_local, 60),
          ends_local: moveWall(day.ends_local, 60),
        },
      ],
    });
    const [after, ...none] = parse((await read(path)).text);
    expect(none).toEqual([]);
    expect(after?.uid).toBe(before?.uid);
    expect(Number(after?.sequence)).toBeGreaterThan(Number(before?.sequence));
    expect(Date.parse(after!.starts) - Date.parse(before!.starts)).toBe(3_600_000);
    await trainer.post(`${url}cancel/`, { reason: 'Snow' });
    expect(parse((await read(path)).text)).toMatchObject([
      { uid: before?.uid, status: 'CANCELLED', sequence: 2 },
    ]);
    await trainer.post(`${url}restore/`);
    expect(parse((await read(path)).text)).toMatchObject([
      { uid: before?.uid, status: 'CONFIRMED', sequence: 3 },
    ]);
    const other = {
      starts_local: moveWall(day.starts_local, 2880),
      ends_local: moveWall(day.ends_local, 2880),
    };
    await trainer.patch(url, { days: [other] });
    expect(parse((await read(path)).text)).toMatchObject([
      { uid: before?.uid, status: 'CANCELLED', sequence: 4 },
      { status: 'CONFIRMED' },
    ]);
  });

  it('answer 304 to a program that has it already', async () => {
    const person = await product.signIn('learner');
    const { path } = await makeFeed(person);
    const first = await read(path);
    const etag = first.headers.get('etag')!;
    expect((await read(path, { 'if-none-match': etag })).status).toBe(304);
    await aBooking(db, (await aSession(db, { hours_from_now: 720 })).id, person.user_id);
    expect((await read(path, { 'if-none-match': etag })).status).toBe(200);
  });

  it('keep a hash of the secret only, and when they were read, to the hour', async () => {
    const person = await product.signIn('learner');
    const feed = await makeFeed(person);
    const secret = feed.path.split('/')[4]!;
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    const kept = await db.one<{ row: string }>(
      sql`select f::text as row from calendar_feeds f where id = ${feed.id}`,
    );
    expect(kept.row).not.toContain(secret);
    const lastRead = async () => (await person.get('/api/calendar/feeds/')).body.results[0].last_read_at;
    expect(await lastRead()).toBe(null);
    await read(feed.path);
    const first = await lastRead();
    expect(first).not.toBe(null);
    await read(feed.path);
    expect(await lastRead()).toBe(first);
    expect(JSON.stringify((await person.get('/api/calendar/feeds/')).body)).not.toContain(secret);
  });

  it('are taken back for good, by their owner alone, and end with the account', async () => {
    const person = await product.signIn('learner');
    const [one, two] = [await makeFeed(person), await makeFeed(person)];
    expect((await admin.delete(`/api/calendar/feeds/${one.id}/`)).status).toBe(404);
    expect((await person.delete(`/api/calendar/feeds/${one.id}/`)).status).toBe(204);
    expect((await person.delete(`/api/calendar/feeds/${one.id}/`)).status).toBe(404);
    expect((await read(one.path)).status).toBe(404);
    expect((await read(two.path)).status).toBe(200);
    expect((await person.get('/api/calendar/feeds/')).body.count).toBe(1);
    await db.run(sql`update users set is_active = false where id = ${person.user_id}`);
    expect((await read(two.path)).status).toBe(404);
  });

  it('are erased with the person', async () => {
    const { person } = await aBusyPerson();
    const { path } = await makeFeed(person);
    expect(
      (
        await admin.post(`/api/users/${person.user_id}/erase/`, {
          email: (
            await db.one<{ email: string }>(sql`select email from users where id = ${person.user_id}`)
          ).email,
        })
      ).status,
    ).toBeLessThan(300);
    expect((await read(path)).status).toBe(404);
    const { count } = await db.one<{ count: number }>(sql`
      select (select count(*) from calendar_events where user_id = ${person.user_id})::int + (select count(*) from calendar_feeds where user_id = ${person.user_id})::int as count`);
    expect(count).toBe(0);
  });

  it('need something in them and a name', async () => {
    expect(fieldsOf(await trainer.post('/api/calendar/feeds/', { name: ' ', contents: [] })).sort()).toEqual([
      'contents',
      'name',
    ]);
    expect((await product.anonymous.get('/api/calendar/feeds/')).status).toBe(401);
  });

  it('of a session alone is a file without the link for who is not booked', async () => {
    const session = await aSession(db, { hours_from_now: 730 });
    const person = await product.signIn('learner');
    const file = async () => {
      const { body } = await person.get(`/api/calendar/sessions/${session.id}/session.ics`);
      return Buffer.from(body).toString();
    };
    expect(parse(await file())).toHaveLength(1);
    expect(await file()).not.toContain('meet.example');
    await aBooking(db, session.id, person.user_id);
    expect(await file()).toContain('meet.example');
    expect((await person.get(`/api/calendar/sessions/${newId()}/session.ics`)).status).toBe(404);
  });

  it('guesses of one network are stopped, while real addresses keep working until then', async () => {
    const person = await product.signIn('learner');
    const { path } = await makeFeed(person);
    const guess = () => read(`/api/calendar/feeds/${newId()}/calendar.ics`);
    // Those that earlier tests made count, too.
    let missed = 0;
    while ((await guess()).status === 404) missed += 1;
    expect(missed).toBeLessThanOrEqual(60);
    expect((await guess()).status).toBe(429);
    product.travel(61_000);
    expect((await read(path)).status).toBe(200);
  });
});
