/** One person against what is asked of them. */
import type * as z from 'zod';
import { gapStates, type PersonGaps, type SkillGap } from '#contract/gaps-shapes.ts';
import { accessPersonInLine } from '#server/features/reporting/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { gapState, isGap, provenLevel, type Standing, shortBy } from './gap.rules.ts';
import { type PersonSkillRow, selectPersonGaps } from './person.sql.ts';

/** The acting person's id. @throws AppError `auth.required` for jobs, which are nobody */
export function ownId(ctx: Ctx): string {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  return userId;
}

export const getOwnGaps = (ctx: Ctx) => readGaps(ctx, ownId(ctx));

/** @throws AppError `record.not-found` for people outside the caller's line */
export async function getGaps(ctx: Ctx, userId: string) {
  await accessPersonInLine(ctx, userId);
  return readGaps(ctx, userId);
}

/** For callers that have checked access. */
export async function readGaps(ctx: Ctx, userId: string): Promise<z.infer<typeof PersonGaps>> {
  const row = await selectPersonGaps(ctx, userId);
  if (!row) throw notFound('Person');
  const skills = row.skills.map((skill) => gapOf(skill, row.today)).sort(worstFirst);
  const asked = skills.filter((skill) => skill.role_level !== null);
  const gap_count = asked.filter((skill) => skill.is_role_gap).length;
  return {
    user_id: row.user_id,
    display_name: row.display_name,
    as_of: row.today,
    profiles: row.profiles,
    required_count: asked.length,
    met_count: asked.length - gap_count,
    gap_count,
    skills,
  };
}

function gapOf(row: PersonSkillRow, today: string): SkillGap {
  const required = Math.max(row.role_level ?? 0, row.own_target ?? 0);
  const standing: Standing = {
    required,
    proven_until: row.proven_until,
    declared: row.declared_level,
    today,
  };
  const state = gapState(standing);
  const end = row.proven_until[required - 1] ?? null;
  return {
    skill_id: row.skill_id,
    name: row.name,
    category: row.category,
    required_level: required,
    role_level: row.role_level,
    own_target: row.own_target,
    level: provenLevel(row.proven_until, today),
    declared_level: row.declared_level,
    state,
    short_by: shortBy(standing),
    ends_on: end === 'infinity' ? null : end,
    is_gap: isGap(state),
    is_role_gap: row.role_level !== null && isGap(gapState({ ...standing, required: row.role_level })),
    profiles: row.profiles,
  };
}

const worstFirst = (a: SkillGap, b: SkillGap): number =>
  Number(b.is_gap) - Number(a.is_gap) ||
  b.short_by - a.short_by ||
  gapStates.indexOf(b.state) - gapStates.indexOf(a.state) ||
  a.name.localeCompare(b.name);
