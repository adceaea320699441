/** Booking a session, for oneself or for others, and giving the seat back. Seats are decided in queue.rules.ts under the session's lock. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { bookings } from '#contract/bookings.ts';
import type { ErrorCode } from '#contract/errors.ts';
import { enroll, enrollAssigned, findEnrollment, findObstacle } from '#server/features/enrollment/index.ts';
import { inOwnLine } from '#server/features/reporting/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { accessBooking, relationsOf, visibleBookings } from './bookings.policy.ts';
import { isLive, presentBooking } from './bookings.present.ts';
import {
  type BookingRow,
  type Candidate,
  countBookings,
  selectBookings,
  selectCandidates,
} from './bookings.sql.ts';
import { accessSession } from './calendar.policy.ts';
import { freeSeats, type Outcome, outcomesFor, whyEnded, whyNotBook } from './queue.rules.ts';
import { lockSeats, offerFreeSeats } from './queue.service.ts';
import { insertBookings, type Move, moveBookings, type SeatRow } from './queue.sql.ts';
import { presentCalendarPerson } from './sessions.present.ts';

export const getBooking = async (ctx: Ctx, bookingId: string) =>
  presentBooking(ctx, await accessBooking(ctx, bookingId, 'read'));

export function refuseWhen(code: ErrorCode | null): void {
  if (code !== null) throw new AppError(code);
}

/**
 * Takes a seat in a session for the caller; without a free one a place in the waiting list; where somebody has to agree, asks for
 * it. A seat in a session of a course enrolls in the course.
 *
 * @throws AppError `session.full`, `session.over`, `session.cancelled`, `booking.closed`, `booking.exists`
 * @throws AppError `skill.required`, `payment.required`, `course.not-published` when the caller could not take the course
 */
export async function book(ctx: Ctx, sessionId: string, note: string) {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  const bookingId = newId(ctx.now.getTime());
  return inTransaction(ctx, async (ctx) => {
    await accessSession(ctx, sessionId, 'session.read');
    const session = await lockSeats(ctx, sessionId);
    refuseWhen(whyNotBook(session, ctx.now, false));
    const [state] = outcomesFor(session, 1, false) as [Outcome];
    if (state === 'full') throw new AppError('session.full');
    await insertBookings(ctx, sessionId, [{ id: bookingId, user_id: userId, state }], note);
    if (state === 'booked') await enrollSelf(ctx, session, userId);
    else await refuseObstacle(ctx, session, userId);
    ctx.db.afterCommit(wakeDispatcher);
    return getBooking(ctx, bookingId);
  });
}

/** Whoever has a seat takes the course; who takes it already, or has completed it, goes on with that. */
export async function enrollSelf(ctx: Ctx, session: SeatRow, userId: string): Promise<void> {
  if (session.course_id === null) return;
  const of = { course_id: session.course_id, student_id: userId };
  if ((await findEnrollment(ctx, of))?.status === 'active') return;
  // Enrolled elsewhere at this moment: the unique index says so, and must not undo the booking.
  await ctx.db.run(sql`savepoint enrolling`);
  try {
    await enroll(ctx, { ...of, source: 'self' });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'already_enrolled') throw error;
    await ctx.db.run(sql`rollback to savepoint enrolling`);
  }
}

async function refuseObstacle(ctx: Ctx, session: SeatRow, userId: string): Promise<void> {
  if (session.course_id === null) return;
  const obstacle = await findObstacle(ctx, { course_id: session.course_id, student_id: userId });
  if (obstacle) throw obstacle;
}

/** Whoever books, agrees or gives a seat to somebody else answers for it: skills and prices do not stand in the way. */
export async function enrollOthers(ctx: Ctx, session: SeatRow, userIds: readonly string[]): Promise<void> {
  if (session.course_id !== null && userIds.length > 0) await enrollAssigned(ctx, session.course_id, userIds);
}

type BulkOutcome = 'booked' | 'waiting' | 'requested' | 'already' | 'refused';

/**
 * Books people in the order given: for those who run the session anybody, also after the cut-off; for everybody else who stands
 * below them. Those who do not get a seat wait, as anybody would.
 *
 * @throws AppError `session.over`, `session.cancelled`; `input.invalid` on `user_ids` for people they may not book
 */
