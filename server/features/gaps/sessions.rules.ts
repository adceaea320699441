/** Which session of a course to name to somebody. Pure. */
import type { CourseSession, trainingTimes } from '#contract/gaps-shapes.ts';

export type OfferedSession = Omit<CourseSession, 'suits_times'> & {
  course_id: string;
  /** Whether a booking made now gets a seat. */
  has_seat: boolean;
};
type TrainingTime = (typeof trainingTimes)[number];

/**
 * The part of the week in which a moment falls on somebody's own clock: before noon, before five, later; Saturday and Sunday are
 * one part.
 */
export function timeOfWeek(instant: Date, timeZone: string): TrainingTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  if (of('weekday').startsWith('S')) return 'weekend';
  const hour = Number(of('hour'));
  if (hour < 12) return 'weekday_morning';
  return hour < 17 ? 'weekday_afternoon' : 'weekday_evening';
}

/**
 * One session per course: the own booking before all; then one at a time that suits, with a seat; then the next with a seat. A
 * course whose sessions are all full has none to name: its page shows the waiting lists.
 */
export function chooseSessions(
  sessions: readonly OfferedSession[],
  person: { time_zone: string; times: readonly string[] },
): Map<string, CourseSession> {
  const chosen = new Map<string, { session: CourseSession; rank: number }>();
  for (const { course_id, has_seat, ...session } of sessions) {
    const suits_times = person.times.includes(timeOfWeek(new Date(session.starts_at), person.time_zone));
    const rank = session.own_state ? 3 : has_seat ? (suits_times ? 2 : 1) : 0;
    const best = chosen.get(course_id);
    const isBetter =
      !best ||
      rank > best.rank ||
      (rank === best.rank && Date.parse(session.starts_at) < Date.parse(best.session.starts_at));
    if (rank > 0 && isBetter) chosen.set(course_id, { session: { ...session, suits_times }, rank });
  }
  return new Map([...chosen].map(([course, { session }]) => [course, session]));
}
