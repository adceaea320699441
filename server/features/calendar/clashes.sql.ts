/** What stands in the way of planned times, in one statement: it runs while somebody types. */
import { actorId, type Ctx } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { managedSessions, visibleSessions } from './sessions.sql.ts';

/** Milliseconds since 1970: smaller in JSON than text and needs no zone. */
const ms = (column: Sql): Sql => sql`(extract(epoch from ${column}) * 1000)::bigint`;

export type PlannedTimes = {
  /** Which of several planned sessions it belongs to; 0 where there is one. */
  occurrence: number;
  starts_at: Date;
  ends_at: Date;
  starts_local: string;
  ends_local: string;
}[];

export type ClashQuestion = {
  times: PlannedTimes;
  room_id: string | null;
  trainer_ids: readonly string[];
  seats: number | null;
  /** Whose people count; null for a session that is not there yet. */
  session_id: string | null;
  /** Sessions that are being moved and cannot stand in their own way. */
  except: readonly string[];
  /** Between which moments to say when everybody is busy; null where nobody wants to know. */
  window: { from: Date; to: Date } | null;
};

type PersonJson = { id: string; display_name: string; avatar_file_id: string | null };
export type ClashJson = {
  occurrence: number;
  kind: 'room' | 'trainer' | 'people' | 'own_event' | 'holiday' | 'capacity';
  session_id: string | null;
  title: string | null;
  time_zone: string | null;
  starts_ms: number | null;
  ends_ms: number | null;
  people: PersonJson[] | null;
  people_count: number;
};
export type ClashAnswer = {
  /** False when `session_id` was given and is not theirs to change. */
  is_allowed: boolean;
  room: { id: string; name: string; capacity: number } | null;
  clashes: ClashJson[];
  busy: [number, number][];
  holidays: [string, string, string][];
  people_count: number;
  zones: { time_zone: string; people_count: number }[];
};

