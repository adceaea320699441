// Entries onto days: what has a time goes to its hours, what lasts whole days above them. Pure.
import type { z } from 'zod';
import type { CalendarEntry as EntrySchema } from '#contract/calendar.ts';
import type { CalendarSearch } from './calendar-search.ts';
import { addDays, dayOf, daysBetween, minutesOf, type Wall, wallOf } from './wall-time.ts';

export type CalendarEntry = z.infer<typeof EntrySchema>;

/** A part of an entry within one day, in minutes of the reader's clock. */
type DayBlock = {
  entry: CalendarEntry;
  start: number;
  end: number;
  isFirst: boolean;
  isLast: boolean;
};
export type DayEntries = {
  day: string;
  /** Whole days, and moments such as deadlines. */
  above: CalendarEntry[];
  timed: DayBlock[];
};

/** Moments and whole days stand above the hours; a deadline at 23:59 would otherwise hide below the last of them. */
const isAbove = (entry: CalendarEntry): boolean =>
  entry.starts_on !== null || entry.starts_at === null || entry.kind === 'deadline';

type EntrySpan = { from: string; to: string; starts: Wall | null; ends: Wall | null };

/** Wall times of an entry on the reader's clock, and the days it touches. */
export function spanOf(entry: CalendarEntry, zone: string): EntrySpan {
  if (entry.starts_at === null || entry.ends_at === null) {
    const from = entry.starts_on ?? '';
    return { from, to: entry.ends_on ?? from, starts: null, ends: null };
  }
  const starts = wallOf(entry.starts_at, zone);
  const ends = wallOf(entry.ends_at, zone);
  // What ends at midnight does not touch the day that begins then.
  const lastDay = minutesOf(ends) === 0 && ends > starts ? addDays(dayOf(ends), -1) : dayOf(ends);
  return { from: dayOf(starts), to: lastDay, starts, ends };
}

/** Entries by day, each day in order of time. Days without entries are there too. */
export function byDay(
  entries: readonly CalendarEntry[],
  days: readonly string[],
  zone: string,
): DayEntries[] {
  const found = new Map(days.map((day) => [day, { day, above: [], timed: [] } as DayEntries]));
  const [first = '', last = ''] = [days[0], days.at(-1)];
  for (const entry of entries) {
    const span = spanOf(entry, zone);
    // Days are text: Math.max would not do.
    const [, from = ''] = [span.from, first].sort();
    const [to = ''] = [span.to, last].sort();
    const count = daysBetween(from, to);
    for (let index = 0; index <= count; index += 1) {
      const day = found.get(addDays(from, index));
      if (!day) continue;
      if (isAbove(entry)) day.above.push(entry);
      else day.timed.push(blockOf(entry, span, day.day));
    }
  }
  for (const day of found.values()) day.timed.sort((a, b) => a.start - b.start || b.end - a.end);
  return [...found.values()];
}

function blockOf(entry: CalendarEntry, span: EntrySpan, day: string): DayBlock {
  const isFirst = span.from === day;
  const isLast = span.to === day;
  const start = isFirst && span.starts ? minutesOf(span.starts) : 0;
  const end = isLast && span.ends ? minutesOf(span.ends) || 24 * 60 : 24 * 60;
  return { entry, start, end: Math.max(end, start + 1), isFirst, isLast };
}

/** What the filters leave. */
export function filtered(
  entries: readonly CalendarEntry[],
  { kinds, waiting }: Pick<CalendarSearch, 'kinds' | 'waiting'>,
): CalendarEntry[] {
  return entries.filter(
    (entry) =>
      (!kinds || kinds.includes(entry.kind)) && (!waiting || (entry.session?.waiting_count ?? 0) > 0),
  );
}

export type CalendarFigures = { sessions: number; waiting: number; deadlines: number; expiries: number };

/** What the sentence above the calendar counts: sessions once, however many days they have, and what is not cancelled. */
export function figuresOf(entries: readonly CalendarEntry[]): CalendarFigures {
  const sessions = new Map(
    entries.flatMap(({ session }) =>
      session && session.status !== 'cancelled' ? [[session.id, session.waiting_count] as const] : [],
    ),
  );
  const count = (kind: CalendarEntry['kind']) => entries.filter((entry) => entry.kind === kind).length;
  return {
    sessions: sessions.size,
    waiting: [...sessions.values()].reduce((sum, each) => sum + each, 0),
    deadlines: count('deadline'),
    expiries: count('expiry'),
  };
}

/** Whether this can be moved in the calendar by the reader. */
export const isMovable = (entry: CalendarEntry): boolean =>
  entry.starts_at !== null &&
  entry.can.includes('update') &&
  (entry.kind === 'own_event' || entry.session?.status === 'planned');

/** The record behind an entry: the session's, or the one that its key ends with. */
export const recordIdOf = (entry: CalendarEntry): string =>
  entry.session?.id ?? /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(entry.key)?.[0] ?? '';
