/** Certificates, as the composition root sees them. */
import type { Feature } from '#server/main/feature.ts';
import { certificatesReactions } from './certificates.reactions.ts';
import { certificatesRoutes } from './certificates.routes.ts';

export const certificatesFeature: Feature = {
  name: 'certificates',
  service: 'courses',
  routes: certificatesRoutes,
  reactions: certificatesReactions,
  jobs: [],
};
