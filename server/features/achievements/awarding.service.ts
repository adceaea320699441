/** Giving awards: to one person when something happened, to everybody when a rule is new. */
import * as z from 'zod';
import type { AchievementRuleKind } from '#contract/achievements.ts';
import { id } from '#contract/values/common.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import type { Fact } from '#server/platform/facts/reactions.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import {
  insertAwards,
  lastOfBatch,
  openRules,
  peopleBatch,
  peopleOfNewDays,
  personRelation,
  selectRule,
} from './achievements.sql.ts';

/**
 * Gives a person what they now meet, among the rules that a fact can have moved. Repeating it gives nothing more.
 *
 * @param moved.movable  SQL over `o` (achievements): the rules that can have moved
 */
export async function awardPerson(
  ctx: Ctx,
  userId: string,
  moved: { fact_id: string; kind: AchievementRuleKind; movable?: Sql },
): Promise<void> {
  const ofKind = sql`o.rule ->> 'kind' = ${moved.kind}::text`;
  const made = await insertAwards(ctx, {
    rules: openRules(moved.movable ? sql`${ofKind} and ${moved.movable}` : ofKind),
    people: personRelation(userId),
    kinds: [moved.kind],
    fact_id: sql`${moved.fact_id}::uuid`,
  });
  if (made.length > 0) ctx.db.afterCommit(wakeDispatcher);
}

/** The streaks of everybody who completed a lesson, in one statement however many they are. */
export async function awardStreaks(ctx: Ctx, facts: readonly Fact<'lesson.completed'>[]): Promise<void> {
  const completed = facts.map((fact) => fact.payload);
  const made = await insertAwards(ctx, {
    rules: openRules(sql`o.rule ->> 'kind' = 'learning_streak'`),
    people: peopleOfNewDays(completed),
    kinds: ['learning_streak'],
    fact_id: sql`(${facts.map((fact) => fact.id)}::uuid[])[array_position(${completed.map((one) => one.student_id)}::uuid[], x.user_id)]`,
  });
  if (made.length > 0) ctx.db.afterCommit(wakeDispatcher);
}

export const evaluateRuleQueue = {
  name: 'achievements.evaluate-rule',
  payload: z.strictObject({ achievement_id: id, record_version: z.int(), after: id.nullable() }),
};
type Evaluation = z.output<typeof evaluateRuleQueue.payload>;

const batchSize = 500;

/** Puts the evaluation of a new or changed rule in line; one that has not started for an older version is replaced. */
export const enqueueEvaluation = (ctx: Ctx, evaluation: Evaluation): Promise<void> =>
  enqueue(ctx.db, evaluateRuleQueue, evaluation, { job_key: `achievement:${evaluation.achievement_id}` });

/** One batch of people against one rule; the next batch is put in line with its awards, so a kill loses nothing. */
export function evaluateRule(ctx: Ctx, { achievement_id, record_version, after }: Evaluation): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const rule = await selectRule(ctx.db, achievement_id);
    // A newer version has its own evaluation in line.
    if (!rule?.is_active || rule.record_version !== record_version) return;
    const made = await insertAwards(ctx, {
      // Asked again by the statement itself: the rule may have changed since.
      rules: sql`(select o.id as achievement_id, o.rule from achievements o
                   where o.id = ${achievement_id} and o.record_version = ${record_version} and o.is_active)`,
      people: peopleBatch(after, batchSize),
      kinds: [rule.rule.kind],
      fact_id: sql`null::uuid`,
    });
    if (made.length > 0) ctx.db.afterCommit(wakeDispatcher);
    const { last_id, count } = await lastOfBatch(ctx.db, after, batchSize);
    if (count === batchSize) await enqueueEvaluation(ctx, { achievement_id, record_version, after: last_id });
  });
}
