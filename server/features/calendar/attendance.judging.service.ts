/** What attendance makes of bookings: enough, not enough, excused; and the lesson that is done by having been there. */
import { completeLesson } from '#server/features/enrollment/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { standingOf } from './attendance.rules.ts';
import {
  type JudgedSession,
  type LockedBooking,
  lockBookings,
  type MarkRow,
  selectCompletable,
  selectJudgedSession,
  selectMarks,
  setJudged,
  writeJudgements,
} from './attendance.sql.ts';

/**
 * Keeps the outcome of bookings that the caller has locked, and completes the lesson of those who were there long enough. Doing it
 * again changes nothing.
 *
 * Attendance that a correction takes back takes the outcome back, but not the lesson: percentages, certificates and skills may
 * stand on it by then, and whoever marks attendance sees none of them. The correction is in the log; an enrollment is ended or a
 * certificate revoked where that is decided.
 */
export async function judge(
  ctx: Ctx,
  session: JudgedSession,
  bookings: readonly LockedBooking[],
): Promise<void> {
  if (bookings.length === 0) return;
  const marks = new Map<string, MarkRow[]>(bookings.map(({ id }) => [id, []]));
  for (const mark of await selectMarks(ctx.db, [...marks.keys()])) marks.get(mark.booking_id)?.push(mark);
  const judged = bookings.map((booking) => {
    const { outcome, minutes } = standingOf(session.days, marks.get(booking.id) ?? [], session, ctx.now);
    const isNew = outcome !== booking.outcome || minutes !== booking.attended_minutes;
    return { booking_id: booking.id, outcome, minutes, isNew };
  });
  const changed = judged.filter(({ isNew }) => isNew);
  if (changed.length > 0) {
    await writeJudgements(ctx, changed);
    ctx.db.afterCommit(wakeDispatcher);
  }
  if (session.course_id !== null)
    await completeLessons(
      ctx,
      judged.flatMap((one) => (one.outcome === 'attended' ? [one.booking_id] : [])),
    );
}

async function completeLessons(ctx: Ctx, bookingIds: string[]): Promise<void> {
  if (bookingIds.length === 0) return;
  for (const { enrollment_id, lesson_id } of await selectCompletable(ctx.db, bookingIds))
    await completeLesson(ctx, { enrollment_id, lesson_id });
}

/**
 * Judges everybody who is booked, by the session as it is now: when its last day is over, and when its times or its rule were
 * changed after people had been marked. A cancelled session is left as it was.
 */
export function judgeSession(ctx: Ctx, sessionId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const session = await selectJudgedSession(ctx.db, sessionId);
    if (!session || session.cancelled_at !== null) return;
    await judge(ctx, session, await lockBookings(ctx.db, sessionId, null));
    await setJudged(ctx.db, sessionId, ctx.now >= new Date(session.ends_at) ? ctx.now : null);
  });
}
