/** What skills hands to the composition root. */
import type { Feature } from '#server/main/feature.ts';
import { skillsRoutes } from './skills.routes.ts';

export const skillsFeature: Feature = {
  name: 'skills',
  service: 'users',
  routes: skillsRoutes,
  reactions: [],
  jobs: [],
};
