/** Attendance rows -> contract shapes. */
import { fileUrl } from '#server/features/files/index.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { closesAt, isAway, standingOf } from './attendance.rules.ts';
import type { CorrectionRow, SheetDay, SheetRecord, SheetRow, SheetRows } from './attendance.sql.ts';
import type { SessionAccess } from './calendar.policy.ts';
import { presentCalendarPerson, presentDay } from './sessions.present.ts';

/** Whether codes of this day work. */
export const isOpen = (
  day: { check_in_opened_at: string | null; check_in_closed_at: string | null; ends_at: string },
  session: { cancelled_at: string | null },
  now: Date,
): boolean =>
  day.check_in_opened_at !== null &&
  day.check_in_closed_at === null &&
  session.cancelled_at === null &&
  now < new Date(day.ends_at);

export function presentSheet(ctx: Ctx, session: SessionAccess, sheet: SheetRows) {
  const present = new Map<string, number>();
  for (const { records } of sheet.rows)
    for (const { day_id, state } of records)
      if (!isAway(state)) present.set(day_id, (present.get(day_id) ?? 0) + 1);
  const checkIns = new Map(sheet.days.map((day) => [day.id, day]));
  return {
    session_id: session.id,
    title: session.title,
    time_zone: session.time_zone,
    attendance_percent: session.attendance_percent,
    days: session.days.map((day) => {
      const checkIn: SheetDay = checkIns.get(day.id) ?? {
        id: day.id,
        check_in_opened_at: null,
        check_in_closed_at: null,
      };
      return {
        ...presentDay(day),
        check_in_opened_at: checkIn.check_in_opened_at,
        is_open: isOpen({ ...checkIn, ends_at: day.ends_at }, session, ctx.now),
        present_count: present.get(day.id) ?? 0,
      };
    }),
    rows: sheet.rows.map((row) => presentRow(row, session, ctx.now)),
    sheet_file: sheet.sheet_file && { ...sheet.sheet_file, url: fileUrl(sheet.sheet_file.id) },
    closes_at: closesAt(session).toISOString(),
    server_time: ctx.now.toISOString(),
    can: session.cancelled_at === null ? ['record', 'check_in', 'attach'] : [],
  };
}

function presentRow(row: SheetRow, session: SessionAccess, now: Date) {
  const standing = standingOf(session.days, row.records, session, now);
  return {
    booking_id: row.booking_id,
    user: presentCalendarPerson({ ...row, id: row.user_id }),
    records: row.records.map(presentRecord),
    minutes: standing.minutes,
    percent: standing.percent,
    // A cancelled session is not judged any more; what it had come to stands.
    outcome: session.cancelled_at === null ? standing.outcome : row.outcome,
  };
}

const presentRecord = ({ recorded_by, ...record }: SheetRecord) => ({
  ...record,
  recorded_by: recorded_by && presentCalendarPerson(recorded_by),
});

export const presentCorrection = (row: CorrectionRow) => ({
  id: row.id,
  user: { id: row.user_id, display_name: row.display_name, avatar_url: avatarUrl(row.avatar_file_id) },
  day_id: row.day_id,
  from_state: row.from_state,
  from_minutes: row.from_minutes,
  to_state: row.to_state,
  to_minutes: row.to_minutes,
  reason: row.reason,
  corrected_by:
    row.by_id === null
      ? null
      : {
          id: row.by_id,
          display_name: row.by_name ?? '',
          avatar_url: avatarUrl(row.by_avatar_file_id),
        },
  corrected_at: row.corrected_at,
});
