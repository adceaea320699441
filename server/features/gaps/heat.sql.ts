/** The heat table in one statement, and the people behind its figures in another. */
import { type GapState, gapStates, type HeatRows } from '#contract/gaps-shapes.ts';
import { type PersonJson, personJson } from '#server/features/reporting/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { isNarrowed, metCte, noKey, type ScopeFilter, scopeCtes } from './scope.sql.ts';

export type HeatFilter = ScopeFilter & {
  rows: HeatRows;
  only_gaps?: boolean | undefined;
  ordering: 'gaps' | '-gaps' | 'name' | '-name';
};

export type HeatCellRow = {
  skill_id: string;
  required_count: number;
  met_count: number;
  /** 1-based place in `gapStates`. */
  worst: number;
  required_level: number;
  level: number;
  ends_on: string | null;
};
export type HeatRowRow = {
  id: string | null;
  name: string | null;
  person: PersonJson | null;
  people_count: number;
  required_count: number;
  gap_count: number;
  cells: HeatCellRow[];
};
export type HeatTable = {
  count: number;
  people_count: number;
  people_below_count: number;
  required_count: number;
  gap_count: number;
  columns: {
    skill_id: string;
    name: string;
    category: string;
    required_count: number;
    below_count: number;
  }[];
  rows: HeatRowRow[];
};

const groups: Record<HeatRows, { key: Sql; name: Sql; names: Sql; person: Sql }> = {
  people: {
    key: sql`p.user_id`,
    name: sql`i.display_name`,
    names: sql`left join v_identity_people i on i.user_id = r.row_key`,
    person: personJson('i'),
  },
  teams: {
    key: sql`l.manager_id`,
    name: sql`i.display_name`,
    names: sql`left join v_identity_people i on i.user_id = r.row_key`,
    person: personJson('i'),
  },
  departments: {
    key: sql`d.department_id`,
    name: sql`i.name`,
    names: sql`left join v_identity_departments i on i.department_id = r.row_key`,
    person: sql`null::jsonb`,
  },
};

const orderOf = (ordering: HeatFilter['ordering'], name: Sql): Sql =>
  ({
    '-gaps': sql`r.gap_count desc, lower(${name}) nulls last, r.row_key`,
    gaps: sql`r.gap_count, lower(${name}) nulls last, r.row_key`,
    name: sql`lower(${name}) nulls last, r.row_key`,
    '-name': sql`lower(${name}) desc nulls last, r.row_key`,
  })[ordering];

/** The first day on which the required level no longer holds; null when it does not end. */
const endOf = (level: Sql): Sql =>
  sql`case when us.proven_until[${level}] < 'infinity' then us.proven_until[${level}] end`;

/**
 * Sums are taken over everybody from those who are at target (`met`), which costs one pass over what people have; how somebody
 * stands exactly is worked out for the rows of the page alone.
 */
