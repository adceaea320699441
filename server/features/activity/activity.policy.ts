/** Who may see whose activity. */
import { type Actor, actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { notFound } from '#server/platform/errors.ts';

/** Below the actor at this moment; nobody for anonymous callers. */
export const isBelow = (ctx: Ctx, column: Sql): Sql =>
  sql`${column} in (select line.user_id from reporting_line(${actorId(ctx)}::uuid, ${ctx.now}::timestamptz) line)`;

/** SQL over a column with a person: of whom the actor may see sums of activity. */
export const watched = (ctx: Ctx, column: Sql): Sql =>
  hasRole(ctx.actor, 'admin') ? sql`true` : isBelow(ctx, column);

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
  const row = await ctx.db.maybe<{ below: boolean }>(sql`
    select exists (select from reporting_managers(people.user_id, ${ctx.now}::timestamptz) m where m.manager_id = ${actorId(ctx)}::uuid) as below
      from v_identity_people people where people.user_id = ${userId}`);
  if (row && (hasRole(ctx.actor, 'admin') || actorId(ctx) === userId)) return 'all';
  if (row?.below) return 'work';
  throw notFound('User');
}
