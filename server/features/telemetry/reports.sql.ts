/** Writes reports: counts that are there are raised, new ones are made while there is room. Keys in order, so none wait in a circle. */
import type { ClientReport, Device, Vital } from '#contract/telemetry.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

export const mostErrors = 500;
export const mostRoutesPerDay = 200;

export type NewError = {
  fingerprint: string;
  kind: NonNullable<ClientReport['errors']>[number]['kind'];
  message: string;
  stack: string;
  route: string;
  count: number;
};

/** Another version than the one it was solved in opens it again. */
export async function countErrors(
  db: Db,
  errors: readonly NewError[],
  seen: { version: string; now: Date },
): Promise<void> {
  const { version, now } = seen;
  const sorted = errors.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const column = <Key extends keyof NewError>(key: Key) => sorted.map((one) => one[key]);
  await db.run(sql`
    with given as (
      select * from unnest(${column('fingerprint')}::text[], ${column('kind')}::text[], ${column('message')}::text[], ${column('stack')}::text[],
                           ${column('route')}::text[], ${column('count')}::int[]) as given (fingerprint, kind, message, stack, route, count)
    ), kept as (
      insert into client_errors as e (fingerprint, kind, message, stack, route, version, count, first_seen_at, last_seen_at)
      select fingerprint, kind, message, stack, route, ${version}, count, ${now}::timestamptz, ${now}::timestamptz
        from given
       where exists (select from client_errors known where known.fingerprint = given.fingerprint)
          or (select count(*) from client_errors) < ${mostErrors}::int
       order by fingerprint
      on conflict (fingerprint) do update set
        count = least(e.count::bigint + excluded.count, 2000000000)::int, last_seen_at = excluded.last_seen_at, version = excluded.version,
        route = excluded.route, stack = excluded.stack,
        solved_at = case when e.solved_version = excluded.version then e.solved_at end,
        solved_version = case when e.solved_version = excluded.version then e.solved_version end
      returning e.fingerprint)
    insert into client_error_days as d (fingerprint, date, count)
    select kept.fingerprint, (${now}::timestamptz at time zone 'UTC')::date, given.count from kept join given using (fingerprint)
     order by kept.fingerprint
    on conflict (fingerprint, date) do update set count = least(d.count::bigint + excluded.count, 2000000000)::int`);
}

export async function countVitals(
  db: Db,
  measures: readonly { route: string; vital: Vital; bucket: number }[],
  now: Date,
): Promise<void> {
  const column = <Key extends 'route' | 'vital' | 'bucket'>(key: Key) => measures.map((one) => one[key]);
  await db.run(sql`
    with given as (
      select route, vital, bucket, count(*)::int as count
        from unnest(${column('route')}::text[], ${column('vital')}::text[], ${column('bucket')}::smallint[]) as given (route, vital, bucket)
       group by 1, 2, 3
    ), day as (select (${now}::timestamptz at time zone 'UTC')::date as date)
    insert into client_vital_days as v (date, route, vital, bucket, count)
    select day.date, route, vital, bucket, count from given, day
     where exists (select from client_vital_days known where known.date = day.date and known.route = given.route)
        or (select count(distinct known.route) from client_vital_days known where known.date = day.date) < ${mostRoutesPerDay}::int
     order by route, vital, bucket
    on conflict (date, route, vital, bucket) do update set count = v.count + excluded.count`);
}

export async function countViews(
  db: Db,
  views: readonly { route: string; count: number }[],
  by: { role: string; device: Device; now: Date },
): Promise<void> {
  await db.run(sql`
    with given as (
      select route, sum(count)::int as count
        from unnest(${views.map((one) => one.route)}::text[], ${views.map((one) => one.count)}::int[]) as given (route, count) group by 1
    ), day as (select (${by.now}::timestamptz at time zone 'UTC')::date as date)
    insert into client_view_days as v (date, route, role, device, views)
    select day.date, route, ${by.role}, ${by.device}, count from given, day
     where exists (select from client_view_days known where known.date = day.date and known.route = given.route)
        or (select count(distinct known.route) from client_view_days known where known.date = day.date) < ${mostRoutesPerDay}::int
     order by route
    on conflict (date, route, role, device) do update set views = least(v.views::bigint + excluded.views, 2000000000)::int`);
}

/** Solved or open, an error that was not seen for so long says nothing about what runs today. */
export async function forgetBefore(db: Db, now: Date, days: number): Promise<number> {
  const { gone } = await db.one<{ gone: number }>(sql`
    with line as (select (${now}::timestamptz at time zone 'UTC')::date - ${days}::int as date),
         e as (delete from client_errors using line where last_seen_at < line.date returning 1),
         d as (delete from client_error_days using line where client_error_days.date < line.date returning 1),
         v as (delete from client_vital_days using line where client_vital_days.date < line.date returning 1),
         w as (delete from client_view_days using line where client_view_days.date < line.date returning 1)
    select ((select count(*) from e) + (select count(*) from d) + (select count(*) from v) + (select count(*) from w))::int as gone`);
  return gone;
}
