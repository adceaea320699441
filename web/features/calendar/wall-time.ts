// Wall time in a zone and the instant that it means. The same rule as the server's (Temporal's "compatible"): a time in the
// hour that a clock change leaves out moves forward by it; one that happens twice means the first.
//
// `Temporal` itself would cost every reader of the calendar 20 kB for these few functions.

/** `2026-11-19T11:00`, without a zone. Sorts as text. */
export type Wall = string;

const minute_ms = 60_000;
const day_ms = 86_400_000;
const zones = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = zones.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    zones.set(zone, clock);
  }
  return clock;
}

/** What a zone's clock shows at a moment, as if it were UTC. */
function shown_ms(moment: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(moment)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

const offset_ms = (moment: number, zone: string): number =>
  shown_ms(moment, zone) - Math.floor(moment / minute_ms) * minute_ms;

const asWall = (utc_ms: number): Wall => new Date(utc_ms).toISOString().slice(0, 16);
const asUtc = (wall: Wall): number => Date.parse(`${wall}:00Z`);

export function wallOf(instant: string | number | Date, zone: string): Wall {
  return asWall(shown_ms(new Date(instant).getTime(), zone));
}

/** @returns the instant, ISO in UTC, as the contract writes it */
export function instantOf(wall: Wall, zone: string): string {
  const utc = asUtc(wall);
  const before = offset_ms(utc - day_ms, zone);
  const candidates = [before, offset_ms(utc + day_ms, zone)].map((offset) => utc - offset);
  const meant = candidates.filter((moment) => shown_ms(moment, zone) === utc);
  return new Date(meant.length > 0 ? Math.min(...meant) : utc - before).toISOString();
}

export const dayOf = (wall: Wall): string => wall.slice(0, 10);
export const timeOf = (wall: Wall): string => wall.slice(11, 16);
export const wallAt = (day: string, time: string): Wall => `${day}T${time}`;
export const minutesOf = (wall: Wall): number => Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));

export const addMinutes = (wall: Wall, minutes: number): Wall => asWall(asUtc(wall) + minutes * minute_ms);
/** Of two wall times, as a clock that never changes would count. */
export const minutesBetween = (from: Wall, to: Wall): number => (asUtc(to) - asUtc(from)) / minute_ms;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * day_ms).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day_ms);
/** 0 is Monday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
export function addMonths(day: string, months: number): string {
  const date = new Date(`${firstOfMonth(day)}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(date.toISOString().slice(0, 10), Math.min(Number(day.slice(8, 10)), last) - 1);
}

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
export const isWall = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && isDay(text.slice(0, 10));
