/** The waiting list at work: offers that nobody took end, and seats that are free are offered to whoever waits first. */
import * as z from 'zod';
import { id } from '#contract/values/common.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { notFound } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { enqueue, job } from '#server/platform/jobs/jobs.ts';
import { offersDue, whyEnded } from './queue.rules.ts';
import {
  lapseDueOffers,
  lockSession,
  moveBookings,
  offerToFirst,
  type SeatRow,
  selectSessionsWithDueOffers,
} from './queue.sql.ts';

/**
 * Locks a session's seats for a decision, after ending the offers whose time is over: what is decided next counts their seats as
 * free, and offers them first to those who wait.
 *
 * @throws AppError `record.not-found`
 */
export async function lockSeats(ctx: Ctx, sessionId: string): Promise<SeatRow> {
  const session = await lockSession(ctx, sessionId);
  if (!session) throw notFound('session');
  if (!session.has_due_offers || session.cancelled_at !== null) return session;
  await lapseDueOffers(ctx, sessionId);
  await offerAll(ctx, await reread(ctx, sessionId));
  return reread(ctx, sessionId);
}

const reread = async (ctx: Ctx, sessionId: string): Promise<SeatRow> =>
  (await lockSession(ctx, sessionId)) as SeatRow;

/**
 * Offers what is free to the first who wait, in the caller's transaction. Called wherever a seat may have become free: a booking
 * was cancelled, the seats were raised, the session was restored. Doing it twice changes nothing.
 */
export async function offerFreeSeats(ctx: Ctx, sessionId: string): Promise<void> {
  await offerAll(ctx, await lockSeats(ctx, sessionId));
}

async function offerAll(ctx: Ctx, session: SeatRow): Promise<void> {
  const due = offersDue(session, ctx.now);
  if (!due) return;
  for (const { id: bookingId } of await offerToFirst(ctx, session.id, due))
    await endLater(ctx, bookingId, session.id, due.until);
  ctx.db.afterCommit(wakeDispatcher);
}

const endLater = (ctx: Ctx, bookingId: string, sessionId: string, until: Date): Promise<void> =>
  enqueue(ctx.db, lapseOfferJob, { session_id: sessionId }, { job_key: `offer:${bookingId}`, run_at: until });

/**
 * For a session that was cancelled and takes place after all: nobody could accept while it was cancelled, so those who were
 * offered a seat have their time again. Belongs in the transaction that restores it.
 */
export async function renewOffers(ctx: Ctx, sessionId: string): Promise<void> {
  const session = await lockSession(ctx, sessionId);
  if (!session || whyEnded(session, ctx.now) !== null) return;
  const until = offersDue({ ...session, seats_taken: 0, waiting_count: 1 }, ctx.now)?.until;
  if (until) {
    const renewed = await moveBookings(
      ctx,
      sql`b.session_id = ${sessionId} and b.state = 'offered' and b.offered_until < ${until}`,
      { to: 'offered', offered_until: until },
    );
    for (const { id: bookingId } of renewed) await endLater(ctx, bookingId, sessionId, until);
  }
  await offerFreeSeats(ctx, sessionId);
}

const settle = (ctx: Ctx, sessionId: string): Promise<void> =>
  inTransaction(ctx, (ctx) => offerFreeSeats(ctx, sessionId));

/** Runs at the moment an offer ends. Whatever was decided meanwhile stands: it looks at the session as it is then. */
export const lapseOfferJob = job({
  name: 'bookings.lapse-offer',
  payload: z.strictObject({ session_id: id }),
  run: (ctx, { session_id }) => settle(ctx, session_id),
});

const batch = 200;

/** Finds what the jobs above missed: those of a restored backup, or of a session that moved to an earlier time. */
export const sweepOffersJob = job({
  name: 'bookings.sweep-offers',
  payload: z.strictObject({}),
  cron: '*/5 * * * *',
  run: async (ctx) => {
    for (let found = batch; found === batch; ) {
      const due = await selectSessionsWithDueOffers(ctx, batch);
      for (const { session_id } of due) await settle(ctx, session_id);
      found = due.length;
    }
  },
});
