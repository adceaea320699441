/** Changing, moving, cancelling and restoring sessions over the API. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Answer, type Client, startProduct } from '#server/testing/product.ts';
import { aBooking, aRoom, aSession, type BuiltSession } from './calendar.builders.ts';
import { moveWall } from './zones.rules.ts';

const product = await startProduct();
const { db } = product.runtime;
let trainer: Client;
let learner: Client;
let used = 0;
/** A session of the trainer at a time that no other test of this file uses. */
function taught(more: Parameters<typeof aSession>[1] = {}): Promise<BuiltSession> {
  used += 1;
  return aSession(db, { trainer_ids: [trainer.user_id], hours_from_now: 240 + used * 96, ...more });
}
const url = (session: { id: string }) => `/api/calendar/sessions/${session.id}/`;
const patch = (session: { id: string }, body: object, headers?: Record<string, string>) =>
  trainer.patch(url(session), body, headers);
const rowOf = (id: string) =>
  db.one<{ sequence: number; version: number; starts_at: string; ends_at: string }>(
    sql`select ical_sequence as sequence, record_version as version, starts_at, ends_at from training_sessions where id = ${id}`,
  );
const lastFact = async (id: string) =>
  (
    await db.rows<{ name: string; payload: { changed?: string[]; tell: boolean } }>(
      sql`select name, payload from facts where payload ->> 'training_session_id' = ${id} order by id desc limit 1`,
    )
  )[0];
const moved = (days: BuiltSession['days'], minutes: number) =>
  days.map((day) => ({
    id: day.id,
    starts_local: moveWall(day.starts_local, minutes),
    ends_local: moveWall(day.ends_local, minutes),
  }));
const fieldsOf = (answer: Answer) => (answer.body.errors ?? []).map((one: { path: string }) => one.path);

beforeAll(async () => {
  trainer = await product.signIn('trainer', { display_name: 'Tom Trainer' });
  learner = await product.signIn('learner');
});

