/**
 * Who stands above whom: the one place that says so. Authority over a person follows the reporting line of this moment, never
 * the role `manager`; administrators stand above everybody.
 */
import { type Actor, actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { notFound } from '#server/platform/errors.ts';

export type ReportingRelation = 'self' | 'manager' | 'acting_manager' | 'admin';

/**
 * What the actor is to a person at `ctx.now`, by the nearest reason: themselves, a manager above them (direct or not), acting
 * for such a manager, an administrator; null for everybody else and for people who do not exist.
 */
export async function reportingRelation(ctx: Ctx, userId: string): Promise<ReportingRelation | null> {
  const self = actorId(ctx);
  const isAdmin = hasRole(ctx.actor, 'admin');
  if (!self && !isAdmin) return null;
  const known = await ctx.db.maybe<{ relation: ReportingRelation | null }>(sql`
    select case when p.user_id = ${self}::uuid then 'self'
                else (select case when bool_or(m.acting_for is null) then 'manager' when count(*) > 0 then 'acting_manager' end
                        from reporting_managers(p.user_id, ${ctx.now}) m where m.manager_id = ${self}::uuid) end as relation
      from v_identity_people p where p.user_id = ${userId}`);
  return known ? (known.relation ?? (isAdmin ? 'admin' : null)) : null;
}

/** Does the actor stand above this person now? Nobody stands above themselves, administrators neither. */
export async function mayLead(ctx: Ctx, userId: string): Promise<boolean> {
  const relation = await reportingRelation(ctx, userId);
  return relation !== null && relation !== 'self';
}

/**
 * Checks that a person is the actor or stands below them.
 *
 * @param need  `lead`: standing above is asked for, being the person is not enough
 * @throws AppError `record.not-found` for people outside the line: whether they exist is not told
 */
export async function accessPersonInLine(
  ctx: Ctx,
  userId: string,
  need: 'read' | 'lead' = 'read',
): Promise<ReportingRelation> {
  const relation = await reportingRelation(ctx, userId);
  if (!relation || (need === 'lead' && relation === 'self')) throw notFound('Person');
  return relation;
}

/**
 * SQL condition: the person in `column` stands below the actor now (`true` for administrators). It does not include the
 * actor: add `or column = …` where one's own rows belong to the answer.
 *
 *     sql`select … from v_skills_user_skills us where ${inLine(ctx, sql`us.user_id`)}`
 */
export const inLine = (ctx: Ctx, column: Sql): Sql =>
  hasRole(ctx.actor, 'admin') ? sql`true` : inOwnLine(ctx, column);

/** The same without the exception for administrators: "my people". */
export const inOwnLine = (ctx: Ctx, column: Sql): Sql => {
  const self = actorId(ctx);
  return self
    ? sql`${column} in (select line.user_id from reporting_line(${self}::uuid, ${ctx.now}::timestamptz) line)`
    : sql`false`;
};

/** Acting is ended by administrators and by the manager it is for. */
export const mayEnd = (actor: Actor, managerId: string): boolean =>
  hasRole(actor, 'admin') || (actor.kind === 'user' && actor.user_id === managerId);

/** Everybody above each of these people now, those acting for a manager included. */
export async function leadersOf(ctx: Ctx, userIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await ctx.db.rows<{ user_id: string; leaders: string[] }>(sql`
    select person.user_id, array_agg(distinct m.manager_id) as leaders
      from unnest(${userIds}::uuid[]) as person(user_id), reporting_managers(person.user_id, ${ctx.now}) m
     group by person.user_id`);
  return new Map(rows.map((row) => [row.user_id, row.leaders]));
}
