/** Learners of a course, for those who teach it. */
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '#server/platform/context.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';
import { cursorPage, offsetOf, offsetPage, type Paging } from '#server/platform/http/paging.ts';
import { accessLearnersOf } from './enrollment.policy.ts';
import { presentStudent } from './enrollment.present.ts';
import type { EnrollmentStatus } from './enrollments.sql.ts';
import { countLearners, isOverdue, isSilent, type LearnerRow, selectLearners } from './learners.sql.ts';
import { searchOf, sortingOf } from './paging.sql.ts';

export type LearnerFilter = Paging & {
  search?: string | undefined;
  ordering: string;
  status?: EnrollmentStatus | undefined;
  overdue?: boolean | undefined;
  silent?: boolean | undefined;
};

/** People enrolled in a course; without `status` those who left are not shown, and each person once, in their latest cycle. */
export async function listLearners(
  ctx: Ctx,
  courseId: string,
  query: LearnerFilter,
  request: FastifyRequest,
) {
  await accessLearnersOf(ctx, courseId);
  const matching = all([
    sql`e.course_id = ${courseId}`,
    query.status ? sql`e.status = ${query.status}` : latestCycles,
    query.overdue && isOverdue(ctx.now),
    query.silent && isSilent(ctx.now),
    searchOf(query.search, sql`s.display_name || ' ' || s.email`),
  ]);
  const sorting = sortingOf(query.ordering, query.cursor);
  const read = (where: Sql, limit: number, offset: number) =>
    selectLearners(ctx.db, { where, order: sorting.order, key: sorting.key, limit, offset }, ctx.now);
  if (query.cursor !== undefined) {
    const rows = await read(all([matching, sorting.after]), query.page_size + 1, 0);
    return cursorPage(request, query, rows, (row) => [row.sort_key, row.id], presentLearner);
  }
  const rows = await read(matching, query.page_size, offsetOf(query));
  return offsetPage(request, query, await countLearners(ctx.db, matching), rows.map(presentLearner));
}

const latestCycles = sql`e.status <> 'ended' and not exists (
  select 1 from enrollments later where later.student_id = e.student_id and later.course_id = e.course_id
     and later.status <> 'ended' and later.cycle > e.cycle)`;

const presentLearner = (row: LearnerRow) => ({
  enrollment_id: row.id,
  student: presentStudent(row),
  status: row.status,
  source: row.source,
  percent: row.percent,
  lessons_done: row.lessons_done,
  lessons_required: row.lessons_required,
  seconds_spent: row.seconds_spent,
  score_percent: row.score_percent,
  enrolled_at: row.enrolled_at,
  due_at: row.due_at,
  is_overdue: row.is_overdue,
  last_seen_at: row.last_seen_at,
  completed_at: row.completed_at,
  reminded_at: row.reminded_at,
  cycle: row.cycle,
});
