// Days in words. A calendar day has no zone, so none may shift it.
import type { WeekdayCode } from './planning/repeat-rule.ts';
import { weekdayCodes } from './planning/repeat-rule.ts';
import { addDays } from './wall-time.ts';

const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const written = (locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });

/** 'Thu 19 Nov 2026' */
export const dayName = (day: string, locale: string): string =>
  written(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    .format(noon(day))
    .replace(/^(\w{3}),/, '$1');

/** 'Thu 19 Nov' */
export const shortDay = (day: string, locale: string): string =>
  written(locale, { weekday: 'short', day: 'numeric', month: 'short' })
    .format(noon(day))
    .replace(/^(\w{3}),/, '$1');

export const weekdayName = (day: string, locale: string, form: 'short' | 'narrow' | 'long'): string =>
  written(locale, { weekday: form }).format(noon(day));

/** 'November 2026' */
export const monthName = (day: string, locale: string): string =>
  written(locale, { month: 'long', year: 'numeric' }).format(noon(day));

/** '16 – 22 November 2026', as the language writes it. */
export const rangeName = (from: string, to: string, locale: string): string =>
  written(locale, { day: 'numeric', month: 'long', year: 'numeric' }).formatRange(noon(from), noon(to));

/** The seven weekdays from Monday, with their codes in a rule. */
export const weekdayNames = (locale: string): { code: WeekdayCode; name: string; short: string }[] =>
  weekdayCodes.map((code, index) => {
    // 2 November 2026 is a Monday.
    const day = addDays('2026-11-02', index);
    return { code, name: weekdayName(day, locale, 'long'), short: weekdayName(day, locale, 'short') };
  });

/** 'Europe/Copenhagen (CET)'; 'UTC' is its own word. */
export const zoneName = (zone: string, word: string): string => (zone === word ? zone : `${zone} (${word})`);
