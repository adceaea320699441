/** Reporting, as the composition root sees it. */
import type { Feature } from '#server/main/feature.ts';
import { reportingRoutes } from './reporting.routes.ts';

export const reportingFeature: Feature = {
  name: 'reporting',
  service: 'users',
  routes: reportingRoutes,
  reactions: [],
  jobs: [],
};
