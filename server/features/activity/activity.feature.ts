/** What activity hands to the composition root. */
import { registerEraser } from '#server/features/identity/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { partitionsJob } from './activity.jobs.ts';
import { activityRoutes } from './activity.routes.ts';
import { eraseActivity } from './erasing.sql.ts';
import { recordFacts, viewRecorder } from './recording.service.ts';

registerEraser('activity', eraseActivity);

export const activityFeature: Feature = {
  name: 'activity',
  service: 'users',
  routes: activityRoutes,
  reactions: [],
  jobs: [partitionsJob],
  observer: recordFacts,
  onView: (ctx, verb, recordId) => viewRecorder.note(ctx, verb, recordId),
  flush: () => viewRecorder.flush(),
};
