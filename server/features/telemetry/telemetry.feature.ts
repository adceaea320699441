/** What telemetry hands to the composition root. */
import type { Feature } from '#server/main/feature.ts';
import { telemetryExport } from './telemetry.export.ts';
import { forgetReportsJob } from './telemetry.jobs.ts';
import { telemetryRoutes } from './telemetry.routes.ts';

export const telemetryFeature: Feature = {
  name: 'telemetry',
  service: 'users',
  exports: telemetryExport,
  routes: telemetryRoutes,
  reactions: [],
  jobs: [forgetReportsJob],
};
