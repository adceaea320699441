/** Lesson progress: reading it, and the writes that move the percentage. */
import type { FastifyRequest } from 'fastify';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage, type Paging } from '#server/platform/http/paging.ts';
import { completionVerdict, proofAsked } from './completion.rules.ts';
import { visibleEnrollments } from './enrollment.policy.ts';
import { presentProgress } from './enrollment.present.ts';
import { searchOf } from './paging.sql.ts';
import {
  isLessonPublished,
  type LessonState,
  type ProgressWrite,
  type ProgressWritten,
  selectLessonState,
  selectProgress,
  writeProgress,
} from './progress.sql.ts';
import { asMultirange, fromMultirange, type Range } from './watched.rules.ts';

export type Visit = {
  position_seconds?: number | undefined;
  watched_ranges?: Range[] | undefined;
  media_seconds?: number | undefined;
  seconds_spent?: number | undefined;
};

/**
 * Marks a lesson complete, or takes that back while the course is still in progress (L-84..L-86).
 *
 * The lesson's rule is judged on what was read before the write; all it looks at (the first visit, what was watched) only
 * ever grows, so the verdict cannot be outdated by a concurrent write. Counting happens under the enrollment's lock.
 *
 * @throws AppError `lesson.not-completable` with the rule's figures, `enrollment.closed`, `enrollment.required`
 */
export async function recordProgress(
  ctx: Ctx,
  input: Visit & { lesson_id: string; completed?: boolean | undefined },
) {
  const { lesson_id: lessonId, completed, ...visit } = input;
  const state = await ownLessonState(ctx, lessonId);
  const changes = completed !== undefined && completed !== state.completed;
  if (changes && completed) refuseUnlessCompletable(ctx, state, visit);
  const proof = proofAsked({ ...state, kind: state.lesson_kind });
  if (changes && !completed && proof) throw notCompletable({ reason: proof });
  return writeVisit(ctx, state, visit, completed ?? null);
}

/** Notes that a lesson is open and where in it the learner is; answers with where to resume. */
export async function visitLesson(ctx: Ctx, lessonId: string, visit: Visit) {
  return writeVisit(ctx, await ownLessonState(ctx, lessonId), visit, null);
}

async function ownLessonState(ctx: Ctx, lessonId: string): Promise<LessonState> {
  const studentId = actorId(ctx);
  if (!studentId) throw new AppError('auth.required');
  const state = await selectLessonState(ctx.db, studentId, lessonId);
  if (state) return state;
  if (await isLessonPublished(ctx.db, lessonId)) throw new AppError('enrollment.required');
  throw notFound('lesson');
}

const notCompletable = (params: Record<string, unknown>) =>
  new AppError('lesson.not-completable', { params });

function refuseUnlessCompletable(ctx: Ctx, state: LessonState, visit: Visit): void {
  const lesson = { ...state, kind: state.lesson_kind };
  const seen = {
    first_seen_at: state.first_seen_at,
    ranges: [...fromMultirange(state.watched_ranges), ...(visit.watched_ranges ?? [])],
    media_seconds: Math.max(state.media_seconds ?? 0, visit.media_seconds ?? 0) || null,
  };
  const { may, ...why } = completionVerdict(lesson, seen, ctx.now);
  if (!may) throw notCompletable(why);
}

async function writeVisit(ctx: Ctx, state: LessonState, visit: Visit, completed: boolean | null) {
  const written = await write(ctx, {
    enrollment_id: state.enrollment_id,
    lesson_id: state.lesson_id,
    completed,
    position_seconds: visit.position_seconds,
    watched_ranges: visit.watched_ranges && asMultirange(visit.watched_ranges),
    media_seconds: visit.media_seconds,
    seconds_spent: visit.seconds_spent,
  });
  return {
    ...presentProgress({ ...state, ...written, student_id: state.student_id }),
    percent: written.percent,
    milestones_reached: written.reached,
    course_completed: written.reached.includes(100),
    enrollment_status: written.status,
    certificate_expected: written.reached.includes(100) && state.certificate_enabled,
  };
}

async function write(ctx: Ctx, progress: ProgressWrite): Promise<ProgressWritten> {
  const written = await writeProgress(ctx, progress);
  const { student_id: studentId } = written;
  if (studentId) await ctx.db.announce([`progress:user:${studentId}`, `enrollments:user:${studentId}`]);
  if (written.refused === 'closed') throw new AppError('enrollment.closed');
  if (written.refused === 'absent') throw notFound('lesson');
  if (progress.completed !== null) ctx.db.afterCommit(wakeDispatcher);
  return written;
}

