/** Notifications, as the composition root sees them. */
import { registerEraser } from '#server/features/identity/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { calendarReactions } from './calendar.reactions.ts';
import { eraseMessages } from './erasing.sql.ts';
import { sendMailJob } from './mails.service.ts';
import { notificationsExport } from './notifications.export.ts';
import { notificationsReactions } from './notifications.reactions.ts';
import { notificationsRoutes } from './notifications.routes.ts';
import { reportingReactions } from './reporting.reactions.ts';
import { skillsReactions } from './skills.reactions.ts';

registerEraser('notifications', eraseMessages);

export const notificationsFeature: Feature = {
  name: 'notifications',
  service: 'users',
  exports: notificationsExport,
  routes: notificationsRoutes,
  reactions: [...notificationsReactions, ...reportingReactions, ...skillsReactions, ...calendarReactions],
  jobs: [sendMailJob],
};
