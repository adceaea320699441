/** What other features may use of skills: only its declaration so far. */
export { skillsFeature } from './skills.feature.ts';
