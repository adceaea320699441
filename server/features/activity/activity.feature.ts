/** What activity hands to the composition root. */
import { registerEraser } from '#server/features/identity/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { services } from '#server/platform/services.ts';
import { activityExport } from './activity.export.ts';
import { partitionsJob } from './activity.jobs.ts';
import { activityRoutes } from './activity.routes.ts';
import { eraseActivity } from './erasing.sql.ts';
import { recordFacts, viewRecorder } from './recording.service.ts';
import { refusalRecorder } from './refusals.service.ts';

registerEraser('activity', eraseActivity);

const isKept = (): boolean => services().config.ACTIVITY_LOG === 'on';

export const activityFeature: Feature = {
  name: 'activity',
  service: 'users',
  exports: activityExport,
  routes: activityRoutes,
  reactions: [],
  jobs: [partitionsJob],
  observer: async (ctx, facts) => {
    if (isKept()) await recordFacts(ctx, facts);
  },
  onView: (ctx, verb, recordId) => {
    if (isKept()) viewRecorder.note(ctx, verb, recordId);
  },
  onRefused: (refusal) => {
    if (isKept()) refusalRecorder.note(refusal);
  },
  flush: async () => {
    await viewRecorder.flush();
    await refusalRecorder.flush();
  },
};
