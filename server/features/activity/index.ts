/** What the composition root and the demo use of activity. */
export { activityFeature } from './activity.feature.ts';
export { recordFacts } from './recording.service.ts';
