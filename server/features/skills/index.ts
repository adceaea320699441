/** What other features and the demo may use of skills. */
export { setCourseSkills } from './course-skills.service.ts';
export { decideProof, rateSkill, submitProof } from './evidence.service.ts';
export { createSkill } from './framework.service.ts';
export { skillsFeature } from './skills.feature.ts';
export { declareSkill, setTarget } from './skills.service.ts';
