/** Who may do what, as far as roles alone can say, and who may see or change which account. */
import { type Ability, type Role, roles } from '#contract/abilities.ts';
import { type Actor, type Ctx, hasRole } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { abilitiesOfRole } from './abilities.table.ts';
import { findUser, type UserRow } from './users.sql.ts';

const held: Record<Role, ReadonlySet<Ability>> = {
  admin: new Set(abilitiesOfRole.admin),
  manager: new Set(abilitiesOfRole.manager),
  trainer: new Set(abilitiesOfRole.trainer),
  learner: new Set(abilitiesOfRole.learner),
};

/** Could this actor use the ability anywhere? Jobs (`system`) hold all of them, anonymous callers none. */
export function grants(actor: Actor, ability: Ability): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'user' && actor.roles.some((role) => held[role].has(ability));
}

/** All abilities of a set of roles, in the order of the contract's list. */
export function abilitiesOf(someRoles: readonly Role[]): Ability[] {
  return abilitiesOfRole.admin.filter((ability) => someRoles.some((role) => held[role].has(ability)));
}

/** The role shown as `role`: the first of the contract's list, which runs from strongest to weakest. */
export const strongestRole = (someRoles: readonly Role[]): Role =>
  roles.find((role) => someRoles.includes(role)) ?? 'learner';

/** `failed_login_attempts` is for administrators only: it tells who is under attack. */
export const maySeeSecurityFields = (actor: Actor): boolean => hasRole(actor, 'admin');

export const isSelf = (actor: Actor, userId: string): boolean =>
  actor.kind === 'user' && actor.user_id === userId;

/** Everyone may change their own account, nobody delete it; others need the ability. */
export const mayChange = (actor: Actor, userId: string, need: 'user.update' | 'user.delete'): boolean =>
  grants(actor, need) || (need === 'user.update' && isSelf(actor, userId));

/** One's own account, and everybody's with the ability. Asks nothing of the person looked at. */
export const mayRead = (actor: Actor, userId: string): boolean =>
  isSelf(actor, userId) || grants(actor, 'user.read');

/**
 * Loads a person and checks that the actor may do `need` to them.
 *
 * @throws AppError `record.not-found` when absent, deleted or not visible to the actor
 * @throws AppError `access.denied` when visible but not theirs to change
 */
export async function accessUser(
  ctx: Ctx,
  userId: string,
  need: 'user.read' | 'user.update' | 'user.delete',
): Promise<UserRow> {
  const user = mayRead(ctx.actor, userId) ? await findUser(ctx, userId) : undefined;
  if (!user) throw notFound('User');
  if (need !== 'user.read' && !mayChange(ctx.actor, userId, need)) throw new AppError('access.denied');
  return user;
}
