/** Queries on reporting lines. Nothing is dated ahead, so the line without an end is the one that holds. */
import { actorId, type Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { loginSessionId } from '#server/platform/db/in-transaction.ts';
import { identifier, type Sql, sql } from '#server/platform/db/sql.ts';

/** A person as JSON in a row: `personJson('m')` for `v_identity_people m`; null where the join found nobody. */
export type PersonJson = {
  id: string;
  display_name: string;
  avatar_file_id: string | null;
  department: string | null;
  position: string | null;
  is_active: boolean;
};
export const personJson = (alias: string): Sql => {
  const of = identifier(alias);
  return sql`case when ${of}.user_id is not null then jsonb_build_object('id', ${of}.user_id, 'display_name', ${of}.display_name,
    'avatar_file_id', ${of}.avatar_file_id, 'department', ${of}.department, 'position', ${of}.position, 'is_active', ${of}.is_active) end`;
};

/** Instants inside JSON, written as all other answers write them. */
export const iso = (column: Sql): Sql =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export type LineRow = {
  person: PersonJson;
  email: string;
  manager: PersonJson | null;
  since: string | null;
  direct_reports: number;
  acting: PersonJson[];
  sort_key: string;
};

export const lineTables = sql`
  v_identity_people p
  left join reporting_lines l on l.user_id = p.user_id and l.valid_until is null
  left join v_identity_people m on m.user_id = l.manager_id`;

export const directReports = sql`
  (select count(*) from reporting_lines d where d.manager_id = p.user_id and d.valid_until is null)::int`;

export type LineSlice = { where: Sql; order: Sql; key: Sql; limit: number; offset: number };

export const selectLines = (db: Db, slice: LineSlice, now: Date): Promise<LineRow[]> =>
  db.rows(sql`
    select ${personJson('p')} as person, p.email, ${personJson('m')} as manager, l.valid_from as since,
           ${directReports} as direct_reports, (${slice.key})::text as sort_key,
           coalesce((select jsonb_agg(${personJson('s')} order by s.display_name)
                       from acting_managers a join v_identity_people s on s.user_id = a.acting_id
                      where a.manager_id = p.user_id and a.valid_from <= ${now} and a.valid_until > ${now}), '[]') as acting
      from ${lineTables} where ${slice.where} order by ${slice.order} limit ${slice.limit} offset ${slice.offset}`);

export async function countLines(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from ${lineTables} where ${where}`,
  );
  return count;
}

export type ManagerRow = {
  manager: PersonJson | null;
  since: string | null;
  acting: { id: string; person: PersonJson; valid_from: string; valid_until: string; reason: string }[];
  history: {
    manager: PersonJson;
    valid_from: string;
    valid_until: string | null;
    set_by_name: string | null;
  }[];
};

/** @param at  null: the line that holds now */
export const selectManagerOf = (db: Db, userId: string, at: Date | null, now: Date): Promise<ManagerRow> => {
  const holds = at
    ? sql`l.valid_from <= ${at} and (l.valid_until is null or l.valid_until > ${at})`
    : sql`l.valid_until is null`;
  const moment = at ?? now;
  return db.one(sql`
    select ${personJson('m')} as manager, l.valid_from as since,
           coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'person', ${personJson('s')}, 'valid_from', ${iso(sql`a.valid_from`)},
                                                         'valid_until', ${iso(sql`a.valid_until`)}, 'reason', a.reason) order by a.valid_from)
                       from acting_managers a join v_identity_people s on s.user_id = a.acting_id
                      where a.manager_id = l.manager_id and a.valid_from <= ${moment} and a.valid_until > ${moment}), '[]') as acting,
           coalesce((select jsonb_agg(jsonb_build_object('manager', ${personJson('w')}, 'valid_from', ${iso(sql`h.valid_from`)},
                                                         'valid_until', ${iso(sql`h.valid_until`)}, 'set_by_name', b.display_name)
                                      order by h.valid_from desc, h.id desc)
                       from reporting_lines h join v_identity_people w on w.user_id = h.manager_id
                       left join v_identity_people b on b.user_id = h.set_by
                      where h.user_id = one.user_id), '[]') as history
      from (select ${userId}::uuid as user_id) one
      left join reporting_lines l on l.user_id = one.user_id and ${holds}
      left join v_identity_people m on m.user_id = l.manager_id`);
};

export type KnownPerson = { user_id: string; email: string; is_active: boolean; time_zone: string };

export const selectPeople = (db: Db, ids: readonly string[]): Promise<KnownPerson[]> =>
  db.rows(sql`
    select user_id, email::text as email, is_active, time_zone from v_identity_people where user_id = any (${ids}::uuid[])`);

export const selectPeopleByEmail = (db: Db, emails: readonly string[]): Promise<KnownPerson[]> =>
  db.rows(sql`
    select user_id, lower(email::text) as email, is_active, time_zone from v_identity_people where email = any (${emails}::citext[])`);

export const selectOpenLines = (
  db: Db,
): Promise<{ user_id: string; manager_id: string; manager_email: string }[]> =>
  db.rows(sql`
    select l.user_id, l.manager_id, m.email::text as manager_email
      from reporting_lines l join v_identity_people m on m.user_id = l.manager_id where l.valid_until is null`);

/** Everybody with their manager's address, for the file. */
export const selectExported = (
  db: Db,
  where: Sql,
): Promise<{ email: string; manager_email: string | null }[]> =>
  db.rows(sql`
    select p.email::text as email, m.email::text as manager_email from ${lineTables} where ${where} order by p.email`);

/** One at a time: whether a ring closes depends on all lines, so no two changes may be under way together. */
export const lockLines = (db: Db): Promise<unknown> =>
  db.run(sql`select pg_advisory_xact_lock(hashtext('lyceum reporting lines'))`);

export type ManagerChange = { user_id: string; manager_id: string | null };

const wanted = (changes: readonly ManagerChange[]): Sql => sql`
  unnest(${changes.map((one) => one.user_id)}::uuid[], ${changes.map((one) => one.manager_id)}::uuid[]) as w(user_id, manager_id)`;

/** Ends the lines that are not as wanted. Who waited for the lock comes with an older clock: time never runs backwards here. */
export const endLines = (
  ctx: Ctx,
  changes: readonly ManagerChange[],
): Promise<{ user_id: string; previous_manager_id: string }[]> =>
  ctx.db.rows(sql`
    update reporting_lines l set valid_until = greatest(${ctx.now}::timestamptz, l.valid_from)
      from ${wanted(changes)}
     where l.user_id = w.user_id and l.valid_until is null and l.manager_id is distinct from w.manager_id
    returning l.user_id, l.manager_id as previous_manager_id`);

export const beginLines = (ctx: Ctx, changes: readonly ManagerChange[]): Promise<{ user_id: string }[]> =>
  ctx.db.rows(sql`
    insert into reporting_lines (id, user_id, manager_id, valid_from, set_by, created_at)
    select new_uuid_v7(${ctx.now}), w.user_id, w.manager_id,
           greatest(${ctx.now}::timestamptz, (select max(x.valid_until) from reporting_lines x where x.user_id = w.user_id)),
           ${actorId(ctx)}::uuid, ${ctx.now}
      from ${wanted(changes)}
     where w.manager_id is not null
       and not exists (select 1 from reporting_lines x where x.user_id = w.user_id and x.valid_until is null)
    returning user_id`);

/** People among these who now stand above themselves. Rings elsewhere were refused when they would have been made. */
export const selectRings = (db: Db, userIds: readonly string[]): Promise<{ user_id: string }[]> =>
  db.rows(sql`
    with recursive above as (
      select l.user_id as start, l.manager_id as at from reporting_lines l
       where l.user_id = any (${userIds}::uuid[]) and l.valid_until is null
      union
      select a.start, l.manager_id from above a join reporting_lines l on l.user_id = a.at and l.valid_until is null
       where a.at <> a.start)
    select distinct start as user_id from above where at = start`);

export type ManagerChanged = ManagerChange & { previous_manager_id: string | null };

/** One fact per person whose manager changed; an import changes thousands. */
export const tellChanged = (ctx: Ctx, changed: readonly ManagerChanged[]): Promise<number> =>
  ctx.db.run(sql`
    insert into facts (id, name, payload, actor_id, request_id, login_session_id, ip)
    select new_uuid_v7(${ctx.now}), 'manager.changed',
           jsonb_build_object('user_id', c.user_id, 'manager_id', c.manager_id, 'previous_manager_id', c.previous_id),
           ${actorId(ctx)}::uuid, ${ctx.request_id}, ${loginSessionId(ctx)}::uuid, ${ctx.origin.ip}
      from unnest(${changed.map((one) => one.user_id)}::uuid[], ${changed.map((one) => one.manager_id)}::uuid[],
                  ${changed.map((one) => one.previous_manager_id)}::uuid[]) as c(user_id, manager_id, previous_id)`);
