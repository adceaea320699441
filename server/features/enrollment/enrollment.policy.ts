/** Who may see and manage enrollments. One condition per line; lists and single records ask the same conditions. */
import { accessCourse, type CourseAccess } from '#server/features/catalog/index.ts';
import { type Actor, type Ctx, hasRole } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { type EnrollmentRow, selectEnrollment } from './enrollments.sql.ts';

/** SQL over `e` (enrollments): may this actor remind, extend and unenroll? Managers anywhere, trainers in their courses. */
export function managedEnrollments(actor: Actor): Sql {
  if (hasRole(actor, 'admin', 'manager')) return sql`true`;
  if (actor.kind !== 'user' || !hasRole(actor, 'trainer')) return sql`false`;
  return sql`exists (select 1 from v_catalog_course_staff staff where staff.course_id = e.course_id and staff.user_id = ${actor.user_id})`;
}

/** SQL over `e`: the enrollments this actor may see, which are their own and those they manage. */
export function visibleEnrollments(actor: Actor): Sql {
  if (hasRole(actor, 'admin', 'manager')) return sql`true`;
  if (actor.kind !== 'user') return sql`false`;
  return sql`e.student_id = ${actor.user_id} or ${managedEnrollments(actor)}`;
}

/** A learner may leave what they chose themselves; what was assigned to them is ended by those who manage it. */
export const mayLeave = (
  actor: Actor,
  enrollment: Pick<EnrollmentRow, 'student_id' | 'source' | 'status'>,
): boolean =>
  actor.kind === 'user' &&
  actor.user_id === enrollment.student_id &&
  enrollment.source === 'self' &&
  enrollment.status === 'active';

export type EnrollmentNeed = 'read' | 'leave' | 'manage';

/**
 * Loads an enrollment and checks what the actor needs. `leave` is for its learner or for those who manage it.
 *
 * @throws AppError `record.not-found` when absent or not theirs to see, `access.denied` when only to be seen
 */
export async function accessEnrollment(
  ctx: Ctx,
  enrollmentId: string,
  need: EnrollmentNeed,
): Promise<EnrollmentRow> {
  const enrollment = await selectEnrollment(ctx.db, managedEnrollments(ctx.actor), enrollmentId);
  if (!enrollment) throw notFound('enrollment');
  const isOwn = ctx.actor.kind === 'user' && ctx.actor.user_id === enrollment.student_id;
  if (!isOwn && !enrollment.managed) throw notFound('enrollment');
  if (need === 'manage' && !enrollment.managed) throw new AppError('access.denied');
  if (need === 'leave' && !enrollment.managed && enrollment.source !== 'self') {
    throw new AppError('access.denied', {
      detail: 'This course was assigned to you; ask those who assigned it',
    });
  }
  return enrollment;
}

/**
 * May the actor enroll others in this course and watch them? Its trainers may, and managers and administrators.
 *
 * @throws AppError `record.not-found` or `access.denied`
 */
export async function accessLearnersOf(ctx: Ctx, courseId: string): Promise<CourseAccess> {
  const course = await accessCourse(ctx, courseId, 'course.read');
  if (!course.can_edit && !hasRole(ctx.actor, 'admin', 'manager')) throw new AppError('access.denied');
  return course;
}
