/** Evidence that the product finds by itself: completed courses and quiz scores. */
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Earned, insertAttemptEvidence, insertCompletionEvidence } from './evidence.sql.ts';
import { evaluate } from './projection.service.ts';
import { selectHolders } from './projection.sql.ts';

const batch = 200;

/** In the order of skills, so that two people's batches never wait for each other in a ring. */
async function judge(ctx: Ctx, earned: readonly Earned[]): Promise<void> {
  const inOrder = [...earned].sort((a, b) => (a.user_id + a.skill_id < b.user_id + b.skill_id ? -1 : 1));
  for (const { evidence_id, ...whom } of inOrder)
    await evaluate(ctx, whom, { reason: 'evidence', evidence_id });
}

/** What a completion proves. Repeating it writes nothing. Needs a transaction. */
export const earnByCompletion = async (ctx: Ctx, completionId: string): Promise<void> =>
  judge(ctx, await insertCompletionEvidence(ctx, sql`c.completion_id = ${completionId}`, 1000));

/** What a handed-in attempt proves, passed or not: criteria may ask for less than the pass mark. Needs a transaction. */
export const earnByAttempt = async (ctx: Ctx, attemptId: string): Promise<void> =>
  judge(ctx, await insertAttemptEvidence(ctx, sql`a.attempt_id = ${attemptId}`, 1000));

/**
 * After a skill's criteria or a course's grants changed: adds what was earned before and not written yet, then judges everybody who
 * has the skill. In batches of their own transactions; done twice, or taken up again half-way, it ends the same.
 */
export async function catchUp(ctx: Ctx, skillId: string): Promise<void> {
  for (const insert of [insertCompletionEvidence, insertAttemptEvidence]) {
    for (let found = batch; found === batch; ) {
      found = await inTransaction(ctx, async (ctx) => {
        const earned = await insert(ctx, sql`s.id = ${skillId}`, batch);
        await judge(ctx, earned);
        return earned.length;
      });
    }
  }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const people = await selectHolders(ctx.db, skillId, after, batch);
    await inTransaction(ctx, async (ctx) => {
      for (const userId of people)
        await evaluate(ctx, { user_id: userId, skill_id: skillId }, { reason: 'criteria' });
    });
    if (people.length < batch) return;
    after = people.at(-1)!;
  }
}
