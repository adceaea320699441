/** Check-in: the trainer opens it and shows a code that changes every half minute; whoever is there types or scans it. */
import { randomBytes } from 'node:crypto';
import { toString as toQr } from 'qrcode';
import { countTry, forgiveTry } from '#server/features/identity/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { services } from '#server/platform/services.ts';
import { applyMarks } from './attendance.marks.service.ts';
import { isOpen } from './attendance.present.ts';
import { checkInState, isAway, minutesOf, opensAt } from './attendance.rules.ts';
import { judgedSession } from './attendance.service.ts';
import {
  type CheckInRow,
  closeDay,
  type DayOfSession,
  lockBookings,
  openDay,
  selectCheckIn,
  selectDay,
} from './attendance.sql.ts';
import { accessSession, type SessionAccess } from './calendar.policy.ts';
import { codeOf, isValidCode, secretBytes, windowAt, windowTimes } from './check-in.rules.ts';

type Access = { day: DayOfSession; session: SessionAccess };

/** @throws AppError `record.not-found` for a day that is not there or was dropped, `access.denied` */
async function accessDay(ctx: Ctx, dayId: string): Promise<Access> {
  const day = await selectDay(ctx.db, dayId);
  if (!day) throw notFound('session day');
  return { day, session: await accessSession(ctx, day.session_id, 'session.attendance') };
}

/**
 * Opens check-in of a day. Standing open already, nothing changes; opened again, older codes stay worthless.
 *
 * @throws AppError `attendance.too-early` more than an hour before the day, `session.over` after it, `session.cancelled`
 */
export async function openCheckIn(ctx: Ctx, dayId: string): Promise<{ opened_at: string }> {
  const { day, session } = await accessDay(ctx, dayId);
  if (session.cancelled_at !== null) throw new AppError('session.cancelled');
  if (ctx.now < opensAt(day))
    throw new AppError('attendance.too-early', { params: { opens_at: opensAt(day).toISOString() } });
  if (ctx.now >= new Date(day.ends_at)) throw new AppError('session.over', { detail: 'This day is over' });
  return inTransaction(ctx, async (ctx) => {
    if (await openDay(ctx.db, dayId, randomBytes(secretBytes), ctx.now)) await tellChanged(ctx, day);
    const opened = await selectDay(ctx.db, dayId);
    return { opened_at: opened?.check_in_opened_at ?? ctx.now.toISOString() };
  });
}

/** Closes check-in; closing twice is closing once. */
export async function closeCheckIn(ctx: Ctx, dayId: string): Promise<null> {
  const { day } = await accessDay(ctx, dayId);
  await inTransaction(ctx, async (ctx) => {
    if (await closeDay(ctx.db, dayId, ctx.now)) await tellChanged(ctx, day);
  });
  return null;
}

const tellChanged = (ctx: Ctx, day: DayOfSession): Promise<string> =>
  publish(ctx, 'attendance.check-in-changed', {
    training_session_id: day.session_id,
    session_day_id: day.id,
  });

/**
 * The code of now and the next one, so that a screen can turn the page in time by itself.
 *
 * @throws AppError `check-in.closed` unless it stands open
 */
export async function getCheckInCode(ctx: Ctx, dayId: string) {
  const { day, session } = await accessDay(ctx, dayId);
  const { check_in_secret: secret } = day;
  if (!secret || !isOpen(day, session, ctx.now)) throw new AppError('check-in.closed');
  const current = windowAt(ctx.now);
  const codes = [current, current + 1].map(async (window) => {
    const code = codeOf(secret, dayId, window);
    const url = `${services().config.public_url}/check-in/${dayId}?code=${code}`;
    const { shown_from, shown_until } = windowTimes(window);
    return {
      code,
      url,
      qr_svg: await toQr(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
      shown_from: shown_from.toISOString(),
      shown_until: shown_until.toISOString(),
    };
  });
  return { codes: await Promise.all(codes), server_time: ctx.now.toISOString() };
}

/**
 * Marks the caller as there. Who is marked already stays as they are, whatever code they send; `absent` and `excused` give way,
 * because the code proves otherwise.
 *
 * @throws AppError `check-in.not-booked` without a seat, `check-in.closed` with `params.why`, `check-in.refused` for a code that is
 * wrong, gone or of another day, `rate.limited` after a few of those
 */
export async function checkIn(ctx: Ctx, input: { day_id: string; code: string }) {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  const day = await selectCheckIn(ctx.db, input.day_id, userId);
  if (!day) throw notFound('session day');
  if (day.booking_id === null) throw new AppError('check-in.not-booked');
  if (day.mark && !isAway(day.mark.state)) return present(day, day.mark, true);
  const why = whyClosed(day, ctx.now);
  if (why) throw new AppError('check-in.closed', { params: { why } });
  await requireCode(ctx, day, userId, input.code);
  return markPresent(ctx, day, userId);
}

/** In the order in which a person would want to know. */
function whyClosed(day: CheckInRow, now: Date): 'cancelled' | 'over' | 'not_opened' | 'closed' | null {
  if (day.cancelled_at !== null) return 'cancelled';
  if (now >= new Date(day.ends_at)) return 'over';
  if (day.check_in_opened_at === null) return 'not_opened';
  return day.check_in_closed_at === null ? null : 'closed';
}

/** The try is counted before it is judged, so that many at once are counted as many. */
async function requireCode(ctx: Ctx, day: CheckInRow, userId: string, typed: string): Promise<void> {
  const tries = { limit: 'check_in_person', subject: userId } as const;
  await countTry(ctx, [tries]);
  if (!day.check_in_secret || !isValidCode(day.check_in_secret, day.id, typed, ctx.now))
    throw new AppError('check-in.refused');
  await forgiveTry(ctx, { forgiven: [tries], returned: [] });
}

function markPresent(ctx: Ctx, day: CheckInRow, userId: string) {
  return inTransaction(ctx, async (ctx) => {
    const session = await judgedSession(ctx, day.session_id);
    // Given back since the request was judged.
    if ((await lockBookings(ctx.db, session.id, [day.booking_id!])).length === 0)
      throw new AppError('check-in.not-booked');
    const times = { ...day, check_in_opened_at: day.check_in_opened_at ?? day.starts_at };
    const state = checkInState(times, ctx.now);
    const minutes = minutesOf({ state, recorded_at: ctx.now }, day);
    const mark = { day_id: day.id, state, minutes, method: 'code', recorded_at: ctx.now, index: 0 } as const;
    // What stands since the request was judged, a tap or the same code a moment earlier, is not replaced.
    const changed = await applyMarks(ctx, session, [{ ...mark, booking_id: day.booking_id! }], {
      mayReplace: isAway,
    });
    const now = await selectCheckIn(ctx.db, day.id, userId);
    if (!now?.mark) throw new AppError('check-in.refused');
    return present(now, now.mark, changed === 0);
  });
}

const present = (day: CheckInRow, mark: NonNullable<CheckInRow['mark']>, already: boolean) => ({
  session_id: day.session_id,
  title: day.title,
  state: mark.state,
  recorded_at: mark.recorded_at,
  already,
});
