/** Queries on course_skills and course_required_skills. */
import type { enforcements } from '#contract/skills.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

type Enforcement = (typeof enforcements)[number];

export type CourseSkillRow = {
  side: 'grant' | 'requirement';
  skill_id: string;
  name: string;
  level: number;
  enforcement: Enforcement | null;
  /** Null for nobody. */
  have_level: number | null;
};

/** Both lists with the person's proven level on their own day. */
export const selectCourseSkills = (
  ctx: Ctx,
  courseId: string,
  userId: string | null,
): Promise<CourseSkillRow[]> =>
  ctx.db.rows(sql`
    select asked.side, asked.skill_id, s.name, asked.level, asked.enforcement,
           case when p.user_id is not null
             then coalesce(skill_level_on(us.proven_until, (${ctx.now}::timestamptz at time zone p.time_zone)::date), 0) end as have_level
      from (select 'grant' as side, course_id, skill_id, level, null as enforcement from course_skills
            union all select 'requirement', course_id, skill_id, level, enforcement from course_required_skills) asked
      join skills s on s.id = asked.skill_id and s.retired_at is null
      left join v_identity_people p on p.user_id = ${userId}::uuid
      left join user_skills us on us.user_id = p.user_id and us.skill_id = asked.skill_id
     where asked.course_id = ${courseId}
     order by lower(s.name)`);

/** Which of these skills a course may name: those on offer, and those it names already. */
export async function selectOffered(db: Db, courseId: string, skillIds: string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`
    select s.id from skills s where s.id = any(${skillIds}::uuid[])
       and (s.retired_at is null or exists (select from course_skills g where g.course_id = ${courseId} and g.skill_id = s.id)
            or exists (select from course_required_skills r where r.course_id = ${courseId} and r.skill_id = s.id))`);
  return new Set(rows.map((row) => row.id));
}

export async function replaceCourseSkills(
  db: Db,
  courseId: string,
  given: {
    grants: { skill_id: string; level: number }[];
    requires: { skill_id: string; level: number; enforcement: Enforcement }[];
  },
): Promise<void> {
  const { grants, requires } = given;
  await db.run(sql`
    delete from course_skills g using skills s
     where s.id = g.skill_id and s.retired_at is null and g.course_id = ${courseId} and not g.skill_id = any(${grants.map((one) => one.skill_id)}::uuid[])`);
  await db.run(sql`
    insert into course_skills (course_id, skill_id, level)
    select ${courseId}::uuid, given.* from unnest(${grants.map((one) => one.skill_id)}::uuid[], ${grants.map((one) => one.level)}::int[]) given
    on conflict on constraint course_skills_pkey do update set level = excluded.level`);
  await db.run(sql`
    delete from course_required_skills r using skills s
     where s.id = r.skill_id and s.retired_at is null and r.course_id = ${courseId} and not r.skill_id = any(${requires.map((one) => one.skill_id)}::uuid[])`);
  await db.run(sql`
    insert into course_required_skills (course_id, skill_id, level, enforcement)
    select ${courseId}::uuid, given.*
      from unnest(${requires.map((one) => one.skill_id)}::uuid[], ${requires.map((one) => one.level)}::int[],
                  ${requires.map((one) => one.enforcement)}::text[]) given
    on conflict on constraint course_required_skills_pkey do update set level = excluded.level, enforcement = excluded.enforcement`);
}

export const selectGranted = async (db: Db, courseId: string): Promise<string[]> =>
  (
    await db.rows<{ skill_id: string }>(
      sql`select skill_id from course_skills where course_id = ${courseId} order by skill_id`,
    )
  ).map((row) => row.skill_id);
