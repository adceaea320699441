// "Every two weeks on Tuesday and Thursday, eight times" as an RFC 5545 rule. Pure.
import { daysBetween, firstOfMonth, instantOf, wallAt, weekdayOf } from '../wall-time.ts';

export const repeatUnits = ['day', 'week', 'month'] as const;
export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type WeekdayCode = (typeof weekdayCodes)[number];

export type Repeat = {
  every: number;
  unit: (typeof repeatUnits)[number];
  /** Of a weekly rule; empty means the first session's. */
  weekdays: readonly WeekdayCode[];
  /** Of a monthly rule: the same date, or the same weekday of the month. */
  monthly: 'date' | 'weekday';
  ends: 'count' | 'until';
  count: number;
  /** The last day, included. */
  until: string;
};

export const mostSessions = 200;

/** What a person most often means, for a first session on this day. */
export const usualRepeat = (day: string): Repeat => ({
  every: 1,
  unit: 'week',
  weekdays: [weekdayCodes[weekdayOf(day)] ?? 'MO'],
  monthly: 'date',
  ends: 'count',
  count: 4,
  until: '',
});

/** Which Tuesday of its month a day is; -1 for the fifth, because few months have one and the last is what people mean. */
export function weekOfMonth(day: string): number {
  const week = Math.floor(daysBetween(firstOfMonth(day), day) / 7) + 1;
  return week > 4 ? -1 : week;
}

/**
 * @param day  the first session's
 * @returns null while something is missing: no weekday, no end, no whole number
 */
export function ruleOf(repeat: Repeat, day: string, zone: string): string | null {
  const { every, unit, weekdays, monthly, ends, count, until } = repeat;
  const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (!day || !isWhole(every, 99)) return null;
  const parts = [`FREQ=${{ day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' }[unit]}`];
  if (every > 1) parts.push(`INTERVAL=${every}`);
  if (unit === 'week') {
    if (weekdays.length === 0) return null;
    parts.push(`BYDAY=${weekdayCodes.filter((code) => weekdays.includes(code)).join(',')}`);
  }
  if (unit === 'month')
    parts.push(
      monthly === 'date'
        ? `BYMONTHDAY=${Number(day.slice(8))}`
        : `BYDAY=${weekOfMonth(day)}${weekdayCodes[weekdayOf(day)]}`,
    );
  if (ends === 'count') {
    if (!isWhole(count, mostSessions)) return null;
    parts.push(`COUNT=${count}`);
  } else {
    if (!until || until < day) return null;
    // UNTIL is an instant in UTC where the start has a zone (RFC 5545, 3.3.10).
    const last = instantOf(wallAt(until, '23:59'), zone);
    parts.push(`UNTIL=${last.slice(0, 19).replace(/[-:]/g, '')}Z`);
  }
  return parts.join(';');
}
