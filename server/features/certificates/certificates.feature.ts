/** Certificates, as the composition root sees them. */
import { registerEraser } from '#server/features/identity/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { certificatesExport } from './certificates.export.ts';
import { remindOfEndsJob } from './certificates.jobs.ts';
import { certificatesReactions } from './certificates.reactions.ts';
import { certificatesRoutes } from './certificates.routes.ts';
import { eraseNames } from './erasing.sql.ts';

registerEraser('certificates', eraseNames);

export const certificatesFeature: Feature = {
  name: 'certificates',
  service: 'courses',
  exports: certificatesExport,
  routes: certificatesRoutes,
  reactions: certificatesReactions,
  jobs: [remindOfEndsJob],
};
