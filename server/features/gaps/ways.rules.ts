/** Which courses bring a skill to which level, read from what courses grant and what levels ask for. Pure. */
import type { LevelCriteria } from '#contract/skills.ts';
import type { Way } from './plan.rules.ts';

export type SkillInPlan = { skill_id: string; levels: readonly LevelCriteria[] };
export type Grant = { course_id: string; skill_id: string; level: number };
export type ClosedBy = 'rating' | 'external' | 'quiz' | 'course';

const criteriaOf = (skill: SkillInPlan, level: number) =>
  skill.levels.find((one) => one.level === level && one.criteria.length > 0);

/**
 * A level without criteria is reached by any course that grants it or more; one with criteria by those alone. Where all of them
 * are needed and one is not a course, no plan of courses reaches it.
 *
 * @param counted  courses the person has completed and whose completion still counts: of several that are needed together they
 *                 are not asked for again
 */
export function waysOf(skill: SkillInPlan, grants: readonly Grant[], counted: ReadonlySet<string>): Way[] {
  const { skill_id } = skill;
  const granted = grants
    .filter((grant) => grant.skill_id === skill_id)
    .flatMap(({ course_id, level }) => {
      const reached = [5, 4, 3, 2, 1].find((one) => one <= level && !criteriaOf(skill, one));
      return reached ? [{ skill_id, level: reached, courses: [course_id] }] : [];
    });
  const asked = skill.levels.flatMap(({ level, match, criteria }): Way[] => {
    const courses = criteria.flatMap((one) => (one.kind === 'course' ? [one.course_id] : []));
    if (match === 'any') return courses.map((course) => ({ skill_id, level, courses: [course] }));
    if (courses.length === 0 || courses.length < criteria.length) return [];
    const left = courses.filter((course) => !counted.has(course));
    return [{ skill_id, level, courses: left.length > 0 ? left : courses }];
  });
  return [...granted, ...asked];
}

/** What would close a gap that no course closes, by what its level asks for. */
export function closedBy(skill: SkillInPlan, level: number): ClosedBy[] {
  const criteria = criteriaOf(skill, level)?.criteria;
  return criteria ? [...new Set(criteria.map((one) => one.kind))] : ['rating', 'external'];
}
