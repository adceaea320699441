/** Binds the contract's endpoints to services. */
import { enrollment } from '#contract/enrollment.ts';
import { bind } from '#server/platform/http/bind.ts';
import { getDashboard } from './dashboard.service.ts';
import { enrollMany, enrollThroughApi } from './enrolling.service.ts';
import { listEnrollments, listProgress } from './enrollment.cache.ts';
import { endEnrollment, getEnrollment, remindLearner, updateEnrollment } from './enrollments.service.ts';
import { listLearners } from './learners.service.ts';
import { recordProgress, visitLesson } from './progress.service.ts';

export const enrollmentRoutes = bind(enrollment, {
  listEnrollments: (ctx, { query, request }) => listEnrollments(ctx, query, request),
  createEnrollment: (ctx, { body: { course_id, ...rest } }) => enrollThroughApi(ctx, course_id, rest),
  enrollInCourse: (ctx, { params, body }) => enrollThroughApi(ctx, params.id, body),
  getEnrollment: (ctx, { params }) => getEnrollment(ctx, params.id),
  updateEnrollment: (ctx, { params, body }) => updateEnrollment(ctx, params.id, body),
  endEnrollment: (ctx, { params }) => endEnrollment(ctx, params.id),
  remindLearner: (ctx, { params }) => remindLearner(ctx, params.id),
  enrollMany: (ctx, { params, body }) => enrollMany(ctx, params.id, body),
  listLearners: (ctx, { params, query, request }) => listLearners(ctx, params.id, query, request),
  listProgress: (ctx, { query, request }) => listProgress(ctx, query, request),
  recordProgress: (ctx, { body }) => recordProgress(ctx, body),
  visitLesson: (ctx, { params, body }) => visitLesson(ctx, params.id, body),
  getDashboard: (ctx) => getDashboard(ctx),
});
