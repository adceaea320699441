/**
 * Test data for the calendar. Rows are written as the service writes them, because tests need what nobody may plan through the
 * API: sessions that have begun or are over.
 */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { moveWall, resolveDays, wallOf } from './zones.rules.ts';

export type BuiltRoom = { id: string; name: string };

export async function aRoom(
  db: Db,
  room: { name?: string; location?: string; capacity?: number; time_zone?: string } = {},
): Promise<BuiltRoom> {
  const id = newId();
  const name = room.name ?? `Room ${id.slice(-8)}`;
  await db.run(sql`
    insert into rooms (id, name, location, capacity, time_zone)
    values (${id}, ${name}, ${room.location ?? ''}, ${room.capacity ?? 20}, ${room.time_zone ?? 'Europe/Copenhagen'})`);
  return { id, name };
}

export type BuiltSession = {
  id: string;
  title: string;
  time_zone: string;
  starts_at: string;
  ends_at: string;
  days: { id: string; starts_at: string; ends_at: string; starts_local: string; ends_local: string }[];
};

export type SessionOptions = {
  title?: string;
  time_zone?: string;
  /** Wall time of the first day's start; default: in `hours_from_now` hours. */
  starts_local?: string;
  /** Default 240, ten days ahead; negative for sessions that have begun. */
  hours_from_now?: number;
  /** Of each day; default 120. */
  minutes?: number;
  /** How many days, one after the other at the same time; default 1. */
  day_count?: number;
  course_id?: string | null;
  lesson_id?: string | null;
  series_id?: string | null;
  room_id?: string | null;
  /** Default an address; a session needs a room or an address. */
  online_url?: string | null;
  trainer_ids?: string[];
  created_by?: string | null;
  seats?: number;
  waiting_list?: boolean;
  cut_off_minutes?: number;
  offer_minutes?: number;
  approval?: 'none' | 'manager' | 'trainer';
  attendance_percent?: number;
  cancel_reason?: string;
  /** The product's clock where it has been moved; default now. */
  now?: Date;
};

/** A planned session in Copenhagen, online, with 12 seats, bookable until an hour before; change what the test is about. */
export async function aSession(db: Db, options: SessionOptions = {}): Promise<BuiltSession> {
  const zone = options.time_zone ?? 'Europe/Copenhagen';
  const now = options.now ?? new Date();
  const first =
    options.starts_local ??
    wallOf(new Date(now.getTime() + (options.hours_from_now ?? 240) * 3_600_000), zone);
  const days = resolveDays(
    Array.from({ length: options.day_count ?? 1 }, (_, day) => {
      const starts_local = moveWall(first, day * 1440);
      return { starts_local, ends_local: moveWall(starts_local, options.minutes ?? 120) };
    }),
    zone,
  ).map((day) => ({ ...day, id: newId() }));
  const id = newId();
  const title = options.title ?? 'Forklift practice';
  const cancelled = options.cancel_reason ?? null;
  await db.transaction(async (db) => {
    await db.run(sql`
      insert into training_sessions (id, title, course_id, lesson_id, series_id, time_zone, starts_at, ends_at, room_id, online_url, seats,
                                     waiting_list, cut_off_minutes, offer_minutes, approval, attendance_percent, created_by,
                                     cancelled_at, cancel_reason)
      values (${id}, ${title}, ${options.course_id ?? null}, ${options.lesson_id ?? null}, ${options.series_id ?? null}, ${zone},
              ${days[0]!.starts_at}, ${days.at(-1)!.ends_at}, ${options.room_id ?? null},
              ${options.online_url === undefined ? 'https://meet.example.test/forklift' : options.online_url}, ${options.seats ?? 12},
              ${options.waiting_list ?? true}, ${options.cut_off_minutes ?? 60}, ${options.offer_minutes ?? 120}, ${options.approval ?? 'none'},
              ${options.attendance_percent ?? 80}, ${options.created_by ?? null},
              ${cancelled === null ? null : now}::timestamptz, ${cancelled})`);
    for (const day of days)
      await db.run(sql`
        insert into session_days (id, session_id, starts_local, ends_local, starts_at, ends_at)
        values (${day.id}, ${id}, ${day.starts_local}, ${day.ends_local}, ${day.starts_at}, ${day.ends_at})`);
    for (const trainer of options.trainer_ids ?? [])
      await db.run(sql`insert into session_trainers (session_id, user_id) values (${id}, ${trainer})`);
    await db.run(sql`select occupy_session(${id})`);
  });
  return {
    id,
    title,
    time_zone: zone,
    starts_at: days[0]!.starts_at.toISOString(),
    ends_at: days.at(-1)!.ends_at.toISOString(),
    days: days.map((day) => ({
      id: day.id,
      starts_at: day.starts_at.toISOString(),
      ends_at: day.ends_at.toISOString(),
      starts_local: day.starts_local,
      ends_local: day.ends_local,
    })),
  };
}

/** A booking as it would stand in the table; the session's counters follow by themselves. */
export async function aBooking(
  db: Db,
  sessionId: string,
  userId: string,
  state: 'requested' | 'booked' | 'waiting' | 'offered' | 'cancelled' = 'booked',
  more: { offered_until?: Date } = {},
): Promise<{ id: string }> {
  const id = newId();
  const until = state === 'offered' ? (more.offered_until ?? new Date(Date.now() + 3_600_000)) : null;
  await db.run(sql`
    insert into bookings (id, session_id, user_id, state, state_since, offered_until)
    values (${id}, ${sessionId}, ${userId}, ${state}, now(), ${until}::timestamptz)`);
  return { id };
}
