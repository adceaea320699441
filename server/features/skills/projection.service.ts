/**
 * Keeping user_skills true to its evidence. Whoever writes evidence or a decision calls `evaluate` in the same transaction; the lock
 * on the person's row makes two at once see each other's, so both count.
 */
import type { FactPayload } from '#contract/facts.ts';
import type { Ctx } from '#server/platform/context.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { dayIn } from './days.rules.ts';
import { judgeLevels, levelOn, nextEnd, provenUntil } from './levels.rules.ts';
import { type LockedUserSkill, lockUserSkill, selectCase, updateProjection } from './projection.sql.ts';

type Reason = FactPayload<'skill.level-changed'>['reason'];

/**
 * Judges a person's evidence in one skill anew, and says so when today's level moved. Needs a transaction.
 *
 * @param why  what moved it, when it moves; evidence never lowers a level, so a fall on that occasion is an end that came due
 */
export async function evaluate(
  ctx: Ctx,
  whom: { user_id: string; skill_id: string },
  why: { reason: Reason; evidence_id?: string },
): Promise<void> {
  const before = await lockUserSkill(ctx, whom.user_id, whom.skill_id);
  const {
    time_zone: timeZone,
    level_criteria: criteria,
    evidence,
  } = await selectCase(ctx.db, whom.user_id, whom.skill_id);
  const judged = judgeLevels(evidence, criteria, timeZone);
  const until = provenUntil(judged);
  const today = dayIn(timeZone, ctx.now);
  const from = announcedLevel(before, today);
  const to = levelOn(until, today);
  const carrying = judged[to - 1]?.evidence_ids.at(0);
  await updateProjection(ctx, before.id, {
    proven_until: until,
    next_end_on: nextEnd(until, today),
    source: sourceOf(evidence.find((one) => one.id === carrying)?.kind) ?? before.source,
    changed: from !== to || until.join() !== before.proven_until.join(),
  });
  if (from === to) return;
  await publish(ctx, 'skill.level-changed', {
    ...whom,
    from_level: from,
    to_level: to,
    evidence_id: why.evidence_id ?? null,
    reason: why.reason === 'evidence' && to < from ? 'expired' : why.reason,
  });
}

const sourceOf = (kind: string | undefined): LockedUserSkill['source'] | undefined =>
  kind === 'course' || kind === 'quiz' || kind === 'rating' || kind === 'external' ? kind : undefined;

/** The level that was last told: an end that came due since the last look has not been told yet. */
function announcedLevel(before: LockedUserSkill, today: string): number {
  const due = before.next_end_on;
  return due !== null && due <= today
    ? before.proven_until.filter((end) => end >= due).length
    : levelOn(before.proven_until, today);
}
