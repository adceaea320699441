// What a rule of each kind begins as, when somebody chooses the kind. Pure.
import type { AchievementRule, AchievementRuleKind } from '#contract/achievements.ts';

const beginnings: Record<AchievementRuleKind, AchievementRule> = {
  milestone: { kind: 'milestone', percent: 50 },
  quiz_passed: { kind: 'quiz_passed', count: 1 },
  learning_streak: { kind: 'learning_streak', days: 5 },
  courses_completed: { kind: 'courses_completed', count: 3 },
  path_completed: { kind: 'path_completed', course_ids: [] },
  skill_reached: { kind: 'skill_reached', level: 3, count: 1 },
  helping_others: { kind: 'helping_others', count: 3 },
};

export const beginningOf = (kind: AchievementRuleKind): AchievementRule => beginnings[kind];

/** Whether the server can make sense of it; until then there is nothing to preview. */
export const isComplete = (rule: AchievementRule): boolean =>
  rule.kind !== 'path_completed' || rule.course_ids.length >= 2;