/**
 * Completes a lesson for whoever proved it: a passed quiz, a confirmed attendance. Joins the caller's transaction; the
 * caller has checked the proof, so the lesson's own rule is not asked again. Repeating it changes nothing but keeps the
 * better score.
 *
 * @returns the course percentage after it, and the milestones reached by it
 * @throws AppError `enrollment.closed` on an ended enrollment, `record.not-found` when the course has no such lesson
 */
export async function completeLesson(
  ctx: Ctx,
  done: { enrollment_id: string; lesson_id: string; score_percent?: number | undefined },
): Promise<{ percent: number; milestones_reached: number[]; course_completed: boolean }> {
  const written = await write(ctx, { ...done, completed: true });
  return {
    percent: written.percent,
    milestones_reached: written.reached,
    course_completed: written.reached.includes(100),
  };
}

/** Keeps a score that completes nothing (a failed quiz, L-90): the lesson stays as it was, the best score counts. */
export async function recordLessonScore(
  ctx: Ctx,
  scored: { enrollment_id: string; lesson_id: string; score_percent: number; passed: false },
): Promise<void> {
  const { passed: _notPassed, ...rest } = scored;
  await write(ctx, { ...rest, completed: null });
}

export type ProgressFilter = Paging & {
  search?: string | undefined;
  ordering: string;
  course?: string | undefined;
  course_id?: string | undefined;
  lesson?: string | undefined;
  lesson_id?: string | undefined;
  student?: string | undefined;
  student_id?: string | undefined;
  enrollment?: string | undefined;
  completed?: boolean | undefined;
};

/**
 * One row per lesson of the version each enrollment is pinned to, from the moment of enrollment (L-82).
 *
 * Without `student` or `enrollment` the caller's own. Of several cycles of one course the latest, unless an enrollment is named.
 */
export async function listProgress(ctx: Ctx, query: ProgressFilter, request: FastifyRequest) {
  const student = query.student ?? query.student_id ?? (query.enrollment ? undefined : actorId(ctx));
  const course = query.course ?? query.course_id;
  const lesson = query.lesson ?? query.lesson_id;
  const after =
    query.cursor === undefined || query.ordering !== 'order' ? null : decodeCursor(query.cursor, 3);
  const where = all([
    visibleEnrollments(ctx.actor),
    student && sql`e.student_id = ${student}`,
    query.enrollment
      ? sql`e.id = ${query.enrollment}`
      : sql`e.status <> 'ended' and not exists (
          select 1 from enrollments later where later.student_id = e.student_id and later.course_id = e.course_id
             and later.status <> 'ended' and later.cycle > e.cycle)`,
    course && sql`e.course_id = ${course}`,
    lesson && sql`l.lesson_id = ${lesson}`,
    query.completed !== undefined && sql`coalesce(p.completed, false) = ${query.completed}`,
    searchOf(query.search, sql`l.title`),
    after &&
      sql`(e.enrolled_at, e.id, l.position) > (${String(after[0])}::timestamptz, ${String(after[1])}::uuid, ${Number(after[2])}::int)`,
  ]);
  const byCursor = query.cursor !== undefined && query.ordering === 'order';
  const { rows, count } = await selectProgress(ctx.db, {
    where,
    order: progressOrder(query.ordering),
    limit: byCursor ? query.page_size + 1 : query.page_size,
    offset: byCursor ? 0 : offsetOf(query),
  });
  if (byCursor) {
    return cursorPage(
      request,
      query,
      rows,
      (row) => [row.enrolled_at, row.enrollment_id, row.lesson_place],
      presentProgress,
    );
  }
  return offsetPage(request, query, count, rows.map(presentProgress));
}

function progressOrder(ordering: string) {
  const direction = ordering.startsWith('-') ? sql`desc` : sql`asc`;
  if (ordering.endsWith('order'))
    return sql`e.enrolled_at ${direction}, e.id ${direction}, l.position ${direction}`;
  const column = ordering.endsWith('completed_at') ? sql`p.completed_at` : sql`p.last_seen_at`;
  return sql`${column} ${direction} nulls last, e.id, l.position`;
}
