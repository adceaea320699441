/** Queries on what a person can do: user_skills beside its skill and newest evidence. */
import type { EvidenceKind, EvidenceState } from '#contract/skills.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';
import { stateOf } from './evidence.sql.ts';
import type { SkillSource } from './projection.sql.ts';

export type UserSkillRow = {
  id: string;
  skill_id: string;
  name: string;
  category: string;
  path: string[];
  is_retired: boolean;
  declared_level: number | null;
  declared_at: string | null;
  proven_level: number;
  proven_until: string[];
  target_level: number | null;
  target_on: string | null;
  level_criteria: Record<string, unknown>;
  source: SkillSource;
  evidence_id: string | null;
  evidence_kind: EvidenceKind;
  evidence_state: EvidenceState;
  evidence_level: number | null;
  evidence_at: string;
  evidence_title: string;
  rated_by: string | null;
  rater_name: string | null;
  rater_avatar_file_id: string | null;
  evidence_count: number;
  pending_count: number;
  created_at: string;
  updated_at: string;
};

const provenNow = (now: Date): Sql =>
  sql`skill_level_on(us.proven_until, (${now}::timestamptz at time zone p.time_zone)::date)`;

const levelNow = (now: Date): Sql => sql`greatest(coalesce(us.declared_level, 0), ${provenNow(now)})`;

const orders = (now: Date): Record<string, Sql> => ({
  name: sql`lower(s.name), us.id`,
  '-name': sql`lower(s.name) desc, us.id desc`,
  level: sql`${levelNow(now)}, lower(s.name)`,
  '-level': sql`${levelNow(now)} desc, lower(s.name)`,
  created_at: sql`us.created_at, us.id`,
  '-created_at': sql`us.created_at desc, us.id desc`,
});

export type SkillFilter = { user_id: string; search?: string | undefined; skill_id?: string };
export type SkillRange = { ordering: string; limit: number; offset: number };

const matches = ({ user_id: userId, search, skill_id: skillId }: SkillFilter): Sql =>
  all([
    sql`us.user_id = ${userId}`,
    skillId && sql`us.skill_id = ${skillId}`,
    search !== undefined &&
      search !== '' &&
      sql`position(search_normal(${search}) in search_normal(s.name)) > 0`,
    // A row made by somebody who then dropped their target holds nothing.
    sql`us.declared_level is not null or us.target_level is not null
        or exists (select from skill_evidence e where e.user_id = us.user_id and e.skill_id = us.skill_id)`,
  ]);

export async function countUserSkills(db: Db, filter: SkillFilter): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*) as count from user_skills us join skills s on s.id = us.skill_id where ${matches(filter)}`,
  );
  return count;
}

export const selectUserSkills = (ctx: Ctx, filter: SkillFilter, range: SkillRange): Promise<UserSkillRow[]> =>
  ctx.db.rows<UserSkillRow>(sql`
    select us.id, us.skill_id, s.name, s.category, skill_path(s.id) as path, s.retired_at is not null as is_retired, us.declared_level,
           us.declared_at, ${provenNow(ctx.now)} as proven_level, us.proven_until::text[] as proven_until, us.target_level, us.target_on,
           s.level_criteria, us.source, latest.id as evidence_id, latest.kind as evidence_kind, latest.state as evidence_state,
           latest.level as evidence_level, latest.occurred_at as evidence_at,
           coalesce(c.title, q.title, latest.title, '') as evidence_title, latest.rated_by, rater.display_name as rater_name,
           rater.avatar_file_id as rater_avatar_file_id, coalesce(latest.evidence_count, 0)::int as evidence_count,
           coalesce(latest.pending_count, 0)::int as pending_count, us.created_at, us.updated_at
      from user_skills us
      join skills s on s.id = us.skill_id
      join v_identity_people p on p.user_id = us.user_id
      left join lateral (
        select e.*, count(*) over () as evidence_count, count(*) filter (where e.state = 'pending') over () as pending_count
          from (select e.*, ${stateOf} as state from skill_evidence e
                 where e.user_id = us.user_id and e.skill_id = us.skill_id and e.kind <> 'declaration') e
         order by e.state in ('rejected', 'withdrawn'), e.occurred_at desc, e.id desc limit 1) latest on true
      left join v_catalog_published_courses c on c.course_id = latest.course_id and latest.kind = 'course'
      left join v_assessment_quizzes q on q.quiz_id = latest.quiz_id and latest.kind = 'quiz'
      left join v_identity_people rater on rater.user_id = latest.rated_by
     where ${matches(filter)}
     order by ${orders(ctx.now)[range.ordering] ?? orders(ctx.now)['name']} limit ${range.limit} offset ${range.offset}`);

export type KnownSkill = {
  id: string;
  name: string;
  category: string;
  description: string;
  path: string[];
  is_retired: boolean;
  level_criteria: Record<string, unknown>;
};

export const selectSkill = (db: Db, skillId: string): Promise<KnownSkill | undefined> =>
  db.maybe(sql`
    select id, name, category, description, skill_path(id) as path, retired_at is not null as is_retired, level_criteria
      from skills where id = ${skillId}`);

/** The skill of a name, whatever its capitals; made when new. Two people naming it at once get the same row. */
export async function ensureSkill(
  db: Db,
  id: string,
  name: string,
): Promise<{ id: string; is_retired: boolean }> {
  const known = await db.maybe<{ id: string; is_retired: boolean }>(
    sql`select id, retired_at is not null as is_retired from skills where lower(name) = lower(${name}::text)`,
  );
  if (known) return known;
  return db.one(sql`
    insert into skills (id, name) values (${id}, ${name})
    on conflict (lower(name)) do update set name = skills.name returning id, retired_at is not null as is_retired`);
}

/** Titles of courses and quizzes that criteria name, and whether one can still begin them. */
export const selectNamed = (
  db: Db,
  ids: { course_ids: string[]; quiz_ids: string[] },
): Promise<{ id: string; title: string; is_available: boolean }[]> =>
  db.rows(sql`
    select course_id as id, title, status = 'published' and deleted_at is null as is_available
      from v_catalog_published_courses where course_id = any(${ids.course_ids}::uuid[])
    union all
    select q.quiz_id, q.title, coalesce(c.status = 'published' and c.deleted_at is null, false)
      from v_assessment_quizzes q left join v_catalog_published_courses c on c.course_id = q.course_id
     where q.quiz_id = any(${ids.quiz_ids}::uuid[])`);
