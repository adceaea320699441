/** Acting for one person outside a request: jobs and commands that finish what the person started. */
import type { Role } from '#contract/abilities.ts';
import type { Ctx } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { strongestRole } from './identity.policy.ts';
import { rolesOfUser } from './users.sql.ts';

/**
 * A context with the person's present roles, so that a job can do no more than they could do themselves right now.
 *
 * @throws AppError `access.denied` when the person may not sign in any more
 */
export const actingAs = (ctx: Ctx, userId: string): Promise<Ctx> => acting(ctx, sql`u.id = ${userId}`);

/** The same by e-mail, for commands. */
export const actingAsEmail = (ctx: Ctx, email: string): Promise<Ctx> => acting(ctx, sql`u.email = ${email}`);

async function acting(ctx: Ctx, whom: Sql): Promise<Ctx> {
  const person = await ctx.db.maybe<{ id: string; roles: Role[] }>(sql`
    select u.id, ${rolesOfUser(ctx.now)} as roles from users u where ${whom} and u.is_active and u.deleted_at is null`);
  if (!person) throw new AppError('access.denied', { detail: 'This person may not sign in' });
  const { id, roles } = person;
  return {
    ...ctx,
    actor: { kind: 'user', user_id: id, login_session_id: id, role: strongestRole(roles), roles },
  };
}
