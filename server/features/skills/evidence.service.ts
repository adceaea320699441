/** Why we believe it: a person's skill in full, ratings, outside certificates and what is decided about them. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { SkillCriteria, skills } from '#contract/skills.ts';
import { accessFile, useFile } from '#server/features/files/index.ts';
import { findPeople } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { namedIn } from './criteria.rules.ts';
import { dayIn } from './days.rules.ts';
import {
  countProofs,
  type EvidenceRow,
  insertDecision,
  insertEvidence,
  selectEvidence,
  selectOneEvidence,
  selectProofs,
  stateOf,
} from './evidence.sql.ts';
import { judgeLevels } from './levels.rules.ts';
import { evaluate } from './projection.service.ts';
import { selectTimeZone } from './projection.sql.ts';
import {
  accessAsJudge,
  accessPersonSkills,
  mayJudge,
  ownId,
  relationTo,
  type SkillRelation,
} from './skills.policy.ts';
import {
  mayWithdraw,
  presentEvidence,
  presentLevels,
  presentProof,
  presentUserSkill,
} from './skills.present.ts';
import { type KnownSkill, selectNamed, selectSkill, selectUserSkills } from './skills.sql.ts';

async function accessSkill(ctx: Ctx, skillId: string, need: 'read' | 'use'): Promise<KnownSkill> {
  const skill = await selectSkill(ctx.db, skillId);
  if (!skill) throw notFound('skill');
  if (need === 'use' && skill.is_retired)
    throw invalidField('skill_id', 'This skill is not offered any more', 'retired');
  return skill;
}

/** A person's skill with everything that speaks for it. */
export async function getUserSkill(ctx: Ctx, userId: string, skillId: string) {
  return detail(ctx, userId, await accessSkill(ctx, skillId, 'read'), await accessPersonSkills(ctx, userId));
}

async function detail(ctx: Ctx, userId: string, skill: KnownSkill, relation: SkillRelation) {
  const criteria = skill.level_criteria as SkillCriteria;
  const people = await findPeople(ctx, [userId]);
  const [userSkill] = await selectUserSkills(
    ctx,
    { user_id: userId, skill_id: skill.id },
    { ordering: 'name', limit: 1, offset: 0 },
  );
  const evidence = await selectEvidence(ctx.db, userId, skill.id);
  const timeZone = await selectTimeZone(ctx.db, userId);
  const named = await selectNamed(ctx.db, namedIn(criteria));
  const { id, name, path, category, description, is_retired } = skill;
  return {
    person: people.get(userId)!,
    skill: { id, name, path, category, description, is_retired },
    user_skill: userSkill ? presentUserSkill(userSkill) : null,
    levels: presentLevels(
      criteria,
      judgeLevels(evidence, criteria, timeZone),
      dayIn(timeZone, ctx.now),
      new Map(named.map((one) => [one.id, one])),
    ),
    evidence: evidence.map((row) => presentEvidence(ctx, row, relation)),
    can: skill.is_retired ? [] : relation === 'self' ? ['declare', 'target', 'prove'] : ['rate'],
  };
}

/**
 * Rates a person's skill; at the level that they declare themselves this endorses it. Who rates, and as what, is kept.
 *
 * @throws AppError `record.not-found` for people the actor does not stand above, `access.denied` for oneself
 */
export function rateSkill(
  ctx: Ctx,
  userId: string,
  skillId: string,
  given: { level: number; comment: string },
) {
  const raterId = ownId(ctx);
  return inTransaction(ctx, async (ctx) => {
    const relation = await accessAsJudge(ctx, userId);
    const skill = await accessSkill(ctx, skillId, 'use');
    const about = { user_id: userId, skill_id: skillId };
    const evidenceId = await insertEvidence(ctx, {
      ...about,
      kind: 'rating',
      level: given.level,
      occurred_at: ctx.now,
      rated_by: raterId,
      rater_relation: relation,
      comment: given.comment.trim(),
    });
    await publish(ctx, 'skill.rated', {
      ...about,
      evidence_id: evidenceId,
      rated_by: raterId,
      level: given.level,
    });
    await evaluate(ctx, about, { reason: 'evidence', evidence_id: evidenceId });
    return detail(ctx, userId, skill, relation);
  });
}

type Proof = z.output<typeof skills.submitProof.body>;

/**
 * Keeps an outside certificate of the actor; it counts once somebody above them has confirmed it.
 *
 * @throws AppError `input.invalid` on `issued_on` for a day to come, on `file_id` for a file that is not a proof of their own
 */
