/** Defining achievements: administrators write rules, see who would get them, and put them away. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { AchievementRule, achievements } from '#contract/achievements.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { accessRule } from './achievements.policy.ts';
import { presentRule } from './achievements.present.ts';
import {
  countRules,
  insertRule,
  selectPreview,
  selectRules,
  selectUnknownSubjects,
  updateRuleRow,
} from './achievements.sql.ts';
import { enqueueEvaluation } from './awarding.service.ts';

type ListQuery = z.output<(typeof achievements)['listRules']['query']>;
type Input = z.output<(typeof achievements)['createRule']['body']>;
type Patch = z.output<(typeof achievements)['updateRule']['body']>;

export async function listRules(ctx: Ctx, query: ListQuery, request: FastifyRequest) {
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const where = all([
    query.archived ? sql`a.archived_at is not null` : sql`a.archived_at is null`,
    words &&
      sql`search_normal(a.name || ' ' || a.description || ' ' || a.translations::text) like '%' || search_normal(${words}) || '%'`,
  ]);
  const rows = await selectRules(ctx.db, where, { limit: query.page_size, offset: offsetOf(query) });
  return offsetPage(request, query, await countRules(ctx.db, where), rows.map(presentRule));
}

export async function getRule(ctx: Ctx, ruleId: string) {
  return presentRule(await accessRule(ctx, ruleId));
}

/** Whoever meets the rule already gets the award from a job, minutes later at most. */
export function createRule(ctx: Ctx, input: Input) {
  return inTransaction(ctx, async (ctx) => {
    await checkSubjects(ctx, input.rule);
    const id = newId(ctx.now.getTime());
    await insertRule(ctx, id, asColumns(input));
    await announce(ctx, id);
    return getRule(ctx, id);
  });
}

/** @throws AppError `record.stale` when somebody else changed it in the meantime */
export function updateRule(ctx: Ctx, ruleId: string, input: Patch, expectedVersion?: number) {
  return inTransaction(ctx, async (ctx) => {
    const before = await accessRule(ctx, ruleId, 'change');
    if (before.archived_at !== null && input.is_active)
      throw new AppError('record.conflict', { detail: 'Restore this achievement first' });
    if (input.rule) await checkSubjects(ctx, input.rule);
    // Once somebody rewrites one of the product's own, it is theirs and their words hold in every language.
    const rewritten = before.key !== null && (input.name ?? before.name) !== before.name;
    const touched = await updateRuleRow(
      ctx,
      ruleId,
      { ...asColumns(input), ...(rewritten && { key: null }) },
      expectedVersion,
    );
    if (touched === 0) throw new AppError('record.stale');
    await announce(ctx, ruleId);
    return getRule(ctx, ruleId);
  });
}

export function archiveRule(ctx: Ctx, ruleId: string) {
  return putAway(ctx, ruleId, { is_active: false, archived_at: ctx.now });
}

export function restoreRule(ctx: Ctx, ruleId: string) {
  return putAway(ctx, ruleId, { archived_at: null });
}

function putAway(ctx: Ctx, ruleId: string, fields: Record<string, unknown>) {
  return inTransaction(ctx, async (ctx) => {
    await accessRule(ctx, ruleId, 'change');
    await updateRuleRow(ctx, ruleId, fields);
    await publish(ctx, 'achievement.defined', { achievement_id: ruleId });
    return getRule(ctx, ruleId);
  });
}

export async function previewRule(
  ctx: Ctx,
  input: { rule: AchievementRule; achievement_id?: string | null | undefined },
) {
  await checkSubjects(ctx, input.rule);
  return selectPreview(ctx.db, input.rule, input.achievement_id ?? null, ctx.now);
}

async function announce(ctx: Ctx, ruleId: string): Promise<void> {
  const { is_active, record_version } = await accessRule(ctx, ruleId);
  await publish(ctx, 'achievement.defined', { achievement_id: ruleId });
  if (is_active) await enqueueEvaluation(ctx, { achievement_id: ruleId, record_version, after: null });
}

const asColumns = (input: Patch): Record<string, unknown> => ({
  ...input,
  translations: input.translations && JSON.stringify(input.translations),
  rule: input.rule && JSON.stringify(input.rule),
});

/** @throws AppError `input.invalid` naming the field of whatever does not exist */
async function checkSubjects(ctx: Ctx, rule: AchievementRule): Promise<void> {
  const unknown = await selectUnknownSubjects(ctx.db, {
    courses: [
      ...('course_ids' in rule ? rule.course_ids : []),
      ...('course_id' in rule && rule.course_id ? [rule.course_id] : []),
    ],
    quiz: ('quiz_id' in rule && rule.quiz_id) || null,
    skill: ('skill_id' in rule && rule.skill_id) || null,
    category: ('category_id' in rule && rule.category_id) || null,
  });
  if (unknown.length === 0) return;
  const fields = unknown.map((noun) => ({
    path: `rule.${noun === 'course' && rule.kind === 'path_completed' ? 'course_ids' : `${noun}_id`}`,
    code: 'not_found',
    message: `There is no such ${noun}`,
  }));
  throw new AppError('input.invalid', { fields });
}
