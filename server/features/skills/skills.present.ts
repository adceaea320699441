/** A person's skills and their evidence as the contract shows them. */
import type * as z from 'zod';
import type {
  CriterionState,
  Evidence,
  LevelState,
  SkillCriteria,
  SkillProof,
  UserSkill,
} from '#contract/skills.ts';
import { fileUrl } from '#server/features/files/index.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import type { EvidenceRow } from './evidence.sql.ts';
import {
  allLevels,
  type CriterionJudgement,
  type LevelJudgement,
  levelOn,
  unending,
} from './levels.rules.ts';
import type { SkillRelation } from './skills.policy.ts';
import type { UserSkillRow } from './skills.sql.ts';

export type UserSkillShape = z.input<typeof UserSkill>;

const person = (id: string | null, name: string | null, avatarFileId: string | null) =>
  id === null ? null : { id, display_name: name ?? '', avatar_url: avatarUrl(avatarFileId) };

const dayOrNull = (end: string | null | undefined): string | null => (end && end !== unending ? end : null);

export const presentUserSkill = (row: UserSkillRow): UserSkillShape => {
  const level = Math.max(row.declared_level ?? 0, row.proven_level);
  const isEndorsed = row.proven_level > 0 && row.proven_level >= level;
  return {
    id: row.id,
    skill_id: row.skill_id,
    name: row.name,
    category: row.category,
    path: row.path,
    is_retired: row.is_retired,
    level,
    declared_level: row.declared_level,
    declared_at: row.declared_at,
    proven_level: row.proven_level,
    is_endorsed: isEndorsed,
    target_level: row.target_level,
    target_on: row.target_on,
    expires_on: row.proven_level > 0 ? dayOrNull(row.proven_until[row.proven_level - 1]) : null,
    level_criteria: row.level_criteria,
    source: row.declared_level !== null && !isEndorsed ? 'self_declared' : row.source,
    latest_evidence: row.evidence_id
      ? {
          id: row.evidence_id,
          kind: row.evidence_kind,
          state: row.evidence_state,
          level: row.evidence_level,
          occurred_at: row.evidence_at,
          title: row.evidence_title,
          rated_by: person(row.rated_by, row.rater_name, row.rater_avatar_file_id),
        }
      : null,
    evidence_count: row.evidence_count,
    pending_count: row.pending_count,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
};

/** What the actor may still do with a piece of evidence. Rules of withdrawing are told in `mayWithdraw`. */
function allowed(ctx: Ctx, row: EvidenceRow, relation: SkillRelation): string[] {
  const canDecide = relation !== 'self' && row.kind === 'external' && row.state === 'pending';
  return [...(canDecide ? ['decide'] : []), ...(mayWithdraw(ctx, row, relation) ? ['withdraw'] : [])];
}

/** Their own word may be taken back by whoever gave it: the rater the rating, the person the certificate. Administrators any. */
export function mayWithdraw(ctx: Ctx, row: EvidenceRow, relation: SkillRelation): boolean {
  if (row.kind === 'declaration' || row.state === 'withdrawn') return false;
  if (row.kind === 'external' && row.user_id === actorId(ctx)) return true;
  if (row.kind === 'rating' && row.rated_by === actorId(ctx)) return true;
  return relation !== 'self' && hasRole(ctx.actor, 'admin');
}

export const presentEvidence = (
  ctx: Ctx,
  row: EvidenceRow,
  relation: SkillRelation,
): z.input<typeof Evidence> => ({
  id: row.id,
  kind: row.kind,
  level: row.level,
  occurred_at: row.occurred_at,
  expires_on: row.expires_on,
  state: row.state,
  course:
    row.kind === 'course' && row.course_id ? { id: row.course_id, title: row.course_title ?? '' } : null,
  quiz:
    row.kind === 'quiz' && row.quiz_id
      ? { id: row.quiz_id, title: row.quiz_title ?? '', percent: row.score_percent ?? 0 }
      : null,
  rated_by: person(row.rated_by, row.rater_name, row.rater_avatar_file_id),
  rater_relation: row.rater_relation,
  comment: row.comment,
  title: row.title,
  issuer: row.issuer,
  file: row.file_id ? { id: row.file_id, name: row.file_name ?? '', url: fileUrl(row.file_id) } : null,
  decision: row.decided_at
    ? {
        by: person(row.decided_by, row.decider_name, row.decider_avatar_file_id),
        at: row.decided_at,
        reason: row.decision_reason ?? '',
      }
    : null,
  can: allowed(ctx, row, relation),
});

export const presentProof = (ctx: Ctx, row: EvidenceRow): z.input<typeof SkillProof> => ({
  // The list holds only people whom the actor may judge; which of the reasons it is does not matter here.
  ...presentEvidence(ctx, row, hasRole(ctx.actor, 'admin') ? 'admin' : 'manager'),
  person: person(row.user_id, row.person_name, row.person_avatar_file_id)!,
  skill: { id: row.skill_id, name: row.skill_name },
  created_at: row.created_at,
});

export type Named = ReadonlyMap<string, { title: string; is_available: boolean }>;

export function presentLevels(
  criteria: SkillCriteria,
  judged: readonly LevelJudgement[],
  today: string,
  named: Named,
): z.input<typeof LevelState>[] {
  const level = levelOn(
    judged.map((one) => one.end),
    today,
  );
  return allLevels(criteria).map((wanted, index) => {
    const one = judged[index]!;
    return {
      level: wanted.level,
      name: wanted.name,
      description: wanted.description,
      validity_months: wanted.validity_months,
      match: wanted.match,
      is_proven: wanted.level <= level,
      ends_on: dayOrNull(one.end),
      carried_by: one.carried_by,
      evidence_ids: one.evidence_ids,
      criteria: one.criteria.map((criterion) => presentCriterion(criterion, today, named)),
    };
  });
}

function presentCriterion(
  { criterion, end, have, evidence_ids }: CriterionJudgement,
  today: string,
  named: Named,
): z.input<typeof CriterionState> {
  const subject =
    criterion.kind === 'course' ? criterion.course_id : criterion.kind === 'quiz' ? criterion.quiz_id : null;
  const found = subject ? named.get(subject) : undefined;
  return {
    criterion,
    title: found?.title ?? '',
    is_available: subject === null || (found?.is_available ?? false),
    is_met: end !== null && end > today,
    ends_on: dayOrNull(end),
    have,
    evidence_ids,
  };
}