describe('changing a session', () => {
  it.each([
    ['the time', (s: BuiltSession) => ({ days: moved(s.days, 60) }), ['time'], true, 1],
    ['the link', () => ({ online_url: 'https://meet.example.test/b' }), ['link'], true, 1],
    ['the title', () => ({ title: 'Another title' }), ['other'], false, 1],
    ['the description', () => ({ description: 'Bring gloves' }), ['other'], false, 0],
    ['the seats', () => ({ seats: 40 }), ['other'], false, 0],
    ['the trainers', () => ({ trainer_ids: [] }), ['trainers'], false, 0],
    [
      'the time, quietly',
      (s: BuiltSession) => ({ days: moved(s.days, 60), tell: false }),
      ['time'],
      false,
      1,
    ],
    ['the description, aloud', () => ({ description: 'Bring boots', tell: true }), ['other'], true, 0],
  ])(
    '%s says what changed, tells whom it should, and raises the sequence only for calendars',
    async (_, change, changed, tell, raised) => {
      const session = await taught({ created_by: trainer.user_id });
      const { status, body } = await patch(session, change(session));
      expect(status).toBe(200);
      expect(body.record_version).toBe(2);
      expect(await lastFact(session.id)).toMatchObject({
        name: 'training-session.changed',
        payload: { changed, tell },
      });
      expect((await rowOf(session.id)).sequence).toBe(raised);
    },
  );

  it('to what it was already changes nothing', async () => {
    const session = await taught();
    const { body } = await patch(session, { title: session.title, days: moved(session.days, 0), seats: 12 });
    expect(body.record_version).toBe(1);
    expect(await lastFact(session.id)).toBe(undefined);
  });

  it('keeps a moved day the same day, and what it was is in the history', async () => {
    const session = await taught({ day_count: 2 });
    const { body } = await patch(session, { days: moved(session.days, 24 * 60) });
    expect(body.days.map((one: { id: string }) => one.id)).toEqual(session.days.map((one) => one.id));
    expect(body.starts_at).toBe(body.days[0].starts_at);
    expect(body.ends_at).toBe(body.days[1].ends_at);
    const { count } = await db.one<{ count: number }>(
      sql`select count(*)::int as count from record_history where record_type = 'session_days' and record_id = ${session.id}`,
    );
    expect(count).toBeGreaterThan(0);
  });

  it('lets two days change places, adds one and drops one', async () => {
    const session = await taught({ day_count: 2 });
    const [first, second] = session.days as [BuiltSession['days'][0], BuiltSession['days'][0]];
    const swapped = await patch(session, {
      days: [
        { id: first.id, starts_local: second.starts_local, ends_local: second.ends_local },
        { id: second.id, starts_local: first.starts_local, ends_local: first.ends_local },
      ],
    });
    expect(swapped.body.days.map((one: { id: string }) => one.id)).toEqual([second.id, first.id]);
    const third = {
      starts_local: moveWall(second.starts_local, 1440),
      ends_local: moveWall(second.ends_local, 1440),
    };
    const { body } = await patch(session, { days: [{ ...moved([first], 0)[0], id: second.id }, third] });
    expect(body.days).toHaveLength(2);
    const dropped = await db.rows<{ id: string }>(
      sql`select id from session_days where session_id = ${session.id} and dropped_at is not null`,
    );
    expect(dropped).toEqual([{ id: first.id }]);
  });

  it('moves to another zone with its wall time', async () => {
    const session = await taught();
    const { body } = await patch(session, { time_zone: 'Asia/Kathmandu' });
    expect(body.days[0].starts_local).toBe(session.days[0]!.starts_local);
    expect(body.starts_at).not.toBe(session.starts_at);
    expect((await lastFact(session.id))?.payload.changed).toEqual(['time']);
  });

  it('of two who edit, the slower is told', async () => {
    const session = await taught();
    expect((await patch(session, { title: 'One' }, { 'if-match': '"1"' })).status).toBe(200);
    const late = await patch(session, { title: 'Two' }, { 'if-match': '"1"' });
    expect(late).toMatchObject({ status: 412, body: { code: 'record.stale' } });
    const both = await Promise.all(
      ['a', 'b', 'c'].map((title) => patch(session, { title }, { 'if-match': '2' })),
    );
    expect(both.map((one) => one.status).sort()).toEqual([200, 412, 412]);
  });

  it('refuses fewer seats than are taken, saying how many', async () => {
    const session = await taught({ seats: 3 });
    for (let n = 0; n < 2; n++) await aBooking(db, session.id, (await product.signIn('learner')).user_id);
    const answer = await patch(session, { seats: 1 });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ path: 'seats', code: 'below_taken' }]);
    expect(answer.body.params).toMatchObject({ seats_taken: 2 });
    expect((await patch(session, { seats: 2 })).status).toBe(200);
  });

  it('offers more seats to those who wait', async () => {
    const session = await taught({ seats: 1 });
    await aBooking(db, session.id, learner.user_id);
    const waiting = await product.signIn('learner');
    await aBooking(db, session.id, waiting.user_id, 'waiting');
    const { body } = await patch(session, { seats: 2 });
    expect(body).toMatchObject({ seats_taken: 2, waiting_count: 0 });
    expect((await waiting.get(url(session))).body.own_booking).toMatchObject({ state: 'offered' });
  });

  it.each([
    ['a later cut-off', () => ({ cut_off_minutes: 60 })],
    ['a later start', (s: BuiltSession) => ({ days: moved(s.days, 4 * 1440) })],
    ['a waiting list', () => ({ waiting_list: true })],
  ])('offers a free seat that could not be offered before to those who wait: %s', async (what, change) => {
    used += 1;
    // A seat became free when nobody could be offered it any more.
    const session = await taught({
      seats: 2,
      waiting_list: what !== 'a waiting list',
      cut_off_minutes: what === 'a waiting list' ? 60 : 30 * 1440,
      hours_from_now: 24 * 28 + used,
    });
    const waiting = await product.signIn('learner');
    await aBooking(db, session.id, waiting.user_id, 'waiting');
    expect((await patch(session, { description: 'Bring gloves' })).body.seats_taken).toBe(0);
    const { status, body } = await patch(session, change(session));
    expect([status, body.seats_taken, body.waiting_count]).toEqual([200, 1, 0]);
    expect((await waiting.get(url(session))).body.own_booking).toMatchObject({ state: 'offered' });
    expect((await patch(session, { ...change(session), seats: 3 })).body.seats_taken).toBe(1);
  });

  it('is for those who run it', async () => {
    const session = await taught();
    expect((await learner.patch(url(session), { title: 'x' })).status).toBe(403);
    const stranger = await product.signIn('trainer');
    expect((await stranger.patch(url(session), { title: 'x' })).status).toBe(403);
    expect((await trainer.patch(url({ id: newId() }), { title: 'x' })).status).toBe(404);
  });

  it('is refused when it is over or cancelled', async () => {
    const over = await taught({ hours_from_now: -48 });
    expect(await patch(over, { title: 'x' })).toMatchObject({ status: 422, body: { code: 'session.over' } });
    const cancelled = await taught({ cancel_reason: 'Snow' });
    expect(await patch(cancelled, { title: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'session.cancelled' },
    });
  });

  it('leaves a day that is over as it was', async () => {
    const running = await taught({ hours_from_now: -24, day_count: 3 });
    expect(fieldsOf(await patch(running, { days: moved(running.days, 15) }))).toEqual(['days']);
    expect(fieldsOf(await patch(running, { days: moved(running.days, 0).slice(1) }))).toEqual(['days']);
    const [first, second, third] = moved(running.days, 0);
    const later = moved([running.days[2]!], 1440)[0];
    expect((await patch(running, { days: [first, second, later] })).status).toBe(200);
    expect(third).toBeDefined();
  });

  it.each([
    [
      'a day of another session',
      () => [{ id: newId(), starts_local: '2031-01-01T09:00', ends_local: '2031-01-01T10:00' }],
      'days.0.id',
    ],
    ['one day twice', (s: BuiltSession) => [...moved(s.days, 0), ...moved(s.days, 1440)], 'days.1.id'],
    [
      'only what is over',
      () => [{ starts_local: '2020-01-01T09:00', ends_local: '2020-01-01T10:00' }],
      'days',
    ],
  ])('%s is refused', async (_, days, path) => {
    const session = await taught();
    expect(fieldsOf(await patch(session, { days: days(session) }))).toEqual([path]);
  });

  it('needs a room or a link', async () => {
    const session = await taught();
    expect(fieldsOf(await patch(session, { online_url: null }))).toEqual(['room_id']);
    const room = await aRoom(db);
    expect((await patch(session, { online_url: null, room_id: room.id })).status).toBe(200);
    expect((await lastFact(session.id))?.payload.changed).toEqual(['place', 'link']);
  });

  it('keeps an archived room it has, and takes none that is archived', async () => {
    const room = await aRoom(db);
    const session = await taught({ room_id: room.id });
    await db.run(sql`update rooms set archived_at = now() where id = ${room.id}`);
    expect((await patch(session, { description: 'x', room_id: room.id })).status).toBe(200);
    const second = await taught();
    expect(fieldsOf(await patch(second, { room_id: room.id }))).toEqual(['room_id']);
  });

  it('keeps its course once people are booked', async () => {
    const course = await trainer.post('/api/courses/', { title: 'Cranes' });
    const session = await taught();
    await aBooking(db, session.id, learner.user_id);
    expect(fieldsOf(await patch(session, { course_id: course.body.id }))).toEqual(['course_id']);
  });
});

