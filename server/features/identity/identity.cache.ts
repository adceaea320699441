/**
 * What identity serves from the cache (contract L-93, L-96..L-98, U-14): single accounts for 15 minutes, lists of people for 5.
 *
 * Whether the caller may see it is asked before; what of it they are shown is decided afterwards, for each caller anew.
 */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { identity } from '#contract/identity.ts';
import { entries } from '#server/platform/cache/entries.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { cachedJson, pageKey } from '#server/platform/http/conditional.ts';
import { services } from '#server/platform/services.ts';
import { listNamed } from './directory.service.ts';
import type { Directory } from './directory.sql.ts';
import { mayRead, maySeeSecurityFields } from './identity.policy.ts';
import * as people from './people.service.ts';
import { presentProfile, presentUserDetail } from './users.present.ts';
import { findUser, type UserRow } from './users.sql.ts';

/** The account with its profile, for whoever may read it. Only to show: what is to be changed is read under its lock. */
async function shownUser(ctx: Ctx, userId: string): Promise<UserRow> {
  if (!mayRead(ctx.actor, userId)) throw notFound('User');
  return services().cache.remember(
    entries.user,
    { user_id: userId },
    async () => {
      const user = await findUser(ctx, userId);
      if (!user) throw notFound('User');
      return user;
    },
    { notes: ctx.cache_notes },
  );
}

function ownId(ctx: Ctx): string {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  return userId;
}

export const getPerson = async (ctx: Ctx, userId: string) =>
  presentUserDetail(ctx.actor, await shownUser(ctx, userId));

export const getMe = (ctx: Ctx) => getPerson(ctx, ownId(ctx));

export const getProfile = async (ctx: Ctx) => presentProfile(await shownUser(ctx, ownId(ctx)));

/** The ability `user.list` lets one see everybody; who sees how often somebody failed to sign in has a list of their own. */
export const listUsers = (
  ctx: Ctx,
  query: z.output<typeof identity.listUsers.query>,
  request: FastifyRequest,
) =>
  cachedJson(
    ctx,
    identity.listUsers,
    {
      entry: entries.users,
      parts: { reader: maySeeSecurityFields(ctx.actor) ? 'security' : 'people', page: pageKey(request) },
    },
    () => people.listUsers(ctx, query, request),
  );

export const listDirectory = (
  ctx: Ctx,
  directory: Directory,
  query: z.output<typeof identity.listDepartments.query>,
  request: FastifyRequest,
) =>
  cachedJson(
    ctx,
    directory === 'departments' ? identity.listDepartments : identity.listPositions,
    { entry: entries.directory, parts: { page: pageKey(request) } },
    () => listNamed(ctx, directory, query, request),
  );
