/** Reading enrollments and changing their terms. */
import type { FastifyRequest } from 'fastify';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { cursorPage, offsetOf, offsetPage, type Paging } from '#server/platform/http/paging.ts';
import { accessEnrollment, managedEnrollments, visibleEnrollments } from './enrollment.policy.ts';
import { presentEnrollment } from './enrollment.present.ts';
import {
  countEnrollments,
  type EnrollmentRow,
  type EnrollmentStatus,
  endEnrollmentRow,
  markReminded,
  selectCurrentEnrollment,
  selectEnrollments,
  updateTerms,
} from './enrollments.sql.ts';
import { searchOf, sortingOf } from './paging.sql.ts';

export type EnrollmentFilter = Paging & {
  search?: string | undefined;
  ordering: string;
  student?: string | undefined;
  student_id?: string | undefined;
  course?: string | undefined;
  course_id?: string | undefined;
  status?: EnrollmentStatus | undefined;
  mine?: boolean | undefined;
  overdue?: boolean | undefined;
};

const reminderPauseMinutes = 60;

/** The caller's own enrollments and those they manage. */
export async function listEnrollments(ctx: Ctx, query: EnrollmentFilter, request: FastifyRequest) {
  const student = query.student ?? query.student_id;
  const course = query.course ?? query.course_id;
  const matching = all([
    visibleEnrollments(ctx.actor),
    query.mine && sql`e.student_id = ${actorId(ctx)}::uuid`,
    student && sql`e.student_id = ${student}`,
    course && sql`e.course_id = ${course}`,
    query.status && sql`e.status = ${query.status}`,
    query.overdue && sql`e.status = 'active' and e.due_at < ${ctx.now}`,
    searchOf(query.search, sql`c.title || ' ' || c.code || ' ' || s.display_name || ' ' || s.email`),
  ]);
  const sorting = sortingOf(query.ordering, query.cursor);
  const present = (row: EnrollmentRow) => presentEnrollment(ctx.actor, row);
  const read = (where: typeof matching, limit: number, offset: number) =>
    selectEnrollments(ctx.db, managedEnrollments(ctx.actor), {
      where,
      order: sorting.order,
      key: sorting.key,
      limit,
      offset,
    });
  if (query.cursor !== undefined) {
    const rows = await read(all([matching, sorting.after]), query.page_size + 1, 0);
    return cursorPage(request, query, rows, (row) => [row.sort_key, row.id], present);
  }
  const rows = await read(matching, query.page_size, offsetOf(query));
  return offsetPage(request, query, await countEnrollments(ctx.db, matching), rows.map(present));
}

export async function getEnrollment(ctx: Ctx, enrollmentId: string) {
  return presentEnrollment(ctx.actor, await accessEnrollment(ctx, enrollmentId, 'read'));
}

/**
 * The enrollment that counts for a person in a course: the active one, else the last completed; null when there is none.
 *
 * For other features inside their own transaction; checks no access.
 */
export const findEnrollment = async (ctx: Ctx, of: { student_id: string; course_id: string }) =>
  (await selectCurrentEnrollment(ctx.db, of.student_id, of.course_id)) ?? null;

const idsOf = (row: EnrollmentRow) => ({
  enrollment_id: row.id,
  student_id: row.student_id,
  course_id: row.course_id,
});

/** Extends or changes until when an enrollment is due. @throws AppError `enrollment.closed` */
export function updateEnrollment(
  ctx: Ctx,
  enrollmentId: string,
  terms: { due_at?: string | null | undefined; reason?: string | undefined },
) {
  return inTransaction(ctx, async (ctx) => {
    const before = await accessEnrollment(ctx, enrollmentId, 'manage');
    const touched = await updateTerms(
      ctx.db,
      enrollmentId,
      { due_at: terms.due_at, reason: terms.reason },
      ctx.now,
    );
    if (touched === 0) throw new AppError('enrollment.closed');
    await publish(ctx, 'enrollment.changed', idsOf(before));
    return getEnrollment(ctx, enrollmentId);
  });
}

/**
 * Unenrolls. Learners leave what they are still taking; those who manage the course may also end a completed one. The rows
 * of progress, milestones and completions stay: they are evidence.
 *
 * @throws AppError `enrollment.closed` when it has ended already, or is completed and a learner wants to leave
 */
export function endEnrollment(ctx: Ctx, enrollmentId: string): Promise<null> {
  return inTransaction(ctx, async (ctx) => {
    const before = await accessEnrollment(ctx, enrollmentId, 'leave');
    const from: EnrollmentStatus[] = before.managed ? ['active', 'completed'] : ['active'];
    if ((await endEnrollmentRow(ctx.db, enrollmentId, from, actorId(ctx), ctx.now)) === 0)
      throw new AppError('enrollment.closed');
    await publish(ctx, 'enrollment.changed', idsOf(before));
    return null;
  });
}

/**
 * Reminds a learner, who is told by notice and mail.
 *
 * @throws AppError `rate.limited` within an hour of the last reminder, `enrollment.closed` when there is nothing left to do
 */
export function remindLearner(ctx: Ctx, enrollmentId: string) {
  return inTransaction(ctx, async (ctx) => {
    await sendReminder(ctx, await accessEnrollment(ctx, enrollmentId, 'manage'));
    return getEnrollment(ctx, enrollmentId);
  });
}

/**
 * The same for features that have checked access themselves (whoever leads the learner). Needs a transaction.
 *
 * @throws AppError `rate.limited`, `enrollment.closed`
 */
export async function sendReminder(
  ctx: Ctx,
  enrollment: Pick<EnrollmentRow, 'id' | 'student_id' | 'course_id' | 'status'>,
): Promise<void> {
  if (enrollment.status !== 'active') throw new AppError('enrollment.closed');
  if ((await markReminded(ctx.db, enrollment.id, ctx.now, reminderPauseMinutes)) === 0) {
    throw new AppError('rate.limited', {
      detail: 'This person was reminded within the last hour',
      retry_after: reminderPauseMinutes * 60,
    });
  }
  await publish(ctx, 'enrollment.reminded', {
    enrollment_id: enrollment.id,
    student_id: enrollment.student_id,
    course_id: enrollment.course_id,
  });
}
