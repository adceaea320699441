/** Learners who may need help, and why. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Attention, activity } from '#contract/activity.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import { inLine } from '#server/features/reporting/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { any, type Sql, sql } from '#server/platform/db/sql.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { teaches } from './activity.policy.ts';
import { reasonsOf } from './attention.rules.ts';
import { type AttentionRow, selectAttention, selectTitles } from './attention.sql.ts';

/** Managers see everything open of their line, trainers what is open in their courses, whoever it is. */
const visible = (ctx: Ctx): Sql =>
  any([inLine(ctx, sql`e.student_id`), teaches(ctx.actor, sql`e.course_id`)]);

export async function listAttention(
  ctx: Ctx,
  query: z.output<typeof activity.listAttention.query>,
  request: FastifyRequest,
) {
  const rows = await selectAttention(ctx.db, {
    now: ctx.now,
    visible: visible(ctx),
    kind: query.kind,
    course_id: query.course,
    search: query.search?.trim().replace(/[\\%_]/g, '\\$&') || undefined,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  const reasons = rows.map(reasonsOf);
  const titles = await selectTitles(
    ctx.db,
    reasons.flat().flatMap((reason) => reason.course_id ?? []),
  );
  const results = rows.map((row, index) => present(row, reasons[index]!, titles));
  return offsetPage(request, query, rows[0]?.matching ?? 0, results);
}

function present(
  row: AttentionRow,
  reasons: ReturnType<typeof reasonsOf>,
  titles: ReadonlyMap<string, string>,
): Attention {
  return {
    user: {
      id: row.user_id,
      name: row.display_name,
      avatar_url: avatarUrl(row.avatar_file_id),
      department: row.department,
      position: row.position,
    },
    last_active: row.last_active,
    open_courses: row.open_courses,
    reasons: reasons.map(({ kind, number, course_id: courseId }) => ({
      kind,
      number,
      course: courseId ? { id: courseId, name: titles.get(courseId) ?? '' } : null,
    })),
  };
}
