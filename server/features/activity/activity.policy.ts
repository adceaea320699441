/** Who may see whose activity. Below whom somebody stands is reporting's to say. */
import { accessPersonInLine } from '#server/features/reporting/index.ts';
import { type Actor, type Ctx, hasRole } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';

/** SQL over a column with a course: the actor teaches it. */
export const teaches = (actor: Actor, courseColumn: Sql): Sql =>
  actor.kind === 'user' && hasRole(actor, 'trainer')
    ? sql`${courseColumn} in (select staff.course_id from v_catalog_course_staff staff where staff.user_id = ${actor.user_id})`
    : sql`false`;

/**
 * How much of a person's timeline the actor may see: `all` (themselves, administrators) or `work` (managers of their line: without
 * sign-ins and addresses).
 *
 * @throws AppError `record.not-found` for everybody else, and for a person who is not there
 */
export async function accessTimeline(ctx: Ctx, userId: string): Promise<'all' | 'work'> {
  const relation = await accessPersonInLine(ctx, userId);
  return relation === 'self' || hasRole(ctx.actor, 'admin') ? 'all' : 'work';
}
