/** Administration of people: list, make, change, switch off, delete. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Role } from '#contract/abilities.ts';
import type { identity } from '#contract/identity.ts';
import type { User, UserInput, UserPatch } from '#contract/identity-shapes.ts';
import type { Page } from '#contract/values/common.ts';
import type { Ctx } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { accessUser, strongestRole } from './identity.policy.ts';
import { endSessionsOf } from './login-sessions.sql.ts';
import { changeProfile } from './profiles.service.ts';
import { sessionStates } from './session-states.ts';
import { presentUser, presentUserDetail } from './users.present.ts';
import { createUser, taken } from './users.service.ts';
import {
  lockOtherAdmins,
  lockUser,
  replaceRoles,
  softDeleteUser,
  type UserChanges,
  type UserRow,
  updateUserRow,
} from './users.sql.ts';
import { countUsers, selectUsers, selectUsersAfter } from './users-list.sql.ts';

type ListQuery = z.output<typeof identity.listUsers.query>;

/** People as the actor may see them; `?cursor=` switches to keyset paging. */
export async function listUsers(
  ctx: Ctx,
  query: ListQuery,
  request: FastifyRequest,
): Promise<Page<z.input<typeof User>>> {
  const { ordering, ...filter } = query;
  const present = (row: UserRow) => presentUser(ctx.actor, row);
  if (query.cursor === undefined) {
    const range = { ordering, limit: query.page_size, offset: offsetOf(query) };
    const [count, rows] = await Promise.all([countUsers(ctx, filter), selectUsers(ctx, filter, range)]);
    return offsetPage(request, query, count, rows.map(present));
  }
  const key = decodeCursor(query.cursor, 2);
  const after = key && { sort_key: String(key[0]), id: String(key[1]) };
  const rows = await selectUsersAfter(ctx, filter, { ordering, limit: query.page_size + 1, after });
  return cursorPage(request, query, rows, (row) => [row.sort_key, row.id], present);
}

/** The roles a body asks for; undefined when it says nothing about them. */
function wantedRoles(body: { role?: Role | undefined; roles?: Role[] | undefined }): Role[] | undefined {
  if (body.roles === undefined) return body.role && [body.role];
  if (body.role !== undefined && strongestRole(body.roles) !== body.role) {
    throw invalidField('role', 'Must be the strongest of roles, or be left out');
  }
  return [...new Set(body.roles)];
}

/** Makes an account on someone's behalf. @throws AppError `account.taken`, `input.invalid` */
export async function createPerson(ctx: Ctx, body: z.output<typeof UserInput>) {
  const user = await createUser(ctx, { ...body, roles: wantedRoles(body) });
  return presentUserDetail(ctx.actor, user);
}

export async function getPerson(ctx: Ctx, userId: string) {
  return presentUserDetail(ctx.actor, await accessUser(ctx, userId, 'user.read'));
}

/** The named constraints of users as the errors they mean. */
export const namesTaken = {
  users_email_key: () => taken('email'),
  users_username_key: () => taken('username'),
};

/**
 * Changes an account: names, roles, activity, profile.
 *
 * Losing a role and being switched off count from the next request on, everywhere; switching off ends all sessions.
 *
 * @param version  from If-Match
 * @throws AppError `user.last-admin` when nobody active could administer any more
 * @throws AppError `account.taken`, `record.stale`, `input.invalid`, `record.not-found`
 */
export async function updatePerson(
  ctx: Ctx,
  userId: string,
  body: z.output<typeof UserPatch>,
  version?: number,
) {
  const { role: _role, roles: _roles, email, username, is_active: isActive, ...profile } = body;
  const roles = wantedRoles(body);
  await accessUser(ctx, userId, 'user.update');
  await inTransaction(ctx, async (ctx) => {
    const losesAdmin = isActive === false || (roles !== undefined && !roles.includes('admin'));
    const otherAdmins = losesAdmin ? await lockOtherAdmins(ctx.db, userId) : null;
    const locked = await lockUser(ctx.db, userId);
    if (!locked) throw notFound('User');
    if (version !== undefined && version !== locked.record_version) throw new AppError('record.stale');
    const before = await accessUser(ctx, userId, 'user.update');
    if (otherAdmins === 0 && before.role === 'admin' && before.is_active)
      throw new AppError('user.last-admin');
    if (roles) await replaceRoles(ctx, userId, { ids: roles.map(() => newId(ctx.now.getTime())), roles });
    const changes: UserChanges = {
      email,
      username,
      role: roles && strongestRole(roles),
      is_active: isActive,
    };
    await onConstraint(updateUserRow(ctx, userId, changes), namesTaken);
    await changeProfile(ctx, userId, profile);
    if (isActive === false && before.is_active) await noteDeactivation(ctx, userId);
    await publish(ctx, 'user.changed', { user_id: userId });
  });
  await ctx.db.whenCommitted(() => sessionStates().forgetUser(userId));
  return getPerson(ctx, userId);
}

/**
 * Deletes an account: it is switched off and hidden, and everything it did stays as evidence.
 *
 * @throws AppError `user.last-admin`, `record.not-found`
 */
export async function deletePerson(ctx: Ctx, userId: string): Promise<null> {
  await inTransaction(ctx, async (ctx) => {
    const otherAdmins = await lockOtherAdmins(ctx.db, userId);
    const before = await accessUser(ctx, userId, 'user.delete');
    if (otherAdmins === 0 && before.role === 'admin' && before.is_active)
      throw new AppError('user.last-admin');
    if (!(await softDeleteUser(ctx, userId))) throw notFound('User');
    if (before.is_active) await noteDeactivation(ctx, userId);
    await publish(ctx, 'user.changed', { user_id: userId });
  });
  await ctx.db.whenCommitted(() => sessionStates().forgetUser(userId));
  return null;
}

async function noteDeactivation(ctx: Ctx, userId: string): Promise<void> {
  await endSessionsOf(ctx.db, { user_id: userId, except: null }, 'deactivated', ctx.now);
  await publish(ctx, 'user.deactivated', { user_id: userId });
}
