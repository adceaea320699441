// The shapes of achievements as the contract has them, and what a form holds.
import type { AchievementRule, RuleRecord } from '#contract/achievements.ts';

export type RuleValues = Pick<
  RuleRecord,
  'name' | 'description' | 'translations' | 'icon' | 'palette' | 'rule' | 'is_active'
>;
export type { AchievementRule, RuleRecord };

/** What a new achievement begins as: something everybody can picture. */
export const newRule: RuleValues = {
  name: '',
  description: '',
  translations: {},
  icon: 'star',
  palette: 'gold',
  rule: { kind: 'courses_completed', count: 3 },
  is_active: true,
};

type Named = Pick<RuleRecord, 'name' | 'description' | 'translations'>;

/** Name and description in the reader's language where they were written in it. */
export function wordsFor(named: Named, language: string): { name: string; description: string } {
  const code = language.split('-')[0] as keyof Named['translations'];
  return named.translations[code] ?? { name: named.name, description: named.description };
}