export const selectHeat = (
  ctx: Ctx,
  filter: HeatFilter,
  range: { limit: number; offset: number },
): Promise<HeatTable> => {
  const group = groups[filter.rows];
  return ctx.db.one(sql`
    with ${scopeCtes(ctx, filter, group.key)},
    ${metCte},
    asked as (select place, count(*)::int as needed from needs group by place),
    had as (select user_id, count(*)::int as met from met group by user_id),
    counted as materialized (
      select p.user_id, p.row_key, coalesce(a.needed, 0) as needed, coalesce(h.met, 0) as met
        from people p left join asked a on a.place = p.place left join had h on h.user_id = p.user_id
       where ${isNarrowed(filter) ? sql`a.needed > 0` : sql`true`}),
    grouped as (
      select row_key, count(*)::int as people_count, sum(needed)::int as required_count, sum(needed - met)::int as gap_count
        from counted group by row_key having ${filter.only_gaps ? sql`sum(needed - met) > 0` : sql`true`}),
    shown as materialized (
      select r.row_key, ${group.name} as name, ${group.person} as person, r.people_count, r.required_count, r.gap_count,
             row_number() over (order by ${orderOf(filter.ordering, group.name)}) as nth
        from grouped r ${group.names}
       order by nth limit ${range.limit} offset ${range.offset}),
    mine as materialized (select p.user_id, p.row_key, p.place, p.today from shown s join people p on p.row_key = s.row_key),
    theirs as materialized (
      select us.user_id, us.skill_id, us.proven_until, us.declared_level
        from mine p join v_skills_user_skills us on us.user_id = p.user_id),
    cells as materialized (
      select p.row_key, n.skill_id, count(*)::int as required_count,
             (count(*) filter (where us.proven_until[n.level] > p.today))::int as met_count,
             max(array_position(${gapStates as readonly string[]}::text[], gap_state(n.level, us.proven_until, us.declared_level, p.today))) as worst,
             max(n.level) as required_level, coalesce(max(skill_level_on(us.proven_until, p.today)), 0) as level,
             max(${endOf(sql`n.level`)}) as ends_on
        from mine p
        join needs n on n.place = p.place
        left join theirs us on us.user_id = p.user_id and us.skill_id = n.skill_id
       group by p.row_key, n.skill_id)
    select (select count(*)::int from grouped) as count,
           (select count(*)::int from counted) as people_count,
           (select count(*)::int from counted where needed > met) as people_below_count,
           (select coalesce(sum(needed), 0)::int from counted) as required_count,
           (select coalesce(sum(needed - met), 0)::int from counted) as gap_count,
           coalesce((select jsonb_agg(jsonb_build_object('skill_id', k.skill_id, 'name', k.name, 'category', k.category,
                       'required_count', c.required_count, 'below_count', c.required_count - coalesce(m.met_count, 0)) order by k.category, lower(k.name))
                       from (select skill_id, sum(people_count)::int as required_count from needs group by skill_id) c
                       join v_skills_skills k on k.skill_id = c.skill_id
                       left join (select skill_id, count(*)::int as met_count from met group by skill_id) m on m.skill_id = c.skill_id), '[]') as columns,
           coalesce((select jsonb_agg(jsonb_build_object('id', nullif(s.row_key, ${noKey}::uuid), 'name', s.name, 'person', s.person, 'people_count', s.people_count,
                       'required_count', s.required_count, 'gap_count', s.gap_count,
                       'cells', coalesce((select jsonb_agg(to_jsonb(c) - 'row_key') from cells c where c.row_key = s.row_key), '[]')) order by s.nth)
                       from shown s), '[]') as rows`);
};

export type GapPersonRow = {
  person: PersonJson;
  skill_id: string;
  skill_name: string;
  required_level: number;
  level: number;
  declared_level: number | null;
  state: GapState;
  ends_on: string | null;
};

export const selectGapPeople = (
  ctx: Ctx,
  filter: ScopeFilter & { below: boolean; state?: GapState | undefined },
  range: { limit: number; offset: number },
): Promise<{ count: number; rows: GapPersonRow[] }> =>
  ctx.db.one(sql`
    with ${scopeCtes(ctx, filter, sql`p.user_id`)},
    standing as materialized (
      select p.user_id, n.skill_id, n.level as required_level, coalesce(skill_level_on(us.proven_until, p.today), 0) as level,
             us.declared_level, gap_state(n.level, us.proven_until, us.declared_level, p.today) as state, ${endOf(sql`n.level`)} as ends_on
        from people p
        join needs n on n.place = p.place
        left join v_skills_user_skills us on us.user_id = p.user_id and us.skill_id = n.skill_id
       where ${filter.below && !filter.state ? sql`coalesce(us.proven_until[n.level] <= p.today, true)` : sql`true`}),
    matching as materialized (
      select * from standing s where ${filter.state ? sql`s.state = ${filter.state}` : sql`true`}),
    shown as (
      select m.*, ${personJson('i')} as person, k.name as skill_name, row_number() over (order by lower(i.display_name), m.user_id, lower(k.name)) as nth
        from matching m join v_identity_people i on i.user_id = m.user_id join v_skills_skills k on k.skill_id = m.skill_id
       order by nth limit ${range.limit} offset ${range.offset})
    select (select count(*)::int from matching) as count,
           coalesce((select jsonb_agg(to_jsonb(s) - 'nth' - 'user_id' order by s.nth) from shown s), '[]') as rows`);
