/** What the catalog offers somebody: courses with what they bring, require and still ask of this person. */
import type { CourseColumns } from '#server/features/enrollment/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { todayOf } from './scope.sql.ts';

export type OfferedCourse = CourseColumns & {
  price: string;
  category_id: string | null;
  language: string;
  lesson_kinds: string[];
  minutes_left: number;
  percent: number;
  /** Of the active enrollment. */
  enrollment_id: string | null;
  has_completed: boolean;
  /** Completed, and the completion still counts. */
  is_counted: boolean;
  grants: { skill_id: string; level: number }[];
  /** Blocking ones only. */
  requires: { skill_id: string; level: number }[];
};

/** @param also  courses that are offered although they grant nothing: levels may ask for any course by name */
export const selectOffered = (ctx: Ctx, userId: string, where: Sql): Promise<OfferedCourse[]> =>
  ctx.db.rows(sql`
    select c.course_id, c.title, c.code, c.image_file_id, c.cover_motif, c.category, c.category_palette, c.category_id,
           cardinality(v.lesson_ids) as lesson_count, v.estimated_minutes as duration_minutes, c.price::text as price, t.language,
           t.lesson_kinds, coalesce(e.percent, 0) as percent, e.enrollment_id, left_over.minutes_left,
           done.has_completed, done.is_counted,
           coalesce((select jsonb_agg(jsonb_build_object('skill_id', g.skill_id, 'level', g.level)) from v_skills_course_grants g
                      where g.course_id = c.course_id), '[]') as grants,
           coalesce((select jsonb_agg(jsonb_build_object('skill_id', q.skill_id, 'level', q.level)) from v_skills_course_requirements q
                      where q.course_id = c.course_id and q.enforcement = 'blocking'), '[]') as requires
      from v_catalog_published_courses c
      join v_catalog_course_traits t on t.course_id = c.course_id
      left join v_enrollment_enrollments e on e.course_id = c.course_id and e.student_id = ${userId} and e.status = 'active'
      join v_catalog_course_versions v on v.course_version_id = coalesce(e.course_version_id, c.version_id)
      cross join lateral (
        select coalesce(sum(l.estimated_minutes), 0)::int as minutes_left
          from v_catalog_version_plan l
          left join v_enrollment_lesson_progress p on p.enrollment_id = e.enrollment_id and p.lesson_id = l.lesson_id
         where l.course_version_id = v.course_version_id and l.required and p.completed is not true) left_over
      cross join lateral (
        select count(*) > 0 as has_completed, coalesce(bool_or(x.expires_at is null or x.expires_at > ${ctx.now}), false) as is_counted
          from v_enrollment_enrollments x
         where x.student_id = ${userId} and x.course_id = c.course_id and x.status = 'completed') done
     where c.status = 'published' and c.deleted_at is null and (${where})
     order by c.title, c.course_id`);

export type SkillInCatalog = {
  skill_id: string;
  name: string;
  level_criteria: unknown;
  /** Of this person, today. */
  level: number;
};

/** The skills asked for, and all that some course requires before it can be taken. */
export const selectSkills = (
  ctx: Ctx,
  userId: string,
  skillIds: readonly string[],
): Promise<SkillInCatalog[]> =>
  ctx.db.rows(sql`
    select k.skill_id, k.name, k.level_criteria, coalesce(skill_level_on(us.proven_until, ${todayOf(ctx, sql`p.time_zone`)}), 0) as level
      from v_skills_skills k
      join v_identity_people p on p.user_id = ${userId}
      left join v_skills_user_skills us on us.user_id = p.user_id and us.skill_id = k.skill_id
     where k.skill_id = any (${skillIds}::uuid[])
        or k.skill_id in (select q.skill_id from v_skills_course_requirements q where q.enforcement = 'blocking')`);
