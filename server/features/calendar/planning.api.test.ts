/** Clashes while typing, series, rooms and holidays over the API. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Answer, type Client, startProduct } from '#server/testing/product.ts';
import { isRepeating } from '#server/testing/repeating.ts';
import { aBooking, aRoom, aSession } from './calendar.builders.ts';
import { followZones } from './zones.jobs.ts';
import { moveWall } from './zones.rules.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let trainer: Client;
let learner: Client;
const zone = 'Europe/Copenhagen';
const fieldsOf = (answer: Answer) => (answer.body.errors ?? []).map((one: { path: string }) => one.path);
const kinds = (body: { clashes: { kind: string }[] }) => body.clashes.map((one) => one.kind);
const oneDay = (starts_local: string, minutes = 120) => [
  { starts_local, ends_local: moveWall(starts_local, minutes) },
];
const clashes = (who: Client, more: object) =>
  who.post('/api/calendar/clashes/', { time_zone: zone, ...more });

beforeAll(async () => {
  admin = await product.signIn('admin');
  trainer = await product.signIn('trainer', { display_name: 'Tom Trainer' });
  learner = await product.signIn('learner');
});

describe('clashes', () => {
  it('names room, trainer, people, own events, holidays and too small a room, and proposes free times', async () => {
    const room = await aRoom(db, { name: 'Aula', capacity: 6 });
    const start = '2031-11-19T11:00';
    const there = await aSession(db, { starts_local: start, room_id: room.id, title: 'First aid' });
    const teaches = await aSession(db, {
      starts_local: start,
      trainer_ids: [trainer.user_id],
      title: 'Cranes',
    });
    const edited = await aSession(db, { starts_local: '2031-11-25T11:00', created_by: trainer.user_id });
    await aBooking(db, edited.id, learner.user_id);
    const learns = await aSession(db, { starts_local: start, title: 'Ladders' });
    await aBooking(db, learns.id, learner.user_id);
    const colleague = await product.signIn('trainer');
    for (const [who, title] of [
      [trainer, 'Dentist'],
      [colleague, 'Secret'],
    ] as const)
      await who.post('/api/calendar/events/', {
        title,
        time_zone: zone,
        starts_local: '2031-11-19T12:00',
        ends_local: '2031-11-19T14:00',
      });
    await admin.post('/api/calendar/holidays/', {
      name: 'Founders’ day',
      starts_on: '2031-11-19',
      ends_on: '2031-11-19',
    });
    const { status, body } = await clashes(trainer, {
      session_id: edited.id,
      days: oneDay(start),
      room_id: room.id,
      trainer_ids: [trainer.user_id, colleague.user_id],
      seats: 12,
    });
    expect(status).toBe(200);
    expect(body.clashes).toMatchObject([
      {
        kind: 'room',
        session_id: there.id,
        title: 'First aid',
        starts_at: there.starts_at,
        room: { name: 'Aula' },
        blocks: true,
      },
      {
        kind: 'trainer',
        session_id: teaches.id,
        title: 'Cranes',
        people: [{ display_name: 'Tom Trainer' }],
        blocks: true,
      },
      {
        kind: 'people',
        session_id: learns.id,
        title: 'Ladders',
        people_count: 1,
        people: [{ id: learner.user_id }],
        blocks: false,
      },
      { kind: 'own_event' },
      { kind: 'own_event' },
      { kind: 'holiday', title: 'Founders’ day', blocks: false },
      { kind: 'capacity', room: { capacity: 6 }, blocks: false },
    ]);
    const events = body.clashes.filter((one: { kind: string }) => one.kind === 'own_event');
    expect(events.map((one: { title: string | null }) => one.title).sort()).toEqual(['Dentist', null]);
    expect(body.people_count).toBe(1);
    expect(body.free_slots).toHaveLength(5);
    expect(body.free_slots[0].starts_local).toBe('2031-11-18T16:00');
  });

  it.skipIf(isRepeating)('is one round trip', async () => {
    const room = await aRoom(db);
    const queries: string[] = [];
    const original = db.rows.bind(db);
    db.rows = (query) => {
      queries.push(query.text);
      return original(query);
    };
    try {
      await clashes(trainer, {
        days: oneDay('2031-05-05T09:00'),
        room_id: room.id,
        trainer_ids: [trainer.user_id],
      });
    } finally {
      db.rows = original;
    }
    expect(queries.filter((text) => text.includes('session_occupancy'))).toHaveLength(1);
    expect(queries.filter((text) => /calendar|session_days|rooms/.test(text))).toHaveLength(1);
  });

  it('a session does not stand in its own way', async () => {
    const room = await aRoom(db);
    const session = await aSession(db, {
      room_id: room.id,
      starts_local: '2031-06-03T09:00',
      created_by: trainer.user_id,
    });
    const asked = { days: oneDay('2031-06-03T10:00'), room_id: room.id };
    expect(kinds((await clashes(trainer, asked)).body)).toEqual(['room']);
    expect((await clashes(trainer, { ...asked, session_id: session.id })).body).toMatchObject({
      clashes: [],
      free_slots: [],
    });
  });

  it('says what people who live elsewhere will see on their clocks', async () => {
    const session = await aSession(db, { starts_local: '2031-07-08T11:00', created_by: trainer.user_id });
    const far = await product.signIn('learner');
    await db.run(
      sql`update user_profiles set time_zone = 'America/Los_Angeles' where user_id = ${far.user_id}`,
    );
    await aBooking(db, session.id, far.user_id);
    const { body } = await clashes(trainer, { session_id: session.id, days: oneDay('2031-07-08T17:30') });
    expect(body.elsewhere).toEqual([
      { time_zone: 'America/Los_Angeles', starts_local: '2031-07-08T08:30', people_count: 1 },
    ]);
  });

  it('of a session that is not theirs tells nobody anything', async () => {
    const session = await aSession(db, { starts_local: '2031-07-09T11:00' });
    await aBooking(db, session.id, learner.user_id);
    expect(
      (await clashes(trainer, { session_id: session.id, days: oneDay('2031-07-09T11:00') })).status,
    ).toBe(404);
    expect((await clashes(learner, { days: oneDay('2031-07-09T11:00') })).status).toBe(403);
  });
});

const weekly = (start: string, rule: string, more: object = {}, session: object = {}) => ({
  session: {
    title: 'Weekly practice',
    time_zone: zone,
    days: oneDay(start),
    online_url: 'https://meet.example.test/w',
    trainer_ids: [],
    seats: 5,
    ...session,
  },
  rule,
  ...more,
});

describe('series', () => {
  it('is previewed with its clashes and without its holidays, and planned as previewed', async () => {
    const room = await aRoom(db);
    await aSession(db, { room_id: room.id, starts_local: '2031-10-14T11:30', title: 'Other' });
    await admin.post('/api/calendar/holidays/', {
      name: 'Autumn',
      starts_on: '2031-10-20',
      ends_on: '2031-10-24',
    });
    const asked = {
      time_zone: zone,
      days: oneDay('2031-10-07T11:00'),
      room_id: room.id,
      rule: 'FREQ=WEEKLY;COUNT=5',
    };
    const preview = await trainer.post('/api/calendar/series/preview/', asked);
    expect(preview.body.occurrences).toMatchObject([
      { starts_local: '2031-10-07T11:00', starts_at: '2031-10-07T09:00:00.000Z', clashes: [], skipped: null },
      {
        starts_local: '2031-10-14T11:00',
        clashes: [{ kind: 'room', title: 'Other', blocks: true }],
        skipped: null,
      },
      { starts_local: '2031-10-21T11:00', clashes: [], skipped: 'Autumn' },
      { starts_local: '2031-10-28T11:00', starts_at: '2031-10-28T10:00:00.000Z', clashes: [] },
      { starts_local: '2031-11-04T11:00' },
    ]);
    const body = weekly('2031-10-07T11:00', asked.rule, {}, { room_id: room.id });
    const refused = await trainer.post('/api/calendar/series/', body);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'session.clash', params: { title: 'Other', occurrence: 1 } },
    });
    const planned = await trainer.post('/api/calendar/series/', { ...body, except: ['2031-10-14T11:00'] });
    expect(planned.status).toBe(201);
    expect(planned.body.rule).toBe('FREQ=WEEKLY;COUNT=5');
    expect(planned.body.sessions.map((one: { starts_at: string }) => one.starts_at)).toEqual([
      '2031-10-07T09:00:00.000Z',
      '2031-10-28T10:00:00.000Z',
      '2031-11-04T10:00:00.000Z',
    ]);
    const { body: third } = await trainer.get(`/api/calendar/sessions/${planned.body.sessions[2].id}/`);
    expect(third).toMatchObject({ series_position: 3, series_count: 3 });
    expect((await learner.get(`/api/calendar/series/${planned.body.id}/`)).body.sessions).toHaveLength(3);
  });

  it('repeats all days of a session of several days', async () => {
    const days = [...oneDay('2031-01-07T09:00'), ...oneDay('2031-01-08T13:00', 60)];
    const { body } = await trainer.post(
      '/api/calendar/series/',
      weekly('', 'FREQ=MONTHLY;BYDAY=1TU;COUNT=2', {}, { days }),
    );
    const second = await trainer.get(`/api/calendar/sessions/${body.sessions[1].id}/`);
    expect(second.body.days).toMatchObject([
      { starts_local: '2031-02-04T09:00' },
      { starts_local: '2031-02-05T13:00', minutes: 60 },
    ]);
  });

  it('that would meet itself in one room is refused', async () => {
    const room = await aRoom(db);
    const days = [...oneDay('2031-03-04T09:00'), ...oneDay('2031-03-05T09:00')];
    const answer = await trainer.post(
      '/api/calendar/series/',
      weekly('', 'FREQ=DAILY;COUNT=3', {}, { days, room_id: room.id }),
    );
    expect(answer).toMatchObject({ status: 409, body: { params: { is_own: true } } });
  });

  it.each([
    ['without an end', 'FREQ=DAILY', {}, 'rule'],
    ['by the second', 'FREQ=SECONDLY;COUNT=5', {}, 'rule'],
    ['with nothing left', 'FREQ=DAILY;COUNT=1', { except: ['2031-04-01T11:00'] }, 'rule'],
  ])('%s is refused by its field', async (_, rule, more, path) => {
    const answer = await trainer.post('/api/calendar/series/', weekly('2031-04-01T11:00', rule, more));
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual([path]);
  });

  it('of others’ drafts is not there', async () => {
    expect((await learner.get(`/api/calendar/series/${newId()}/`)).status).toBe(404);
    const course = await trainer.post('/api/courses/', { title: 'Draft' });
    const { body } = await trainer.post(
      '/api/calendar/series/',
      weekly('2031-04-02T11:00', 'FREQ=DAILY;COUNT=2', {}, { course_id: course.body.id }),
    );
    expect((await learner.get(`/api/calendar/series/${body.id}/`)).status).toBe(404);
  });

  it('of 200 is planned in one go', async () => {
    const room = await aRoom(db);
    const answer = await trainer.post(
      '/api/calendar/series/',
      weekly('2035-01-01T11:00', 'FREQ=DAILY;COUNT=200', {}, { room_id: room.id }),
    );
    expect(answer.body.sessions).toHaveLength(200);
  });
});

describe('rooms', () => {
  const room = { name: 'Hall 1', capacity: 30, time_zone: zone };
  it('are kept by administrators and read by all', async () => {
    expect((await trainer.post('/api/calendar/rooms/', room)).status).toBe(403);
    const made = await admin.post('/api/calendar/rooms/', {
      ...room,
      equipment: ['projector', 'projector'],
      location: 'Block B',
    });
    expect(made).toMatchObject({
      status: 201,
      body: { equipment: ['projector'], upcoming_count: 0, can: ['update', 'archive'] },
    });
    expect((await admin.post('/api/calendar/rooms/', { ...room, name: 'hall 1' })).body.errors).toMatchObject(
      [{ path: 'name' }],
    );
    const url = `/api/calendar/rooms/${made.body.id}/`;
    expect((await learner.get(url)).body.can).toEqual([]);
    expect((await admin.patch(url, { capacity: 40 }, { 'if-match': '"1"' })).body).toMatchObject({
      capacity: 40,
      record_version: 2,
    });
    expect((await admin.patch(url, { capacity: 41 }, { 'if-match': '"1"' })).status).toBe(412);
    expect(fieldsOf(await admin.patch(url, { time_zone: 'Nowhere' }))).toEqual(['time_zone']);
    const list = await learner.get('/api/calendar/rooms/?search=block&min_capacity=35&ordering=-capacity');
    expect(list.body.results.map((one: { id: string }) => one.id)).toEqual([made.body.id]);
    expect((await learner.get(`/api/calendar/rooms/${newId()}/`)).status).toBe(404);
  });

  it('are archived when nothing is planned in them any more', async () => {
    const { body } = await admin.post('/api/calendar/rooms/', { ...room, name: 'Hall 2' });
    const url = `/api/calendar/rooms/${body.id}/`;
    const session = await aSession(db, { room_id: body.id });
    expect((await admin.get(url)).body.upcoming_count).toBe(1);
    expect((await admin.post(`${url}archive/`)).body).toMatchObject({
      code: 'record.in-use',
      params: { count: 1 },
    });
    await db.run(sql`delete from training_sessions where id = ${session.id}`);
    expect((await admin.post(`${url}archive/`)).body.can).toEqual(['update', 'restore']);
    expect((await admin.post(`${url}archive/`)).status).toBe(200);
    expect((await learner.get('/api/calendar/rooms/?archived=true')).body.count).toBe(1);
    await admin.post('/api/calendar/rooms/', { ...room, name: 'Hall 2' });
    expect((await admin.post(`${url}restore/`)).status).toBe(409);
    await admin.patch(url, { name: 'Hall 2b' });
    expect((await admin.post(`${url}restore/`)).body.archived_at).toBe(null);
  });
});

describe('holidays', () => {
  it('are kept by administrators, with their order checked', async () => {
    const base = '/api/calendar/holidays/';
    const christmas = { name: 'Christmas', starts_on: '2030-12-24', ends_on: '2030-12-26' };
    expect((await trainer.post(base, christmas)).status).toBe(403);
    const { body } = await admin.post(base, christmas);
    expect((await admin.post(base, christmas)).status).toBe(409);
    expect(fieldsOf(await admin.post(base, { ...christmas, name: 'x', ends_on: '2030-12-01' }))).toEqual([
      'ends_on',
    ]);
    expect(
      (await admin.patch(`${base}${body.id}/`, { ends_on: '2030-12-27' }, { 'if-match': '1' })).body.ends_on,
    ).toBe('2030-12-27');
    expect((await admin.patch(`${base}${body.id}/`, { name: 'x' }, { 'if-match': '1' })).status).toBe(412);
    expect((await learner.get(`${base}?from=2030-12-27&to=2030-12-31&search=christ`)).body.count).toBe(1);
    expect((await admin.delete(`${base}${body.id}/`)).status).toBe(204);
    expect((await admin.delete(`${base}${body.id}/`)).status).toBe(404);
    expect((await admin.patch(`${base}${body.id}/`, { name: 'x' })).status).toBe(404);
  });
});

describe('when the rules of a zone change', () => {
  it('wall times stay, and only what moves is told to calendars', async () => {
    const moved = await aSession(db, { starts_local: '2036-07-01T09:00', trainer_ids: [trainer.user_id] });
    const stays = await aSession(db, { starts_local: '2036-07-02T09:00' });
    const own = await trainer.post('/api/calendar/events/', {
      title: 'Focus',
      time_zone: zone,
      starts_local: '2036-07-03T09:00',
      ends_local: '2036-07-03T10:00',
    });
    // As if it had been planned when the zone had no summer time.
    for (const table of [
      sql`session_days set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour' where session_id = ${moved.id}`,
      sql`calendar_events set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour' where id = ${own.body.id}`,
    ])
      await db.run(sql`update ${table}`);
    const sequence = (id: string) =>
      db.one<{ n: number; starts_at: string }>(
        sql`select ical_sequence as n, starts_at from training_sessions where id = ${id}`,
      );
    for (let twice = 0; twice < 2; twice++) await followZones(product.ctx());
    expect(await sequence(moved.id)).toEqual({ n: 1, starts_at: moved.starts_at });
    expect(await sequence(stays.id)).toEqual({ n: 0, starts_at: stays.starts_at });
    expect((await trainer.get(`/api/calendar/sessions/${moved.id}/`)).body.days[0]).toMatchObject({
      starts_local: '2036-07-01T09:00',
      starts_at: moved.starts_at,
    });
    expect((await trainer.get(`/api/calendar/events/${own.body.id}/`)).body.starts_at).toBe(
      '2036-07-03T07:00:00.000Z',
    );
  });
});
