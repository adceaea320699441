/** Queries on training sessions. One row carries what a card, a page and the policy need, so that each is one round trip. */
import type { Approval, BookingState, bookingOutcomes } from '#contract/calendar.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { all, any, assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import { notFound } from '#server/platform/errors.ts';

export type DayRow = {
  id: string;
  starts_local: string;
  ends_local: string;
  starts_at: string;
  ends_at: string;
};
export type SessionRow = {
  id: string;
  title: string;
  description: string;
  course_id: string | null;
  course_title: string | null;
  course_code: string | null;
  lesson_id: string | null;
  series_id: string | null;
  series_position: number | null;
  series_count: number | null;
  time_zone: string;
  starts_at: string;
  ends_at: string;
  days: DayRow[];
  room_id: string | null;
  room: { id: string; name: string; location: string; capacity: number } | null;
  online_url: string | null;
  trainers: { id: string; display_name: string; avatar_file_id: string | null }[];
  seats: number;
  seats_taken: number;
  waiting_count: number;
  requested_count: number;
  waiting_list: boolean;
  cut_off_minutes: number;
  offer_minutes: number;
  approval: Approval;
  attendance_percent: number;
  ical_sequence: number;
  cancelled_at: string | null;
  cancel_reason: string | null;
  sheet_file_id: string | null;
  created_by: string | null;
  created_at: string;
  updated_at: string;
  record_version: number;
  /** The caller runs it: an administrator, one of its trainers, its maker, or a trainer of its course. */
  is_managed: boolean;
  is_trainer: boolean;
  /** Somebody has or had a booking of it, whatever became of it. */
  was_booked: boolean;
  /** Whether lists and links show it to the caller. */
  is_visible: boolean;
  own_booking: {
    id: string;
    state: BookingState;
    place: number | null;
    offered_until: string | null;
    outcome: (typeof bookingOutcomes)[number];
    record_version: number;
  } | null;
};

/** As `starts_at` is written everywhere else; inside JSON PostgreSQL would write it its own way. */
export const isoText = (column: Sql): Sql =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
export const wallText = (column: Sql): Sql => sql`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI')`;

/** SQL condition over `training_sessions s`: the sessions that the actor runs. */
export function managedSessions(ctx: Ctx): Sql {
  if (hasRole(ctx.actor, 'admin')) return sql`true`;
  const self = actorId(ctx);
  if (!self || !hasRole(ctx.actor, 'trainer')) return sql`false`;
  return sql`s.created_by = ${self}::uuid
    or s.id in (select t.session_id from session_trainers t where t.user_id = ${self}::uuid)
    or s.course_id in (select staff.course_id from v_catalog_course_staff staff where staff.user_id = ${self}::uuid)`;
}

/** SQL condition over `training_sessions s`: the actor has a seat, waits for one, or asked for one. */
export const ownSessions = (ctx: Ctx): Sql => sql`s.id in (
  select b.session_id from bookings b
   where b.user_id = ${actorId(ctx)}::uuid and b.state in ('requested', 'booked', 'waiting', 'offered'))`;

const taughtSessions = (ctx: Ctx): Sql =>
  sql`s.id in (select t.session_id from session_trainers t where t.user_id = ${actorId(ctx)}::uuid)`;

/** SQL condition over `training_sessions s`: on offer to everybody who is signed in. */
export const offeredSessions = sql`s.cancelled_at is null and (s.course_id is null or exists (
  select from v_catalog_courses c where c.course_id = s.course_id and c.status = 'published' and c.deleted_at is null))`;

/** SQL condition over `training_sessions s`: what the actor may see. */
export const visibleSessions = (ctx: Ctx): Sql =>
  hasRole(ctx.actor, 'admin')
    ? sql`true`
    : any([offeredSessions, ownSessions(ctx), taughtSessions(ctx), managedSessions(ctx)]);

