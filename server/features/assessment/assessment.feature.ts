/** What assessment hands to the composition root. */
import { registerCourseExtension } from '#server/features/catalog/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { assessmentExport } from './assessment.export.ts';
import { closeAttemptJob, closeOverdueAttemptsJob } from './assessment.jobs.ts';
import { assessmentRoutes } from './assessment.routes.ts';
import { courseExtension } from './freezing.service.ts';

registerCourseExtension(courseExtension);

export const assessmentFeature: Feature = {
  name: 'assessment',
  service: 'courses',
  exports: assessmentExport,
  routes: assessmentRoutes,
  reactions: [],
  jobs: [closeAttemptJob, closeOverdueAttemptsJob],
};
