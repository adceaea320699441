// A rule in plain words: on its form, in the list, and where somebody asks how to earn it.
import type { TFunction } from 'i18next';
import type { AchievementRule } from '#contract/achievements.ts';

/** @param subjects  names of what the rule speaks of, by id */
export function ruleWords(
  rule: AchievementRule,
  subjects: Readonly<Record<string, string>>,
  t: TFunction,
): string {
  const named = (id: string | null | undefined) => (id ? (subjects[id] ?? t('rule.unknown')) : '');
  const at = (key: string, values: Record<string, unknown>) => t(`rule.${rule.kind}.${key}`, values);
  switch (rule.kind) {
    case 'milestone':
      return rule.course_id
        ? at('named', { percent: rule.percent, name: named(rule.course_id) })
        : at('any', { percent: rule.percent });
    case 'quiz_passed': {
      const least = rule.min_percent ? t('rule.quiz_passed.least', { percent: rule.min_percent }) : '';
      const words = rule.quiz_id
        ? at('named', { name: named(rule.quiz_id) })
        : at('any', { count: rule.count });
      return `${words}${least}`;
    }
    case 'learning_streak':
      return at('any', { count: rule.days });
    case 'courses_completed':
      return rule.category_id
        ? at('named', { count: rule.count, name: named(rule.category_id) })
        : at('any', { count: rule.count });
    case 'path_completed':
      return at('any', { count: rule.course_ids.length, names: rule.course_ids.map(named).join(', ') });
    case 'skill_reached':
      return rule.skill_id
        ? at('named', { level: rule.level, name: named(rule.skill_id) })
        : at('any', { level: rule.level, count: rule.count });
    case 'helping_others':
      return at('any', { count: rule.count });
  }
}
