/** What imports hands to the composition root. */
import type { Feature } from '#server/main/feature.ts';
import { importsExport } from './imports.export.ts';
import { runImportJob } from './imports.jobs.ts';
import { importsRoutes } from './imports.routes.ts';

export const importsFeature: Feature = {
  name: 'imports',
  service: 'courses',
  exports: importsExport,
  routes: importsRoutes,
  reactions: [],
  jobs: [runImportJob],
};
