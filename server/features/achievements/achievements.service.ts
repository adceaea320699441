/** What people earned: the wall, the awards of a person, sharing one. */
import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage, type Paging } from '#server/platform/http/paging.ts';
import { accessAward, accessEarner } from './achievements.policy.ts';
import { presentAward, presentShared, presentWall } from './achievements.present.ts';
import {
  countAwardsOf,
  selectAwardsOf,
  selectSharedAward,
  selectWall,
  shareAwardRow,
  unshareAwardRow,
} from './achievements.sql.ts';

export async function getWall(ctx: Ctx) {
  const self = actorId(ctx);
  if (!self) throw new AppError('auth.required');
  const results = (await selectWall(ctx.db, self, ctx.now)).map(presentWall);
  return {
    count: results.length,
    next: null,
    previous: null,
    results,
    earned_count: results.filter((one) => one.earned_at !== null).length,
    total_count: results.length,
  };
}

export async function listAwardsOf(ctx: Ctx, userId: string, query: Paging, request: FastifyRequest) {
  await accessEarner(ctx, userId);
  const [rows, count] = await Promise.all([
    selectAwardsOf(ctx.db, userId, { limit: query.page_size, offset: offsetOf(query) }),
    countAwardsOf(ctx.db, userId),
  ]);
  return offsetPage(
    request,
    query,
    count,
    rows.map((row) => presentAward(ctx, row)),
  );
}

export async function getAward(ctx: Ctx, awardId: string) {
  return presentAward(ctx, await accessAward(ctx, awardId, 'read'));
}

/** 144 random bits: knowing the address is the permission to look. */
const newShareToken = (): string => randomBytes(18).toString('base64url');

export function shareAward(ctx: Ctx, awardId: string) {
  return inTransaction(ctx, async (ctx) => {
    await accessAward(ctx, awardId, 'share');
    await shareAwardRow(ctx.db, awardId, newShareToken());
    return getAward(ctx, awardId);
  });
}

export function unshareAward(ctx: Ctx, awardId: string) {
  return inTransaction(ctx, async (ctx) => {
    await accessAward(ctx, awardId, 'share');
    await unshareAwardRow(ctx.db, awardId);
    return null;
  });
}

/** @throws AppError `record.not-found` for an address that was never given or was taken back */
export async function getSharedAchievement(ctx: Ctx, token: string) {
  const award = await selectSharedAward(ctx.db, token);
  if (!award) throw notFound('achievement');
  return presentShared(award);
}
