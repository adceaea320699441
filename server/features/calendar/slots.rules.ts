/** When everybody and the room are free: busy times -> a few times to propose. Pure. */
import { instantOf, moveWall } from './zones.rules.ts';

export type SlotQuestion = {
  /** What was asked for: the slots nearest to it come first. */
  starts_local: string;
  minutes: number;
  time_zone: string;
  /** Moments in milliseconds; in any order, overlapping or not. */
  busy: readonly (readonly [number, number])[];
  /** First and last day, included. */
  holidays: readonly (readonly [string, string, ...unknown[]])[];
  now: Date;
};
export type Slot = { starts_local: string; ends_local: string; starts_at: Date; ends_at: Date };

/** Days before and after the one asked for that are looked at. */
export const slotDays = { before: 3, after: 14 } as const;
const opensAt = 8 * 60;
const closesAt = 18 * 60;
const step = 30;
const mostSlots = 5;

/**
 * Up to five, the nearest to what was asked for first: within 08:00-18:00 of the session's zone, Monday to Friday, not on a
 * holiday, not in the past, and none overlapping another, so that they are real choices.
 */
export function freeSlots(asked: SlotQuestion): Slot[] {
  const busy = merged(asked.busy);
  const wanted = instantOf(asked.starts_local, asked.time_zone).getTime();
  const free = candidates(asked)
    .filter((slot) => slot.starts_at > asked.now && !meets(busy, slot))
    .sort((a, b) => Math.abs(a.starts_at.getTime() - wanted) - Math.abs(b.starts_at.getTime() - wanted));
  const chosen: Slot[] = [];
  for (const slot of free) {
    if (chosen.length === mostSlots) break;
    if (chosen.every((other) => slot.ends_at <= other.starts_at || slot.starts_at >= other.ends_at))
      chosen.push(slot);
  }
  return chosen;
}

function candidates(asked: SlotQuestion): Slot[] {
  const day = `${asked.starts_local.slice(0, 10)}T00:00`;
  const slots: Slot[] = [];
  for (let offset = -slotDays.before; offset <= slotDays.after; offset++) {
    const midnight = moveWall(day, offset * 1440);
    if (!isWorkingDay(midnight.slice(0, 10), asked.holidays)) continue;
    for (let at = opensAt; at + asked.minutes <= closesAt; at += step) {
      const starts_local = moveWall(midnight, at);
      const ends_local = moveWall(starts_local, asked.minutes);
      const starts_at = instantOf(starts_local, asked.time_zone);
      slots.push({ starts_local, ends_local, starts_at, ends_at: instantOf(ends_local, asked.time_zone) });
    }
  }
  return slots;
}

function isWorkingDay(day: string, holidays: SlotQuestion['holidays']): boolean {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.some(([first, last]) => first <= day && day <= last);
}

/** Sorted, and joined where they touch or overlap. */
export function merged(busy: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of [...busy].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** Touching is not meeting: one may begin when the other ends. */
const meets = (busy: readonly [number, number][], slot: Slot): boolean =>
  busy.some(([from, to]) => from < slot.ends_at.getTime() && to > slot.starts_at.getTime());