const bookingColumns = sql`
  jsonb_build_object('id', b.id, 'state', b.state, 'offered_until', ${isoText(sql`b.offered_until`)}, 'outcome', b.outcome,
    'record_version', b.record_version,
    'place', case when b.state = 'waiting' then (
      select count(*) from bookings ahead
       where ahead.session_id = b.session_id and ahead.state = 'waiting' and ahead.queue_number <= b.queue_number) end)`;

/** Over `training_sessions s`. */
const sessionColumns = (ctx: Ctx): Sql => sql`
  s.id, s.title, s.description, s.course_id, c.title as course_title, c.code as course_code, s.lesson_id, s.series_id,
  s.time_zone, s.starts_at, s.ends_at, s.room_id, s.online_url, s.seats, s.seats_taken, s.waiting_count, s.requested_count,
  s.waiting_list, s.cut_off_minutes, s.offer_minutes, s.approval, s.attendance_percent, s.ical_sequence, s.cancelled_at,
  s.cancel_reason, s.sheet_file_id, s.created_by, s.created_at, s.updated_at, s.record_version,
  case when s.series_id is not null and s.cancelled_at is null then (
    select count(*)::int from training_sessions o
     where o.series_id = s.series_id and o.cancelled_at is null and (o.starts_at, o.id) <= (s.starts_at, s.id)) end as series_position,
  case when s.series_id is not null then (
    select count(*)::int from training_sessions o where o.series_id = s.series_id and o.cancelled_at is null) end as series_count,
  case when r.id is not null then jsonb_build_object('id', r.id, 'name', r.name, 'location', r.location, 'capacity', r.capacity) end as room,
  (select jsonb_agg(jsonb_build_object('id', d.id, 'starts_at', ${isoText(sql`d.starts_at`)}, 'ends_at', ${isoText(sql`d.ends_at`)},
            'starts_local', ${wallText(sql`d.starts_local`)}, 'ends_local', ${wallText(sql`d.ends_local`)}) order by d.starts_at)
     from session_days d where d.session_id = s.id and d.dropped_at is null) as days,
  coalesce((select jsonb_agg(jsonb_build_object('id', p.user_id, 'display_name', p.display_name, 'avatar_file_id', p.avatar_file_id)
                             order by p.display_name, p.user_id)
     from session_trainers t cross join lateral (
       select x.user_id, x.display_name, x.avatar_file_id from v_identity_people x where x.user_id = t.user_id offset 0) p
    where t.session_id = s.id), '[]') as trainers,
  (${managedSessions(ctx)}) as is_managed,
  (${taughtSessions(ctx)}) as is_trainer,
  exists (select from bookings b where b.session_id = s.id) as was_booked,
  (select ${bookingColumns} from bookings b where b.session_id = s.id and b.user_id = ${actorId(ctx)}::uuid
      and b.state in ('requested', 'booked', 'waiting', 'offered')) as own_booking`;

const joined = sql`left join rooms r on r.id = s.room_id left join v_catalog_courses c on c.course_id = s.course_id`;
const sessionTables = sql`training_sessions s ${joined}`;

export const selectSession = (ctx: Ctx, sessionId: string): Promise<SessionRow | undefined> =>
  ctx.db.maybe(sql`
    select ${sessionColumns(ctx)}, (${visibleSessions(ctx)}) as is_visible from ${sessionTables} where s.id = ${sessionId}`);

export type Alternative = {
  id: string;
  title: string;
  starts_at: string;
  time_zone: string;
  free_seats: number;
};
/** `leads`: there are people below the caller, whom they may book. */
export type SessionDetailRow = SessionRow & { alternatives: Alternative[]; leads: boolean };

