/**
 * How somebody stands against a required level on a day. Pure; `gap_state` in migration 0017 is its twin for whole tables.
 *
 * `proven_until[n - 1]` is the day on which level n stops being proven: `infinity` when it does not, null or absent when it never
 * was. A level is proven on every day before that day, and whoever has proven a level has proven those below for as long.
 */
import type { GapState } from '#contract/gaps-shapes.ts';

export type Standing = {
  /** 1 to 5. */
  required: number;
  proven_until: readonly (string | null)[];
  declared: number | null;
  /** The person's own calendar day, `2026-07-01`. */
  today: string;
};

/** A met level that ends within so many days is worth a look. */
export const expiringWithinDays = 60;

const open: readonly GapState[] = ['declared', 'short', 'none', 'expired'];
export const isGap = (state: GapState): boolean => open.includes(state);

const endOf = (proven: readonly (string | null)[], level: number): string | null => proven[level - 1] ?? null;
const holds = (end: string | null, today: string): boolean =>
  end !== null && (end === 'infinity' || end > today);

export function provenLevel(proven: readonly (string | null)[], today: string): number {
  return [1, 2, 3, 4, 5].filter((level) => holds(endOf(proven, level), today)).length;
}

export function gapState({ required, proven_until: proven, declared, today }: Standing): GapState {
  const end = endOf(proven, required);
  if (holds(end, today)) {
    if (end !== 'infinity' && end! <= addDays(today, expiringWithinDays)) return 'expiring';
    return holds(endOf(proven, required + 1), today) ? 'above' : 'met';
  }
  if (end !== null) return 'expired';
  if (declared !== null && declared >= required) return 'declared';
  return holds(endOf(proven, 1), today) ? 'short' : 'none';
}

/** Levels missing to the required one; 0 when it is met. */
export const shortBy = (standing: Standing): number =>
  Math.max(0, standing.required - provenLevel(standing.proven_until, standing.today));

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
