/** Gaps, as the composition root sees it. */
import type { Feature } from '#server/main/feature.ts';
import { gapsRoutes } from './gaps.routes.ts';

export const gapsFeature: Feature = {
  name: 'gaps',
  service: 'users',
  routes: gapsRoutes,
  reactions: [],
  jobs: [],
};
