// Sheets as the server sends them, for tests.
import type { AttendanceRecord, AttendanceSheet } from '#contract/attendance.ts';
import { now } from '#web/lib/clock.ts';

const idOf = (kind: string, number: number) =>
  `019aa5c0-${kind}-7000-8000-${String(number).padStart(12, '0')}`;
export const sessionId = idOf('5e55', 1);
export const dayOf = (number: number) => idOf('da10', number);
export const bookingOf = (number: number) => idOf('b00c', number);

/** A session of two hours that runs now, with so many people and nobody marked. */
export function aSheet(
  people: number,
  {
    days = [dayOf(1)],
    starts_at = new Date(now().getTime() - 30 * 60_000),
    ...more
  }: {
    days?: string[];
    starts_at?: Date;
  } & Partial<Omit<AttendanceSheet, 'days'>> = {},
): AttendanceSheet {
  const at = (day: number, minutes: number) =>
    new Date(starts_at.getTime() + day * 86_400_000 + minutes * 60_000).toISOString();
  return {
    session_id: sessionId,
    title: 'Forklift practice',
    time_zone: 'Europe/Copenhagen',
    attendance_percent: 80,
    days: days.map((id, day) => ({
      id,
      starts_at: at(day, 0),
      ends_at: at(day, 120),
      starts_local: at(day, 0).slice(0, 16),
      ends_local: at(day, 120).slice(0, 16),
      minutes: 120,
      check_in_opened_at: null,
      is_open: false,
      present_count: 0,
    })),
    rows: Array.from({ length: people }, (_, index) => ({
      booking_id: bookingOf(index + 1),
      user: { id: idOf('0e0e', index + 1), display_name: `Person ${index + 1}`, avatar_url: null },
      records: [],
      minutes: 0,
      percent: 0,
      outcome: 'pending' as const,
    })),
    sheet_file: null,
    closes_at: at(days.length + 1, 120),
    // The clock of tests stands still; that of the query cache does not, and only their distance counts.
    server_time: new Date().toISOString(),
    can: ['record', 'check_in', 'attach'],
    ...more,
  };
}

export const aRecord = (
  state: AttendanceRecord['state'],
  more: Partial<AttendanceRecord> = {},
): AttendanceRecord => ({
  day_id: dayOf(1),
  state,
  minutes: state === 'absent' || state === 'excused' ? 0 : 120,
  method: 'trainer',
  recorded_at: new Date(now().getTime() - 60_000).toISOString(),
  recorded_by: null,
  correction_count: 0,
  record_version: 1,
  ...more,
});
