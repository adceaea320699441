/** Reporting, as the composition root sees it. */
import { registerEraser } from '#server/features/identity/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { eraseReasons } from './erasing.sql.ts';
import { reportingExport } from './reporting.export.ts';
import { reportingRoutes } from './reporting.routes.ts';

registerEraser('reporting', eraseReasons);

export const reportingFeature: Feature = {
  name: 'reporting',
  service: 'users',
  exports: reportingExport,
  routes: reportingRoutes,
  reactions: [],
  jobs: [],
};
