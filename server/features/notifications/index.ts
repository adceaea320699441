/** What other features may use of notifications. */
export { notificationsFeature } from './notifications.feature.ts';
