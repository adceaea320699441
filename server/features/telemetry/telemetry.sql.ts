/** Reads reports: errors, usage, measures. */
import type { ClientError, Usage } from '#contract/telemetry.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';

export type ErrorRow = ClientError & { matching: number };

export const selectErrors = (
  db: Db,
  where: Sql,
  more: { now: Date; limit: number; offset: number },
): Promise<ErrorRow[]> =>
  db.rows(sql`
    with shown as (
      select e.*, count(*) over ()::int as matching from client_errors e where ${where}
       order by e.last_seen_at desc, e.fingerprint limit ${more.limit} offset ${more.offset}
    )
    select s.fingerprint, s.kind, s.message, s.stack, s.route, s.version, s.count, s.first_seen_at, s.last_seen_at, s.solved_at, s.matching,
           (select json_agg(json_build_object('date', day::date, 'count', coalesce(d.count, 0)) order by day)
              from generate_series((${more.now}::timestamptz at time zone 'UTC')::date - 13, (${more.now}::timestamptz at time zone 'UTC')::date, interval '1 day') day
              left join client_error_days d on d.fingerprint = s.fingerprint and d.date = day::date) as by_day
      from shown s order by s.last_seen_at desc, s.fingerprint`);

export const updateSolved = (db: Db, fingerprint: string, solvedAt: Date | null): Promise<number> =>
  db.run(sql`
    update client_errors set solved_at = ${solvedAt}::timestamptz, solved_version = case when ${solvedAt}::timestamptz is not null then version end
     where fingerprint = ${fingerprint}`);

export const selectOpenErrors = (db: Db, now: Date): Promise<{ kinds: number; today: number }> =>
  db.one(sql`
    select (select count(*)::int from client_errors where solved_at is null) as kinds,
           (select coalesce(sum(d.count), 0)::int from client_error_days d join client_errors e using (fingerprint)
             where e.solved_at is null and e.last_seen_at > ${now}::timestamptz - interval '1 day'
               and d.date >= (${now}::timestamptz at time zone 'UTC')::date - 1) as today`);

type UsageRow = Omit<Usage, 'days' | 'vitals'>;

/** Days are told in the reader's zone where hours are known; browsers' counts are of days in UTC. */
export const selectUsage = (
  db: Db,
  input: { now: Date; days: number; time_zone: string },
): Promise<UsageRow> =>
  db.one(sql`
    with period as (
      select (${input.now}::timestamptz at time zone ${input.time_zone})::date as last_day,
             (${input.now}::timestamptz at time zone ${input.time_zone})::date - ${input.days - 1}::int as first_day
    ), done as materialized (
      select distinct h.user_id, (h.hour at time zone ${input.time_zone})::date as date
        from v_activity_hours h, period
       where h.hour >= period.first_day::timestamp at time zone ${input.time_zone} and h.hour <= ${input.now}::timestamptz
    ), views as materialized (
      select v.* from client_view_days v, period where v.date between period.first_day and period.last_day + 1
    ), days as (
      select d::date as date, (select count(*)::int from done where done.date = d::date) as people,
             (select coalesce(sum(v.views), 0)::int from views v where v.date = d::date) as views
        from period, generate_series(period.first_day, period.last_day, interval '1 day') d
    ), funnel as (
      select count(*)::int as enrolled, count(*) filter (where e.started_at is not null or e.completed_at is not null)::int as started,
             count(*) filter (where e.completed_at is not null)::int as completed
        from v_enrollment_enrollments e, period where e.enrolled_at >= period.first_day::timestamp at time zone ${input.time_zone}
    )
    select (select count(*)::int from v_identity_people where is_active) as people,
           (select count(distinct user_id)::int from done) as active_people,
           (select json_agg(d order by d.date) from days d) as by_day,
           (select coalesce(json_agg(r order by r.views desc, r.route), '[]') from (select route, sum(views)::int as views from views group by 1 order by 2 desc, 1 limit 12) r) as routes,
           (select coalesce(json_agg(r order by r.views desc, r.role), '[]') from (select role, sum(views)::int as views from views group by 1) r) as roles,
           (select coalesce(json_agg(r order by r.views desc, r.device), '[]') from (select device, sum(views)::int as views from views group by 1) r) as devices,
           (select to_json(f) from funnel f) as funnel`);

/** A page needs so many visits before its 75th percentile says anything. */
const fewestVisits = 10;

export type VitalRow = {
  route: string;
  vital: Usage['vitals'][number]['vital'];
  bucket: number;
  visits: number;
};

/** The bucket in which the 75th of a hundred visits lies. */
export const selectVitals = (db: Db, now: Date, days: number): Promise<VitalRow[]> =>
  db.rows(sql`
    with counted as (
      select route, vital, bucket, sum(count)::int as count from client_vital_days
       where date > (${now}::timestamptz at time zone 'UTC')::date - ${days}::int group by 1, 2, 3
    ), running as (
      select *, sum(count) over (partition by route, vital order by bucket) as until, sum(count) over (partition by route, vital)::int as visits from counted
    )
    select route, vital, min(bucket)::int as bucket, visits from running
     where until >= visits * 0.75 and visits >= ${fewestVisits}::int
     group by route, vital, visits order by visits desc, route, vital limit 60`);
