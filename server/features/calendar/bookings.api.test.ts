/** Booking, waiting list, offers: T-07, U-22, D-7, C-6. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPublishedCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aSession, type SessionOptions } from './calendar.builders.ts';
import { lapseOfferJob, offerFreeSeats, renewOffers, sweepOffersJob } from './queue.service.ts';

const product = await startProduct();
const { db } = product.runtime;
let trainer: Client;
let admin: Client;
let shifted = 0;

beforeAll(async () => {
  trainer = await product.signIn('trainer', { display_name: 'Tove Trainer' });
  admin = await product.signIn('admin');
});
beforeEach(() => {
  product.travel(-shifted);
  shifted = 0;
});
const travel = (minutes: number) => {
  shifted += minutes * 60_000;
  product.travel(minutes * 60_000);
};

// Nobody is in two places at once, so each session gets its own hour.
let hours = 240;
const session = (options: SessionOptions = {}) => {
  hours += 3;
  return aSession(db, { trainer_ids: [trainer.user_id], hours_from_now: hours, ...options });
};
const book = (client: Client, sessionId: string, body: object = {}) =>
  client.post(`/api/calendar/sessions/${sessionId}/bookings/`, body);
const people = (count: number) => Promise.all(Array.from({ length: count }, () => product.signIn('learner')));
const act = (client: Client, bookingId: string, what: string, body: object = {}) =>
  client.post(`/api/calendar/bookings/${bookingId}/${what}/`, body);
const states = async (sessionId: string) =>
  (
    await db.rows<{ state: string }>(
      sql`select state from bookings where session_id = ${sessionId} order by queue_number`,
    )
  ).map((one) => one.state);
const counters = (sessionId: string) =>
  db.one(
    sql`select seats_taken, waiting_count, requested_count from training_sessions where id = ${sessionId}`,
  );
const factsOf = async (bookingId: string) =>
  (
    await db.rows<{ name: string }>(
      sql`select name from facts where payload ->> 'booking_id' = ${bookingId} order by id`,
    )
  ).map((one) => one.name);
const inTransaction = (work: (ctx: ReturnType<typeof product.ctx>) => Promise<void>) =>
  db.transaction((inner) => work({ ...product.ctx(), db: inner }));
const reportsTo = (report: Client, manager: Client) =>
  admin.put(`/api/users/${report.user_id}/manager/`, { manager_id: manager.user_id });

describe('a learner', () => {
  it('takes a seat, and the session says so', async () => {
    const { id } = await session({ seats: 2 });
    const [learner] = await people(1);
    const { status, body } = await book(learner!, id, { note: 'I look forward to it' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      session_id: id,
      state: 'booked',
      place: null,
      offered_until: null,
      booked_by: null,
      note: 'I look forward to it',
      user: { id: learner!.user_id },
      session: { title: 'Forklift practice', time_zone: 'Europe/Copenhagen', status: 'planned' },
      can: ['cancel'],
    });
    expect(await counters(id)).toEqual({ seats_taken: 1, waiting_count: 0, requested_count: 0 });
    expect(await factsOf(body.id)).toEqual(['booking.confirmed']);
  });

  it('sees the place in the waiting list of a full session, in the order of asking', async () => {
    const { id } = await session({ seats: 1 });
    const [first, second, third] = await people(3);
    await book(first!, id);
    const two = await book(second!, id);
    const three = await book(third!, id);
    expect([two.body.state, two.body.place, two.body.waiting_count]).toEqual(['waiting', 1, 1]);
    expect([three.body.state, three.body.place, three.body.waiting_count]).toEqual(['waiting', 2, 2]);
  });

  it('books once: the second time is told and changes nothing; after cancelling they may again', async () => {
    const { id } = await session();
    const [learner] = await people(1);
    const first = await book(learner!, id);
    const again = await book(learner!, id);
    expect([again.status, again.body.code]).toEqual([409, 'booking.exists']);
    expect(await counters(id)).toMatchObject({ seats_taken: 1 });
    await act(learner!, first.body.id, 'cancel');
    expect((await book(learner!, id)).status).toBe(201);
    expect(await states(id)).toEqual(['cancelled', 'booked']);
  });

  it.each([
    ['full without a waiting list', { seats: 1, waiting_list: false }, 409, 'session.full'],
    ['past its cut-off', { hours_from_now: 2, cut_off_minutes: 180 }, 422, 'booking.closed'],
    ['over', { hours_from_now: -20 }, 422, 'session.over'],
  ] as const)('cannot book a session that is %s', async (_what, options, status, code) => {
    const { id } = await session({ ...options, trainer_ids: [] });
    const [first, second] = await people(2);
    await book(first!, id);
    const answer = await book(second!, id);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('cannot book a cancelled session, one that does not exist, or with words too long', async () => {
    const [learner] = await people(1);
    const { id } = await session();
    await book(learner!, id);
    await db.run(
      sql`update training_sessions set cancelled_at = now(), cancel_reason = 'Ill' where id = ${id}`,
    );
    const again = await book(learner!, id);
    expect([again.status, again.body.code]).toEqual([409, 'session.cancelled']);
    expect((await book(learner!, newId())).status).toBe(404);
    const { id: other } = await session();
    const long = await book(learner!, other, { note: 'x'.repeat(501) });
    expect([long.status, long.body.errors[0].path]).toEqual([400, 'note']);
    expect((await book(learner!, other, { state: 'booked' })).status).toBe(400);
  });

  it('is enrolled in the course of the session with the seat, not with a place in the waiting list', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const { id } = await session({ course_id: course.id, seats: 1 });
    const [first, second] = await people(2);
    const { body } = await book(first!, id);
    const waiting = await book(second!, id);
    const enrolled = async (client: Client) =>
      (await client.get('/api/enrollments/?mine=true')).body.results.map(
        (one: { course_id: string; source: string }) => [one.course_id, one.source],
      );
    expect(await enrolled(first!)).toEqual([[course.id, 'self']]);
    expect(await enrolled(second!)).toEqual([]);
    await act(first!, body.id, 'cancel');
    expect((await act(second!, waiting.body.id, 'accept')).status).toBe(200);
    expect(await enrolled(second!)).toEqual([[course.id, 'self']]);
  });

  it('keeps the enrollment they have', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const { id } = await session({ course_id: course.id });
    const [learner] = await people(1);
    await learner!.post(`/api/courses/${course.id}/enroll/`);
    expect((await book(learner!, id)).body.state).toBe('booked');
    expect((await learner!.get('/api/enrollments/?mine=true')).body.count).toBe(1);
  });

  it('cannot come by a course with a price through its session, neither with a seat nor by waiting', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1, course: { price: '10.00' } });
    const { id } = await session({ course_id: course.id, seats: 1 });
    const [first, second, third] = await people(3);
    const refused = await book(first!, id);
    expect([refused.status, refused.body.code]).toEqual([422, 'payment.required']);
    expect(await counters(id)).toMatchObject({ seats_taken: 0 });
    expect(
      (await trainer.post(`/api/calendar/sessions/${id}/bookings/bulk/`, { user_ids: [second!.user_id] }))
        .body.booked_count,
    ).toBe(1);
    expect((await book(third!, id)).body.code).toBe('payment.required');
    expect(await states(id)).toEqual(['booked']);
  });

  it('sees their own bookings, what comes first first, and those of nobody else', async () => {
    const [learner, other] = await people(2);
    const later = await session({ hours_from_now: 900, trainer_ids: [] });
    const sooner = await session({ hours_from_now: 500, trainer_ids: [] });
    await book(learner!, later.id);
    const { body: first } = await book(learner!, sooner.id);
    const { body: foreign } = await book(other!, sooner.id);
    const list = async (query = '') =>
      (await learner!.get(`/api/calendar/bookings/${query}`)).body.results.map(
        (one: { session_id: string }) => one.session_id,
      );
    expect(await list()).toEqual([sooner.id, later.id]);
    expect(await list('?ordering=-starts_at')).toEqual([later.id, sooner.id]);
    expect(await list(`?session_id=${sooner.id}`)).toEqual([sooner.id]);
    expect((await learner!.get(`/api/calendar/bookings/${foreign.id}/`)).status).toBe(404);
    for (const what of ['cancel', 'accept', 'decline', 'approve'])
      expect([what, (await act(learner!, foreign.id, what)).status]).toEqual([what, 404]);
    expect((await act(learner!, foreign.id, 'offer')).status).toBe(403);
    await act(learner!, first.id, 'cancel', { reason: 'Ill' });
    expect(await list()).toEqual([later.id]);
    expect(await list('?live=false&state=cancelled')).toEqual([sooner.id]);
  });

  it('pages through the same list by cursor without missing or repeating one', async () => {
    const [learner] = await people(1);
    const made: string[] = [];
    for (let count = 0; count < 5; count++) {
      const one = await session({ hours_from_now: 600 + count, trainer_ids: [] });
      await book(learner!, one.id);
      made.push(one.id);
    }
    const seen: string[] = [];
    for (let next: string | null = '/api/calendar/bookings/?cursor=&page_size=2'; next; ) {
      const { body }: { body: { next: string | null; results: { session_id: string }[] } } =
        await learner!.get(next);
      seen.push(...body.results.map((one) => one.session_id));
      next = body.next;
    }
    expect(seen).toEqual(made);
    expect((await learner!.get('/api/calendar/bookings/?cursor=nonsense')).status).toBe(400);
  });
});

describe('the waiting list', () => {
  it('offers a seat that was given back to who waits first, for as long as the session says, and to nobody else', async () => {
    const { id } = await session({ seats: 1, offer_minutes: 20 });
    const [first, second, third, fourth] = await people(4);
    const one = await book(first!, id);
    const two = await book(second!, id);
    const three = await book(third!, id);
    expect((await act(first!, one.body.id, 'cancel')).body.state).toBe('cancelled');
    const offered = (await second!.get(`/api/calendar/bookings/${two.body.id}/`)).body;
    expect(offered).toMatchObject({ state: 'offered', place: null, can: ['accept', 'decline', 'cancel'] });
    const minutes = (Date.parse(offered.offered_until) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(18);
    expect(minutes).toBeLessThanOrEqual(21);
    expect((await book(fourth!, id)).body.state).toBe('waiting');
    expect((await act(third!, three.body.id, 'accept')).body.code).toBe('offer.lapsed');
    expect(await counters(id)).toEqual({ seats_taken: 1, waiting_count: 2, requested_count: 0 });
    expect((await act(second!, two.body.id, 'accept')).body.state).toBe('booked');
    expect((await act(second!, two.body.id, 'accept')).body.state).toBe('booked');
    expect(await factsOf(two.body.id)).toEqual(['booking.queued', 'booking.offered', 'booking.confirmed']);
  });

  it('goes on to the next when somebody declines', async () => {
    const { id } = await session({ seats: 1 });
    const [first, second, third] = await people(3);
    const one = await book(first!, id);
    const two = await book(second!, id);
    await book(third!, id);
    await act(first!, one.body.id, 'cancel');
    expect((await act(second!, two.body.id, 'decline')).body.state).toBe('cancelled');
    expect(await states(id)).toEqual(['cancelled', 'cancelled', 'offered']);
    expect((await act(second!, two.body.id, 'accept')).body.code).toBe('offer.lapsed');
  });

  it('goes on to the next when the time is over, by the job, and doing it again changes nothing', async () => {
    const { id } = await session({ seats: 1, offer_minutes: 20 });
    const [first, second, third] = await people(3);
    const one = await book(first!, id);
    const two = await book(second!, id);
    const three = await book(third!, id);
    await act(first!, one.body.id, 'cancel');
    const jobs = await db.rows<{ run_at: string }>(
      sql`select run_at from graphile_worker.jobs where key = ${`offer:${two.body.id}`}`,
    );
    expect(Date.parse(jobs[0]!.run_at)).toBeGreaterThan(Date.now() + 18 * 60_000);
    await lapseOfferJob.run(product.ctx(), { session_id: id });
    expect(await states(id)).toEqual(['cancelled', 'offered', 'waiting']);
    travel(21);
    await lapseOfferJob.run(product.ctx(), { session_id: id });
    await lapseOfferJob.run(product.ctx(), { session_id: id });
    expect(await states(id)).toEqual(['cancelled', 'lapsed', 'offered']);
    expect(await factsOf(two.body.id)).toEqual(['booking.queued', 'booking.offered', 'booking.lapsed']);
    expect(await factsOf(three.body.id)).toEqual(['booking.queued', 'booking.offered']);
    travel(21);
    await sweepOffersJob.run(product.ctx(), {});
    expect(await states(id)).toEqual(['cancelled', 'lapsed', 'lapsed']);
    expect(await counters(id)).toEqual({ seats_taken: 0, waiting_count: 0, requested_count: 0 });
  });

  it('knows that an offer is over without waiting for the job: too late to accept, and the next is offered the seat', async () => {
    const { id } = await session({ seats: 1, offer_minutes: 20 });
    const [first, second, third] = await people(3);
    const one = await book(first!, id);
    const two = await book(second!, id);
    await book(third!, id);
    await act(first!, one.body.id, 'cancel');
    travel(21);
    const late = await act(second!, two.body.id, 'accept');
    expect([late.status, late.body.code]).toEqual([409, 'offer.lapsed']);
    expect(await states(id)).toEqual(['cancelled', 'lapsed', 'offered']);
  });

  it('frees a lapsed seat for who asks next when nobody waits', async () => {
    const { id } = await session({ seats: 1, offer_minutes: 20 });
    const [first, second, third] = await people(3);
    const one = await book(first!, id);
    await book(second!, id);
    await act(first!, one.body.id, 'cancel');
    travel(21);
    expect((await book(third!, id)).body.state).toBe('booked');
    expect(await states(id)).toEqual(['cancelled', 'lapsed', 'booked']);
  });

  it('offers nothing after the cut-off; who runs the session gives the seat by hand', async () => {
    const { id } = await session({
      seats: 1,
      hours_from_now: 10,
      cut_off_minutes: 10 * 60 - 15,
      trainer_ids: [],
    });
    const { id: taught } = await session({ seats: 1, hours_from_now: 13, cut_off_minutes: 13 * 60 - 15 });
    const [first, second, third] = await people(3);
    for (const sessionId of [id, taught]) {
      const one = await book(first!, sessionId);
      await book(second!, sessionId);
      const three = await book(third!, sessionId);
      travel(16);
      await act(first!, one.body.id, 'cancel');
      await lapseOfferJob.run(product.ctx(), { session_id: sessionId });
      expect(await states(sessionId)).toEqual(['cancelled', 'waiting', 'waiting']);
      const who = sessionId === taught ? trainer : admin;
      const given = await act(who, three.body.id, 'offer');
      expect([given.status, given.body.state]).toEqual([200, 'booked']);
      expect(await states(sessionId)).toEqual(['cancelled', 'waiting', 'booked']);
      travel(-16);
    }
  });

  it('keeps no offer beyond the cut-off, and none beyond a session that is moved to earlier', async () => {
    const { id } = await session({
      seats: 1,
      hours_from_now: 10,
      cut_off_minutes: 9 * 60,
      offer_minutes: 24 * 60,
      trainer_ids: [],
    });
    const [first, second] = await people(2);
    const one = await book(first!, id);
    const two = await book(second!, id);
    await act(first!, one.body.id, 'cancel');
    const { body } = await second!.get(`/api/calendar/bookings/${two.body.id}/`);
    expect(Date.parse(body.offered_until)).toBeLessThanOrEqual(Date.now() + 61 * 60_000);
    await db.run(sql`update training_sessions set cut_off_minutes = 9 * 60 + 59 where id = ${id}`);
    travel(2);
    expect((await act(second!, two.body.id, 'accept')).body.code).toBe('offer.lapsed');
  });

  it('offers seats that were added, to as many as there are', async () => {
    const { id } = await session({ seats: 1 });
    const who = await people(4);
    for (const one of who) await book(one, id);
    await inTransaction(async (ctx) => {
      await ctx.db.run(sql`update training_sessions set seats = 3 where id = ${id}`);
      await offerFreeSeats(ctx, id);
      await offerFreeSeats(ctx, id);
    });
    expect(await states(id)).toEqual(['booked', 'offered', 'offered', 'waiting']);
  });

  it('stands still while the session is cancelled, and everybody has their time again when it is restored', async () => {
    const { id } = await session({ seats: 1, offer_minutes: 20 });
    const [first, second] = await people(2);
    const one = await book(first!, id);
    const two = await book(second!, id);
    await act(first!, one.body.id, 'cancel');
    await db.run(
      sql`update training_sessions set cancelled_at = now(), cancel_reason = 'Ill' where id = ${id}`,
    );
    travel(25);
    await lapseOfferJob.run(product.ctx(), { session_id: id });
    expect((await act(second!, two.body.id, 'accept')).body.code).toBe('session.cancelled');
    expect(await states(id)).toEqual(['cancelled', 'offered']);
    await inTransaction(async (ctx) => {
      await ctx.db.run(
        sql`update training_sessions set cancelled_at = null, cancel_reason = null where id = ${id}`,
      );
      await renewOffers(ctx, id);
    });
    expect((await act(second!, two.body.id, 'accept')).body.state).toBe('booked');
  });
});

describe('those who run a session', () => {
  it('see its people in order, book anybody, and cancel with a reason', async () => {
    const { id } = await session({ seats: 2 });
    const [a, b, c, d] = await people(4);
    await book(a!, id);
    const { status, body } = await trainer.post(`/api/calendar/sessions/${id}/bookings/bulk/`, {
      user_ids: [a!.user_id, b!.user_id, c!.user_id, b!.user_id],
      note: 'Team day',
    });
    expect(status).toBe(200);
    expect(
      body.results.map((one: { user: { id: string }; outcome: string }) => [one.user.id, one.outcome]),
    ).toEqual([
      [a!.user_id, 'already'],
      [b!.user_id, 'booked'],
      [c!.user_id, 'waiting'],
    ]);
    expect([body.booked_count, body.waiting_count]).toEqual([1, 1]);
    await book(d!, id);
    const list = (await trainer.get(`/api/calendar/bookings/?session_id=${id}&ordering=queue`)).body;
    expect(
      list.results.map((one: { state: string; place: number | null }) => [one.state, one.place]),
    ).toEqual([
      ['booked', null],
      ['booked', null],
      ['waiting', 1],
      ['waiting', 2],
    ]);
    const bookingOfB = list.results[1];
    expect(bookingOfB).toMatchObject({ booked_by: { display_name: 'Tove Trainer' }, note: 'Team day' });
    const cancelled = await act(trainer, bookingOfB.id, 'cancel', { reason: 'Needed in the shop' });
    expect(cancelled.body).toMatchObject({ state: 'cancelled', reason: 'Needed in the shop' });
    expect(await states(id)).toEqual(['booked', 'cancelled', 'offered', 'waiting']);
  });

  it('are told of people who do not exist, and get no seats that are not there', async () => {
    const { id } = await session({ seats: 1, waiting_list: false });
    const [a, b] = await people(2);
    const unknown = await trainer.post(`/api/calendar/sessions/${id}/bookings/bulk/`, {
      user_ids: [a!.user_id, newId()],
    });
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([400, 'user_ids']);
    const { body } = await trainer.post(`/api/calendar/sessions/${id}/bookings/bulk/`, {
      user_ids: [a!.user_id, b!.user_id],
    });
    expect(
      body.results.map((one: { outcome: string; problem: string | null }) => [one.outcome, one.problem]),
    ).toEqual([
      ['booked', null],
      ['refused', 'session.full'],
    ]);
  });

  it('are not other trainers', async () => {
    const { id } = await session();
    const [learner] = await people(1);
    const { body } = await book(learner!, id);
    const stranger = await product.signIn('trainer');
    expect((await stranger.get(`/api/calendar/bookings/?session_id=${id}`)).body.results).toEqual([]);
    expect((await act(stranger, body.id, 'cancel')).status).toBe(404);
    expect(
      (await stranger.post(`/api/calendar/sessions/${id}/bookings/bulk/`, { user_ids: [learner!.user_id] }))
        .status,
    ).toBe(400);
  });

  it('enroll in the course those whom they book, whatever its price', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1, course: { price: '10.00' } });
    const { id } = await session({ course_id: course.id });
    const [learner] = await people(1);
    await trainer.post(`/api/calendar/sessions/${id}/bookings/bulk/`, { user_ids: [learner!.user_id] });
    const { body } = await learner!.get('/api/enrollments/?mine=true');
    expect(body.results.map((one: { source: string }) => one.source)).toEqual(['assigned']);
  });
});

describe('a manager', () => {
  it('books and cancels for people below them and for nobody else, until the cut-off', async () => {
    const manager = await product.signIn('manager');
    const [report, stranger] = await people(2);
    await reportsTo(report!, manager);
    const { id } = await session();
    const bulk = (userIds: string[]) =>
      manager.post(`/api/calendar/sessions/${id}/bookings/bulk/`, { user_ids: userIds });
    expect((await bulk([report!.user_id, stranger!.user_id])).status).toBe(400);
    expect(await states(id)).toEqual([]);
    expect((await bulk([report!.user_id])).body.booked_count).toBe(1);
    await book(stranger!, id);
    const { body } = await manager.get(`/api/calendar/bookings/?session_id=${id}`);
    expect(body.results.map((one: { user: { id: string } }) => one.user.id)).toEqual([report!.user_id]);
    expect((await act(manager, body.results[0].id, 'cancel')).body.state).toBe('cancelled');
    const late = await session({ hours_from_now: 5, cut_off_minutes: 600, trainer_ids: [] });
    const closed = await manager.post(`/api/calendar/sessions/${late.id}/bookings/bulk/`, {
      user_ids: [report!.user_id],
    });
    expect(closed.body.results[0]).toMatchObject({ outcome: 'refused', problem: 'booking.closed' });
  });
});

describe('approval', () => {
  const asked = async (approval: 'manager' | 'trainer', more: SessionOptions = {}) => {
    const { id } = await session({ approval, seats: 1, ...more });
    const manager = await product.signIn('manager', { display_name: 'Mona Manager' });
    const [learner] = await people(1);
    await reportsTo(learner!, manager);
    const { body } = await book(learner!, id, { note: 'For my new role' });
    return { id, manager, learner: learner!, booking: body };
  };
  const waiting = async (client: Client) =>
    (await client.get('/api/calendar/approvals/?page_size=100')).body.results.map(
      (one: { id: string }) => one.id,
    );

  it('of the manager holds no seat until it is given, and is told with who agreed', async () => {
    const { id, manager, learner, booking } = await asked('manager');
    expect(booking).toMatchObject({ state: 'requested', can: ['cancel'] });
    expect(await counters(id)).toEqual({ seats_taken: 0, waiting_count: 0, requested_count: 1 });
    expect(await waiting(manager)).toEqual([booking.id]);
    expect(await waiting(trainer)).not.toContain(booking.id);
    expect((await act(learner, booking.id, 'approve')).status).toBe(403);
    expect((await act(trainer, booking.id, 'approve')).status).toBe(403);
    const { status, body } = await act(manager, booking.id, 'approve');
    expect([status, body.state, body.decided_by.display_name]).toEqual([200, 'booked', 'Mona Manager']);
    const again = await act(manager, booking.id, 'approve');
    expect([again.status, again.body.code]).toEqual([409, 'booking.decided']);
    expect(await waiting(manager)).toEqual([]);
  });

  it('follows the reporting line of the moment, and those who act for a manager', async () => {
    const { manager, learner, booking } = await asked('manager');
    const next = await product.signIn('manager');
    await reportsTo(learner, next);
    expect((await act(manager, booking.id, 'approve')).status).toBe(404);
    expect(await waiting(manager)).toEqual([]);
    expect((await act(next, booking.id, 'refuse', { reason: 'Not this quarter' })).body).toMatchObject({
      state: 'refused',
      reason: 'Not this quarter',
    });
  });

  it('of people without a manager is the trainers’ to give', async () => {
    const { id } = await session({ approval: 'manager' });
    const [learner] = await people(1);
    const { body } = await book(learner!, id);
    expect(await waiting(trainer)).toContain(body.id);
    expect((await act(trainer, body.id, 'approve')).body.state).toBe('booked');
  });

  it('of the trainer is not the manager’s to give', async () => {
    const { manager, booking } = await asked('trainer');
    expect(await waiting(manager)).not.toContain(booking.id);
    expect((await act(manager, booking.id, 'approve')).status).toBe(403);
    const bare = await act(trainer, booking.id, 'refuse', {});
    expect([bare.status, bare.body.errors[0].path]).toEqual([400, 'reason']);
    expect((await act(trainer, booking.id, 'approve')).body.state).toBe('booked');
  });

  it('of a request for a full session gives the place that the time of the request earns', async () => {
    const { id } = await session({ approval: 'trainer', seats: 1 });
    const [first, second, third] = await people(3);
    const one = await book(first!, id);
    const two = await book(second!, id);
    const three = await book(third!, id);
    await act(trainer, one.body.id, 'approve');
    expect((await act(trainer, three.body.id, 'approve')).body).toMatchObject({ state: 'waiting', place: 1 });
    expect((await act(trainer, two.body.id, 'approve')).body).toMatchObject({ state: 'waiting', place: 1 });
    expect((await third!.get(`/api/calendar/bookings/${three.body.id}/`)).body.place).toBe(2);
    await act(first!, one.body.id, 'cancel');
    expect(await states(id)).toEqual(['cancelled', 'offered', 'waiting']);
  });

  it('is not given to a session that is cancelled, and not asked for it', async () => {
    const { id, manager, booking } = await asked('manager');
    await db.run(
      sql`update training_sessions set cancelled_at = now(), cancel_reason = 'Ill' where id = ${id}`,
    );
    expect(await waiting(manager)).toEqual([]);
    expect((await act(manager, booking.id, 'approve')).body.code).toBe('session.cancelled');
  });
});

describe('erasing a person', () => {
  it('gives their seats to those who wait and takes their words away, and keeps that there was a booking', async () => {
    const { id } = await session({ seats: 1 });
    const leaver = await product.signIn('learner', { email: 'leaver@example.test' });
    const [next] = await people(1);
    const { body } = await book(leaver, id, { note: 'My back hurts' });
    await book(next!, id);
    expect(
      (await admin.post(`/api/users/${leaver.user_id}/erase/`, { email: 'leaver@example.test' })).status,
    ).toBeLessThan(300);
    expect(await states(id)).toEqual(['cancelled', 'offered']);
    const kept = await db.one(sql`select note, reason from bookings where id = ${body.id}`);
    expect(kept).toEqual({ note: '', reason: '' });
    const told = await db.rows(
      sql`select 1 from record_history where record_id = ${body.id} and (before::text || after::text) like '%My back%'`,
    );
    expect(told).toEqual([]);
  });
});