describe('a series', () => {
  const weekly = async (count: number, more: object = {}) => {
    const start = '2034-01-05T09:00';
    const { status, body } = await trainer.post('/api/calendar/series/', {
      session: {
        title: 'Weekly practice',
        time_zone: 'Europe/Copenhagen',
        days: [{ starts_local: start, ends_local: moveWall(start, 90) }],
        online_url: 'https://meet.example.test/w',
        trainer_ids: [],
        seats: 5,
        ...more,
      },
      rule: `FREQ=WEEKLY;COUNT=${count}`,
    });
    expect(status).toBe(201);
    return body as { id: string; sessions: { id: string; starts_at: string }[] };
  };

  it('moves with the one that is moved and those that follow, into each other’s places', async () => {
    const room = await aRoom(db);
    const series = await weekly(4, { room_id: room.id, trainer_ids: [trainer.user_id] });
    const second = (await trainer.get(url(series.sessions[1]!))).body;
    const answer = await patch(second, { days: moved(second.days, 7 * 1440 + 30), scope: 'following' });
    expect(answer.status).toBe(200);
    const { body } = await trainer.get(`/api/calendar/series/${series.id}/`);
    const week = 7 * 86_400_000;
    const starts = body.sessions.map((one: { starts_at: string }) => Date.parse(one.starts_at));
    const before = series.sessions.map((one) => Date.parse(one.starts_at));
    expect(starts).toEqual([before[0], ...before.slice(1).map((one) => one + week + 30 * 60_000)]);
    expect((await rowOf(series.sessions[0]!.id)).sequence).toBe(0);
    expect((await rowOf(series.sessions[3]!.id)).sequence).toBe(1);
  });

  it('keeps the hour when the change crosses summer time', async () => {
    const series = await weekly(14, {
      days: [{ starts_local: '2032-02-03T09:00', ends_local: '2032-02-03T10:00' }],
    });
    const first = (await trainer.get(url(series.sessions[0]!))).body;
    await patch(first, { days: moved(first.days, 60), scope: 'following' });
    const last = (await trainer.get(url(series.sessions[13]!))).body;
    expect(last.days[0]).toMatchObject({
      starts_local: '2032-05-04T10:00',
      starts_at: '2032-05-04T08:00:00.000Z',
    });
    expect(first.days[0].starts_at).toBe('2032-02-03T08:00:00.000Z');
  });

  it('takes over a day that is added, and one that is dropped', async () => {
    const series = await weekly(3, {
      days: [{ starts_local: '2032-06-01T09:00', ends_local: '2032-06-01T10:00' }],
    });
    const first = (await trainer.get(url(series.sessions[0]!))).body;
    const extra = { starts_local: '2032-06-02T13:00', ends_local: '2032-06-02T14:00' };
    await patch(first, { days: [...moved(first.days, 0), extra], scope: 'following' });
    const last = (await trainer.get(url(series.sessions[2]!))).body;
    expect(last.days.map((one: { starts_local: string }) => one.starts_local)).toEqual([
      '2032-06-15T09:00',
      '2032-06-16T13:00',
    ]);
    const again = (await trainer.get(url(series.sessions[0]!))).body;
    await patch(again, { days: moved(again.days.slice(1), 0), scope: 'following' });
    expect((await trainer.get(url(series.sessions[2]!))).body.days).toMatchObject([
      { starts_local: '2032-06-16T13:00' },
    ]);
  });

  it('is changed as a whole or not at all', async () => {
    const room = await aRoom(db);
    const series = await weekly(3, {
      days: [{ starts_local: '2033-01-04T09:00', ends_local: '2033-01-04T10:00' }],
    });
    await taught({ room_id: room.id, starts_local: '2033-01-18T09:30', trainer_ids: [] });
    const answer = await patch(series.sessions[0]!, { room_id: room.id, scope: 'following', title: 'New' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'session.clash', params: { occurrence: 2 } } });
    expect((await trainer.get(url(series.sessions[0]!))).body).toMatchObject({
      room: null,
      title: 'Weekly practice',
    });
  });

  it('is cancelled from one on', async () => {
    const series = await weekly(3, {
      days: [{ starts_local: '2033-03-01T09:00', ends_local: '2033-03-01T10:00' }],
    });
    await trainer.post(`${url(series.sessions[1]!)}cancel/`, { reason: 'No trainer', scope: 'following' });
    const { body } = await trainer.get(`/api/calendar/series/${series.id}/`);
    expect(body.sessions.map((one: { status: string }) => one.status)).toEqual([
      'planned',
      'cancelled',
      'cancelled',
    ]);
    const first = (await trainer.get(url(series.sessions[0]!))).body;
    expect(first).toMatchObject({ series_position: 1, series_count: 1 });
  });
});

