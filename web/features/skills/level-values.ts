// The levels of a skill as its form holds them: all five, in order. Pure.
import type { Criterion, LevelCriteria, SkillCriteria } from '#contract/skills.ts';

export type LevelValues = Required<LevelCriteria>;

const levelNumbers = [1, 2, 3, 4, 5] as const;

export const levelValuesOf = (criteria: SkillCriteria): LevelValues[] =>
  levelNumbers.map((level) => ({
    name: '',
    description: '',
    validity_months: null,
    match: 'any',
    criteria: [],
    ...criteria.levels?.find((one) => one.level === level),
    level,
  }));

/** What a new criterion begins as; a course and a quiz are chosen next. */
export function newCriterion(kind: Criterion['kind'], level: number): Criterion {
  if (kind === 'course') return { kind, course_id: '' };
  if (kind === 'quiz') return { kind, quiz_id: '', min_percent: 80 };
  if (kind === 'rating') return { kind, by: 'any', min_level: level, count: 1 };
  return { kind };
}

/** Chosen or not: a course or quiz that is still empty cannot be saved. */
export const isComplete = (criterion: Criterion): boolean =>
  (criterion.kind !== 'course' || criterion.course_id !== '') &&
  (criterion.kind !== 'quiz' || criterion.quiz_id !== '');
