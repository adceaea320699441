/** A person's notifications and how many are unread, from the cache (contract L-96..L-98): by person, two minutes at most. */
import type { FastifyRequest } from 'fastify';
import { notifications } from '#contract/notifications.ts';
import { entries } from '#server/platform/cache/entries.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { cachedJson, pageKey } from '#server/platform/http/conditional.ts';
import {
  getUnreadCount as countUnread,
  type NotificationFilter,
  listNotifications as readNotifications,
} from './notifications.service.ts';

function placeOf(ctx: Ctx, page: string) {
  const userId = actorId(ctx);
  return userId === null ? null : { entry: entries.notifications, parts: { user_id: userId, page } };
}

export const listNotifications = (ctx: Ctx, query: NotificationFilter, request: FastifyRequest) =>
  cachedJson(ctx, notifications.listNotifications, placeOf(ctx, pageKey(request)), () =>
    readNotifications(ctx, query, request),
  );

export const getUnreadCount = (ctx: Ctx) =>
  cachedJson(ctx, notifications.getUnreadCount, placeOf(ctx, 'unread'), () => countUnread(ctx));