describe('cancelling', () => {
  it('keeps bookings and history, frees the room, and can be taken back', async () => {
    const room = await aRoom(db);
    const session = await taught({ room_id: room.id });
    await aBooking(db, session.id, learner.user_id);
    const cancelled = await trainer.post(`${url(session)}cancel/`, { reason: 'Snow' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled', cancel_reason: 'Snow', seats_taken: 1 });
    expect((await rowOf(session.id)).sequence).toBe(1);
    expect((await learner.get(url(session))).body.own_booking.state).toBe('booked');
    const again = await trainer.post(`${url(session)}cancel/`, { reason: 'Ice' });
    expect(again.body.cancel_reason).toBe('Snow');
    expect((await rowOf(session.id)).sequence).toBe(1);

    const instead = await taught({
      room_id: room.id,
      trainer_ids: [],
      starts_local: session.days[0]!.starts_local,
    });
    const refused = await trainer.post(`${url(session)}restore/`);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'session.clash', params: { session_id: instead.id, what: room.name } },
    });
    expect((await trainer.get(url(session))).body.status).toBe('cancelled');
    await db.run(sql`delete from training_sessions where id = ${instead.id}`);
    const restored = await trainer.post(`${url(session)}restore/`);
    expect(restored.body).toMatchObject({ status: 'planned', cancel_reason: null, seats_taken: 1 });
    expect((await rowOf(session.id)).sequence).toBe(2);
    expect(await lastFact(session.id)).toMatchObject({
      name: 'training-session.restored',
      payload: { tell: true },
    });
    expect((await trainer.post(`${url(session)}restore/`)).status).toBe(200);
  });

  it('needs a reason and somebody who runs it, before it is over', async () => {
    const session = await taught();
    expect((await trainer.post(`${url(session)}cancel/`, { reason: ' ' })).status).toBe(400);
    expect((await learner.post(`${url(session)}cancel/`, { reason: 'x' })).status).toBe(403);
    const over = await taught({ hours_from_now: -60 });
    expect((await trainer.post(`${url(over)}cancel/`, { reason: 'x' })).status).toBe(422);
    const gone = await taught({ hours_from_now: -70, cancel_reason: 'Snow' });
    expect((await trainer.post(`${url(gone)}restore/`)).status).toBe(422);
  });
});
