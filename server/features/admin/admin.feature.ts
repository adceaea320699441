/** What admin hands to the composition root. */
import type { Feature } from '#server/main/feature.ts';
import { adminExport } from './admin.export.ts';
import { makeScheduledBackup } from './admin.jobs.ts';
import { adminRoutes } from './admin.routes.ts';

export const adminFeature: Feature = {
  name: 'admin',
  service: 'users',
  exports: adminExport,
  routes: adminRoutes,
  reactions: [],
  jobs: [makeScheduledBackup],
};
