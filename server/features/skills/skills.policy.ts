/** Who may see, rate and judge whose skills: managers above a person, those who act for them, trainers of the person, administrators. */
import type { RaterRelation } from '#contract/skills.ts';
import { inLine, reportingRelation } from '#server/features/reporting/index.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { all, any, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';

export type SkillRelation = 'self' | RaterRelation;

/** The acting person's id. @throws AppError `auth.required` for jobs and anonymous callers, who have no skills */
export function ownId(ctx: Ctx): string {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  return userId;
}

/** SQL condition: the actor teaches a course that the person in `column` takes or has completed. */
function isTaught(ctx: Ctx, column: Sql): Sql {
  const self = actorId(ctx);
  if (!self || !hasRole(ctx.actor, 'trainer')) return sql`false`;
  return sql`exists (
    select from v_enrollment_enrollments seat join v_catalog_course_staff staff on staff.course_id = seat.course_id
     where seat.student_id = ${column} and seat.status in ('active', 'completed') and staff.user_id = ${self}::uuid)`;
}

/** SQL condition: the actor may rate and judge the person in `column`. Nobody may judge themselves, administrators neither. */
export const mayJudge = (ctx: Ctx, column: Sql): Sql =>
  all([
    sql`${column} is distinct from ${actorId(ctx)}::uuid`,
    any([inLine(ctx, column), isTaught(ctx, column)]),
  ]);

/** What the actor is to a person; the nearest reason wins, being an administrator is the last of them. */
export async function relationTo(ctx: Ctx, userId: string): Promise<SkillRelation | null> {
  const relation = await reportingRelation(ctx, userId);
  if (relation !== null && relation !== 'admin') return relation;
  if (!hasRole(ctx.actor, 'trainer')) return relation;
  const { taught } = await ctx.db.one<{ taught: boolean }>(
    sql`select ${isTaught(ctx, sql`${userId}::uuid`)} as taught`,
  );
  return taught ? 'trainer' : relation;
}

/**
 * Checks that the actor is the person, or stands above them.
 *
 * @throws AppError `record.not-found` when not: whether such a person exists is not told
 */
export async function accessPersonSkills(ctx: Ctx, userId: string): Promise<SkillRelation> {
  const relation = await relationTo(ctx, userId);
  if (!relation) throw notFound('person');
  return relation;
}

/** @throws AppError `record.not-found`, `access.denied` for oneself */
export async function accessAsJudge(ctx: Ctx, userId: string): Promise<RaterRelation> {
  const relation = await accessPersonSkills(ctx, userId);
  if (relation === 'self') throw new AppError('access.denied', { detail: 'Nobody judges their own skills' });
  return relation;
}