/** With the next planned sessions of the same course or series in which a seat can still be taken. */
export const selectSessionDetail = (ctx: Ctx, sessionId: string): Promise<SessionDetailRow | undefined> =>
  ctx.db.maybe(sql`
    with shown as materialized (
      select ${sessionColumns(ctx)}, (${visibleSessions(ctx)}) as is_visible from ${sessionTables} where s.id = ${sessionId}),
    next as materialized (
      select s.id, s.title, ${isoText(sql`s.starts_at`)} as starts_at, s.time_zone, s.seats - s.seats_taken as free_seats
        from shown join training_sessions s on s.course_id = shown.course_id or s.series_id = shown.series_id
       where ${all([
         sql`s.id <> shown.id and s.cancelled_at is null and s.seats_taken < s.seats and s.waiting_count = 0`,
         sql`s.starts_at - make_interval(mins => s.cut_off_minutes) > ${ctx.now}::timestamptz`,
         visibleSessions(ctx),
       ])}
       order by s.starts_at, s.id limit 3)
    select shown.*, coalesce((select jsonb_agg(to_jsonb(next) order by next.starts_at, next.id) from next), '[]') as alternatives,
           exists (select from reporting_line(${actorId(ctx)}::uuid, ${ctx.now}::timestamptz)) as leads
      from shown`);

/**
 * A page of sessions. `where` is over `training_sessions s`; what a card shows is looked up for the page's rows only, one by one
 * (`offset 0`), because a plan made for any page size would read the whole table.
 */
export const selectSessions = (
  ctx: Ctx,
  page: { where: Sql; order: Sql; limit: number; offset: number },
): Promise<SessionRow[]> =>
  ctx.db.rows(sql`
    with page as materialized (
      select s.id from training_sessions s where ${page.where} order by ${page.order} limit ${page.limit} offset ${page.offset})
    select ${sessionColumns(ctx)}, true as is_visible
      from page cross join lateral (select x.* from training_sessions x where x.id = page.id offset 0) s ${joined}
     order by ${page.order}`);

