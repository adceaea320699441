// Which days of sessions somebody can check in to now. Pure; the server decides.
import type { CalendarEntry } from '#contract/calendar.ts';

const early_ms = 60 * 60_000;

type Times = { starts_at: string; ends_at: string };

/** From an hour before a day until its end. */
export const isCheckInTime = ({ starts_at, ends_at }: Times, at: Date): boolean =>
  Date.parse(starts_at) - early_ms <= at.getTime() && at.getTime() < Date.parse(ends_at);

export type OpenDay = { day_id: string; title: string; starts_at: string; ends_at: string };

export const openDays = (entries: readonly CalendarEntry[], at: Date): OpenDay[] =>
  entries.flatMap(({ session, title, starts_at, ends_at }) =>
    session?.role === 'booked' &&
    session.status !== 'cancelled' &&
    starts_at !== null &&
    ends_at !== null &&
    isCheckInTime({ starts_at, ends_at }, at)
      ? [{ day_id: session.day_id, title, starts_at, ends_at }]
      : [],
  );
