/** Notifications, as the composition root sees them. */
import type { Feature } from '#server/main/feature.ts';
import { sendMailJob } from './mails.service.ts';
import { notificationsReactions } from './notifications.reactions.ts';
import { notificationsRoutes } from './notifications.routes.ts';

export const notificationsFeature: Feature = {
  name: 'notifications',
  service: 'users',
  routes: notificationsRoutes,
  reactions: notificationsReactions,
  jobs: [sendMailJob],
};
