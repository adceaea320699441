/** Who may read a lesson, and which of its two faces: the draft for authors, the version for everyone else. */
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { accessCourse, type CourseAccess } from './catalog.policy.ts';
import { type LessonRow, selectDraftLesson, selectPublishedLesson } from './draft.sql.ts';

export type LessonNeed = 'lesson.read' | 'lesson.update';

/**
 * Loads a lesson and checks what the actor needs.
 *
 * Learners get the revision of the version they are enrolled in (or the current one, for a lesson added since); people who are
 * not enrolled get preview lessons only. Authors get the draft.
 * @throws AppError `record.not-found`, or `access.denied` when the course may be read but not this lesson
 */
export async function accessLesson(
  ctx: Ctx,
  lessonId: string,
  need: LessonNeed,
): Promise<{ lesson: LessonRow; course: CourseAccess }> {
  const place = await ctx.db.maybe<{ course_id: string; deleted: boolean }>(
    sql`select course_id, deleted_at is not null as deleted from lessons where id = ${lessonId}`,
  );
  if (!place) throw notFound('lesson');
  const course = await accessCourse(ctx, place.course_id, 'course.read').catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'record.not-found' ? notFound('lesson') : error;
  });
  if (course.can_edit) {
    const lesson = await selectDraftLesson(ctx.db, lessonId);
    if (!lesson) throw notFound('lesson');
    return { lesson, course };
  }
  const lesson = await learnersLesson(ctx, lessonId, course);
  if (need === 'lesson.update') throw new AppError('access.denied');
  return { lesson, course };
}

async function learnersLesson(ctx: Ctx, lessonId: string, course: CourseAccess): Promise<LessonRow> {
  const enrolledVersion = await versionOfLearner(ctx, course.id);
  const lesson =
    (enrolledVersion && (await selectPublishedLesson(ctx.db, lessonId, enrolledVersion))) ??
    (course.version_id && (await selectPublishedLesson(ctx.db, lessonId, course.version_id)));
  if (!lesson) throw notFound('lesson');
  if (!enrolledVersion && !lesson.is_preview)
    throw new AppError('access.denied', { detail: 'Enroll in the course to open this lesson' });
  return lesson;
}

/** The version the acting learner is enrolled in, or null. */
export async function versionOfLearner(ctx: Ctx, courseId: string): Promise<string | null> {
  if (ctx.actor.kind !== 'user') return null;
  const row = await ctx.db.maybe<{ course_version_id: string }>(sql`
    select course_version_id from v_enrollment_access where student_id = ${ctx.actor.user_id} and course_id = ${courseId}
     order by status limit 1`);
  return row?.course_version_id ?? null;
}
