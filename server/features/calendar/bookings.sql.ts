/** Queries on bookings. One row carries the session, the people and what the actor is to it. */
import type { BookingState } from '#contract/calendar.ts';
import { type PersonJson, personJson } from '#server/features/reporting/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { closesAt, offerEnds } from './queue.sql.ts';

export type BookingRow = {
  id: string;
  session_id: string;
  title: string;
  starts_at: string;
  ends_at: string;
  time_zone: string;
  cancelled_at: string | null;
  booking_closes_at: string;
  room_name: string | null;
  is_online: boolean;
  course_id: string | null;
  waiting_count: number;
  user: PersonJson;
  state: BookingState;
  place: number | null;
  offered_until: string | null;
  booked_by: PersonJson | null;
  decided_by: PersonJson | null;
  decided_at: string | null;
  note: string;
  reason: string | null;
  created_at: string;
  state_since: string;
  record_version: number;
  queue_number: number;
  own: boolean;
  runs: boolean;
  leads: boolean;
  decides: boolean;
  /** The text of what a page is ordered by. */
  sort_key: string;
};
export type Relations = { own: Sql; runs: Sql; leads: Sql; decides: Sql };

const tables = sql`
  bookings b
  join training_sessions s on s.id = b.session_id
  left join rooms r on r.id = s.room_id
  join v_identity_people p on p.user_id = b.user_id
  left join v_identity_people m on m.user_id = b.booked_by and b.booked_by <> b.user_id
  left join v_identity_people d on d.user_id = b.decided_by`;

/** How many wait up to and with this one: the place that people are told. */
const place = sql`
  case when b.state = 'waiting' then (
    select count(*)::int from bookings w
     where w.session_id = b.session_id and w.state = 'waiting' and w.queue_number <= b.queue_number) end`;

const columns = ({ own, runs, leads, decides }: Relations): Sql => sql`
  b.id, b.session_id, s.title, s.starts_at, s.ends_at, s.time_zone, s.cancelled_at, ${closesAt} as booking_closes_at,
  r.name::text as room_name, s.online_url is not null as is_online, s.course_id, s.waiting_count, ${personJson('p')} as user, b.state,
  ${place} as place, case when b.state = 'offered' then ${offerEnds} end as offered_until, ${personJson('m')} as booked_by,
  ${personJson('d')} as decided_by, b.decided_at, b.note, b.reason, b.created_at, b.state_since, b.record_version, b.queue_number,
  (${own}) as own, (${runs}) as runs, (${leads}) as leads, (${decides}) as decides`;

export const selectBooking = (
  ctx: Ctx,
  relations: Relations,
  bookingId: string,
): Promise<BookingRow | undefined> =>
  ctx.db.maybe(sql`select ${columns(relations)}, '' as sort_key from ${tables} where b.id = ${bookingId}`);

export type BookingSlice = { where: Sql; order: Sql; key: Sql; limit: number; offset: number };

/** The page is found first, on the narrow tables; what stands around it is looked up for its rows only. */
export const selectBookings = (ctx: Ctx, relations: Relations, slice: BookingSlice): Promise<BookingRow[]> =>
  ctx.db.rows(sql`
    with page as materialized (
      select b.id from bookings b join training_sessions s on s.id = b.session_id join v_identity_people p on p.user_id = b.user_id
       where ${slice.where} order by ${slice.order} limit ${slice.limit} offset ${slice.offset})
    select ${columns(relations)}, (${slice.key})::text as sort_key from page, ${tables} where b.id = page.id order by ${slice.order}`);

export async function countBookings(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count
      from bookings b join training_sessions s on s.id = b.session_id join v_identity_people p on p.user_id = b.user_id
     where ${where}`);
  return count;
}

export type Candidate = {
  id: string;
  display_name: string;
  avatar_file_id: string | null;
  is_active: boolean;
  has_booking: boolean;
};

/** People whom `may` (over `p`) lets the actor book, each with whether they have a booking of this session that lives. */
export const selectCandidates = (
  ctx: Ctx,
  sessionId: string,
  userIds: readonly string[],
  may: Sql,
): Promise<Candidate[]> =>
  ctx.db.rows(sql`
    select p.user_id as id, p.display_name, p.avatar_file_id, p.is_active,
           exists (select from bookings b where b.session_id = ${sessionId} and b.user_id = p.user_id
                      and b.state in ('requested', 'booked', 'waiting', 'offered')) as has_booking
      from unnest(${userIds}::uuid[]) with ordinality as wanted(id, place) join v_identity_people p on p.user_id = wanted.id
     where ${may} order by wanted.place`);

/** How many of those who wait in this session have asked before a booking did. */
export async function countAhead(db: Db, sessionId: string, queueNumber: number): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count from bookings
     where session_id = ${sessionId} and state = 'waiting' and queue_number < ${queueNumber}`);
  return count;
}

/** Who runs these sessions, by session: those who hold it, those who teach its course and who made it. */
export async function hostsOfSessions(db: Db, sessionIds: string[]): Promise<Map<string, string[]>> {
  const rows = await db.rows<{ session_id: string; user_ids: string[] }>(sql`
    select host.session_id, array_agg(distinct host.user_id) as user_ids
      from (select t.session_id, t.user_id from session_trainers t where t.session_id = any(${sessionIds}::uuid[])
            union all
            select s.id, staff.user_id from training_sessions s join v_catalog_course_staff staff on staff.course_id = s.course_id
             where s.id = any(${sessionIds}::uuid[])
            union all
            select s.id, s.created_by from training_sessions s where s.id = any(${sessionIds}::uuid[]) and s.created_by is not null) host
     group by host.session_id`);
  return new Map(rows.map((row) => [row.session_id, row.user_ids]));
}

/** Who has a seat in these sessions, by session. */
export async function bookedOfSessions(db: Db, sessionIds: string[]): Promise<Map<string, string[]>> {
  const rows = await db.rows<{ session_id: string; user_ids: string[] }>(sql`
    select session_id, array_agg(user_id) as user_ids from bookings
     where session_id = any(${sessionIds}::uuid[]) and state = 'booked' group by session_id`);
  return new Map(rows.map((row) => [row.session_id, row.user_ids]));
}
