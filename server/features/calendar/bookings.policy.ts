/** Who may see, cancel and decide bookings. Lists and single records ask the same conditions, over `b` (bookings) and `s` (sessions). */
import { inLine, inOwnLine } from '#server/features/reporting/index.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { all, any, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { type BookingRow, selectBooking } from './bookings.sql.ts';
import { managedSessions } from './sessions.sql.ts';

/**
 * What the actor is to a booking, each a condition of this moment: `own` their own, `runs` they run the session, `leads` they stand
 * above the person, `decides` its request is theirs to decide.
 */
export const relationsOf = (ctx: Ctx): { own: Sql; runs: Sql; leads: Sql; decides: Sql } => ({
  own: sql`b.user_id = ${actorId(ctx)}::uuid`,
  runs: managedSessions(ctx),
  leads: inLine(ctx, sql`b.user_id`),
  decides: decidable(ctx),
});

/** Own bookings, those of sessions the actor runs, and those of people below them. */
export const visibleBookings = (ctx: Ctx): Sql => {
  const { own, runs, leads } = relationsOf(ctx);
  return any([own, runs, leads]);
};

/**
 * Whoever the session asks decides: anyone above the person, or those who run it; the latter also for people without a manager.
 * Nobody decides their own request.
 */
export function decidable(ctx: Ctx): Sql {
  const notOwn = sql`b.user_id is distinct from ${actorId(ctx)}::uuid`;
  if (hasRole(ctx.actor, 'admin')) return notOwn;
  return all([
    notOwn,
    any([
      all([sql`s.approval = 'manager'`, inOwnLine(ctx, sql`b.user_id`)]),
      all([
        sql`s.approval <> 'manager' or not exists (select from reporting_managers(b.user_id, ${ctx.now}))`,
        managedSessions(ctx),
      ]),
    ]),
  ]);
}

/** `own`: the person only; `cancel`: also who runs the session or leads the person; `run`: who runs the session. */
export type BookingNeed = 'read' | 'own' | 'cancel' | 'run' | 'decide';

/**
 * Loads a booking and checks what the actor needs.
 *
 * @throws AppError `record.not-found` when it does not exist or may not be seen, `access.denied` when it may be seen only
 */
export async function accessBooking(ctx: Ctx, bookingId: string, need: BookingNeed): Promise<BookingRow> {
  const booking = await selectBooking(ctx, relationsOf(ctx), bookingId);
  if (!booking) throw notFound('booking');
  const { own, runs, leads, decides } = booking;
  if (!own && !runs && !leads && !decides) throw notFound('booking');
  const allowed = { read: true, own, cancel: own || runs || leads, run: runs, decide: decides }[need];
  if (!allowed) throw new AppError('access.denied');
  return booking;
}
