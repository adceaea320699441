/** What a change of a session's days means for the days that are there, and for the sessions that follow. Pure. */
import { invalidField } from '#server/platform/errors.ts';
import {
  moveWall,
  type PlannedDay,
  type ResolvedDay,
  resolveDays,
  wallMinutesBetween,
} from './zones.rules.ts';

export type HeldDay = {
  id: string;
  starts_local: string;
  ends_local: string;
  starts_at: string;
  ends_at: string;
};

/** A day as it will be; without an id it is new. */
export type MovedDays = {
  /** In order of time. */
  days: ResolvedDay[];
  /** Of days that are left out. */
  dropped: string[];
  /** Whether anybody's calendar has to change. */
  moved: boolean;
};

/**
 * Days as they are and as they are wanted -> what has to be written.
 *
 * @throws AppError `input.invalid` on `days`: an id that is not of this session, one twice, or a day that is over and not left
 *         as it was
 */
export function moveDays(
  held: readonly HeldDay[],
  wanted: readonly PlannedDay[],
  zone: string,
  now: Date,
): MovedDays {
  const known = new Map(held.map((day) => [day.id, day]));
  const seen = new Set<string>();
  wanted.forEach(({ id }, index) => {
    if (id === undefined) return;
    if (!known.has(id))
      throw invalidField(`days.${index}.id`, 'There is no such day in this session', 'unknown');
    if (seen.has(id)) throw invalidField(`days.${index}.id`, 'This day is named twice', 'twice');
    seen.add(id);
  });
  const days = resolveDays(wanted, zone);
  const unchanged = (day: ResolvedDay): boolean => {
    const before = day.id === undefined ? undefined : known.get(day.id);
    return (
      before !== undefined &&
      before.starts_local === day.starts_local &&
      before.ends_local === day.ends_local &&
      Date.parse(before.starts_at) === day.starts_at.getTime() &&
      Date.parse(before.ends_at) === day.ends_at.getTime()
    );
  };
  const kept = new Set(days.filter(unchanged).map((day) => day.id));
  for (const day of held)
    if (new Date(day.ends_at) <= now && !kept.has(day.id))
      throw invalidField('days', 'A day that is over stays as it was', 'over');
  if (days.at(-1)!.ends_at <= now) throw invalidField('days', 'These times are over', 'over');
  const dropped = held.filter((day) => !seen.has(day.id)).map((day) => day.id);
  return { days, dropped, moved: dropped.length > 0 || kept.size < days.length };
}

/**
 * The change of one session of a series -> the same change of a later one. Every day moves by the wall time by which its
 * counterpart moved; where days came or went, the later session takes over the whole pattern, beginning where its own first day
 * moves to.
 */
export function followDays(
  before: readonly HeldDay[],
  wanted: readonly PlannedDay[],
  other: readonly HeldDay[],
): PlannedDay[] {
  const counterparts = wanted.map((day) => before.findIndex((one) => one.id === day.id));
  if (
    before.length === other.length &&
    wanted.length === before.length &&
    counterparts.every((place) => place !== -1)
  )
    return wanted.map((day, index) => {
      const place = counterparts[index]!;
      const from = before[place]!;
      const mine = other[place]!;
      return {
        id: mine.id,
        starts_local: moveWall(mine.starts_local, wallMinutesBetween(from.starts_local, day.starts_local)),
        ends_local: moveWall(mine.ends_local, wallMinutesBetween(from.ends_local, day.ends_local)),
      };
    });
  const sorted = [...wanted].sort((a, b) => (a.starts_local < b.starts_local ? -1 : 1));
  const shift = wallMinutesBetween(before[0]!.starts_local, other[0]!.starts_local);
  return sorted.map((day, index) => ({
    ...(other[index] ? { id: other[index].id } : {}),
    starts_local: moveWall(day.starts_local, shift),
    ends_local: moveWall(day.ends_local, shift),
  }));
}
