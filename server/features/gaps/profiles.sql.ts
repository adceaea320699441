/** Queries on role profiles. */
import type { Ctx } from '#server/platform/context.ts';
import { type Db, onConstraint } from '#server/platform/db/database.ts';
import { assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { fits } from './scope.sql.ts';

export type ProfileRow = {
  id: string;
  name: string;
  description: string;
  position: { id: string; name: string } | null;
  department: { id: string; name: string } | null;
  skills: { skill_id: string; name: string; category: string; level: number }[];
  people_count: number;
  record_version: number;
  created_at: string;
  updated_at: string;
};

const named = (alias: 'o' | 'd'): Sql =>
  alias === 'o'
    ? sql`case when o.position_id is not null then jsonb_build_object('id', o.position_id, 'name', o.name) end`
    : sql`case when d.department_id is not null then jsonb_build_object('id', d.department_id, 'name', d.name) end`;

const tables = sql`
  role_profiles r
  left join v_identity_positions o on o.position_id = r.position_id
  left join v_identity_departments d on d.department_id = r.department_id`;

export const selectProfiles = (
  db: Db,
  slice: { where: Sql; order: Sql; limit: number; offset: number },
): Promise<ProfileRow[]> =>
  db.rows(sql`
    select r.id, r.name, r.description, ${named('o')} as position, ${named('d')} as department, r.record_version, r.created_at, r.updated_at,
           (select count(*)::int from v_identity_places x join v_identity_people p on p.user_id = x.user_id and p.is_active
             where ${fits(sql`x.department_id`, sql`x.position_id`)}) as people_count,
           coalesce((select jsonb_agg(jsonb_build_object('skill_id', s.skill_id, 'name', k.name, 'category', k.category, 'level', s.level) order by lower(k.name))
                       from role_profile_skills s join v_skills_skills k on k.skill_id = s.skill_id where s.role_profile_id = r.id), '[]') as skills
      from ${tables} where ${slice.where} order by ${slice.order} limit ${slice.limit} offset ${slice.offset}`);

export async function countProfiles(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from ${tables} where ${where}`,
  );
  return count;
}

/** @returns its version, or undefined when it is not there */
export const lockProfile = (db: Db, id: string): Promise<{ record_version: number } | undefined> =>
  db.maybe(sql`select record_version from role_profiles where id = ${id} for update`);

const conflict = (path: string, message: string) => () =>
  new AppError('record.conflict', { detail: message, fields: [{ path, code: 'taken', message }] });
const constraints = {
  role_profiles_name_key: conflict('name', 'Another profile has this name'),
  role_profiles_whom_key: conflict('position_id', 'Another profile is for the same position and department'),
  role_profiles_whom_check: () =>
    invalidField('position_id', 'Give a position, a department or both', 'required'),
  role_profiles_position_fkey: () => invalidField('position_id', 'There is no such position', 'not_found'),
  role_profiles_department_fkey: () =>
    invalidField('department_id', 'There is no such department', 'not_found'),
  role_profile_skills_skill_fkey: () => invalidField('skills', 'There is no such skill', 'not_found'),
};

export type ProfileFields = {
  name: string;
  description: string;
  position_id: string | null;
  department_id: string | null;
};

export const insertProfile = (ctx: Ctx, id: string, fields: ProfileFields): Promise<number> =>
  onConstraint(
    ctx.db.run(sql`
      insert into role_profiles (id, name, description, position_id, department_id, created_at, updated_at)
      values (${id}, ${fields.name}, ${fields.description}, ${fields.position_id}::uuid, ${fields.department_id}::uuid, ${ctx.now}, ${ctx.now})`),
    constraints,
  );

export const updateProfileRow = (
  ctx: Ctx,
  id: string,
  fields: { [Name in keyof ProfileFields]?: ProfileFields[Name] | undefined },
): Promise<number> => {
  const changes = assignments(fields);
  return onConstraint(
    ctx.db.run(sql`
      update role_profiles set ${changes ? sql`${changes}, ` : sql``}updated_at = ${ctx.now}, record_version = record_version + 1 where id = ${id}`),
    constraints,
  );
};

export const deleteProfileRow = (db: Db, id: string): Promise<number> =>
  db.run(sql`delete from role_profiles where id = ${id}`);

export type SkillLevel = { skill_id: string; level: number };

/** Makes the skills of a profile these and no others; rows that stay as they are stay untouched in the history. */
export const replaceSkills = (ctx: Ctx, profileId: string, skills: readonly SkillLevel[]): Promise<number> =>
  onConstraint(
    ctx.db.run(sql`
      with wanted as (
        select * from unnest(${skills.map((one) => one.skill_id)}::uuid[], ${skills.map((one) => one.level)}::int[]) as w(skill_id, level)),
      gone as (
        delete from role_profile_skills s where s.role_profile_id = ${profileId} and s.skill_id not in (select skill_id from wanted))
      insert into role_profile_skills (role_profile_id, skill_id, level) select ${profileId}::uuid, skill_id, level from wanted
      on conflict (role_profile_id, skill_id) do update set level = excluded.level where role_profile_skills.level <> excluded.level`),
    constraints,
  );

/** For the file: what there is to name. */
export const selectNames = (
  db: Db,
): Promise<{ kind: 'position' | 'department' | 'skill'; id: string; name: string }[]> =>
  db.rows(sql`
    select 'position' as kind, position_id as id, name from v_identity_positions
    union all select 'department', department_id, name from v_identity_departments
    union all select 'skill', skill_id, name from v_skills_skills`);
