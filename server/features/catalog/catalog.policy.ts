/** Who may see and edit courses. One condition per line; everything else in the feature asks here. */
import { type Actor, type Ctx, hasRole } from '#server/platform/context.ts';
import { any, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { type CourseRow, type ReadableRow, selectCourse, selectReadable } from './courses.sql.ts';

/** `course.read` is for everyone who may see it; the others are for its trainers and administrators. */
export type CourseNeed = 'course.read' | 'course.update' | 'course.delete';
type Allowed = { can_edit: boolean; can: string[] };
export type CourseAccess = CourseRow & Allowed;
export type ReadAccess = ReadableRow & Allowed;

type Taught = Pick<CourseRow, 'created_by' | 'instructor_id' | 'trainer_ids'>;

export function mayEditCourse(actor: Actor, course: Taught): boolean {
  if (hasRole(actor, 'admin')) return true;
  if (actor.kind !== 'user' || !hasRole(actor, 'trainer')) return false;
  return (
    course.instructor_id === actor.user_id ||
    course.created_by === actor.user_id ||
    course.trainer_ids.includes(actor.user_id)
  );
}

/** SQL condition over `courses c`: the courses this actor may edit. The twin of `mayEditCourse` for lists. */
export function taughtCourses(actor: Actor): Sql {
  if (hasRole(actor, 'admin')) return sql`true`;
  if (actor.kind !== 'user' || !hasRole(actor, 'trainer')) return sql`false`;
  return sql`c.instructor_id = ${actor.user_id} or c.created_by = ${actor.user_id}
    or exists (select 1 from course_trainers t where t.course_id = c.id and t.user_id = ${actor.user_id})`;
}

/** SQL condition over `courses c`: what lists show. Archived courses are reached by their link, not listed. */
export function listedCourses(actor: Actor): Sql {
  return hasRole(actor, 'admin', 'trainer')
    ? any([sql`c.status = 'published'`, taughtCourses(actor)])
    : sql`c.status = 'published'`;
}

/**
 * Loads a course and checks what the actor needs.
 *
 * @throws AppError `record.not-found` when it does not exist or may not be seen, `access.denied` when it may be seen only
 */
export async function accessCourse(ctx: Ctx, courseId: string, need: CourseNeed): Promise<CourseAccess> {
  return allowed(ctx.actor, await selectCourse(ctx.db, courseId), need);
}

/** `accessCourse` for readers: only what decides, with the version in which they take it, found by the course or by one of its lessons. */
export async function accessToRead(
  ctx: Ctx,
  of: { course_id: string } | { lesson_id: string },
): Promise<ReadAccess> {
  const readerId = ctx.actor.kind === 'user' ? ctx.actor.user_id : null;
  return allowed(ctx.actor, await selectReadable(ctx.db, of, readerId), 'course.read');
}

function allowed<Row extends Taught & Pick<CourseRow, 'status'>>(
  actor: Actor,
  course: Row | undefined,
  need: CourseNeed,
): Row & Allowed {
  if (!course) throw notFound('course');
  const editable = mayEditCourse(actor, course);
  const visible = editable || course.status !== 'draft';
  if (!visible) throw notFound('course');
  if (need !== 'course.read' && !editable) throw new AppError('access.denied');
  return { ...course, can_edit: editable, can: editable ? ['update', 'delete', 'publish', 'teach'] : [] };
}
