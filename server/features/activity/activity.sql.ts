/** Reads activity. */
import type { Db } from '#server/platform/db/database.ts';
import { join, type Sql, sql } from '#server/platform/db/sql.ts';
import type { Area } from './verbs.ts';

export type ActivityRow = {
  id: string;
  occurred_at: string;
  verb: string;
  area: Area;
  actor_id: string | null;
  actor_name: string | null;
  actor_avatar: string | null;
  user_id: string | null;
  user_name: string | null;
  user_avatar: string | null;
  course_id: string | null;
  course_title: string | null;
  object_type: string;
  object_id: string | null;
  object_name: string | null;
  details: Record<string, unknown>;
  ip: string;
};

/**
 * The newest rows that any of the conditions finds. Each is cut by itself, because one index can be walked in order and two
 * joined by `or` cannot; names are looked up for the rows of the page only.
 */
export const selectActivity = (db: Db, anyOf: readonly Sql[], limit: number): Promise<ActivityRow[]> =>
  db.rows(sql`
    with found as (
      ${join(
        anyOf.map(
          (where) =>
            sql`(select a.occurred_at, a.id from activity a where ${where} order by a.occurred_at desc, a.id desc limit ${limit})`,
        ),
        ' union ',
      )}
    ), shown as materialized (
      select a.* from activity a join found on found.id = a.id and found.occurred_at = a.occurred_at
       order by a.occurred_at desc, a.id desc limit ${limit}
    )
    select a.id, a.occurred_at, a.verb, a.area, a.actor_id, actor.display_name as actor_name, actor.avatar_file_id as actor_avatar,
           a.user_id, about.display_name as user_name, about.avatar_file_id as user_avatar, a.course_id, course.title as course_title,
           a.object_type, a.object_id, a.details, a.ip,
           (select n.name from v_activity_names n where n.id = a.object_id and n.kind = a.object_type limit 1) as object_name
      from shown a
      left join v_identity_people actor on actor.user_id = a.actor_id
      left join v_identity_people about on about.user_id = a.user_id
      left join v_catalog_published_courses course on course.course_id = a.course_id
     order by a.occurred_at desc, a.id desc`);

export type HourRow = { weekday: number; hour: number; actions: number; people: number };
export type DayRow = { date: string; actions: number; people: number };
export type EngagementRow = {
  people: number;
  active_people: number;
  actions: number;
  hours: HourRow[];
  by_day: DayRow[];
};

/** Everything about engagement in one statement: people of the group, hours of the week and days, told in the reader's zone. */
export const selectEngagement = (
  db: Db,
  input: { group: Sql; now: Date; days: number; time_zone: string },
): Promise<EngagementRow> =>
  db.one(sql`
    with people as materialized (
      select p.user_id from v_identity_people p where p.is_active and ${input.group}
    ), period as (
      select (${input.now}::timestamptz at time zone ${input.time_zone})::date as last_day
    ), done as materialized (
      select h.user_id, h.actions, h.hour at time zone ${input.time_zone} as local
        from activity_hours h, period
       where h.hour >= (period.last_day - ${input.days - 1}::int)::timestamp at time zone ${input.time_zone}
         and h.hour <= ${input.now}::timestamptz and h.user_id in (select user_id from people)
    ), hours as (
      select extract(isodow from local)::int as weekday, extract(hour from local)::int as hour, sum(actions)::int as actions,
             count(distinct user_id)::int as people
        from done group by 1, 2
    ), days as (
      select d::date as date, coalesce(sum(done.actions), 0)::int as actions, count(distinct done.user_id)::int as people
        from period, generate_series(period.last_day - ${input.days - 1}::int, period.last_day, interval '1 day') d
        left join done on done.local::date = d::date
       group by 1
    )
    select (select count(*)::int from people) as people, (select count(distinct user_id)::int from done) as active_people,
           (select coalesce(sum(actions), 0)::int from done) as actions,
           (select coalesce(json_agg(h order by h.weekday, h.hour), '[]') from hours h) as hours,
           (select json_agg(d order by d.date) from days d) as by_day`);

export async function timeZoneOf(db: Db, userId: string | null): Promise<string> {
  const row = await db.maybe<{ time_zone: string }>(
    sql`select time_zone from v_identity_people where user_id = ${userId}::uuid`,
  );
  return row?.time_zone ?? 'UTC';
}
