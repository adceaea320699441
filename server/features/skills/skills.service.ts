/** One's own skills: listing and declaring them (contract T-57, T-58). */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { SkillDeclaration, skills } from '#contract/skills.ts';
import type { Page } from '#contract/values/common.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { presentUserSkill, type UserSkillShape } from './skills.present.ts';
import { countUserSkills, ensureSkill, isSkill, selectUserSkills, upsertUserSkill } from './skills.sql.ts';

type ListQuery = z.output<typeof skills.listOwnSkills.query>;

function ownId(ctx: Ctx): string {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  return userId;
}

export async function listOwnSkills(
  ctx: Ctx,
  query: ListQuery,
  request: FastifyRequest,
): Promise<Page<UserSkillShape>> {
  if (query.cursor !== undefined) throw invalidField('cursor', 'This list is short; use page');
  const filter = { user_id: ownId(ctx), search: query.search?.trim() };
  const range = { ordering: query.ordering, limit: query.page_size, offset: offsetOf(query) };
  const [count, rows] = await Promise.all([
    countUserSkills(ctx.db, filter),
    selectUserSkills(ctx.db, filter, range),
  ]);
  return offsetPage(request, query, count, rows.map(presentUserSkill));
}

/**
 * Says that the actor has a skill; saying it again changes the level. A name that is new joins the organization's list.
 *
 * @throws AppError `input.invalid` on `skill_id` when there is no such skill
 */
export async function declareSkill(
  ctx: Ctx,
  body: z.output<typeof SkillDeclaration>,
): Promise<UserSkillShape> {
  const userId = ownId(ctx);
  const at = ctx.now.getTime();
  const row = await inTransaction(ctx, async (ctx) => {
    if (body.skill_id !== undefined && !(await isSkill(ctx.db, body.skill_id))) {
      throw invalidField('skill_id', 'There is no such skill');
    }
    const skillId = body.skill_id ?? (await ensureSkill(ctx.db, newId(at), body.name ?? ''));
    return upsertUserSkill(ctx, { id: newId(at), user_id: userId, skill_id: skillId, level: body.level });
  });
  return presentUserSkill(row);
}
