/** Queries on skills and user_skills. */
import type { skillSources } from '#contract/skills.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';

export type UserSkillRow = {
  id: string;
  skill_id: string;
  name: string;
  category: string;
  level: number;
  level_criteria: Record<string, unknown>;
  source: (typeof skillSources)[number];
  created_at: string;
  updated_at: string;
};

const columns = sql`us.id, us.skill_id, s.name, s.category, coalesce(us.declared_level, 1) as level, s.level_criteria, us.source, us.created_at, us.updated_at`;

const orders = {
  name: sql`lower(s.name), us.id`,
  '-name': sql`lower(s.name) desc, us.id desc`,
  level: sql`us.declared_level, lower(s.name)`,
  '-level': sql`us.declared_level desc, lower(s.name)`,
  created_at: sql`us.created_at, us.id`,
  '-created_at': sql`us.created_at desc, us.id desc`,
} satisfies Record<string, Sql>;

export type SkillFilter = { user_id: string; search: string | undefined };
export type SkillRange = { ordering: keyof typeof orders; limit: number; offset: number };

const matches = ({ user_id: userId, search }: SkillFilter): Sql =>
  all([
    sql`us.user_id = ${userId}`,
    search !== undefined &&
      search !== '' &&
      sql`position(search_normal(${search}) in search_normal(s.name)) > 0`,
  ]);

export async function countUserSkills(db: Db, filter: SkillFilter): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*) as count from user_skills us join skills s on s.id = us.skill_id where ${matches(filter)}`,
  );
  return count;
}

export const selectUserSkills = (db: Db, filter: SkillFilter, range: SkillRange): Promise<UserSkillRow[]> =>
  db.rows<UserSkillRow>(sql`
    select ${columns} from user_skills us join skills s on s.id = us.skill_id where ${matches(filter)}
     order by ${orders[range.ordering]} limit ${range.limit} offset ${range.offset}`);

export const isSkill = async (db: Db, skillId: string): Promise<boolean> =>
  (await db.maybe(sql`select from skills where id = ${skillId}`)) !== undefined;

/** The id of a skill by name, whatever its capitals; made when new. Two people naming it at once get the same row. */
export async function ensureSkill(db: Db, id: string, name: string): Promise<string> {
  const known = await db.maybe<{ id: string }>(
    sql`select id from skills where lower(name) = lower(${name}::text)`,
  );
  if (known) return known.id;
  const made = await db.one<{ id: string }>(sql`
    insert into skills (id, name) values (${id}, ${name})
    on conflict (lower(name)) do update set name = skills.name returning id`);
  return made.id;
}

/** Declares, or declares anew with another level: one row per person and skill (user_skills_user_skill_key). */
export const upsertUserSkill = (
  ctx: Ctx,
  declared: { id: string; user_id: string; skill_id: string; level: number },
): Promise<UserSkillRow> =>
  ctx.db.one<UserSkillRow>(sql`
    with us as (
      insert into user_skills (id, user_id, skill_id, declared_level, source, created_at, updated_at)
      values (${declared.id}, ${declared.user_id}, ${declared.skill_id}, ${declared.level}, 'self_declared', ${ctx.now}, ${ctx.now})
      on conflict on constraint user_skills_user_skill_key
        do update set declared_level = excluded.declared_level, source = excluded.source, updated_at = excluded.updated_at
      returning *
    )
    select ${columns} from us join skills s on s.id = us.skill_id`);
