/** Binds the contract's endpoints to services. */
import { notifications } from '#contract/notifications.ts';
import { bind } from '#server/platform/http/bind.ts';
import { openEvents } from './events.service.ts';
import { getMail, listMails, resendMail } from './mails.service.ts';
import { getUnreadCount, listNotifications } from './notifications.cache.ts';
import {
  createNotification,
  deleteNotification,
  getNotification,
  readAllNotifications,
  updateNotification,
} from './notifications.service.ts';

export const notificationsRoutes = bind(notifications, {
  listNotifications: (ctx, { query, request }) => listNotifications(ctx, query, request),
  createNotification: (ctx, { body }) => createNotification(ctx, body),
  getUnreadCount: (ctx) => getUnreadCount(ctx),
  readAllNotifications: (ctx) => readAllNotifications(ctx),
  getNotification: (ctx, { params }) => getNotification(ctx, params.id),
  updateNotification: (ctx, { params, body }) => updateNotification(ctx, params.id, body),
  deleteNotification: (ctx, { params }) => deleteNotification(ctx, params.id),
  openEvents: (ctx) => openEvents(ctx),
  listMails: (ctx, { query, request }) => listMails(ctx, query, request),
  getMail: (ctx, { params }) => getMail(ctx, params.id),
  resendMail: (ctx, { params }) => resendMail(ctx, params.id),
});
