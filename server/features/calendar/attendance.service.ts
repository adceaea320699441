/** Attendance: the sheet, marking people, taking marks back, the log of corrections. */
import type * as z from 'zod';
import type { attendance } from '#contract/attendance.ts';
import type { FieldProblem } from '#contract/errors.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { applyMarks, clearMark, type IncomingMark } from './attendance.marks.service.ts';
import { presentCorrection, presentSheet } from './attendance.present.ts';
import { isTooEarly, minutesOf, opensAt, recordedAt } from './attendance.rules.ts';
import { type JudgedSession, selectCorrections, selectJudgedSession, selectSheet } from './attendance.sql.ts';
import { accessSession, type SessionAccess } from './calendar.policy.ts';

type Body = z.output<typeof attendance.recordAttendance.body>;
type Clearing = z.output<typeof attendance.clearAttendance.body>;

/** The log shows at most this many, the newest. */
const mostCorrections = 1000;

/** Everybody who is booked, with what is known of each day. */
export async function getAttendance(ctx: Ctx, sessionId: string) {
  const session = await accessSession(ctx, sessionId, 'session.attendance');
  return presentSheet(ctx, session, await selectSheet(ctx.db, sessionId));
}

/**
 * Marks people, all of them or none. Repeating it changes nothing, and what arrives late takes its place by when it was recorded.
 *
 * @throws AppError `attendance.too-early` before an hour to the day (excuses are taken at any time), `session.cancelled`,
 * `input.invalid` naming the mark: a day of another session, somebody not booked, a time in the future; or `reason`, once closed
 */
export async function recordAttendance(ctx: Ctx, sessionId: string, body: Body) {
  await accessToChange(ctx, sessionId);
  await inTransaction(ctx, async (ctx) => {
    const session = await judgedSession(ctx, sessionId);
    await applyMarks(ctx, session, readMarks(ctx, session, body.records), { reason: body.reason });
  });
  return getAttendance(ctx, sessionId);
}

/** @throws AppError `input.invalid` for a day or person of another session, and for a missing `reason` once closed */
export async function clearAttendance(ctx: Ctx, sessionId: string, body: Clearing) {
  await accessToChange(ctx, sessionId);
  await inTransaction(ctx, async (ctx) => {
    const session = await judgedSession(ctx, sessionId);
    if (!session.days.some(({ id }) => id === body.day_id))
      throw invalidField('day_id', 'Not a day of this session');
    await clearMark(ctx, session, body);
  });
  return getAttendance(ctx, sessionId);
}

export async function listCorrections(ctx: Ctx, sessionId: string) {
  await accessSession(ctx, sessionId, 'session.attendance');
  const rows = await selectCorrections(ctx.db, sessionId, mostCorrections);
  return { results: rows.map(presentCorrection) };
}

async function accessToChange(ctx: Ctx, sessionId: string): Promise<SessionAccess> {
  const session = await accessSession(ctx, sessionId, 'session.attendance');
  if (session.cancelled_at !== null) throw new AppError('session.cancelled');
  return session;
}

/** Read inside the transaction; access has been checked, so it is there. */
export async function judgedSession(ctx: Ctx, sessionId: string): Promise<JudgedSession> {
  const session = await selectJudgedSession(ctx.db, sessionId);
  if (!session) throw new AppError('record.not-found');
  if (session.cancelled_at !== null) throw new AppError('session.cancelled');
  return session;
}

function readMarks(ctx: Ctx, session: JudgedSession, records: Body['records']): IncomingMark[] {
  const days = new Map(session.days.map((day) => [day.id, day]));
  const problems: FieldProblem[] = [];
  const marks = records.flatMap((record, index): IncomingMark[] => {
    const day = days.get(record.day_id);
    const recorded_at = recordedAt(record.recorded_at, ctx.now);
    if (!day)
      problems.push({
        path: `records.${index}.day_id`,
        code: 'unknown',
        message: 'Not a day of this session',
      });
    if (!recorded_at)
      problems.push({
        path: `records.${index}.recorded_at`,
        code: 'future',
        message: 'This lies in the future',
      });
    if (!day || !recorded_at) return [];
    if (isTooEarly(record.state, day, recorded_at))
      throw new AppError('attendance.too-early', {
        params: { day_id: day.id, opens_at: opensAt(day).toISOString() },
      });
    const { booking_id, day_id, state, method, minutes: given } = record;
    const minutes = minutesOf({ state, recorded_at, given }, day);
    return [{ booking_id, day_id, state, method, recorded_at, minutes, index }];
  });
  if (problems.length > 0)
    throw new AppError('input.invalid', { detail: problems[0]!.message, fields: problems });
  return marks;
}