export function selectClashes(ctx: Ctx, asked: ClashQuestion): Promise<ClashAnswer> {
  const { times, room_id, trainer_ids, session_id, window } = asked;
  const resources = [...trainer_ids, ...(room_id ? [room_id] : [])];
  const allowed =
    session_id === null
      ? sql`true`
      : sql`exists (select from training_sessions s where s.id = ${session_id} and (${managedSessions(ctx)}))`;
  return ctx.db.one(sql`
    with days as materialized (
      select * from unnest(${times.map((one) => one.occurrence)}::int[], ${times.map((one) => one.starts_at)}::timestamptz[],
                           ${times.map((one) => one.ends_at)}::timestamptz[], ${times.map((one) => one.starts_local)}::timestamp[],
                           ${times.map((one) => one.ends_local)}::timestamp[])
        d (occurrence, starts_at, ends_at, starts_local, ends_local)),
    may as materialized (select ${allowed} as is_allowed),
    here as materialized (
      select b.user_id from bookings b, may
       where may.is_allowed and b.session_id = ${session_id}::uuid and b.state in ('booked', 'offered')),
    room as materialized (select r.id, r.name, r.capacity from rooms r where r.id = ${room_id}::uuid),
    -- Rooms and trainers: whatever is found here cannot be saved.
    taken as materialized (
      select d.occurrence, o.kind, o.session_id, o.resource_id, lower(o.during) as starts_at, upper(o.during) as ends_at
        from days d cross join unnest(${resources}::uuid[]) wanted (id)
        join session_occupancy o on o.resource_id = wanted.id and o.during && tstzrange(d.starts_at, d.ends_at)
       where o.session_id <> all(${asked.except}::uuid[])),
    -- People of this session who are somewhere else then, learning or teaching.
    elsewhere as materialized (
      select d.occurrence, b.session_id, here.user_id as resource_id, sd.starts_at, sd.ends_at
        from here join bookings b on b.user_id = here.user_id and b.state in ('booked', 'offered')
        join training_sessions s on s.id = b.session_id and s.cancelled_at is null
        join session_days sd on sd.session_id = b.session_id and sd.dropped_at is null
        join days d on sd.starts_at < d.ends_at and sd.ends_at > d.starts_at
       where b.session_id <> all(${asked.except}::uuid[])
      union all
      select d.occurrence, o.session_id, here.user_id, lower(o.during), upper(o.during)
        from here cross join days d
        join session_occupancy o on o.resource_id = here.user_id and o.during && tstzrange(d.starts_at, d.ends_at)
       where o.session_id <> all(${asked.except}::uuid[])),
    sessions as (
      select occurrence, kind, session_id, min(starts_at) as starts_at, max(ends_at) as ends_at,
             case when kind = 'trainer' then array_agg(distinct resource_id) end as user_ids
        from taken group by occurrence, kind, session_id
      union all
      select occurrence, 'people', session_id, min(starts_at), max(ends_at), array_agg(distinct resource_id)
        from elsewhere group by occurrence, session_id),
    found as (
      select x.occurrence, x.kind, case when (${visibleSessions(ctx)}) then s.id end as session_id,
             case when (${visibleSessions(ctx)}) then s.title end as title, s.time_zone, x.starts_at, x.ends_at, x.user_ids
        from sessions x join training_sessions s on s.id = x.session_id
      union all
      select d.occurrence, 'own_event', null, case when e.user_id = ${actorId(ctx)}::uuid then e.title end, e.time_zone, e.starts_at, e.ends_at,
             array[e.user_id]
        from days d cross join unnest(${trainer_ids}::uuid[]) wanted (id)
        join calendar_events e on e.user_id = wanted.id and e.starts_at < d.ends_at and e.ends_at > d.starts_at
      union all
      select distinct d.occurrence, 'holiday', null::uuid, h.name, null, null::timestamptz, null::timestamptz, null::uuid[]
        from days d join holidays h on h.ends_on >= d.starts_local::date and h.starts_on <= d.ends_local::date
      union all
      select 0, 'capacity', null, null, null, null, null, null from room where room.capacity < ${asked.seats}::int)
    select (select is_allowed from may) as is_allowed,
           (select to_jsonb(room) from room) as room,
           coalesce((select jsonb_agg(jsonb_build_object(
               'occurrence', f.occurrence, 'kind', f.kind, 'session_id', f.session_id, 'title', f.title, 'time_zone', f.time_zone,
               'starts_ms', ${ms(sql`f.starts_at`)}, 'ends_ms', ${ms(sql`f.ends_at`)},
               'people_count', coalesce(cardinality(f.user_ids), 0),
               'people', (select jsonb_agg(to_jsonb(p)) from (
                  select u.user_id as id, u.display_name, u.avatar_file_id from v_identity_people u
                   where u.user_id = any(f.user_ids) order by u.display_name, u.user_id limit 20) p))
             order by f.occurrence, array_position(array['room', 'trainer', 'people', 'own_event', 'holiday', 'capacity'], f.kind), f.starts_at, f.session_id)
             from found f), '[]') as clashes,
           ${window ? busyTimes(asked, resources, window) : sql`'[]'::jsonb`} as busy,
           ${window ? holidaysBetween(window) : sql`'[]'::jsonb`} as holidays,
           (select count(*)::int from here) as people_count,
           coalesce((select jsonb_agg(to_jsonb(z)) from (
             select p.time_zone, count(*)::int as people_count from here join v_identity_people p on p.user_id = here.user_id
              group by p.time_zone order by count(*) desc, p.time_zone limit 10) z), '[]') as zones`);
}

