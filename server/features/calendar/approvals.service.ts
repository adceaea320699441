/** Requests for a seat: who has to agree agrees or refuses. Whether they may is asked at that moment, not when it was requested. */
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '#server/platform/context.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { decidable, relationsOf } from './bookings.policy.ts';
import { presentBooking } from './bookings.present.ts';
import { enrollOthers, moveBooking, refuseWhen } from './bookings.service.ts';
import { countAhead, countBookings, selectBookings } from './bookings.sql.ts';
import { outcomeOfApproval, whyEnded } from './queue.rules.ts';

/** Requests the caller may decide now, the oldest first; those of sessions that are over or cancelled need no answer. */
export async function listApprovals(
  ctx: Ctx,
  query: { page: number; page_size: number },
  request: FastifyRequest,
) {
  const where = all([
    sql`b.state = 'requested' and s.cancelled_at is null and s.ends_at > ${ctx.now}`,
    decidable(ctx),
  ]);
  const rows = await selectBookings(ctx, relationsOf(ctx), {
    where,
    order: sql`b.created_at, b.id`,
    key: sql`b.created_at`,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  const present = rows.map((row) => presentBooking(ctx, row));
  return offsetPage(request, query, await countBookings(ctx.db, where), present);
}

/**
 * Agrees: a seat when one is free and nobody who asked earlier waits, else the place in the waiting list that the time of the
 * request gives.
 *
 * @throws AppError `booking.decided`, `session.full` (it stays a request), `session.cancelled`, `session.over`
 */
export const approveBooking = (ctx: Ctx, bookingId: string) =>
  moveBooking(
    ctx,
    bookingId,
    'decide',
    async (ctx, session, booking) => {
      if (booking.state !== 'requested') throw new AppError('booking.decided');
      refuseWhen(whyEnded(session, ctx.now));
      const ahead = await countAhead(ctx.db, session.id, booking.queue_number);
      const outcome = outcomeOfApproval(session, ahead);
      if (outcome === 'full') throw new AppError('session.full');
      return { to: outcome, decided: true };
    },
    async (ctx, session, { user }, move) => {
      if (move.to === 'booked') await enrollOthers(ctx, session, [user.id]);
    },
  );

/** @throws AppError `booking.decided` */
export const refuseBooking = (ctx: Ctx, bookingId: string, reason: string) =>
  moveBooking(
    ctx,
    bookingId,
    'decide',
    (_ctx, _session, booking) => {
      if (booking.state !== 'requested') throw new AppError('booking.decided');
      return { to: 'refused', reason, decided: true };
    },
    async () => undefined,
  );
