/** Who may see, edit and take quizzes. Every other file of the feature asks here. */
import { accessCourse } from '#server/features/catalog/index.ts';
import { type Actor, type Ctx, hasRole } from '#server/platform/context.ts';
import { any, identifier, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { selectAttempt, type WholeAttemptRow } from './attempts.sql.ts';
import { type QuizRow, quizColumns } from './quizzes.sql.ts';

/** The running cycle of the person who asks; a completed one may still be practised in. */
export type Seat = { enrollment_id: string; status: 'active' | 'completed'; percent: number };
export type QuizAccess = { quiz: QuizRow; can_edit: boolean; seat: Seat | null };

/** `read`: as far as the person may see it. `take`: as an enrolled learner. `update`: as its author. */
export type QuizNeed = 'read' | 'take' | 'update';

/** SQL condition: courses this actor may edit. @param courseId a column that holds a course id, for example `q.course_id` */
export function editableCourse(actor: Actor, courseId: string): Sql {
  if (hasRole(actor, 'admin')) return sql`true`;
  if (actor.kind !== 'user' || !hasRole(actor, 'trainer')) return sql`false`;
  return sql`exists (select 1 from v_catalog_course_staff staff where staff.course_id = ${identifier(courseId)} and staff.user_id = ${actor.user_id})`;
}

const studentOf = (actor: Actor): string | null => (actor.kind === 'user' ? actor.user_id : null);

/** SQL condition over `quizzes q`: what a list shows. Authors see the draft, learners what was published to them. */
export const visibleQuizzes = (actor: Actor): Sql =>
  any([
    sql`q.deleted_at is null and ${editableCourse(actor, 'q.course_id')}`,
    sql`q.version_id is not null and exists (
      select 1 from v_enrollment_access e where e.student_id = ${studentOf(actor)} and e.course_id = q.course_id)`,
  ]);

/** SQL condition over `attempts a join quizzes q`: one's own attempts, and those in courses one may edit. */
export const visibleAttempts = (actor: Actor): Sql =>
  any([sql`a.student_id = ${studentOf(actor)}`, editableCourse(actor, 'q.course_id')]);

type AccessRow = QuizRow & {
  can_edit: boolean;
  is_preview: boolean;
  enrollment_id: string | null;
  enrollment_status: Seat['status'];
  enrollment_percent: number;
};

/**
 * Loads a quiz and checks what the actor needs, in one query.
 *
 * A learner sees a quiz that was published, through an enrollment whose course has its lesson, or through a preview
 * lesson. A quiz deleted in the draft stays theirs until the course is published again.
 *
 * @throws AppError `record.not-found` when it does not exist or may not be seen, `access.denied` when it may be seen only,
 *   `enrollment.required` when taking it needs an enrollment
 */
export async function accessQuiz(ctx: Ctx, quizId: string, need: QuizNeed): Promise<QuizAccess> {
  const row = await ctx.db.maybe<AccessRow>(accessQuery(ctx.actor, quizId));
  if (!row) throw notFound('quiz');
  const { can_edit, is_preview, enrollment_id, enrollment_status, enrollment_percent, ...quiz } = row;
  const canEdit = can_edit && quiz.deleted_at === null;
  const published = quiz.version_id !== null;
  const visible = canEdit || (published && (enrollment_id !== null || is_preview));
  if (!visible) throw notFound('quiz');
  if (need === 'update' && !canEdit) throw new AppError('access.denied');
  if (need === 'take' && !(published && enrollment_id)) throw new AppError('enrollment.required');
  const seat =
    enrollment_id === null ? null : { enrollment_id, status: enrollment_status, percent: enrollment_percent };
  return { quiz, can_edit: canEdit, seat };
}

const accessQuery = (actor: Actor, quizId: string): Sql => sql`
  select ${quizColumns}, ${editableCourse(actor, 'q.course_id')} as can_edit,
         e.enrollment_id, e.status as enrollment_status, e.percent as enrollment_percent,
         exists (select 1 from v_catalog_published_courses c
                   join v_catalog_version_lessons x on x.course_version_id = c.version_id and x.lesson_id = q.lesson_id and x.is_preview
                  where c.course_id = q.course_id and c.status = 'published' and c.deleted_at is null) as is_preview
    from quizzes q
    left join lateral (
      select n.enrollment_id, n.status, n.percent
        from v_enrollment_enrollments n
        join v_catalog_course_versions v on v.course_version_id = n.course_version_id
        left join v_catalog_published_courses c on c.course_id = n.course_id
       where n.student_id = ${studentOf(actor)} and n.course_id = q.course_id and n.status in ('active', 'completed')
         and (q.lesson_id is null or q.lesson_id = any (v.lesson_ids) or q.lesson_id = any (c.lesson_ids))
       order by n.cycle desc limit 1) e on true
   where q.id = ${quizId}`;

/** `own`: only the person who takes it. `read`: they, and whoever may edit the course. */
export type AttemptNeed = 'own' | 'read';

/** @throws AppError `record.not-found` for attempts that do not exist or are somebody else's */
export async function accessAttempt(
  ctx: Ctx,
  attemptId: string,
  need: AttemptNeed,
): Promise<WholeAttemptRow> {
  const attempt = await selectAttempt(ctx.db, attemptId);
  if (!attempt) throw notFound('attempt');
  if (attempt.student_id === studentOf(ctx.actor)) return attempt;
  if (ctx.actor.kind === 'system') return attempt;
  const course = await accessCourse(ctx, attempt.course_id, 'course.read').catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'record.not-found' ? notFound('attempt') : error;
  });
  if (!course.can_edit) throw notFound('attempt');
  if (need === 'own') throw new AppError('access.denied');
  return attempt;
}
