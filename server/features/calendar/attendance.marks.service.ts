/** Marks on their way into the database, from a code, a tap or a phone that was offline: one way for all of them. */
import type { AttendanceState } from '#contract/attendance.ts';
import type { FieldProblem } from '#contract/errors.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { judge } from './attendance.judging.service.ts';
import { changeOf, closesAt, latestOfEach } from './attendance.rules.ts';
import {
  type CorrectionWrite,
  confirmMarks,
  deleteMark,
  type JudgedSession,
  lockBookings,
  type MarkRow,
  type MarkWrite,
  selectCleared,
  selectMarks,
  tellRecorded,
  writeCorrections,
  writeMarks,
} from './attendance.sql.ts';

/** `index`: its place in what the caller sent, for problems that name it. */
export type IncomingMark = MarkWrite & { index: number };
type Given = {
  /** Why, where a change needs a reason. */
  reason?: string | undefined;
  /** Marks for which this says no are left as they stand. */
  mayReplace?: (known: AttendanceState) => boolean;
};

const keyOf = (mark: { booking_id: string; day_id: string }) => `${mark.booking_id} ${mark.day_id}`;

/**
 * Sets and changes marks in the caller's transaction, under the locks of the bookings they are of: two who mark the same person at
 * once are put in order, and the mark recorded later stands. Judges the people it changed.
 *
 * @returns how many were set or changed
 * @throws AppError `input.invalid` naming every mark of somebody who is not booked, or `reason` where one is missing
 */
export async function applyMarks(
  ctx: Ctx,
  session: JudgedSession,
  incoming: readonly IncomingMark[],
  given: Given = {},
): Promise<number> {
  const bookingIds = [...new Set(incoming.map((mark) => mark.booking_id))];
  const bookings = await lockBookings(ctx.db, session.id, bookingIds);
  refuseStrangers(incoming, new Set(bookings.map(({ id }) => id)));
  const sorted = await sortOut(ctx, incoming, bookingIds, given.mayReplace ?? (() => true));
  const isClosed = ctx.now >= closesAt(session);
  const corrections = [...sorted.corrected, ...(isClosed ? sorted.set : [])];
  const written = [...sorted.set, ...sorted.corrected];
  requireReason(isClosed && written.length > 0, given.reason);
  if (sorted.confirmed.length > 0) await confirmMarks(ctx, sorted.confirmed);
  if (written.length === 0) return 0;
  await writeMarks(ctx, written);
  if (corrections.length > 0)
    await writeCorrections(
      ctx,
      corrections.map((mark) => correctionOf(mark, sorted.known.get(keyOf(mark)))),
      given.reason ?? '',
    );
  await settle(ctx, session, bookings, written);
  return written.length;
}

/** Takes one mark back. What was recorded before this moment stays taken back, whenever it arrives. */
export async function clearMark(
  ctx: Ctx,
  session: JudgedSession,
  mark: { booking_id: string; day_id: string; reason?: string | undefined },
): Promise<void> {
  const bookings = await lockBookings(ctx.db, session.id, [mark.booking_id]);
  if (bookings.length === 0) throw invalidField('booking_id', 'Not booked on this session');
  const known = (await selectMarks(ctx.db, [mark.booking_id])).find(({ day_id }) => day_id === mark.day_id);
  if (!known) return;
  requireReason(ctx.now >= closesAt(session), mark.reason);
  await deleteMark(ctx.db, mark.booking_id, mark.day_id);
  await writeCorrections(ctx, [{ ...correctionOf(known, known), to: null }], mark.reason ?? '');
  await settle(ctx, session, bookings, [mark]);
}

async function settle(
  ctx: Ctx,
  session: JudgedSession,
  bookings: Awaited<ReturnType<typeof lockBookings>>,
  changed: readonly { booking_id: string; day_id: string }[],
): Promise<void> {
  const people = new Map(bookings.map((booking) => [booking.id, booking]));
  await tellRecorded(
    ctx,
    session.id,
    changed.map(({ booking_id, day_id }) => ({
      booking_id,
      day_id,
      user_id: people.get(booking_id)!.user_id,
    })),
  );
  ctx.db.afterCommit(wakeDispatcher);
  const ids = new Set(changed.map(({ booking_id }) => booking_id));
  await judge(
    ctx,
    session,
    bookings.filter(({ id }) => ids.has(id)),
  );
}

function refuseStrangers(incoming: readonly IncomingMark[], booked: ReadonlySet<string>): void {
  const fields = incoming.flatMap((mark): FieldProblem[] =>
    booked.has(mark.booking_id)
      ? []
      : [
          {
            path: `records.${mark.index}.booking_id`,
            code: 'not_booked',
            message: 'Not booked on this session',
          },
        ],
  );
  if (fields.length > 0)
    throw new AppError('input.invalid', { detail: 'Some people are not booked any more', fields });
}

function requireReason(isNeeded: boolean, reason: string | undefined): void {
  if (isNeeded && !reason)
    throw invalidField('reason', 'The sheet has closed; changes need a reason', 'required');
}

async function sortOut(
  ctx: Ctx,
  incoming: readonly IncomingMark[],
  bookingIds: string[],
  mayReplace: (known: AttendanceState) => boolean,
) {
  const known = new Map((await selectMarks(ctx.db, bookingIds)).map((mark) => [keyOf(mark), mark]));
  const cleared = new Map(
    (await selectCleared(ctx.db, bookingIds)).map((one) => [keyOf(one), one.cleared_at]),
  );
  const sorted = {
    known,
    set: [] as MarkWrite[],
    corrected: [] as MarkWrite[],
    confirmed: [] as MarkWrite[],
  };
  for (const mark of latestOfEach(incoming)) {
    const before = known.get(keyOf(mark));
    if (before && !mayReplace(before.state)) continue;
    const change = changeOf(before, mark, cleared.get(keyOf(mark)) ?? null);
    if (change !== 'none') sorted[change].push(mark);
  }
  return sorted;
}

const correctionOf = (mark: MarkWrite | MarkRow, known: MarkRow | undefined): CorrectionWrite => ({
  booking_id: mark.booking_id,
  day_id: mark.day_id,
  from: known ? { state: known.state, minutes: known.minutes } : null,
  to: { state: mark.state, minutes: mark.minutes },
});
