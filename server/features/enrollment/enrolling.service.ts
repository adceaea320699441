/** Enrolling: oneself, someone else, a whole list. */
import { accessCourse } from '#server/features/catalog/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { newId } from '#server/platform/ids.ts';
import { type BulkRow, insertEnrollment, insertEnrollments, selectObstacle } from './enrolling.sql.ts';
import { accessLearnersOf } from './enrollment.policy.ts';
import { presentEnrollment } from './enrollment.present.ts';
import type { EnrollmentRow, EnrollmentSource } from './enrollments.sql.ts';

export type EnrollInput = {
  course_id: string;
  /** Who takes the course. */
  student_id: string;
  source: EnrollmentSource;
  due_at?: string | null | undefined;
  reason?: string | undefined;
  /** Open a new cycle although a completion is still valid. */
  retake?: boolean | undefined;
};

/**
 * Enrolls one person in a published course, pinned to its current version (L-82). One statement.
 *
 * Callers have checked that the actor may do this; `source: 'self'` is refused for a course with a price.
 *
 * @throws AppError `already_enrolled` when active, or completed and still valid without `retake` (L-83)
 * @throws AppError `course.not-published`, `payment.required`, `record.not-found` for a course the actor may not see
 * @throws AppError `skill.required` when a person enrolls themselves without what the course insists on
 */
export async function enroll(ctx: Ctx, input: EnrollInput): Promise<EnrollmentRow> {
  const made = await insertEnrollment(ctx, {
    id: newId(ctx.now.getTime()),
    course_id: input.course_id,
    student_id: input.student_id,
    source: input.source,
    due_at: input.due_at ?? null,
    reason: input.reason ?? '',
    retake: input.retake ?? false,
  });
  if (!made) throw await obstacle(ctx, input);
  ctx.db.afterCommit(wakeDispatcher);
  return made;
}

/**
 * Why a person could not choose this course now; null when they could, or take it already. For features that promise a course
 * ahead of enrolling in it.
 */
export async function findObstacle(
  ctx: Ctx,
  of: { course_id: string; student_id: string },
): Promise<AppError | null> {
  const why = await selectObstacle(ctx.db, of.course_id, of.student_id, ctx.now);
  if (why.published && (why.enrolled || (!why.has_price && why.missing_skills.length === 0))) return null;
  return obstacle(ctx, of);
}

async function obstacle(ctx: Ctx, input: { course_id: string; student_id: string }): Promise<AppError> {
  const why = await selectObstacle(ctx.db, input.course_id, input.student_id, ctx.now);
  if (!why.published) {
    await accessCourse(ctx, input.course_id, 'course.read');
    return new AppError('course.not-published');
  }
  if (why.student === 'absent') return invalidField('student_id', 'There is no such person', 'not_found');
  if (why.student === 'inactive') return invalidField('student_id', 'This account is not active', 'inactive');
  if (why.enrolled) return new AppError('already_enrolled');
  if (!why.has_price && why.missing_skills.length > 0) {
    const named = why.missing_skills.map((one) => `${one.name} (level ${one.level})`);
    return new AppError('skill.required', {
      detail: `This course asks for ${named.join(', ')}`,
      params: { skills: why.missing_skills },
    });
  }
  return new AppError('payment.required');
}

/** What the two documents' endpoints do: without `student_id` the caller enrolls, with another's id staff enrolls them. */
export async function enrollThroughApi(
  ctx: Ctx,
  courseId: string,
  body: {
    student_id?: string | undefined;
    due_at?: string | null | undefined;
    reason?: string | undefined;
    retake?: boolean | undefined;
  },
) {
  const self = actorId(ctx);
  if (!self) throw new AppError('auth.required');
  const { student_id: studentId = self, due_at, reason, retake } = body;
  if (studentId !== self) await accessLearnersOf(ctx, courseId);
  else if (due_at !== undefined || reason !== undefined) {
    throw invalidField(due_at === undefined ? 'reason' : 'due_at', 'Only those who assign a course set this');
  }
  const source = studentId === self ? 'self' : 'assigned';
  return presentEnrollment(
    ctx.actor,
    await enroll(ctx, { course_id: courseId, student_id: studentId, source, due_at, reason, retake }),
  );
}

/**
 * Enrolls people in a published course on behalf of the actor, for features that have checked that they may; people already
 * enrolled are left as they are. Joins the caller's transaction.
 */
export async function enrollAssigned(ctx: Ctx, courseId: string, userIds: readonly string[]): Promise<void> {
  const given = [...userIds];
  await insertEnrollments(ctx, { course_id: courseId, by: 'user_id', given, due_at: null, reason: '' });
  ctx.db.afterCommit(wakeDispatcher);
}

/**
 * Enrolls up to a thousand people at once; people already enrolled are left as they are.
 *
 * @throws AppError `course.not-published`
 */
export async function enrollMany(
  ctx: Ctx,
  courseId: string,
  body: {
    emails?: string[] | undefined;
    user_ids?: string[] | undefined;
    due_at?: string | null | undefined;
    reason?: string | undefined;
  },
): Promise<{ enrolled_count: number; results: BulkRow[] }> {
  const course = await accessLearnersOf(ctx, courseId);
  if (course.status !== 'published') throw new AppError('course.not-published');
  const results = await insertEnrollments(ctx, {
    course_id: courseId,
    by: body.emails ? 'email' : 'user_id',
    given: body.emails ?? body.user_ids ?? [],
    due_at: body.due_at ?? null,
    reason: body.reason ?? '',
  });
  ctx.db.afterCommit(wakeDispatcher);
  return { enrolled_count: results.filter((row) => row.outcome === 'enrolled').length, results };
}
