// What stands in the form of a session, and what of it is sent. Pure.
import type * as z from 'zod';
import type {
  CalendarPerson,
  SessionDetail as DetailSchema,
  SessionInput,
  SessionPatch,
} from '#contract/calendar.ts';
import { addDays, addMinutes, dayOf, minutesBetween, timeOf, type Wall, wallAt } from '../wall-time.ts';

export type SessionDetail = z.infer<typeof DetailSchema>;
export type SessionBody = z.input<typeof SessionInput>;
export type SessionChange = z.input<typeof SessionPatch>;

/** A day as people write it; one that ends no later than it begins ends the next day. */
export type DayValues = { id?: string; day: string; from: string; to: string };

export type SessionValues = {
  title: string;
  description: string;
  course_id: string | null;
  lesson_id: string | null;
  time_zone: string;
  days: readonly DayValues[];
  room_id: string | null;
  online_url: string;
  trainers: readonly CalendarPerson[];
  seats: number;
  waiting_list: boolean;
  cut_off_minutes: number;
  offer_minutes: number;
  approval: SessionDetail['approval'];
  attendance_percent: number;
};

export const endsNextDay = ({ from, to }: DayValues): boolean => from !== '' && to !== '' && to <= from;

export const isWhole = ({ day, from, to }: DayValues): boolean => day !== '' && from !== '' && to !== '';

export function dayInputOf(values: DayValues): { id?: string; starts_local: Wall; ends_local: Wall } {
  const { id, day, from, to } = values;
  return {
    ...(id ? { id } : {}),
    starts_local: wallAt(day, from),
    ends_local: wallAt(endsNextDay(values) ? addDays(day, 1) : day, to),
  };
}

const dayValuesOf = (starts: Wall, ends: Wall, id?: string): DayValues => ({
  ...(id ? { id } : {}),
  day: dayOf(starts),
  from: timeOf(starts),
  to: timeOf(ends),
});

/** One more day after these, at the same hours. */
export function nextDay(days: readonly DayValues[]): DayValues {
  const { day = '', from = '09:00', to = '10:00' } = days.at(-1) ?? {};
  return { day: day && addDays(day, 1), from, to };
}

type Start = { starts: Wall; ends: Wall; zone: string; trainers: readonly CalendarPerson[] };

/** Of a new session; the room that is chosen says it better. */
export const usualSeats = 12;

export const newSession = ({ starts, ends, zone, trainers }: Start): SessionValues => ({
  title: '',
  description: '',
  course_id: null,
  lesson_id: null,
  time_zone: zone,
  days: [dayValuesOf(starts, ends)],
  room_id: null,
  online_url: '',
  trainers,
  seats: usualSeats,
  waiting_list: true,
  cut_off_minutes: 24 * 60,
  offer_minutes: 24 * 60,
  approval: 'none',
  attendance_percent: 80,
});

export const valuesOf = (session: SessionDetail): SessionValues => ({
  title: session.title,
  description: session.description,
  course_id: session.course?.id ?? null,
  lesson_id: session.lesson_id,
  time_zone: session.time_zone,
  days: session.days.map((day) => dayValuesOf(day.starts_local, day.ends_local, day.id)),
  room_id: session.room?.id ?? null,
  online_url: session.online_url ?? '',
  trainers: session.trainers,
  seats: session.seats,
  waiting_list: session.waiting_list,
  cut_off_minutes: session.cut_off_minutes,
  offer_minutes: session.offer_minutes,
  approval: session.approval,
  attendance_percent: session.attendance_percent,
});

/** A copy to be planned a week later: days of its own, and nobody booked. */
export function copyOf(session: SessionDetail): SessionValues {
  const values = valuesOf(session);
  return { ...values, days: values.days.map(({ day, from, to }) => ({ day: addDays(day, 7), from, to })) };
}

export function bodyOf(values: SessionValues): SessionBody {
  const { days, trainers, online_url, title, ...rest } = values;
  return {
    ...rest,
    title: title.trim(),
    days: days.map(dayInputOf),
    online_url: online_url.trim() || null,
    trainer_ids: trainers.map(({ id }) => id),
  };
}

/** Only what was changed: what somebody else changed meanwhile, or in later sessions of the series, stays theirs. */
export function changeOf(before: SessionValues, after: SessionValues): SessionChange {
  const [old, next] = [bodyOf(before), bodyOf(after)];
  const names = Object.keys(next) as (keyof SessionBody)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(old[name]) !== JSON.stringify(next[name]))
      .map((name) => [name, next[name]]),
  ) as SessionChange;
}

/** What one typed, on top of what is on the server now. */
export function rebased(before: SessionValues, mine: SessionValues, theirs: SessionValues): SessionValues {
  const names = Object.keys(mine) as (keyof SessionValues)[];
  const kept = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(mine[name]));
  return { ...theirs, ...Object.fromEntries(kept.map((name) => [name, mine[name]])) };
}

/** Names of the fields that differ. */
export const differing = (one: SessionValues, other: SessionValues): (keyof SessionValues)[] =>
  (Object.keys(one) as (keyof SessionValues)[]).filter(
    (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );

/** The first day somewhere else, the others at the same distance from it. */
export function movedDays(days: readonly DayValues[], day_id: string, starts: Wall, ends: Wall): DayValues[] {
  return days.map((day) => (day.id === day_id ? dayValuesOf(starts, ends, day.id) : day));
}

/** All days shifted so that the first begins at this time; lengths stay. For a free slot that is chosen. */
export function shiftedDays(days: readonly DayValues[], starts: Wall): DayValues[] {
  const first = days[0];
  if (!first || !isWhole(first)) return [...days];
  const minutes = minutesBetween(wallAt(first.day, first.from), starts);
  return days.map((values) => {
    const { starts_local, ends_local, id } = dayInputOf(values);
    return dayValuesOf(addMinutes(starts_local, minutes), addMinutes(ends_local, minutes), id);
  });
}
