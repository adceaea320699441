/**
 * Whom a table is about and what is asked of them, as common table expressions: `people` and `needs`.
 *
 * What roles ask depends on department and position alone, so it is worked out once per pair of them (`place`), not per person.
 */
import { inLine } from '#server/features/reporting/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';

export type ScopeFilter = {
  search?: string | undefined;
  department?: string | undefined;
  manager?: string | undefined;
  direct?: boolean | undefined;
  category?: string | undefined;
  skill?: string | undefined;
  profile?: string | undefined;
  /** This person alone. */
  person?: string | undefined;
  without_manager?: boolean | undefined;
  without_department?: boolean | undefined;
};

/** SQL condition over `r` (role_profiles): it is for somebody at this department and position. */
export const fits = (department: Sql, position: Sql): Sql => sql`
  (r.position_id is null or r.position_id = ${position})
  and (r.department_id is null or exists (
    select 1 from v_gaps_departments_within w where w.department_id = ${department} and w.within_id = r.department_id))`;

export function peopleMatching(ctx: Ctx, filter: ScopeFilter): Sql {
  const words = filter.search?.trim().replace(/[\\%_]/g, '\\$&');
  return all([
    sql`p.is_active`,
    inLine(ctx, sql`p.user_id`),
    filter.person && sql`p.user_id = ${filter.person}`,
    filter.department && sql`d.department_id = ${filter.department}`,
    filter.without_department && sql`d.department_id is null`,
    filter.manager && sql`l.manager_id = ${filter.manager}`,
    filter.without_manager && sql`l.manager_id is null`,
    filter.direct && sql`l.manager_id = ${actorId(ctx)}::uuid`,
    words && sql`search_normal(p.display_name || ' ' || p.email) like '%' || search_normal(${words}) || '%'`,
  ]);
}

/** The day it is where somebody lives. */
export const todayOf = (ctx: Ctx, timeZone: Sql): Sql =>
  sql`(${ctx.now}::timestamptz at time zone ${timeZone})::date`;

/** Stands for "nobody" and "no department", so that groups can be joined by their key. */
export const noKey = '00000000-0000-0000-0000-000000000000';

/** @param rowKey  over `p`, `d`, `l`: what the people are grouped by */
export const scopeCtes = (ctx: Ctx, filter: ScopeFilter, rowKey: Sql): Sql => sql`
  people as materialized (
    select p.user_id, coalesce(${rowKey}, ${noKey}::uuid) as row_key, ${todayOf(ctx, sql`p.time_zone`)} as today,
           d.department_id, d.position_id, dense_rank() over (order by d.department_id, d.position_id) as place
      from v_identity_people p
      join v_identity_places d on d.user_id = p.user_id
      left join v_reporting_managers l on l.user_id = p.user_id and l.valid_until is null
     where ${peopleMatching(ctx, filter)}),
  places as (
    select place, department_id, position_id, count(*)::int as people_count from people group by place, department_id, position_id),
  needs as materialized (
    select pl.place, pl.people_count, s.skill_id, max(s.level) as level
      from places pl
      join role_profiles r on ${fits(sql`pl.department_id`, sql`pl.position_id`)}
      join role_profile_skills s on s.role_profile_id = r.id
      join v_skills_skills k on k.skill_id = s.skill_id and not k.is_retired
     where ${all([
       filter.skill && sql`s.skill_id = ${filter.skill}`,
       filter.profile && sql`r.id = ${filter.profile}`,
       filter.category && sql`k.category = ${filter.category}`,
     ])}
     group by pl.place, pl.people_count, s.skill_id)`;

/**
 * `met`: who is at target in what, for `scopeCtes`. What people have is read person by person and then held against what is asked;
 * the fence keeps the planner, which takes a line for some fifty people, from looking up each level of thousands by itself.
 */
export const metCte: Sql = sql`
  held as (
    select p.user_id, p.place, p.today, us.skill_id, us.proven_until
      from people p join v_skills_user_skills us on us.user_id = p.user_id offset 0),
  met as materialized (
    select h.user_id, h.skill_id, h.proven_until[n.level] as until, h.today
      from held h join needs n on n.place = h.place and n.skill_id = h.skill_id
     where h.proven_until[n.level] > h.today)`;

/** True when the filter asks for some skills only: then people of whom none of them is asked are left out. */
export const isNarrowed = (filter: ScopeFilter): boolean =>
  [filter.skill, filter.profile, filter.category].some((one) => one !== undefined && one !== '');