/** When the room, a trainer or one of the people is not free, whatever the reason. */
function busyTimes(asked: ClashQuestion, resources: string[], window: { from: Date; to: Date }): Sql {
  return sql`coalesce((select jsonb_agg(distinct jsonb_build_array(${ms(sql`b.starts_at`)}, ${ms(sql`b.ends_at`)})) from (
      select lower(o.during) as starts_at, upper(o.during) as ends_at
        from (select unnest(${resources}::uuid[]) as id union select user_id from here) wanted
        join session_occupancy o on o.resource_id = wanted.id and o.during && tstzrange(${window.from}, ${window.to})
       where o.session_id <> all(${asked.except}::uuid[])
      union all
      select e.starts_at, e.ends_at from calendar_events e
       where e.user_id = any(${asked.trainer_ids}::uuid[]) and e.starts_at < ${window.to} and e.ends_at > ${window.from}
      union all
      select sd.starts_at, sd.ends_at from here
        join bookings k on k.user_id = here.user_id and k.state in ('booked', 'offered')
        join training_sessions s on s.id = k.session_id and s.cancelled_at is null
        join session_days sd on sd.session_id = s.id and sd.dropped_at is null
       where s.id <> all(${asked.except}::uuid[]) and sd.starts_at < ${window.to} and sd.ends_at > ${window.from}) b), '[]')`;
}

const holidaysBetween = (window: { from: Date; to: Date }): Sql => sql`
  coalesce((select jsonb_agg(jsonb_build_array(h.starts_on, h.ends_on, h.name) order by h.starts_on) from holidays h
    where h.ends_on >= ${window.from}::timestamptz::date - 1 and h.starts_on <= ${window.to}::timestamptz::date + 1), '[]')`;

export type Blocking = {
  /** Which of the sessions, from 0. */
  occurrence: number;
  kind: 'room' | 'trainer';
  /** Name of the room or the trainer. */
  what: string;
  /** The other one is among the sessions that are being planned. */
  is_own: boolean;
  session_id: string | null;
  title: string | null;
  time_zone: string;
  starts_at: string;
  ends_at: string;
};

/** The first thing that stands in the way of these sessions as they are written but not yet in possession of rooms and trainers. */
export const selectBlocking = (ctx: Ctx, sessionIds: readonly string[]): Promise<Blocking | undefined> =>
  ctx.db.maybe(sql`
    with mine as materialized (
      select array_position(${sessionIds}::uuid[], s.id) - 1 as occurrence, s.id, d.id as day_id, d.starts_at, d.ends_at, r.kind, r.resource_id
        from training_sessions s
        join session_days d on d.session_id = s.id and d.dropped_at is null
        cross join lateral (
          select 'room', s.room_id where s.room_id is not null
          union all select 'trainer', t.user_id from session_trainers t where t.session_id = s.id) r (kind, resource_id)
       where s.id = any(${sessionIds}::uuid[]) and s.cancelled_at is null),
    met as (
      select m.occurrence, m.kind, m.resource_id, false as is_own, o.session_id, lower(o.during) as starts_at, upper(o.during) as ends_at
        from mine m join session_occupancy o
          on o.resource_id = m.resource_id and o.during && tstzrange(m.starts_at, m.ends_at)
       where o.session_id <> all(${sessionIds}::uuid[])
      union all
      select m.occurrence, m.kind, m.resource_id, true, other.id, other.starts_at, other.ends_at
        from mine m join mine other
          on other.resource_id = m.resource_id and other.starts_at < m.ends_at and other.ends_at > m.starts_at and other.day_id <> m.day_id)
    select met.occurrence, met.kind, met.is_own, met.starts_at, met.ends_at, s.time_zone,
           coalesce((select r.name::text from rooms r where r.id = met.resource_id),
                    (select p.display_name from v_identity_people p where p.user_id = met.resource_id)) as what,
           case when (${visibleSessions(ctx)}) then s.id end as session_id,
           case when (${visibleSessions(ctx)}) then s.title end as title
      from met join training_sessions s on s.id = met.session_id
     order by met.is_own, met.occurrence, met.kind, met.starts_at limit 1`);
