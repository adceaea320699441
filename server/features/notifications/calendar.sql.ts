/** What messages about training sessions have to name. */
import type { BookingState } from '#contract/calendar.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

export type SessionNews = {
  id: string;
  course_id: string | null;
  series_id: string | null;
  title: string;
  starts_at: string;
  ends_at: string;
  time_zone: string;
  room_name: string | null;
  approval: 'none' | 'manager' | 'trainer';
  cancelled_at: string | null;
  cancel_reason: string | null;
};
export type BookingNews = SessionNews & {
  user_id: string;
  state: BookingState;
  place: number | null;
  offered_until: string | null;
  booked_by: string | null;
  decided_by: string | null;
  reason: string | null;
  note: string;
};

const sessionColumns = sql`
  s.session_id as id, s.course_id, s.series_id, s.title, s.starts_at, s.ends_at, s.time_zone, s.room_name, s.approval,
  s.cancelled_at, s.cancel_reason`;

export const selectSessionNews = (db: Db, sessionId: string): Promise<SessionNews | undefined> =>
  db.maybe(sql`select ${sessionColumns} from v_calendar_sessions s where s.session_id = ${sessionId}`);

export const selectBookingNews = (db: Db, bookingId: string): Promise<BookingNews | undefined> =>
  db.maybe(sql`
    select ${sessionColumns}, b.user_id, b.state, least(b.offered_until, s.booking_closes_at) as offered_until, b.booked_by, b.decided_by,
           b.reason, b.note,
           case when b.state = 'waiting' then (
             select count(*)::int from v_calendar_bookings w
              where w.session_id = b.session_id and w.state = 'waiting' and w.queue_number <= b.queue_number) end as place
      from v_calendar_bookings b join v_calendar_sessions s on s.session_id = b.session_id where b.booking_id = ${bookingId}`);

/** Everybody who has, wants or was asked about a seat. */
export const selectBookedPeople = (
  db: Db,
  sessionId: string,
): Promise<{ user_id: string; state: BookingState }[]> =>
  db.rows(sql`
    select user_id, state from v_calendar_bookings
     where session_id = ${sessionId} and state in ('requested', 'booked', 'waiting', 'offered') order by queue_number`);

export const selectSessionTrainers = async (db: Db, sessionId: string): Promise<string[]> =>
  (
    await db.rows<{ user_id: string }>(
      sql`select user_id from v_calendar_session_trainers where session_id = ${sessionId} order by user_id`,
    )
  ).map((row) => row.user_id);

/** Who decides a person's request now: the nearest above them, else those who hold the session, teach its course or made it. */
export async function selectDeciders(
  db: Db,
  { id, user_id, approval, course_id }: BookingNews,
  now: Date,
): Promise<string[]> {
  const managers = sql`
    select m.manager_id as user_id, 0 as rank from reporting_managers(${user_id}, ${now}) m where m.depth = 1 and ${approval === 'manager'}::boolean`;
  const rows = await db.rows<{ user_id: string }>(sql`
    with known as (
      ${managers}
      union all select user_id, 1 from v_calendar_session_trainers where session_id = ${id}
      union all select user_id, 2 from v_catalog_course_staff where course_id = ${course_id}::uuid
      union all select created_by, 3 from v_calendar_sessions where session_id = ${id} and created_by is not null)
    select distinct user_id from known
     where user_id <> ${user_id} and rank = (select min(rank) from known where user_id <> ${user_id})`);
  return rows.map((row) => row.user_id);
}

export type NextDate = { starts_at: string; ends_at: string; time_zone: string };

/** The next sessions of the same course or series in which a seat is free. */
export const selectNextDates = (db: Db, session: SessionNews, now: Date): Promise<NextDate[]> =>
  db.rows(sql`
    select s.starts_at, s.ends_at, s.time_zone from v_calendar_sessions s
     where s.session_id <> ${session.id} and s.cancelled_at is null and s.booking_closes_at > ${now}
       and s.seats_taken < s.seats and s.waiting_count = 0
       and (s.course_id = ${session.course_id}::uuid or s.series_id = ${session.series_id}::uuid)
     order by s.starts_at, s.session_id limit 3`);
