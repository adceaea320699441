/** Enrollment, as the composition root sees it. */
import type { Feature } from '#server/main/feature.ts';
import { enrollmentExport } from './enrollment.export.ts';
import { enrollmentReactions } from './enrollment.reactions.ts';
import { enrollmentRoutes } from './enrollment.routes.ts';

export const enrollmentFeature: Feature = {
  name: 'enrollment',
  service: 'courses',
  exports: enrollmentExport,
  routes: enrollmentRoutes,
  reactions: enrollmentReactions,
  jobs: [],
};
