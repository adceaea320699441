/** Criteria as they are kept: one form for the same meaning, so that nothing seems to change which does not. Pure. */
import type { Criterion, LevelCriteria, SkillCriteria } from '#contract/skills.ts';

/** Trimmed, and with the one line end that survives a spreadsheet. */
export const plainText = (text: string): string => text.replaceAll(/\r\n?/g, '\n').trim();

const isPlain = (one: LevelCriteria): boolean =>
  one.name === '' && one.description === '' && one.validity_months === null && one.criteria.length === 0;

/** Levels in order, texts trimmed, plain levels left out; `{}` when all are plain. */
export function canonicalCriteria(criteria: SkillCriteria): SkillCriteria {
  const levels = (criteria.levels ?? [])
    .map((one) => ({
      level: one.level,
      name: plainText(one.name),
      description: plainText(one.description),
      validity_months: one.validity_months,
      // With fewer than two things to ask for, both words mean the same.
      match: one.criteria.length < 2 ? ('any' as const) : one.match,
      criteria: one.criteria.map(canonicalCriterion),
    }))
    .filter((one) => !isPlain(one))
    .sort((a, b) => a.level - b.level);
  return levels.length === 0 ? {} : { levels };
}

function canonicalCriterion(criterion: Criterion): Criterion {
  switch (criterion.kind) {
    case 'course':
      return { kind: 'course', course_id: criterion.course_id.toLowerCase() };
    case 'quiz':
      return { kind: 'quiz', quiz_id: criterion.quiz_id.toLowerCase(), min_percent: criterion.min_percent };
    case 'rating':
      return { kind: 'rating', by: criterion.by, min_level: criterion.min_level, count: criterion.count };
    case 'external': {
      const issuer = criterion.issuer?.trim();
      return issuer ? { kind: 'external', issuer } : { kind: 'external' };
    }
  }
}

export const sameCriteria = (a: SkillCriteria, b: SkillCriteria): boolean =>
  JSON.stringify(canonicalCriteria(a)) === JSON.stringify(canonicalCriteria(b));

/** The courses and quizzes that criteria name. */
export function namedIn(criteria: SkillCriteria): { course_ids: string[]; quiz_ids: string[] } {
  const asked = (criteria.levels ?? []).flatMap((one) => one.criteria);
  return {
    course_ids: [...new Set(asked.flatMap((one) => (one.kind === 'course' ? [one.course_id] : [])))],
    quiz_ids: [...new Set(asked.flatMap((one) => (one.kind === 'quiz' ? [one.quiz_id] : [])))],
  };
}
