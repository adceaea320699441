/** Queries on skills: the organization's framework. */
import type { SkillCriteria } from '#contract/skills.ts';
import type { Ctx } from '#server/platform/context.ts';
import { type Db, onConstraint } from '#server/platform/db/database.ts';
import { all, assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';

export type SkillRow = {
  id: string;
  name: string;
  parent_id: string | null;
  path: string[];
  category: string;
  description: string;
  level_criteria: SkillCriteria;
  is_retired: boolean;
  child_count: number;
  people_count: number;
  course_count: number;
  record_version: number;
  created_at: string;
  updated_at: string;
};

/** Every skill with its place in the tree; children follow their parent, whatever their names have before a space. */
const tree: Sql = sql`
  with recursive tree as (
    select s.id, array[s.name::text] as path, array[lower(s.name)] as place from skills s where s.parent_id is null
    union all
    select s.id, t.path || s.name::text, t.place || lower(s.name) from tree t join skills s on s.parent_id = t.id
     where cardinality(t.path) < 50)`;

const columns: Sql = sql`
  s.id, s.name, s.parent_id, t.path, s.category, s.description, s.level_criteria, s.retired_at is not null as is_retired,
  (select count(*) from skills child where child.parent_id = s.id and child.retired_at is null)::int as child_count,
  (select count(*) from user_skills us where us.skill_id = s.id
      and (us.declared_level is not null or cardinality(us.proven_until) > 0))::int as people_count,
  (select count(*) from course_skills g where g.skill_id = s.id)::int as course_count,
  s.record_version, s.created_at, s.updated_at`;

const orders: Record<string, Sql> = {
  path: sql`t.place, s.id`,
  '-path': sql`t.place desc, s.id`,
  name: sql`lower(s.name), s.id`,
  '-name': sql`lower(s.name) desc, s.id`,
  updated_at: sql`s.updated_at, s.id`,
  '-updated_at': sql`s.updated_at desc, s.id`,
};

export type FrameworkFilter = {
  search?: string | undefined;
  category?: string | undefined;
  parent?: string | undefined;
  retired?: boolean | undefined;
};

const matches = (filter: FrameworkFilter): Sql =>
  all([
    filter.retired === true ? sql`s.retired_at is not null` : sql`s.retired_at is null`,
    filter.category !== undefined && sql`s.category = ${filter.category}`,
    filter.parent && sql`s.parent_id = ${filter.parent}`,
    filter.search &&
      sql`position(search_normal(${filter.search}) in search_normal(s.name || ' ' || s.category)) > 0`,
  ]);

export const selectSkills = (
  db: Db,
  filter: FrameworkFilter,
  range: { ordering: string; limit: number; offset: number },
): Promise<SkillRow[]> =>
  db.rows(sql`${tree}
    select ${columns} from skills s join tree t on t.id = s.id where ${matches(filter)}
     order by ${orders[range.ordering] ?? orders['path']} limit ${range.limit} offset ${range.offset}`);

export async function countSkills(db: Db, filter: FrameworkFilter): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*) as count from skills s where ${matches(filter)}`,
  );
  return count;
}

export const selectOneSkill = (db: Db, skillId: string): Promise<SkillRow | undefined> =>
  db.maybe(sql`
    select ${columns} from skills s cross join lateral (select skill_path(s.id) as path) t where s.id = ${skillId}`);

export type FrameworkSkill = Pick<
  SkillRow,
  'id' | 'name' | 'parent_id' | 'category' | 'description' | 'level_criteria' | 'is_retired'
>;

/** The whole framework, retired skills too, parents before children. */
export const selectFramework = (db: Db): Promise<(FrameworkSkill & { path: string[] })[]> =>
  db.rows(sql`${tree}
    select s.id, s.name, s.parent_id, t.path, s.category, s.description, s.level_criteria, s.retired_at is not null as is_retired
      from skills s join tree t on t.id = s.id order by t.place, s.id`);

/** One change of the tree at a time, so that two moves which are fine alone cannot make a ring together. */
export const lockTree = (db: Db): Promise<number> =>
  db.run(sql`select pg_advisory_xact_lock(hashtext('skills.tree'))`);

/** Would this parent stand below its own child? */
export async function isBelow(db: Db, skillId: string, parentId: string): Promise<boolean> {
  const { below } = await db.one<{ below: boolean }>(sql`
    with recursive up as (
      select id, parent_id from skills where id = ${parentId}
      union select s.id, s.parent_id from up join skills s on s.id = up.parent_id)
    select exists (select from up where id = ${skillId}) as below`);
  return below;
}

const nameTaken = {
  skills_name_key: () =>
    new AppError('record.conflict', {
      detail: 'Another skill has this name',
      fields: [{ path: 'name', code: 'taken', message: 'Another skill has this name' }],
    }),
};

export type SkillFields = {
  name?: string | undefined;
  parent_id?: string | null | undefined;
  category?: string | undefined;
  description?: string | undefined;
  level_criteria?: SkillCriteria | undefined;
  is_retired?: boolean | undefined;
};

export const insertSkill = (ctx: Ctx, made: SkillFields & { id: string; name: string }): Promise<number> =>
  onConstraint(
    ctx.db.run(sql`
      insert into skills (id, name, parent_id, category, description, level_criteria, created_at, updated_at)
      values (${made.id}, ${made.name}, ${made.parent_id ?? null}::uuid, ${made.category ?? ''}, ${made.description ?? ''},
              ${JSON.stringify(made.level_criteria ?? {})}::jsonb, ${ctx.now}, ${ctx.now})`),
    nameTaken,
  );

/** @returns the number of rows: 0 when the version is another one @throws AppError `record.conflict` for a name that is taken */
export const updateSkillRow = (
  ctx: Ctx,
  skillId: string,
  fields: SkillFields,
  expectedVersion?: number,
): Promise<number> => {
  const { level_criteria: criteria, is_retired: isRetired, ...plain } = fields;
  const changes = assignments({
    ...plain,
    level_criteria: criteria && JSON.stringify(criteria),
    retired_at: isRetired === undefined ? undefined : isRetired ? ctx.now : null,
    updated_at: ctx.now,
  })!;
  return onConstraint(
    ctx.db.run(sql`
      update skills set ${changes}, record_version = record_version + 1
       where ${all([sql`id = ${skillId}`, expectedVersion !== undefined && sql`record_version = ${expectedVersion}`])}`),
    nameTaken,
  );
};

/** Which of these ids are no course or quiz that ever was. */
export async function selectUnknown(
  db: Db,
  ids: { course_ids: string[]; quiz_ids: string[] },
): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from unnest(${ids.course_ids}::uuid[]) id
     where not exists (select from v_catalog_published_courses c where c.course_id = id)
       and not exists (select from v_catalog_course_staff s where s.course_id = id)
    union all
    select id from unnest(${ids.quiz_ids}::uuid[]) id where not exists (select from v_assessment_quizzes q where q.quiz_id = id)`);
  return new Set(rows.map((row) => row.id));
}
