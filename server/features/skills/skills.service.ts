/** What people can do: lists of it, and what they say and want of themselves (contract T-57, T-58). */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { SkillDeclaration, skills } from '#contract/skills.ts';
import type { Page } from '#contract/values/common.ts';
import { findPeople } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { invalidField } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { insertEvidence } from './evidence.sql.ts';
import { dropTarget, lockUserSkill, updateDeclared, updateTarget } from './projection.sql.ts';
import { accessPersonSkills, ownId } from './skills.policy.ts';
import { presentUserSkill, type UserSkillShape } from './skills.present.ts';
import { countUserSkills, ensureSkill, selectSkill, selectUserSkills } from './skills.sql.ts';

type ListQuery = z.output<typeof skills.listOwnSkills.query>;

export const listOwnSkills = (ctx: Ctx, query: ListQuery, request: FastifyRequest) =>
  listOf(ctx, ownId(ctx), query, request);

export async function listUserSkills(ctx: Ctx, userId: string, query: ListQuery, request: FastifyRequest) {
  await accessPersonSkills(ctx, userId);
  const people = await findPeople(ctx, [userId]);
  return { ...(await listOf(ctx, userId, query, request)), person: people.get(userId)! };
}

async function listOf(
  ctx: Ctx,
  userId: string,
  query: ListQuery,
  request: FastifyRequest,
): Promise<Page<UserSkillShape>> {
  if (query.cursor !== undefined) throw invalidField('cursor', 'This list is short; use page');
  const filter = { user_id: userId, search: query.search?.trim() };
  const range = { ordering: query.ordering, limit: query.page_size, offset: offsetOf(query) };
  const [count, rows] = await Promise.all([
    countUserSkills(ctx.db, filter),
    selectUserSkills(ctx, filter, range),
  ]);
  return offsetPage(request, query, count, rows.map(presentUserSkill));
}

async function oneOf(ctx: Ctx, userId: string, skillId: string): Promise<UserSkillShape> {
  const [row] = await selectUserSkills(
    ctx,
    { user_id: userId, skill_id: skillId },
    { ordering: 'name', limit: 1, offset: 0 },
  );
  return presentUserSkill(row!);
}

const retired = (path: string) => invalidField(path, 'This skill is not offered any more', 'retired');

/**
 * Says that the actor has a skill; saying it again changes the level. A name that is new joins the organization's list.
 *
 * @throws AppError `input.invalid` on `skill_id` when there is no such skill, or it is retired
 */
export async function declareSkill(
  ctx: Ctx,
  body: z.output<typeof SkillDeclaration>,
): Promise<UserSkillShape> {
  const userId = ownId(ctx);
  return inTransaction(ctx, async (ctx) => {
    const skillId = await skillOf(ctx, body);
    const before = await lockUserSkill(ctx, userId, skillId);
    if (before.declared_level !== body.level) {
      const said = { user_id: userId, skill_id: skillId, level: body.level };
      await updateDeclared(ctx, before.id, body.level);
      await insertEvidence(ctx, { ...said, kind: 'declaration', occurred_at: ctx.now });
      await publish(ctx, 'skill.declared', said);
    }
    return oneOf(ctx, userId, skillId);
  });
}

async function skillOf(ctx: Ctx, body: z.output<typeof SkillDeclaration>): Promise<string> {
  if (body.skill_id !== undefined) return accessOffered(ctx, body.skill_id);
  const skill = await ensureSkill(ctx.db, newId(ctx.now.getTime()), body.name ?? '');
  if (skill.is_retired) throw retired('name');
  return skill.id;
}

/** @throws AppError `input.invalid` on `skill_id` when it is not there or not offered any more */
async function accessOffered(ctx: Ctx, skillId: string): Promise<string> {
  const skill = await selectSkill(ctx.db, skillId);
  if (!skill) throw invalidField('skill_id', 'There is no such skill');
  if (skill.is_retired) throw retired('skill_id');
  return skillId;
}

/** Sets the level that the actor wants to reach. */
export function setTarget(ctx: Ctx, skillId: string, target: { level: number; on: string | null }) {
  const userId = ownId(ctx);
  return inTransaction(ctx, async (ctx) => {
    await accessOffered(ctx, skillId);
    const row = await lockUserSkill(ctx, userId, skillId);
    await updateTarget(ctx, row.id, { ...target, set_by: userId });
    return oneOf(ctx, userId, skillId);
  });
}

/** Dropping what is not there changes nothing. */
export async function removeTarget(ctx: Ctx, skillId: string): Promise<null> {
  await dropTarget(ctx, ownId(ctx), skillId);
  return null;
}
