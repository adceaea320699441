/** What admin hands to the composition root. */
import type { Feature } from '#server/main/feature.ts';
import { adminRoutes } from './admin.routes.ts';

export const adminFeature: Feature = {
  name: 'admin',
  service: 'users',
  routes: adminRoutes,
  reactions: [],
  jobs: [],
};