export function bookOthers(ctx: Ctx, sessionId: string, body: { user_ids: string[]; note: string }) {
  const wanted = [...new Set(body.user_ids)];
  return inTransaction(ctx, async (ctx) => {
    const { is_managed: runs } = await accessSession(ctx, sessionId, 'session.read');
    const session = await lockSeats(ctx, sessionId);
    refuseWhen(whyEnded(session, ctx.now));
    const people = await selectCandidates(
      ctx,
      sessionId,
      wanted,
      runs ? sql`true` : inOwnLine(ctx, sql`p.user_id`),
    );
    if (people.length < wanted.length)
      throw invalidField(
        'user_ids',
        'Some of these people do not exist or are not yours to book',
        'not_found',
      );
    const made = decideOthers(ctx, session, people, runs);
    const rows = made.filter(({ booking_id }) => booking_id !== null);
    await insertBookings(
      ctx,
      sessionId,
      rows.map((one) => ({
        id: one.booking_id as string,
        user_id: one.person.id,
        state: one.outcome as 'booked',
      })),
      body.note,
    );
    const booked = rows.filter((one) => one.outcome === 'booked');
    await enrollOthers(
      ctx,
      session,
      booked.map((one) => one.person.id),
    );
    ctx.db.afterCommit(wakeDispatcher);
    return {
      results: made.map(({ person, outcome, problem }) => ({
        user: presentCalendarPerson(person),
        outcome,
        problem,
      })),
      booked_count: booked.length,
      waiting_count: rows.filter((one) => one.outcome === 'waiting').length,
    };
  });
}

type Decided = {
  person: Candidate;
  outcome: BulkOutcome;
  problem: ErrorCode | null;
  booking_id: string | null;
};

function decideOthers(ctx: Ctx, session: SeatRow, people: Candidate[], runs: boolean): Decided[] {
  const closed = whyNotBook(session, ctx.now, runs);
  const mayGet = people.filter((one) => one.is_active && !one.has_booking && closed === null);
  // Managers agree by booking; that the trainers agree as well remains theirs to say.
  const outcomes = outcomesFor(session, mayGet.length, runs || session.approval === 'manager');
  return people.map((person): Decided => {
    if (person.has_booking)
      return { person, outcome: 'already', problem: 'booking.exists', booking_id: null };
    if (!person.is_active)
      return { person, outcome: 'refused', problem: 'record.not-found', booking_id: null };
    if (closed) return { person, outcome: 'refused', problem: closed, booking_id: null };
    const outcome = outcomes[mayGet.indexOf(person)] as Outcome;
    if (outcome === 'full') return { person, outcome: 'refused', problem: 'session.full', booking_id: null };
    return { person, outcome, problem: null, booking_id: newId(ctx.now.getTime()) };
  });
}

/**
 * Moves one booking under its session's lock and answers it as it stands then. `decide` sees the booking read after the lock.
 *
 * @param then  what else belongs to the move, in the same transaction
 */
export function moveBooking(
  ctx: Ctx,
  bookingId: string,
  need: Parameters<typeof accessBooking>[2],
  decide: (ctx: Ctx, session: SeatRow, booking: BookingRow) => Move | null | Promise<Move | null>,
  then: (ctx: Ctx, session: SeatRow, booking: BookingRow, move: Move) => Promise<void>,
) {
  return inTransaction(ctx, async (ctx) => {
    const { session_id } = await accessBooking(ctx, bookingId, need);
    const session = await lockSeats(ctx, session_id);
    const booking = await accessBooking(ctx, bookingId, need);
    const move = await decide(ctx, session, booking);
    if (move === null) return presentBooking(ctx, booking);
    await moveBookings(ctx, sql`b.id = ${bookingId}`, move);
    await then(ctx, session, booking, move);
    ctx.db.afterCommit(wakeDispatcher);
    return getBooking(ctx, bookingId);
  });
}

/**
 * Gives a seat or a place back; whoever waits first is offered it in the same transaction. Cancelling what has ended changes
 * nothing.
 *
 * @throws AppError `session.over`
 */
export const cancelBooking = (ctx: Ctx, bookingId: string, reason: string) =>
  moveBooking(
    ctx,
    bookingId,
    'cancel',
    (ctx, session, booking) => {
      if (!isLive(booking.state)) return null;
      if (whyEnded(session, ctx.now) === 'session.over') throw new AppError('session.over');
      return { to: 'cancelled', reason };
    },
    (ctx, session) => offerFreeSeats(ctx, session.id),
  );

