/** What other features may use of achievements: only its declaration; what was earned is in `v_achievements_awards`. */
export { achievementsFeature } from './achievements.feature.ts';
