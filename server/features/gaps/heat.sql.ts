/** The heat table in one statement, and the people behind its figures in another. */
import { type GapState, gapStates, type HeatRows } from '#contract/gaps-shapes.ts';
import { type PersonJson, personJson } from '#server/features/reporting/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { join, type Sql, sql } from '#server/platform/db/sql.ts';
import { heldOfAsked, isNarrowed, noKey, type ScopeFilter, scopeCtes } from './scope.sql.ts';

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
  /** These three of a person only; null for groups. */
  required_level: number | null;
  level: number | null;
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

type Grouping = {
  /** Over `p`, `d`, `l`. */
  key: Sql;
  /** Over `r` and what `names` joins. */
  name: Sql;
  names: Sql;
  person: Sql;
  sums: (filter: ScopeFilter) => Sql;
  cells: Sql;
};

/** The 1-based place in `gapStates`, the worst last. */
const rankOf = (state: Sql): Sql =>
  sql`case ${state} ${join(
    gapStates.map((one, index) => sql`when ${one}::text then ${index + 1}::int`),
    ' ',
  )} end`;
const rankOfNone = gapStates.indexOf('none') + 1;

/** The first day on which the required level no longer holds; null when it does not end. */
const endOf = (level: Sql): Sql =>
  sql`case when us.proven_until[${level}] < 'infinity' then us.proven_until[${level}] end`;

/** Of people the sums are taken from who is at target alone; how somebody stands exactly is worked out for the page. */
const sumsOfPeople = (filter: ScopeFilter): Sql => sql`
  select h.user_id, null::uuid as row_key, h.skill_id, count(*)::int as met
    from ${heldOfAsked(filter)} where h.proven_until[h.level] > h.today
   group by grouping sets ((h.user_id), (h.skill_id))`;

const cellsOfPeople: Sql = sql`
  select p.row_key, n.skill_id, 1 as required_count, coalesce(us.proven_until[n.level] > p.today, false)::int as met_count,
         ${rankOf(sql`gap_state(n.level, us.proven_until, us.declared_level, p.today)`)} as worst,
         n.level as required_level, coalesce(skill_level_on(us.proven_until, p.today), 0) as level, ${endOf(sql`n.level`)} as ends_on
    from (select p.user_id, p.row_key, p.place, p.today from shown s join people p on p.row_key = s.row_key offset 0) p
    join needs n on n.place = p.place
    left join v_skills_user_skills us on us.user_id = p.user_id and us.skill_id = n.skill_id`;

/** Of groups the worst state comes from the same pass; whoever has no row for a skill stands at none. */
const sumsOfGroups = (filter: ScopeFilter): Sql => sql`
  select r.user_id, r.row_key, r.skill_id, (count(*) filter (where r.is_met))::int as met, count(*)::int as held, max(r.rank) as worst
    from (select h.user_id, h.row_key, h.skill_id, h.proven_until[h.level] > h.today as is_met,
                 ${rankOf(sql`gap_state(h.level, h.proven_until, h.declared_level, h.today)`)} as rank
            from ${heldOfAsked(filter)} where h.level > 0 offset 0) r
   group by grouping sets ((r.user_id), (r.row_key, r.skill_id))`;

const cellsOfGroups: Sql = sql`
  select a.row_key, a.skill_id, a.required_count, coalesce(m.met, 0) as met_count,
         greatest(m.worst, case when a.required_count > coalesce(m.held, 0) then ${rankOfNone}::int end) as worst,
         null::int as required_level, null::int as level, null::date as ends_on
    from (select g.row_key, n.skill_id, sum(g.people_count)::int as required_count
            from (select p.row_key, p.place, count(*) as people_count
                    from shown s join people p on p.row_key = s.row_key group by p.row_key, p.place) g
            join needs n on n.place = g.place group by g.row_key, n.skill_id) a
    left join met m on m.row_key = a.row_key and m.skill_id = a.skill_id`;

