/** What identity hands to the composition root. */
import type { Feature } from '#server/main/feature.ts';
import { identityExport } from './identity.export.ts';
import { prepareResetJob, purgeJob } from './identity.jobs.ts';
import { identityRoutes } from './identity.routes.ts';

export const identityFeature: Feature = {
  name: 'identity',
  service: 'users',
  exports: identityExport,
  routes: identityRoutes,
  reactions: [],
  jobs: [prepareResetJob, purgeJob],
};
