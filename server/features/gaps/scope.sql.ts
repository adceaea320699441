/**
 * Whom a table is about and what is asked of them, as common table expressions: `people` and `needs`.
 *
 * What roles ask depends on department and position alone: people at whom the same profiles fit stand at one `place`, and it is
 * worked out once per place, not per person.
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

/**
 * The line is joined only where a filter or the grouping asks for it.
 *
 * @param rowKey  over `p`, `d`, `l`: what the people are grouped by
 */
export const scopeCtes = (ctx: Ctx, filter: ScopeFilter, rowKey: Sql, isByManager = false): Sql => sql`
  scope as materialized (
    select p.user_id, p.display_name, coalesce(${rowKey}, ${noKey}::uuid) as row_key, ${todayOf(ctx, sql`p.time_zone`)} as today,
           d.department_id, d.position_id, d.last_active, dense_rank() over (order by d.department_id, d.position_id) as spot
      from v_identity_people p
      join v_identity_places d on d.user_id = p.user_id
      ${isByManager || asksForManager(filter) ? sql`left join v_reporting_managers l on l.user_id = p.user_id and l.valid_until is null` : sql``}
     where ${peopleMatching(ctx, filter)}),
  places as materialized (
    select s.spot, f.profile_ids, (dense_rank() over (order by f.profile_ids))::int as place
      from (select distinct on (spot) spot, department_id, position_id from scope) s
      cross join lateral (
        select coalesce(array_agg(r.id order by r.id), '{}') as profile_ids
          from role_profiles r where ${fits(sql`s.department_id`, sql`s.position_id`)}) f),
  people as materialized (
    select s.user_id, s.display_name, s.row_key, s.today, s.last_active, pl.place from scope s join places pl on pl.spot = s.spot),
  needs as materialized (
    select pl.place, s.skill_id, max(s.level) as level
      from (select distinct on (place) place, profile_ids from places) pl
      cross join lateral unnest(pl.profile_ids) as fitting(id)
      join role_profile_skills s on s.role_profile_id = fitting.id
      join v_skills_skills k on k.skill_id = s.skill_id and not k.is_retired
     where ${all([
       filter.skill && sql`s.skill_id = ${filter.skill}`,
       filter.profile && sql`s.role_profile_id = ${filter.profile}`,
       filter.category && sql`k.category = ${filter.category}`,
     ])}
     group by pl.place, s.skill_id),
  asked_levels as materialized (
    select k.skill_id, array_agg(coalesce(n.level, 0) order by pl.place) as by_place
      from (select distinct place from places) pl
      cross join (select distinct skill_id from needs) k
      left join needs n on n.place = pl.place and n.skill_id = k.skill_id
     group by k.skill_id)`;

const asksForManager = (filter: ScopeFilter): boolean =>
  Boolean(filter.manager || filter.without_manager || filter.direct);

/**
 * What people have in the skills that are asked for, as `h`: no row for what they never had, level 0 where the skill is asked of
 * others. It is read person by person from the key of `user_skills`, which carries the levels: neither a line of fifty nor one of
 * thousands reads the table. The level asked for is picked from an array, as a join by place and skill at once is planned for the
 * wrong side.
 */
export const heldOfAsked = (filter: ScopeFilter): Sql => sql`(
  select u.user_id, u.row_key, u.today, u.skill_id, a.by_place[u.place] as level, u.proven_until, u.declared_level
    from (select p.user_id, p.row_key, p.today, p.place, us.skill_id, us.proven_until, us.declared_level
            from people p
            cross join lateral (
              select us.skill_id, us.proven_until, us.declared_level from v_skills_user_skills us
               where us.user_id = p.user_id and ${filter.skill ? sql`us.skill_id = ${filter.skill}` : sql`true`} offset 0) us
          offset 0) u
    join asked_levels a on a.skill_id = u.skill_id) h`;

/** True when the filter asks for some skills only: then people of whom none of them is asked are left out. */
export const isNarrowed = (filter: ScopeFilter): boolean =>
  [filter.skill, filter.profile, filter.category].some((one) => one !== undefined && one !== '');
