/**
 * Was somebody there, and was it enough? Pure.
 *
 * Minutes are real ones, counted from instants to the second and floored, so a day on which clocks change is as long as it was.
 */
import type { AttendanceState } from '#contract/attendance.ts';
import type { bookingOutcomes } from '#contract/calendar.ts';

export type Outcome = (typeof bookingOutcomes)[number];
export type DayTimes = { id: string; starts_at: string; ends_at: string };
export type Mark = { day_id: string; state: AttendanceState; minutes: number };

const minute = 60_000;
/** Check-in opens and marks are taken this long before a day begins. */
export const earliestMinutes = 60;
/** Who checks in later than this after the day or the check-in began, whichever was later, is late. */
export const latenessMinutes = 15;
/** A phone's clock may be this far ahead of the server's; what it says is then taken as now. */
const clockToleranceSeconds = 60;
const correctionDays = 2;

/** Marks of days without presence. */
export const isAway = (state: AttendanceState): boolean => state === 'absent' || state === 'excused';

export const dayMinutes = (day: Pick<DayTimes, 'starts_at' | 'ends_at'>): number =>
  Math.floor((Date.parse(day.ends_at) - Date.parse(day.starts_at)) / minute);

/**
 * The minutes a mark is worth. `present` is the whole day; `late` counts from when it was recorded to the end, `left_early` from
 * the start to when it was recorded; `given` overrules all three but is never more than the day has.
 */
export function minutesOf(
  mark: { state: AttendanceState; recorded_at: Date; given?: number | undefined },
  day: Pick<DayTimes, 'starts_at' | 'ends_at'>,
): number {
  const whole = dayMinutes(day);
  const within = (minutes: number) => Math.max(0, Math.min(whole, Math.floor(minutes)));
  if (isAway(mark.state)) return 0;
  if (mark.given !== undefined) return within(mark.given);
  const at = mark.recorded_at.getTime();
  if (mark.state === 'late') return within((Date.parse(day.ends_at) - at) / minute);
  if (mark.state === 'left_early') return within((at - Date.parse(day.starts_at)) / minute);
  return whole;
}

export type Standing = { minutes: number; percent: number; outcome: Outcome };

/**
 * How somebody stands in a session.
 *
 * The percentage is of the minutes of all days, those to come included; excused days are left out, and when all are excused so is
 * the person. `attended` as soon as enough is reached. `missed` only when the session is over: until then a day may still be
 * excused or corrected, so nobody is told early that it is too late.
 */
export function standingOf(
  days: readonly DayTimes[],
  marks: readonly Mark[],
  session: { attendance_percent: number; ends_at: string },
  now: Date,
): Standing {
  const byDay = new Map(marks.map((mark) => [mark.day_id, mark]));
  const counted = days.filter((day) => byDay.get(day.id)?.state !== 'excused');
  const possible = counted.reduce((sum, day) => sum + dayMinutes(day), 0);
  // A day may have been shortened after it was marked.
  const minutes = counted.reduce(
    (sum, day) => sum + Math.min(dayMinutes(day), byDay.get(day.id)?.minutes ?? 0),
    0,
  );
  if (days.length > 0 && counted.length === 0) return { minutes: 0, percent: 0, outcome: 'excused' };
  const percent = possible > 0 ? Math.floor((minutes * 100) / possible) : 0;
  if (percent >= session.attendance_percent) return { minutes, percent, outcome: 'attended' };
  return { minutes, percent, outcome: now >= new Date(session.ends_at) ? 'missed' : 'pending' };
}

/** From here on changes need a reason. */
export const closesAt = (session: { ends_at: string }): Date =>
  new Date(Date.parse(session.ends_at) + correctionDays * 24 * 60 * minute);

export const opensAt = (day: Pick<DayTimes, 'starts_at'>): Date =>
  new Date(Date.parse(day.starts_at) - earliestMinutes * minute);

/** Somebody can be excused any time before; everything else can be known only when the day is about to begin. */
export const isTooEarly = (state: AttendanceState, day: Pick<DayTimes, 'starts_at'>, at: Date): boolean =>
  state !== 'excused' && at < opensAt(day);

/** When a mark was made: as the phone said, never after now; null when the phone's clock is beyond belief. */
export function recordedAt(said: string | undefined, now: Date): Date | null {
  if (said === undefined) return now;
  const at = new Date(said);
  if (at.getTime() > now.getTime() + clockToleranceSeconds * 1000) return null;
  return at > now ? now : at;
}

/** What checking in makes of somebody at this moment. */
export function checkInState(
  day: Pick<DayTimes, 'starts_at'> & { check_in_opened_at: string },
  now: Date,
): 'present' | 'late' {
  const began = Math.max(Date.parse(day.starts_at), Date.parse(day.check_in_opened_at));
  return now.getTime() <= began + latenessMinutes * minute ? 'present' : 'late';
}

export type KnownMark = Mark & { recorded_at: string };
export type NewMark = Mark & { recorded_at: Date };
export type MarkChange =
  /** Nothing new: a repetition, or older than what is known. */
  | 'none'
  /** The same said again later; what is older than this must not win any more. */
  | 'confirmed'
  | 'set'
  | 'corrected';

/**
 * What a mark changes: of two the one recorded later wins, in whichever order they arrive.
 *
 * @param cleared_at  when a mark of this day was last taken back; what was recorded before that stays taken back
 */
export function changeOf(known: KnownMark | undefined, mark: NewMark, cleared_at: string | null): MarkChange {
  if (!known) return cleared_at !== null && mark.recorded_at <= new Date(cleared_at) ? 'none' : 'set';
  const before = new Date(known.recorded_at);
  if (mark.recorded_at < before) return 'none';
  if (mark.state !== known.state || mark.minutes !== known.minutes) return 'corrected';
  return mark.recorded_at > before ? 'confirmed' : 'none';
}

/** Of several marks of one person and day in one parcel the last by time; of those at the same moment the one further back. */
export function latestOfEach<M extends { booking_id: string; day_id: string; recorded_at: Date }>(
  marks: readonly M[],
): M[] {
  const latest = new Map<string, M>();
  for (const mark of marks) {
    const key = `${mark.booking_id} ${mark.day_id}`;
    const other = latest.get(key);
    if (!other || mark.recorded_at >= other.recorded_at) latest.set(key, mark);
  }
  return [...latest.values()];
}