/**
 * Takes the seat that was kept for the caller. Twice is the same as once.
 *
 * @throws AppError `offer.lapsed`, `session.cancelled`, `session.over`
 */
export async function acceptOffer(ctx: Ctx, bookingId: string) {
  const booking = await moveBooking(
    ctx,
    bookingId,
    'own',
    (ctx, session, booking) => {
      if (booking.state !== 'offered') return null;
      refuseWhen(whyEnded(session, ctx.now));
      return { to: 'booked' };
    },
    (ctx, session, { user }) => enrollSelf(ctx, session, user.id),
  );
  // Said after the commit: that the offer has ended, and who is next, must stay.
  if (booking.state !== 'booked') throw new AppError('offer.lapsed');
  return booking;
}

/** Leaves the seat to the next. @throws AppError `offer.lapsed` when there was none any more */
export async function declineOffer(ctx: Ctx, bookingId: string) {
  const booking = await moveBooking(
    ctx,
    bookingId,
    'own',
    (_ctx, _session, booking) => (booking.state === 'offered' ? { to: 'cancelled' } : null),
    (ctx, session) => offerFreeSeats(ctx, session.id),
  );
  if (booking.state !== 'cancelled') throw new AppError('offer.lapsed');
  return booking;
}

/**
 * Gives a free seat to somebody who waits, whoever waits before them, also after the cut-off.
 *
 * @throws AppError `session.full`, `session.over`, `session.cancelled`; `booking.decided` for who does not wait
 */
export const giveSeat = (ctx: Ctx, bookingId: string) =>
  moveBooking(
    ctx,
    bookingId,
    'run',
    (ctx, session, booking) => {
      if (booking.state === 'booked') return null;
      refuseWhen(whyEnded(session, ctx.now));
      if (booking.state !== 'waiting' && booking.state !== 'offered') throw new AppError('booking.decided');
      if (booking.state === 'waiting' && freeSeats(session) === 0) throw new AppError('session.full');
      return { to: 'booked', decided: true };
    },
    (ctx, session, { user }) => enrollOthers(ctx, session, [user.id]),
  );

type BookingQuery = z.output<typeof bookings.listBookings.query>;

const live = sql`b.state in ('requested', 'booked', 'waiting', 'offered')`;

/** A column to sort by; `cast` reads its text back. */
const sortColumns = {
  starts_at: { key: sql`s.starts_at`, cast: sql`::timestamptz` },
  created_at: { key: sql`b.created_at`, cast: sql`::timestamptz` },
  queue: { key: sql`b.queue_number`, cast: sql`::bigint` },
} as const;

/** Own bookings; with `session_id` those of its people whom the caller may see. */
export async function listBookings(ctx: Ctx, query: BookingQuery, request: FastifyRequest) {
  const relations = relationsOf(ctx);
  const managed = query.session_id
    ? (await accessSession(ctx, query.session_id, 'session.read')).is_managed
    : false;
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const matching = all([
    query.session_id ? sql`b.session_id = ${query.session_id}` : relations.own,
    query.session_id && !managed && visibleBookings(ctx),
    query.state ? sql`b.state = ${query.state}` : query.live === 'true' && live,
    words && sql`search_normal(p.display_name || ' ' || s.title) like '%' || search_normal(${words}) || '%'`,
  ]);
  const descending = query.ordering.startsWith('-');
  const { key, cast } = sortColumns[query.ordering.replace('-', '') as keyof typeof sortColumns];
  const direction = descending ? sql`desc` : sql`asc`;
  const slice = { order: sql`${key} ${direction}, b.id ${direction}`, key };
  const present = (row: BookingRow) => presentBooking(ctx, row);
  if (query.cursor !== undefined) {
    const last = decodeCursor(query.cursor, 2);
    const compare = descending ? sql`<` : sql`>`;
    const after: Sql | null =
      last && sql`(${key}, b.id) ${compare} (${String(last[0])}${cast}, ${String(last[1])}::uuid)`;
    const where = all([matching, after]);
    const rows = await selectBookings(ctx, relations, {
      ...slice,
      where,
      limit: query.page_size + 1,
      offset: 0,
    });
    return cursorPage(request, query, rows, (row) => [row.sort_key, row.id], present);
  }
  const rows = await selectBookings(ctx, relations, {
    ...slice,
    where: matching,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(request, query, await countBookings(ctx.db, matching), rows.map(present));
}
