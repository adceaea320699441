/** What stands in somebody's calendar, of every kind, in one statement. */
import type { BookingState } from '#contract/calendar.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { isoText, managedSessions, offeredSessions, wallText } from './sessions.sql.ts';

export type EntryView = 'mine' | 'offered' | 'teaching';
export type Range = { from: string; to: string };

export type SessionJson = {
  id: string;
  day_id: string;
  starts_at: string;
  ends_at: string;
  cancelled_at: string | null;
  is_trainer: boolean;
  is_managed: boolean;
  booking: BookingState | null;
  time_zone: string;
  starts_local: string;
  ends_local: string;
  day_number: number;
  day_count: number;
  room_name: string | null;
  is_online: boolean;
  seats: number;
  seats_taken: number;
  waiting_count: number;
  trainer_names: string[];
  record_version: number;
};

export type EntryRow = {
  kind: 'session' | 'deadline' | 'expiry' | 'own_event' | 'holiday';
  key: string;
  title: string;
  starts_at: string | null;
  ends_at: string | null;
  starts_on: string | null;
  ends_on: string | null;
  link: string | null;
  course_id: string | null;
  session: SessionJson | null;
};

/** Sessions of the view in the range, over `training_sessions s`; joined by what is few: one's own, or the range. */
function chosenSessions(ctx: Ctx, view: EntryView, range: Range): Sql {
  const self = actorId(ctx);
  const within = sql`s.starts_at < ${range.to}::timestamptz and s.ends_at > ${range.from}::timestamptz`;
  const mine = sql`
    select s.id from (
      select b.session_id from bookings b
       where b.user_id = ${self}::uuid and b.state in ('requested', 'booked', 'waiting', 'offered')
      union select t.session_id from session_trainers t where t.user_id = ${self}::uuid) m
      join training_sessions s on s.id = m.session_id where ${within}`;
  if (view === 'mine') return mine;
  if (view === 'teaching')
    return sql`select s.id from training_sessions s where ${within} and (${managedSessions(ctx)})`;
  return sql`${mine} union
    select s.id from training_sessions s where ${within} and s.starts_at > ${ctx.now}::timestamptz and ${offeredSessions}`;
}

const sessionRows = (ctx: Ctx, view: EntryView, range: Range): Sql => sql`
  select 'session' as kind, 'day:' || d.id as key, s.title, d.starts_at, d.ends_at, null::date as starts_on, null::date as ends_on,
         '/sessions/' || s.id as link, s.course_id,
         json_build_object('id', s.id, 'day_id', d.id, 'starts_at', ${isoText(sql`s.starts_at`)}, 'ends_at', ${isoText(sql`s.ends_at`)},
           'cancelled_at', ${isoText(sql`s.cancelled_at`)}, 'time_zone', s.time_zone,
           'is_managed', (${managedSessions(ctx)}),
           'is_trainer', exists (select from session_trainers t where t.session_id = s.id and t.user_id = ${actorId(ctx)}::uuid),
           'booking', (select b.state from bookings b where b.session_id = s.id and b.user_id = ${actorId(ctx)}::uuid
                         and b.state in ('requested', 'booked', 'waiting', 'offered')),
           'starts_local', ${wallText(sql`d.starts_local`)}, 'ends_local', ${wallText(sql`d.ends_local`)},
           'day_number', d.day_number, 'day_count', d.day_count, 'room_name', r.name, 'is_online', s.online_url is not null,
           'seats', s.seats, 'seats_taken', s.seats_taken, 'waiting_count', s.waiting_count, 'record_version', s.record_version,
           'trainer_names', array(
             select (select p.display_name from v_identity_people p where p.user_id = t.user_id) from session_trainers t
              where t.session_id = s.id order by 1)) as session
    from (${chosenSessions(ctx, view, range)}) chosen
    -- All days are counted, also those outside the range; session by session, whatever the planner thinks of their number.
    cross join lateral (
      select x.id, x.session_id, x.starts_at, x.ends_at, x.starts_local, x.ends_local,
             row_number() over (order by x.starts_at) as day_number, count(*) over () as day_count
        from session_days x where x.session_id = chosen.id and x.dropped_at is null) d
    join training_sessions s on s.id = d.session_id
    left join rooms r on r.id = s.room_id
   where d.starts_at < ${range.to}::timestamptz and d.ends_at > ${range.from}::timestamptz`;

