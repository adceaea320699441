/** The framework of skills: the tree, categories and what each level asks for. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Skill, SkillCriteria, skills } from '#contract/skills.ts';
import type { Page } from '#contract/values/common.ts';
import { type Ctx, hasRole } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { canonicalCriteria, namedIn, plainText, sameCriteria } from './criteria.rules.ts';
import {
  countSkills,
  insertSkill,
  isBelow,
  lockTree,
  type SkillFields,
  type SkillRow,
  selectOneSkill,
  selectSkills,
  selectUnknown,
  updateSkillRow,
} from './framework.sql.ts';

type SkillShape = z.input<typeof Skill>;
type ListQuery = z.output<typeof skills.listSkills.query>;

const present = (ctx: Ctx, row: SkillRow): SkillShape => ({
  ...row,
  can: hasRole(ctx.actor, 'admin') ? ['update', 'retire'] : [],
});

export async function listSkills(
  ctx: Ctx,
  query: ListQuery,
  request: FastifyRequest,
): Promise<Page<SkillShape>> {
  if (query.cursor !== undefined) throw invalidField('cursor', 'A framework is read by page');
  const filter = { ...query, search: query.search?.trim() };
  const [count, rows] = await Promise.all([
    countSkills(ctx.db, filter),
    selectSkills(ctx.db, filter, {
      ordering: query.ordering,
      limit: query.page_size,
      offset: offsetOf(query),
    }),
  ]);
  return offsetPage(
    request,
    query,
    count,
    rows.map((row) => present(ctx, row)),
  );
}

async function accessSkill(ctx: Ctx, skillId: string): Promise<SkillRow> {
  const skill = await selectOneSkill(ctx.db, skillId);
  if (!skill) throw notFound('skill');
  return skill;
}

export const getSkill = async (ctx: Ctx, skillId: string): Promise<SkillShape> =>
  present(ctx, await accessSkill(ctx, skillId));

type Input = z.output<typeof skills.createSkill.body>;

/** @throws AppError `record.conflict` for a name that is taken, whatever its capitals */
export function createSkill(ctx: Ctx, input: Input): Promise<SkillShape> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId(ctx.now.getTime());
    await lockTree(ctx.db);
    const fields = await checkedFields(ctx, id, input, {});
    await insertSkill(ctx, { ...fields, id, name: input.name });
    await publish(ctx, 'skill.framework-changed', { skill_id: id });
    return getSkill(ctx, id);
  });
}

/**
 * Changes a skill. New criteria are applied to everybody who has it, by a job.
 *
 * @param expectedVersion  from If-Match
 * @throws AppError `record.stale`, `record.conflict`, `input.invalid` for a parent below itself or criteria that name nothing
 */
export function updateSkill(
  ctx: Ctx,
  skillId: string,
  input: z.output<typeof skills.updateSkill.body>,
  expectedVersion?: number,
): Promise<SkillShape> {
  return inTransaction(ctx, async (ctx) => {
    await lockTree(ctx.db);
    const before = await accessSkill(ctx, skillId);
    const fields = await checkedFields(ctx, skillId, input, before.level_criteria);
    if ((await updateSkillRow(ctx, skillId, fields, expectedVersion)) === 0)
      throw new AppError('record.stale');
    await publish(ctx, 'skill.framework-changed', { skill_id: skillId });
    return getSkill(ctx, skillId);
  });
}

/** Retires a skill: it is not offered any more, and what people have stays. Repeating it changes nothing. */
export function retireSkill(ctx: Ctx, skillId: string): Promise<null> {
  return inTransaction(ctx, async (ctx) => {
    const before = await accessSkill(ctx, skillId);
    if (before.is_retired) return null;
    await updateSkillRow(ctx, skillId, { is_retired: true });
    await publish(ctx, 'skill.framework-changed', { skill_id: skillId });
    return null;
  });
}

/** The fields as they are kept. The caller holds the lock on the tree. */
async function checkedFields(
  ctx: Ctx,
  skillId: string,
  input: SkillFields,
  before: SkillCriteria,
): Promise<SkillFields> {
  if (input.parent_id) await checkParent(ctx, skillId, input.parent_id);
  const criteria = input.level_criteria && canonicalCriteria(input.level_criteria);
  if (criteria && !sameCriteria(criteria, before)) await checkNamed(ctx, criteria, before);
  return {
    ...input,
    category: input.category === undefined ? undefined : plainText(input.category),
    description: input.description === undefined ? undefined : plainText(input.description),
    level_criteria: criteria,
  };
}

async function checkParent(ctx: Ctx, skillId: string, parentId: string): Promise<void> {
  if (!(await selectOneSkill(ctx.db, parentId))) throw invalidField('parent_id', 'There is no such skill');
  if (await isBelow(ctx.db, skillId, parentId))
    throw invalidField('parent_id', 'A skill cannot stand below itself', 'ring');
}

/** What was named before may stay, though it is gone: what it proved still counts. */
async function checkNamed(ctx: Ctx, criteria: SkillCriteria, before: SkillCriteria): Promise<void> {
  const known = namedIn(before);
  const unknown = await selectUnknown(ctx.db, namedIn(criteria));
  for (const id of [...known.course_ids, ...known.quiz_ids]) unknown.delete(id);
  if (unknown.size === 0) return;
  const levels = criteria.levels ?? [];
  for (const [place, { criteria: asked }] of levels.entries()) {
    for (const [index, one] of asked.entries()) {
      const path = `level_criteria.levels.${place}.criteria.${index}`;
      if (one.kind === 'course' && unknown.has(one.course_id))
        throw invalidField(`${path}.course_id`, 'There is no such course', 'not_found');
      if (one.kind === 'quiz' && unknown.has(one.quiz_id))
        throw invalidField(`${path}.quiz_id`, 'There is no such quiz', 'not_found');
    }
  }
}
