/**
 * Wall time, time zones, instants. Whatever is planned is planned in wall time of a zone; instants follow from it here and
 * nowhere else.
 *
 * The rule where clocks change: a wall time that is skipped means the one later by what was skipped (02:30 in a gap from 02:00
 * to 03:00 is 03:30), and a wall time that happens twice means the first. Temporal calls it `compatible`, as does RFC 5545.
 */
import { Temporal } from 'temporal-polyfill';
import { invalidField } from '#server/platform/errors.ts';

/** IANA names only: an offset such as `+02:00` says nothing about next winter. */
const zoneName = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;
const known = new Map<string, string | null>();

/** The zone's name as this server writes it, or null for one it does not know. */
export function findZone(name: string): string | null {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = resolve(name);
  // Bounded: names that are none come from outside.
  if (found !== null || known.size < 2000) known.set(name, found);
  return found;
}

function resolve(name: string): string | null {
  if (name.length > 64 || !zoneName.test(name)) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @throws AppError `input.invalid` on `path` for a zone this server does not know */
export function requireZone(name: string, path = 'time_zone'): string {
  const zone = findZone(name);
  if (zone === null)
    throw invalidField(path, 'Expected an IANA time zone such as Europe/Berlin', 'time_zone');
  return zone;
}

/** Years in which something can be planned; beyond, zones are guesses and calendars of other programs break. */
export const plannedYears = { first: 2000, last: 2100 } as const;

/** @throws AppError `input.invalid` on `path` for a day that no calendar has (30 February) or outside the planned years */
export function requireWall(wall: string, path: string): string {
  const found = findWall(wall);
  if (!found) throw invalidField(path, 'There is no such day', 'day');
  if (found.year < plannedYears.first || found.year > plannedYears.last)
    throw invalidField(
      path,
      `Expected a time between the years ${plannedYears.first} and ${plannedYears.last}`,
      'year',
    );
  return wall;
}

function findWall(wall: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The instant that a wall time means in a zone, by the rule above. */
export const instantOf = (wall: string, zone: string): Date =>
  new Date(
    Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' })
      .epochMilliseconds,
  );

/** What clocks in a zone show at an instant, to the minute. */
export const wallOf = (instant: Date | string, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(new Date(instant).getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

/** Minutes from one wall time to another as if no clock ever changed. */
export const wallMinutesBetween = (from: string, to: string): number =>
  (Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 60_000;

/** A wall time moved by minutes as if no clock ever changed: 11:00 stays 11:00 a day later, whatever happened in the night. */
export const moveWall = (wall: string, minutes: number): string =>
  new Date(Date.parse(`${wall}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);

export type PlannedDay = { id?: string | undefined; starts_local: string; ends_local: string };
export type ResolvedDay = PlannedDay & { starts_at: Date; ends_at: Date };

const longestDay = 24 * 60;

/**
 * Days as given -> days with instants, in order of time.
 *
 * @throws AppError `input.invalid` naming the day: it ends before it starts, lasts more than 24 hours, or overlaps another
 */
export function resolveDays(days: readonly PlannedDay[], zone: string, path = 'days'): ResolvedDay[] {
  const resolved = days.map((day, index) => {
    const starts_local = requireWall(day.starts_local, `${path}.${index}.starts_local`);
    const ends_local = requireWall(day.ends_local, `${path}.${index}.ends_local`);
    const made = {
      ...day,
      starts_at: instantOf(starts_local, zone),
      ends_at: instantOf(ends_local, zone),
      index,
    };
    const minutes = (made.ends_at.getTime() - made.starts_at.getTime()) / 60_000;
    if (minutes <= 0 || wallMinutesBetween(starts_local, ends_local) <= 0)
      throw invalidField(`${path}.${index}.ends_local`, 'It must end after it starts', 'order');
    if (minutes > longestDay)
      throw invalidField(`${path}.${index}.ends_local`, 'One day lasts 24 hours at most', 'too_long');
    return made;
  });
  resolved.sort((a, b) => a.starts_at.getTime() - b.starts_at.getTime());
  resolved.forEach((day, place) => {
    const before = resolved[place - 1];
    if (before && before.ends_at > day.starts_at)
      throw invalidField(`${path}.${day.index}.starts_local`, 'This day overlaps another one', 'overlap');
  });
  return resolved.map(({ index: _, ...day }) => day);
}