const groups: Record<HeatRows, Grouping> = {
  people: {
    key: sql`p.user_id`,
    name: sql`r.display_name`,
    names: sql``,
    person: personJson('i'),
    sums: sumsOfPeople,
    cells: cellsOfPeople,
  },
  teams: {
    key: sql`l.manager_id`,
    name: sql`m.display_name`,
    names: sql`left join v_identity_people m on m.user_id = r.row_key`,
    person: personJson('i'),
    sums: sumsOfGroups,
    cells: cellsOfGroups,
  },
  departments: {
    key: sql`d.department_id`,
    name: sql`m.name`,
    names: sql`left join v_identity_departments m on m.department_id = r.row_key`,
    person: sql`null::jsonb`,
    sums: sumsOfGroups,
    cells: cellsOfGroups,
  },
};

const orderOf = (ordering: HeatFilter['ordering'], name: Sql): Sql =>
  ({
    '-gaps': sql`r.gap_count desc, lower(${name}) nulls last, r.row_key`,
    gaps: sql`r.gap_count, lower(${name}) nulls last, r.row_key`,
    name: sql`lower(${name}) nulls last, r.row_key`,
    '-name': sql`lower(${name}) desc nulls last, r.row_key`,
  })[ordering];

/** `met`: sums per person and, beside them, per skill or per group and skill, from one pass over what people have. */
export const selectHeat = (
  ctx: Ctx,
  filter: HeatFilter,
  range: { limit: number; offset: number },
): Promise<HeatTable> => {
  const group = groups[filter.rows];
  return ctx.db.one(sql`
    with ${scopeCtes(ctx, filter, group.key, filter.rows === 'teams')},
    met as materialized (${group.sums(filter)}),
    asked as (select place, count(*)::int as needed from needs group by place),
    counted as materialized (
      select p.user_id, p.row_key, p.display_name, coalesce(a.needed, 0) as needed, coalesce(h.met, 0) as met
        from people p left join asked a on a.place = p.place left join met h on h.user_id = p.user_id
       where ${isNarrowed(filter) ? sql`a.needed > 0` : sql`true`}),
    grouped as (
      select row_key, min(display_name) as display_name, count(*)::int as people_count, sum(needed)::int as required_count,
             sum(needed - met)::int as gap_count
        from counted group by row_key having ${filter.only_gaps ? sql`sum(needed - met) > 0` : sql`true`}),
    shown as materialized (
      select r.row_key, ${group.name} as name, r.people_count, r.required_count, r.gap_count,
             row_number() over (order by ${orderOf(filter.ordering, group.name)}) as nth
        from grouped r ${group.names}
       order by nth limit ${range.limit} offset ${range.offset}),
    cells as (${group.cells}),
    lines as materialized (
      select c.row_key, json_agg(json_build_object('skill_id', c.skill_id, 'required_count', c.required_count, 'met_count', c.met_count,
               'worst', c.worst, 'required_level', c.required_level, 'level', c.level, 'ends_on', c.ends_on)) as cells
        from cells c group by c.row_key)
    select (select count(*)::int from grouped) as count,
           (select count(*)::int from counted) as people_count,
           (select count(*)::int from counted where needed > met) as people_below_count,
           (select coalesce(sum(needed), 0)::int from counted) as required_count,
           (select coalesce(sum(needed - met), 0)::int from counted) as gap_count,
           coalesce((select jsonb_agg(jsonb_build_object('skill_id', k.skill_id, 'name', k.name, 'category', k.category,
                       'required_count', c.required_count, 'below_count', c.required_count - coalesce(m.met_count, 0)) order by k.category, lower(k.name))
                       from (select n.skill_id, sum(a.people_count)::int as required_count
                               from needs n join (select place, count(*) as people_count from people group by place) a on a.place = n.place
                              group by n.skill_id) c
                       join v_skills_skills k on k.skill_id = c.skill_id
                       left join (select skill_id, sum(met)::int as met_count from met where skill_id is not null group by skill_id) m
                         on m.skill_id = c.skill_id), '[]') as columns,
           coalesce((select json_agg(json_build_object('id', nullif(s.row_key, ${noKey}::uuid), 'name', s.name, 'person', ${group.person},
                       'people_count', s.people_count, 'required_count', s.required_count, 'gap_count', s.gap_count,
                       'cells', coalesce(c.cells, '[]')) order by s.nth)
                       from shown s left join lines c on c.row_key = s.row_key
                       left join v_identity_people i on i.user_id = s.row_key), '[]') as rows`);
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

type PeopleFilter = ScopeFilter & { below: boolean; state?: GapState | undefined };

/** Over `a` (what is asked) and `had`: how many rows a person has in the list. */
function amountOf({ state, below }: PeopleFilter): Sql {
  if (state === 'none') return sql`a.needed - coalesce(had.held, 0) + coalesce(had.matching, 0)`;
  if (state) return sql`coalesce(had.matching, 0)`;
  return below ? sql`a.needed - coalesce(had.matching, 0)` : sql`a.needed`;
}

/** Rows are counted per person first, so that only the people of the page are looked at skill by skill. */
export const selectGapPeople = (
  ctx: Ctx,
  filter: PeopleFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ count: number; rows: GapPersonRow[] }> =>
  ctx.db.one(sql`
    with ${scopeCtes(ctx, filter, sql`p.user_id`)},
    asked as (select place, count(*)::int as needed from needs group by place),
    had as (
      select h.user_id, count(*)::int as held, (count(*) filter (where ${
        filter.state
          ? sql`gap_state(h.level, h.proven_until, h.declared_level, h.today) = ${filter.state}`
          : sql`h.proven_until[h.level] > h.today`
      }))::int as matching
        from ${heldOfAsked(filter)} where h.level > 0 group by h.user_id),
    counted as (
      select p.user_id, p.display_name, p.place, p.today, ${amountOf(filter)} as amount
        from people p join asked a on a.place = p.place left join had on had.user_id = p.user_id),
    numbered as materialized (
      select c.*, sum(c.amount) over (order by lower(c.display_name), c.user_id) - c.amount as before from counted c where c.amount > 0),
    standing as (
      select p.user_id, p.display_name, p.before, n.skill_id, n.level as required_level,
             coalesce(skill_level_on(us.proven_until, p.today), 0) as level, us.declared_level,
             gap_state(n.level, us.proven_until, us.declared_level, p.today) as state, ${endOf(sql`n.level`)} as ends_on,
             us.proven_until[n.level] > p.today as is_met
        from (select * from numbered where before < ${offset + limit}::int and before + amount > ${offset}::int offset 0) p
        join needs n on n.place = p.place
        left join v_skills_user_skills us on us.user_id = p.user_id and us.skill_id = n.skill_id),
    listed as (
      select s.*, k.name as skill_name,
             min(s.before) over () + row_number() over (order by lower(s.display_name), s.user_id, lower(k.name), k.skill_id) as nth
        from standing s join v_skills_skills k on k.skill_id = s.skill_id
       where ${filter.state ? sql`s.state = ${filter.state}` : filter.below ? sql`s.is_met is not true` : sql`true`})
    select (select coalesce(sum(amount), 0)::int from numbered) as count,
           coalesce((select json_agg(json_build_object('person', ${personJson('i')}, 'skill_id', l.skill_id, 'skill_name', l.skill_name,
                       'required_level', l.required_level, 'level', l.level, 'declared_level', l.declared_level, 'state', l.state,
                       'ends_on', l.ends_on) order by l.nth)
                       from listed l join v_identity_people i on i.user_id = l.user_id
                      where l.nth > ${offset}::int and l.nth <= ${offset + limit}::int), '[]') as rows`);
