/** What a course teaches and what it asks for. */
import type * as z from 'zod';
import type { CourseSkills, skills } from '#contract/skills.ts';
import { accessCourse } from '#server/features/catalog/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { invalidField } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { replaceCourseSkills, selectCourseSkills, selectOffered } from './course-skills.sql.ts';

type Shape = z.input<typeof CourseSkills>;

/** For whoever may see the course; visitors get no levels of their own. */
export async function getCourseSkills(ctx: Ctx, courseId: string): Promise<Shape> {
  const course = await accessCourse(ctx, courseId, 'course.read');
  const rows = await selectCourseSkills(ctx, courseId, actorId(ctx));
  return {
    grants: rows.flatMap(({ side, skill_id, name, level, have_level }) =>
      side === 'grant' ? [{ skill_id, name, level, have_level }] : [],
    ),
    requires: rows.flatMap(({ side, skill_id, name, level, have_level, enforcement }) =>
      side === 'requirement'
        ? [
            {
              skill_id,
              name,
              level,
              have_level,
              enforcement: enforcement!,
              met: have_level === null ? null : have_level >= level,
            },
          ]
        : [],
    ),
    can: course.can_edit ? ['update'] : [],
  };
}

/**
 * Replaces both lists. What people completed before counts for skills that the course is now said to teach.
 *
 * @throws AppError `input.invalid` for a skill that is not there or not offered any more
 */
export function setCourseSkills(
  ctx: Ctx,
  courseId: string,
  given: z.output<typeof skills.setCourseSkills.body>,
): Promise<Shape> {
  return inTransaction(ctx, async (ctx) => {
    await accessCourse(ctx, courseId, 'course.update');
    const offered = await selectOffered(ctx.db, courseId, [
      ...given.grants.map((one) => one.skill_id),
      ...given.requires.map((one) => one.skill_id),
    ]);
    for (const side of ['grants', 'requires'] as const) {
      const place = given[side].findIndex((one) => !offered.has(one.skill_id));
      if (place >= 0) throw invalidField(`${side}.${place}.skill_id`, 'There is no such skill on offer');
    }
    await replaceCourseSkills(ctx.db, courseId, given);
    await publish(ctx, 'course.skills-changed', { course_id: courseId });
    return getCourseSkills(ctx, courseId);
  });
}