export async function countSessions(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from training_sessions s where ${where}`,
  );
  return count;
}

/**
 * Takes the lock under which everything about a session's seats, times and state happens. In the order of ids, so that two
 * who lock several never wait for each other.
 *
 * @throws AppError `record.not-found` when one of them is gone
 */
export async function lockSessions(db: Db, sessionIds: readonly string[]): Promise<void> {
  const locked = await db.run(
    sql`select 1 from training_sessions where id = any(${sessionIds}::uuid[]) order by id for update`,
  );
  if (locked < new Set(sessionIds).size) throw notFound('session');
}

/** This session and the later ones of its series that are not over, in the order of time. */
export const selectFollowing = (db: Db, session: SessionRow, now: Date): Promise<{ id: string }[]> =>
  db.rows(sql`
    select id from training_sessions
     where series_id = ${session.series_id}::uuid and cancelled_at is null and ends_at > ${now.toISOString()}::timestamptz
       and (starts_at, id) >= (${session.starts_at}::timestamptz, ${session.id}::uuid)
     order by starts_at, id`);

export type SessionValues = {
  series_id: string | null;
  course_id: string | null;
  lesson_id: string | null;
  title: string;
  description: string;
  time_zone: string;
  room_id: string | null;
  online_url: string | null;
  seats: number;
  waiting_list: boolean;
  cut_off_minutes: number;
  offer_minutes: number;
  approval: Approval;
  attendance_percent: number;
};

/** Sessions of one kind at different times: everything but the times is the same. */
export async function insertSessions(
  ctx: Ctx,
  values: SessionValues,
  times: { id: string; starts_at: Date; ends_at: Date }[],
): Promise<void> {
  await ctx.db.run(sql`
    insert into training_sessions (id, starts_at, ends_at, series_id, course_id, lesson_id, title, description, time_zone, room_id, online_url,
                                   seats, waiting_list, cut_off_minutes, offer_minutes, approval, attendance_percent, created_by, created_at, updated_at)
    select t.id, t.starts_at, t.ends_at, ${values.series_id}::uuid, ${values.course_id}::uuid, ${values.lesson_id}::uuid, ${values.title},
           ${values.description}, ${values.time_zone}, ${values.room_id}::uuid, ${values.online_url}, ${values.seats}, ${values.waiting_list},
           ${values.cut_off_minutes}, ${values.offer_minutes}, ${values.approval}, ${values.attendance_percent}, ${actorId(ctx)}::uuid,
           ${ctx.now}, ${ctx.now}
      from unnest(${times.map((one) => one.id)}::uuid[], ${times.map((one) => one.starts_at)}::timestamptz[],
                  ${times.map((one) => one.ends_at)}::timestamptz[]) t (id, starts_at, ends_at)`);
}

export type DayValues = {
  id: string;
  session_id: string;
  starts_local: string;
  ends_local: string;
  starts_at: Date;
  ends_at: Date;
};

/** Writes days, new and moved, in one statement: days that change places with each other are judged when all have moved. */
export async function writeDays(db: Db, days: readonly DayValues[]): Promise<void> {
  await db.run(sql`
    insert into session_days (id, session_id, starts_local, ends_local, starts_at, ends_at)
    select * from unnest(${days.map((one) => one.id)}::uuid[], ${days.map((one) => one.session_id)}::uuid[],
                         ${days.map((one) => one.starts_local)}::timestamp[], ${days.map((one) => one.ends_local)}::timestamp[],
                         ${days.map((one) => one.starts_at)}::timestamptz[], ${days.map((one) => one.ends_at)}::timestamptz[])
    on conflict (id) do update set starts_local = excluded.starts_local, ends_local = excluded.ends_local,
                                   starts_at = excluded.starts_at, ends_at = excluded.ends_at
     where (session_days.starts_local, session_days.ends_local, session_days.starts_at, session_days.ends_at)
           is distinct from (excluded.starts_local, excluded.ends_local, excluded.starts_at, excluded.ends_at)`);
}

export const dropDays = (db: Db, dayIds: readonly string[], now: Date): Promise<number> =>
  db.run(sql`update session_days set dropped_at = ${now} where id = any(${dayIds}::uuid[])`);

/** Sets the first and the last moment from the days. */
export const takeTimesFromDays = (db: Db, sessionIds: readonly string[]): Promise<number> =>
  db.run(sql`
    update training_sessions s set starts_at = d.starts_at, ends_at = d.ends_at
      from (select session_id, min(starts_at) as starts_at, max(ends_at) as ends_at from session_days
             where session_id = any(${sessionIds}::uuid[]) and dropped_at is null group by session_id) d
     where s.id = d.session_id and (s.starts_at, s.ends_at) is distinct from (d.starts_at, d.ends_at)`);

/** @returns false when `expected_version` is given and someone else was faster */
export async function updateSessionRow(
  db: Db,
  sessionId: string,
  fields: Record<string, unknown>,
  options: { expected_version?: number | undefined; raises_sequence: boolean; now: Date },
): Promise<boolean> {
  const set = assignments(fields);
  const touched = await db.run(sql`
    update training_sessions set ${set ? sql`${set}, ` : sql``}${options.raises_sequence ? sql`ical_sequence = ical_sequence + 1, ` : sql``}
           updated_at = ${options.now}, record_version = record_version + 1
     where ${all([sql`id = ${sessionId}`, options.expected_version !== undefined && sql`record_version = ${options.expected_version}`])}`);
  return touched === 1;
}

export async function replaceSessionTrainers(
  db: Db,
  sessionIds: readonly string[],
  userIds: readonly string[],
): Promise<void> {
  await db.run(
    sql`delete from session_trainers where session_id = any(${sessionIds}::uuid[]) and user_id <> all(${userIds}::uuid[])`,
  );
  await db.run(sql`
    insert into session_trainers (session_id, user_id)
    select s.id, u.id from unnest(${sessionIds}::uuid[]) s (id) cross join unnest(${userIds}::uuid[]) u (id) on conflict do nothing`);
}

/**
 * Writes anew when the rooms and trainers of these sessions are taken. All are given free first, so that sessions of a series
 * may move into each other's places. Fails with `session_occupancy_apart_excl`.
 */
export async function occupySessions(db: Db, sessionIds: readonly string[]): Promise<void> {
  await db.run(sql`delete from session_occupancy where session_id = any(${sessionIds}::uuid[])`);
  await db.run(sql`select occupy_session(s.id) from unnest(${sessionIds}::uuid[]) s (id)`);
}
