/** What files hands to the composition root. */
import type { Feature } from '#server/main/feature.ts';
import { filesExport } from './files.export.ts';
import { collectFilesJob } from './files.jobs.ts';
import { filesRoutes } from './files.routes.ts';

export const filesFeature: Feature = {
  name: 'files',
  service: 'courses',
  exports: filesExport,
  routes: filesRoutes,
  reactions: [],
  jobs: [collectFilesJob],
};
