// How somebody stands in a skill, in one word. Pure.
import type { UserSkill } from './skills.types.ts';

export type Standing =
  | 'none'
  | 'waiting'
  | 'declared'
  | 'ended'
  | 'expiring'
  | 'short'
  | 'met'
  | 'above'
  | 'proven';

/** A level that ends within so many days is said to be ending. */
export const endingDays = 60;

const day_ms = 86_400_000;

/** Whole days from a calendar day to another, both as `2026-12-31`. */
export const daysUntil = (day: string, today: string): number =>
  (Date.parse(day) - Date.parse(today)) / day_ms;

/** @param target  what is asked for: the role's, or the own; null for nothing */
export function standingOf(skill: UserSkill, target: number | null, today: string): Standing {
  const { proven_level: proven, declared_level: declared, pending_count: pending } = skill;
  if (proven === 0 && declared === null) {
    if (pending > 0) return 'waiting';
    return skill.latest_evidence && skill.latest_evidence.state !== 'rejected' ? 'ended' : 'none';
  }
  if (!skill.is_endorsed && (target === null || proven < target)) return pending > 0 ? 'waiting' : 'declared';
  if (skill.expires_on && daysUntil(skill.expires_on, today) <= endingDays) return 'expiring';
  if (target === null) return 'proven';
  if (proven < target) return 'short';
  return proven > target ? 'above' : 'met';
}
