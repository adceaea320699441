/** My team: who needs attention, why, and a nudge. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { gaps } from '#contract/gaps.ts';
import { sendReminder } from '#server/features/enrollment/index.ts';
import { accessPersonInLine, presentPerson } from '#server/features/reporting/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { notFound } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { selectMemberItems, selectTeam, type TeamRow } from './team.sql.ts';

const presentMember = (row: TeamRow) => ({ ...row, person: presentPerson(row.person) });

export async function listTeam(
  ctx: Ctx,
  query: z.output<typeof gaps.listTeam.query>,
  request: FastifyRequest,
) {
  const table = await selectTeam(ctx, query, { limit: query.page_size, offset: offsetOf(query) });
  return { ...offsetPage(request, query, table.count, table.rows.map(presentMember)), totals: table.totals };
}

/** @throws AppError `record.not-found` for people outside the caller's line, and for oneself */
export async function getTeamMember(ctx: Ctx, userId: string) {
  await accessPersonInLine(ctx, userId, 'lead');
  const table = await selectTeam(ctx, { person: userId, ordering: 'name' }, { limit: 1, offset: 0 });
  const [row] = table.rows;
  if (!row) throw notFound('Person');
  return { ...presentMember(row), ...(await selectMemberItems(ctx, userId)) };
}

const pauseMinutes = 60;

/**
 * Reminds a person of what is overdue or due soon, or of the given enrollments of theirs. What they were reminded of within the
 * last hour is passed over.
 */
export async function remindMember(ctx: Ctx, userId: string, enrollmentIds: readonly string[] | undefined) {
  await accessPersonInLine(ctx, userId, 'lead');
  return inTransaction(ctx, async (ctx) => {
    const { training } = await selectMemberItems(ctx, userId);
    const quietSince = ctx.now.getTime() - pauseMinutes * 60_000;
    const wanted = training
      .filter((one) => (enrollmentIds ? enrollmentIds.includes(one.enrollment_id) : one.standing !== 'open'))
      .filter((one) => one.reminded_at === null || Date.parse(one.reminded_at) <= quietSince);
    for (const { enrollment_id, course_id } of wanted) {
      await sendReminder(ctx, { id: enrollment_id, course_id, student_id: userId, status: 'active' });
    }
    ctx.db.afterCommit(wakeDispatcher);
    return { reminded_count: wanted.length };
  });
}