export function submitProof(ctx: Ctx, skillId: string, proof: Proof) {
  const userId = ownId(ctx);
  return inTransaction(ctx, async (ctx) => {
    const skill = await accessSkill(ctx, skillId, 'use');
    const timeZone = await selectTimeZone(ctx.db, userId);
    if (proof.issued_on > dayIn(timeZone, ctx.now))
      throw invalidField('issued_on', 'That day is still to come');
    if (proof.file_id) await checkProofFile(ctx, proof.file_id, userId);
    const about = { user_id: userId, skill_id: skillId };
    const { level, title, issuer, expires_on, file_id } = proof;
    const evidenceId = await insertEvidence(ctx, {
      ...about,
      kind: 'external',
      level,
      occurred_at: sql`(${proof.issued_on}::date + time '12:00') at time zone ${timeZone}::text`,
      expires_on,
      title,
      issuer: issuer.trim(),
      file_id,
    });
    if (file_id) await useFile(ctx, { file_id, subject: 'skill_evidence', subject_id: evidenceId });
    await evaluate(ctx, about, { reason: 'evidence', evidence_id: evidenceId });
    await publish(ctx, 'skill.proof-submitted', { ...about, evidence_id: evidenceId });
    return detail(ctx, userId, skill, 'self');
  });
}

async function checkProofFile(ctx: Ctx, fileId: string, userId: string): Promise<void> {
  const file = await accessFile(ctx, fileId);
  if (file.owner_id !== userId || file.purpose !== 'proof')
    throw invalidField('file_id', 'Upload the certificate first, as a file of your own');
}

type ProofQuery = z.output<typeof skills.listProofs.query>;

/** Outside certificates of people the actor may judge. */
export async function listProofs(ctx: Ctx, query: ProofQuery, request: FastifyRequest) {
  if (query.cursor !== undefined) throw invalidField('cursor', 'What waits stands first; use page');
  const search = query.search?.trim();
  const where = all([
    mayJudge(ctx, sql`e.user_id`),
    query.state && sql`${stateOf} = ${query.state}`,
    search &&
      sql`position(search_normal(${search}) in search_normal(person.display_name || ' ' || s.name || ' ' || e.title)) > 0`,
  ]);
  const [count, rows] = await Promise.all([
    countProofs(ctx.db, where),
    selectProofs(ctx.db, where, { limit: query.page_size, offset: offsetOf(query) }),
  ]);
  return offsetPage(
    request,
    query,
    count,
    rows.map((row) => presentProof(ctx, row)),
  );
}

async function accessEvidence(
  ctx: Ctx,
  evidenceId: string,
): Promise<EvidenceRow & { relation: SkillRelation }> {
  const evidence = await selectOneEvidence(ctx.db, evidenceId);
  const relation = evidence && (await relationTo(ctx, evidence.user_id));
  if (!evidence || !relation) throw notFound('evidence');
  return { ...evidence, relation };
}

/** @throws AppError `record.conflict` when somebody was faster, or it was withdrawn */
export function decideProof(
  ctx: Ctx,
  evidenceId: string,
  given: { decision: 'confirmed' | 'rejected'; reason: string },
) {
  return inTransaction(ctx, async (ctx) => {
    const evidence = await accessEvidence(ctx, evidenceId);
    const relation = await accessAsJudge(ctx, evidence.user_id);
    if (evidence.kind !== 'external') throw notFound('proof');
    if (evidence.state === 'withdrawn')
      throw new AppError('record.conflict', { detail: 'It has been withdrawn meanwhile' });
    await insertDecision(ctx, {
      evidence_id: evidenceId,
      decision: given.decision,
      reason: given.reason.trim(),
    });
    await decided(ctx, evidence, given.decision);
    return detail(ctx, evidence.user_id, await accessSkill(ctx, evidence.skill_id, 'read'), relation);
  });
}

/** @throws AppError `access.denied` for a word that is not the actor's to take back, `record.conflict` when it was taken back before */
export function withdrawEvidence(ctx: Ctx, evidenceId: string, reason: string) {
  return inTransaction(ctx, async (ctx) => {
    const evidence = await accessEvidence(ctx, evidenceId);
    if (evidence.state === 'withdrawn')
      throw new AppError('record.conflict', { detail: 'It has been withdrawn already' });
    if (!mayWithdraw(ctx, evidence, evidence.relation)) throw new AppError('access.denied');
    await insertDecision(ctx, { evidence_id: evidenceId, decision: 'withdrawn', reason });
    await decided(ctx, evidence, 'withdrawn');
    const skill = await accessSkill(ctx, evidence.skill_id, 'read');
    return detail(ctx, evidence.user_id, skill, evidence.relation);
  });
}

async function decided(
  ctx: Ctx,
  { id, user_id, skill_id }: EvidenceRow,
  decision: 'confirmed' | 'rejected' | 'withdrawn',
): Promise<void> {
  const about = { user_id, skill_id };
  await evaluate(ctx, about, { reason: 'decision', evidence_id: id });
  await publish(ctx, 'skill.proof-decided', { ...about, evidence_id: id, decision });
}

/** Whether the actor may see a certificate's file: whoever may see the person's skills. */
export async function maySeeProofFile(ctx: Ctx, evidenceId: string): Promise<boolean> {
  const evidence = await selectOneEvidence(ctx.db, evidenceId);
  return evidence !== undefined && (await relationTo(ctx, evidence.user_id)) !== null;
}
