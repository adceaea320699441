/** Achievements, as the composition root sees them. */
import type { Feature } from '#server/main/feature.ts';
import { achievementsExport } from './achievements.export.ts';
import { evaluateRuleJob } from './achievements.jobs.ts';
import { achievementsReactions } from './achievements.reactions.ts';
import { achievementsRoutes } from './achievements.routes.ts';

export const achievementsFeature: Feature = {
  name: 'achievements',
  service: 'users',
  exports: achievementsExport,
  routes: achievementsRoutes,
  reactions: achievementsReactions,
  jobs: [evaluateRuleJob],
};
