/** Queries on user_skills: the projection of evidence, and what people say of themselves. */
import type { SkillCriteria, skillSources } from '#contract/skills.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { judgedColumns } from './evidence.sql.ts';
import type { JudgedEvidence } from './levels.rules.ts';

export type SkillSource = (typeof skillSources)[number];

export type LockedUserSkill = {
  id: string;
  declared_level: number | null;
  proven_until: string[];
  next_end_on: string | null;
  source: SkillSource;
};

/** The row of a person in a skill, made when there is none, locked until the end of the transaction. */
export const lockUserSkill = (ctx: Ctx, userId: string, skillId: string): Promise<LockedUserSkill> =>
  ctx.db.one(sql`
    insert into user_skills as us (id, user_id, skill_id, created_at, updated_at)
    values (${newId(ctx.now.getTime())}, ${userId}, ${skillId}, ${ctx.now}, ${ctx.now})
    on conflict on constraint user_skills_user_skill_key do update set updated_at = us.updated_at
    returning us.id, us.declared_level, us.proven_until::text[] as proven_until, us.next_end_on, us.source`);

export type SkillCase = {
  time_zone: string;
  level_criteria: SkillCriteria;
  evidence: JudgedEvidence[];
};

/** Everything the judgement needs. Read after the lock, so that it sees what others committed while we waited for it. */
export async function selectCase(db: Db, userId: string, skillId: string): Promise<SkillCase> {
  const { time_zone, level_criteria } = await db.one<Omit<SkillCase, 'evidence'>>(sql`
    select p.time_zone, s.level_criteria from v_identity_people p cross join skills s where p.user_id = ${userId} and s.id = ${skillId}`);
  const evidence = await db.rows<JudgedEvidence>(sql`
    select ${judgedColumns} from skill_evidence e where e.user_id = ${userId} and e.skill_id = ${skillId}`);
  return { time_zone, level_criteria, evidence };
}

export const selectTimeZone = async (db: Db, userId: string): Promise<string> =>
  (
    await db.one<{ time_zone: string }>(
      sql`select time_zone from v_identity_people where user_id = ${userId}`,
    )
  ).time_zone;

export const updateProjection = (
  ctx: Ctx,
  userSkillId: string,
  to: { proven_until: readonly string[]; next_end_on: string | null; source: SkillSource; changed: boolean },
): Promise<number> =>
  ctx.db.run(sql`
    update user_skills set proven_until = ${to.proven_until}::date[], next_end_on = ${to.next_end_on}::date, source = ${to.source},
           evaluated_at = ${ctx.now}, updated_at = case when ${to.changed}::boolean then ${ctx.now}::timestamptz else updated_at end
     where id = ${userSkillId}`);

export const updateDeclared = (ctx: Ctx, userSkillId: string, level: number): Promise<number> =>
  ctx.db.run(sql`
    update user_skills set declared_level = ${level}, declared_at = ${ctx.now}, updated_at = ${ctx.now} where id = ${userSkillId}`);

export const updateTarget = (
  ctx: Ctx,
  userSkillId: string,
  target: { level: number; on: string | null; set_by: string },
): Promise<number> =>
  ctx.db.run(sql`
    update user_skills set target_level = ${target.level}, target_on = ${target.on}::date, target_set_by = ${target.set_by}, updated_at = ${ctx.now}
     where id = ${userSkillId}`);

export const dropTarget = (ctx: Ctx, userId: string, skillId: string): Promise<number> =>
  ctx.db.run(sql`
    update user_skills set target_level = null, target_on = null, target_set_by = null, updated_at = ${ctx.now}
     where user_id = ${userId} and skill_id = ${skillId} and target_level is not null`);

export type Holder = { user_id: string; skill_id: string };

/** Whose highest level ended on or before their own calendar day, and has not been looked at since. */
export const selectEnded = (ctx: Ctx, limit: number): Promise<Holder[]> =>
  ctx.db.rows(sql`
    select us.user_id, us.skill_id from user_skills us join v_identity_people p on p.user_id = us.user_id
     where us.next_end_on <= (${ctx.now}::timestamptz at time zone 'UTC')::date + 1
       and us.next_end_on <= (${ctx.now}::timestamptz at time zone p.time_zone)::date
     order by us.next_end_on, us.id limit ${limit}`);

/** Everybody with something in a skill, in order of people, after the one given. */
export const selectHolders = async (
  db: Db,
  skillId: string,
  after: string,
  limit: number,
): Promise<string[]> =>
  (
    await db.rows<{ user_id: string }>(sql`
      select user_id from user_skills where skill_id = ${skillId} and user_id > ${after} order by user_id limit ${limit}`)
  ).map((row) => row.user_id);
