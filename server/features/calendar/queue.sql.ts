/** Statements on seats. All of them run with the session's row locked, and the lock comes first: one order, no deadlocks. */
import type { BookingState } from '#contract/calendar.ts';
import type { FactName } from '#contract/facts.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { loginSessionId } from '#server/platform/db/in-transaction.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import type { SeatNumbers, SessionTimes } from './queue.rules.ts';

export type SeatRow = SeatNumbers &
  SessionTimes & {
    id: string;
    course_id: string | null;
    offer_minutes: number;
    /** Somebody's time to accept is over and the seat not yet free. */
    has_due_offers: boolean;
  };

/** SQL over `s`: after this nobody books by themselves and nothing is offered. */
export const closesAt: Sql = sql`s.starts_at - make_interval(mins => s.cut_off_minutes)`;

/** SQL over `b` and `s`: the moment up to which an offer can be accepted. A session moved to earlier shortens it. */
export const offerEnds: Sql = sql`least(b.offered_until, ${closesAt})`;

/** Locks a session for whoever decides about seats; its numbers hold until the transaction ends. */
export const lockSession = (ctx: Ctx, sessionId: string): Promise<SeatRow | undefined> =>
  ctx.db.maybe(sql`
    select s.id, s.course_id, s.seats, s.seats_taken, s.waiting_count, s.waiting_list, s.approval, s.offer_minutes, s.ends_at,
           s.cancelled_at, ${closesAt} as booking_closes_at,
           exists (select from bookings b where b.session_id = s.id and b.state = 'offered' and ${offerEnds} <= ${ctx.now}) as has_due_offers
      from training_sessions s where s.id = ${sessionId} for no key update of s`);

const factOf: Record<BookingState, FactName> = {
  requested: 'booking.requested',
  booked: 'booking.confirmed',
  waiting: 'booking.queued',
  offered: 'booking.offered',
  lapsed: 'booking.lapsed',
  cancelled: 'booking.cancelled',
  refused: 'booking.refused',
};

/** A fact per row of `from`, which has `id, session_id, user_id`; the state it came to decides which. */
const tell = (ctx: Ctx, name: Sql, from: Sql, more: Sql = sql``): Sql => sql`
  insert into facts (id, name, payload, actor_id, request_id, login_session_id, ip)
  select new_uuid_v7(${ctx.now}), ${name},
         jsonb_build_object('booking_id', id, 'training_session_id', session_id, 'user_id', user_id)${more},
         ${actorId(ctx)}::uuid, ${ctx.request_id}, ${loginSessionId(ctx)}::uuid, ${ctx.origin.ip} ${from}`;

export type NewBooking = { id: string; user_id: string; state: BookingState };
export type MovedBooking = { id: string; user_id: string };

/**
 * Writes bookings in the order in which they were asked for, with their facts.
 *
 * @throws AppError `booking.exists` when one of them lives already
 */
export const insertBookings = (
  ctx: Ctx,
  sessionId: string,
  made: readonly NewBooking[],
  note: string,
): Promise<number> =>
  onConstraint(
    ctx.db.run(sql`
      with made as (
        insert into bookings (id, session_id, user_id, state, state_since, booked_by, note, created_at, updated_at)
        select one.id, ${sessionId}::uuid, one.user_id, one.state, ${ctx.now}, ${actorId(ctx)}::uuid, ${note}::text, ${ctx.now}, ${ctx.now}
          from unnest(${made.map((one) => one.id)}::uuid[], ${made.map((one) => one.user_id)}::uuid[], ${made.map((one) => one.state)}::text[])
               with ordinality as one(id, user_id, state, place)
         order by one.place
        returning id, session_id, user_id, state)
      ${tell(
        ctx,
        sql`case state when 'booked' then 'booking.confirmed' when 'waiting' then 'booking.queued' else 'booking.requested' end`,
        sql`from made`,
      )}`),
    { bookings_live_key: () => new AppError('booking.exists') },
  );

export type Move = {
  to: BookingState;
  offered_until?: Date;
  reason?: string;
  /** The actor agreed or refused. */
  decided?: boolean;
};

/** Brings bookings (`which`: over `b`) to another state, with their facts. @returns those it moved */
export const moveBookings = (ctx: Ctx, which: Sql, move: Move): Promise<MovedBooking[]> =>
  ctx.db.rows(sql`
    with before as (select b.id, b.state from bookings b where ${which}),
    moved as (
      update bookings b set state = ${move.to}, offered_until = ${move.offered_until ?? null}::timestamptz, state_since = ${ctx.now},
             ${move.reason === undefined ? sql`` : sql`reason = ${move.reason},`}
             ${move.decided ? sql`decided_by = ${actorId(ctx)}::uuid, decided_at = ${ctx.now},` : sql``}
             updated_at = ${ctx.now}, record_version = b.record_version + 1
        from before where before.id = b.id
      returning b.id, b.session_id, b.user_id, before.state as was),
    told as (${tell(
      ctx,
      sql`${factOf[move.to]}::text`,
      sql`from moved`,
      move.to === 'cancelled' ? sql` || jsonb_build_object('had_seat', was = 'booked')` : sql``,
    )})
    select id, user_id from moved`);

export const lapseDueOffers = (ctx: Ctx, sessionId: string): Promise<MovedBooking[]> =>
  moveBookings(
    ctx,
    sql`b.session_id = ${sessionId} and b.state = 'offered'
        and exists (select from training_sessions s where s.id = b.session_id and ${offerEnds} <= ${ctx.now})`,
    { to: 'lapsed' },
  );

export const offerToFirst = (
  ctx: Ctx,
  sessionId: string,
  { count, until }: { count: number; until: Date },
): Promise<MovedBooking[]> =>
  moveBookings(
    ctx,
    sql`b.id in (select w.id from bookings w where w.session_id = ${sessionId} and w.state = 'waiting'
                  order by w.queue_number limit ${count})`,
    { to: 'offered', offered_until: until },
  );

/** Sessions in which somebody's time to accept is over. */
export const selectSessionsWithDueOffers = (ctx: Ctx, limit: number): Promise<{ session_id: string }[]> =>
  ctx.db.rows(sql`
    select distinct b.session_id from bookings b join training_sessions s on s.id = b.session_id
     where b.state = 'offered' and ${offerEnds} <= ${ctx.now} and s.cancelled_at is null limit ${limit}`);
