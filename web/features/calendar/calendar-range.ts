// Which days a view shows, where "next" leads, and the two instants to ask the server for. Pure.
import { addDays, addMonths, daysBetween, firstOfMonth, instantOf, wallAt, weekdayOf } from './wall-time.ts';

export const calendarViews = ['month', 'week', 'day', 'agenda'] as const;
export type CalendarView = (typeof calendarViews)[number];

/** `from` and `to` are days, both included. */
type DayRange = { from: string; to: string };

const agendaDays = 30;

/** @param first  the weekday a week begins with, 0 is Monday */
export function rangeOf(view: CalendarView, date: string, first = 0): DayRange {
  if (view === 'day') return { from: date, to: date };
  if (view === 'agenda') return { from: date, to: addDays(date, agendaDays - 1) };
  const weekStart = (day: string) => addDays(day, -((weekdayOf(day) - first + 7) % 7));
  if (view === 'week') return { from: weekStart(date), to: addDays(weekStart(date), 6) };
  const from = weekStart(firstOfMonth(date));
  const last = addDays(addMonths(firstOfMonth(date), 1), -1);
  return { from, to: addDays(weekStart(last), 6) };
}

/** Where the arrows lead: the same view, one step further. */
export function stepped(view: CalendarView, date: string, step: 1 | -1): string {
  if (view === 'month') return addMonths(date, step);
  const days = { week: 7, day: 1, agenda: agendaDays }[view];
  return addDays(date, step * days);
}

export function daysIn({ from, to }: DayRange): string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

/** From the first minute of the first day to the first minute after the last. */
export function instantsOf({ from, to }: DayRange, zone: string): { from: string; to: string } {
  return {
    from: instantOf(wallAt(from, '00:00'), zone),
    to: instantOf(wallAt(addDays(to, 1), '00:00'), zone),
  };
}

/** The weekday a week begins with where this language is spoken, 0 is Monday. Browsers that do not know say Monday. */
export function firstWeekday(locale: string): number {
  try {
    const told = new Intl.Locale(locale) as Intl.Locale & {
      getWeekInfo?: () => { firstDay: number };
      weekInfo?: { firstDay: number };
    };
    return ((told.getWeekInfo?.() ?? told.weekInfo)?.firstDay ?? 1) - 1;
  } catch {
    return 0;
  }
}