/** When enrollments that are under way are due. */
export const deadlineRows = (userId: string | null, range: Range): Sql => sql`
  select 'deadline' as kind, 'deadline:' || e.enrollment_id as key, c.title, e.due_at as starts_at, e.due_at as ends_at, null::date as starts_on,
         null::date as ends_on, '/courses/' || e.course_id as link, e.course_id, null::json as session
    from v_enrollment_enrollments e join v_catalog_courses c on c.course_id = e.course_id
   where e.student_id = ${userId}::uuid and e.status = 'active' and e.due_at >= ${range.from}::timestamptz and e.due_at < ${range.to}::timestamptz`;

/**
 * When certificates and skills end, as days of the person's own calendar. A certificate that has been renewed ends for nobody.
 * Over `me (user_id, time_zone)`.
 */
export const expiryRows = (range: Range): Sql => sql`
  select 'expiry' as kind, 'certificate:' || c.certificate_id as key, c.course_title as title, null::timestamptz as starts_at,
         null::timestamptz as ends_at, (c.expires_at at time zone me.time_zone)::date as starts_on,
         (c.expires_at at time zone me.time_zone)::date as ends_on, '/certificates/' || c.certificate_id as link, c.course_id, null::json as session
    from me join v_certificates_certificates c on c.student_id = me.user_id
   where c.revoked_at is null and c.expires_at >= ${range.from}::timestamptz and c.expires_at < ${range.to}::timestamptz
     and not exists (select from v_certificates_certificates later
                      where later.student_id = c.student_id and later.renews_id = c.certificate_id and later.revoked_at is null)
  union all
  select 'expiry', 'skill:' || u.skill_id || ':' || ends.on_day, k.name, null, null, ends.on_day, ends.on_day, '/skills', null, null
    from me join v_skills_user_skills u on u.user_id = me.user_id
    join v_skills_skills k on k.skill_id = u.skill_id and not k.is_retired
    cross join lateral (select distinct until as on_day from unnest(u.proven_until) until
                         where until >= (${range.from}::timestamptz at time zone me.time_zone)::date
                           and until <= (${range.to}::timestamptz at time zone me.time_zone)::date and isfinite(until)) ends`;

const eventRows = (range: Range): Sql => sql`
  select 'own_event', 'own:' || e.id, e.title,
         case when not e.all_day then e.starts_at end, case when not e.all_day then e.ends_at end,
         case when e.all_day then e.starts_local::date end, case when e.all_day then e.ends_local::date - 1 end, null, null, null
    from me join calendar_events e on e.user_id = me.user_id
   where e.starts_at < ${range.to}::timestamptz and e.ends_at > ${range.from}::timestamptz`;

const holidayRows = (range: Range): Sql => sql`
  select 'holiday', 'holiday:' || h.id, h.name, null, null, h.starts_on, h.ends_on, null, null, null
    from me join holidays h on h.ends_on >= (${range.from}::timestamptz at time zone me.time_zone)::date
                           and h.starts_on <= (${range.to}::timestamptz at time zone me.time_zone)::date`;

/** Everything between two moments, in the order of time. */
export const selectEntries = (ctx: Ctx, view: EntryView, range: Range): Promise<EntryRow[]> =>
  ctx.db.rows(sql`
    with me as materialized (select user_id, time_zone from v_identity_people where user_id = ${actorId(ctx)}::uuid)
    select * from (
      ${sessionRows(ctx, view, range)}
      ${view === 'teaching' ? sql`` : sql`union all ${deadlineRows(actorId(ctx), range)} union all ${expiryRows(range)}`}
      union all ${eventRows(range)}
      union all ${holidayRows(range)}) entries
     order by coalesce(starts_at, starts_on::timestamp at time zone 'UTC'), key`);
