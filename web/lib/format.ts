// How dates, durations, shares and sizes are written, in one place: always with the zone, always floored.
import type { TFunction } from 'i18next';
import { pseudoRtl } from './pseudo-rtl.ts';

type Moment = string | number | Date;
export type DueState = 'none' | 'due' | 'overdue';
export type DuePhrase = { state: DueState; text: string; days: number };

const day_ms = 86_400_000;

/** The locale for Intl. English is written the European way: 17 Nov 2026, 10:42. */
export function localeOf(language: string): string {
  if (language === pseudoRtl) return 'ar-u-nu-latn';
  if (language === 'en') return 'en-GB';
  return language;
}

/** The zone as people say it ('CET'), not as an offset, wherever some English knows the word. */
export function zoneWord(moment: Moment, zone: string, locale: string): string {
  const word = (tag: string) =>
    new Intl.DateTimeFormat(tag, { timeZone: zone, timeZoneName: 'short' })
      .formatToParts(new Date(moment))
      .find((part) => part.type === 'timeZoneName')?.value ?? zone;
  const words = [locale, 'en-GB', 'en-US', 'en-AU'].map(word);
  return words.find((name) => !/^(GMT|UTC)[+\-−]/.test(name) && !name.includes('غ')) ?? word('en-GB');
}

/** Days since the epoch of the calendar day that a moment falls on in a zone. */
export function calendarDay(moment: Moment, zone: string): number {
  const iso = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(
    new Date(moment),
  );
  return Date.parse(`${iso}T00:00:00Z`) / day_ms;
}

/** Floors a share for display: 99.9 is 99, and only a true 100 reads as 100. */
export function floorPercent(percent: number): number {
  return Math.max(0, Math.min(100, Math.floor(percent + 1e-9)));
}

export function createFormat(language: string, zone: string, t: TFunction) {
  const locale = localeOf(language);
  const dates = (options: Intl.DateTimeFormatOptions, moment: Moment, timeZone = zone) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(new Date(moment));
  const figures = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);

  const date = (moment: Moment) => dates({ day: 'numeric', month: 'short', year: 'numeric' }, moment);
  const longDate = (moment: Moment) =>
    dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, moment).replace(
      /^(\w{3}),/,
      '$1',
    );
  const time = (moment: Moment, timeZone = zone) =>
    dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, moment, timeZone);
  const zoneOf = (moment: Moment, timeZone = zone) => zoneWord(moment, timeZone, locale);

  /** 'Due in 3 days', 'Due today', 'Overdue by 4 days': counted in calendar days of the reader's zone. */
  function due(due_at: Moment | null | undefined, now: Moment): DuePhrase {
    if (due_at === null || due_at === undefined)
      return { state: 'none', text: t('common:due.none'), days: 0 };
    const days = calendarDay(due_at, zone) - calendarDay(now, zone);
    const late = new Date(due_at).getTime() < new Date(now).getTime();
    if (late && days === 0) return { state: 'overdue', text: t('common:due.overdue_today'), days };
    if (late) return { state: 'overdue', text: t('common:due.overdue', { count: -days }), days };
    if (days === 0) return { state: 'due', text: t('common:due.today'), days };
    if (days === 1) return { state: 'due', text: t('common:due.tomorrow'), days };
    return { state: 'due', text: t('common:due.in_days', { count: days }), days };
  }

  /** 'Today', 'Yesterday', or the date: for "last active". */
  function recentDay(moment: Moment, now: Moment): string {
    const days = calendarDay(moment, zone) - calendarDay(now, zone);
    if (days === 0) return t('common:day.today');
    if (days === -1) return t('common:day.yesterday');
    return days > -7 && days < 0
      ? dates({ weekday: 'short', day: 'numeric', month: 'short' }, moment)
      : date(moment);
  }

  function minutes(total_minutes: number): string {
    const whole = Math.max(0, Math.round(total_minutes));
    const [h, min] = [Math.floor(whole / 60), whole % 60];
    if (h === 0) return t('common:duration.min', { min });
    return min === 0 ? t('common:duration.h', { h }) : t('common:duration.h_min', { h, min });
  }

  /** '3:42' or '1:03:42', for a place in a video and for timers. */
  function clock(total_seconds: number): string {
    const whole = Math.max(0, Math.floor(total_seconds));
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
    return [String(first), ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
  }

  function bytes(size_bytes: number): string {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    const step = size_bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size_bytes) / 3));
    const value = size_bytes / 1000 ** step;
    return `${figures(value, value < 10 && step > 1 ? 1 : 0)}\u00a0${units[step]}`;
  }

  return {
    language,
    locale,
    zone,
    date,
    longDate,
    time,
    zoneOf,
    dateTime: (moment: Moment) => `${date(moment)}, ${time(moment)} ${zoneOf(moment)}`,
    timeWithSeconds: (moment: Moment) =>
      dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }, moment),
    due,
    recentDay,
    minutes,
    clock,
    bytes,
    number: figures,
    percent: (percent: number) => `${floorPercent(percent)}\u00a0%`,
    list: (words: readonly string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(words),
    compare: new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }).compare,
  };
}

export type Format = ReturnType<typeof createFormat>;
