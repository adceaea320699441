/** Who may read a lesson, and which of its two faces: the draft for authors, the version for everyone else. */
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { accessToRead, type ReadAccess } from './catalog.policy.ts';
import { type LessonRow, selectDraftLesson, selectPublishedLesson } from './draft.sql.ts';

export type LessonNeed = 'lesson.read' | 'lesson.update';

/**
 * Loads a lesson and checks what the actor needs.
 *
 * Learners get the revision of the version they are enrolled in (or the current one, for a lesson added since); people who are
 * not enrolled get preview lessons only. Authors get the draft.
 * @throws AppError `record.not-found`, or `access.denied` when the course may be read but not this lesson
 */
export async function accessLesson(ctx: Ctx, lessonId: string, need: LessonNeed): Promise<LessonRow> {
  const course = await accessToRead(ctx, { lesson_id: lessonId }).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'record.not-found' ? notFound('lesson') : error;
  });
  if (course.can_edit) {
    const lesson = await selectDraftLesson(ctx.db, lessonId);
    if (!lesson) throw notFound('lesson');
    return lesson;
  }
  const lesson = await learnersLesson(ctx, lessonId, course);
  if (need === 'lesson.update') throw new AppError('access.denied');
  return lesson;
}

async function learnersLesson(ctx: Ctx, lessonId: string, course: ReadAccess): Promise<LessonRow> {
  const enrolledVersion = course.learner_version_id;
  const lesson =
    (enrolledVersion && (await selectPublishedLesson(ctx.db, lessonId, enrolledVersion))) ??
    (course.version_id && (await selectPublishedLesson(ctx.db, lessonId, course.version_id)));
  if (!lesson) throw notFound('lesson');
  if (!enrolledVersion && !lesson.is_preview)
    throw new AppError('access.denied', { detail: 'Enroll in the course to open this lesson' });
  return lesson;
}
