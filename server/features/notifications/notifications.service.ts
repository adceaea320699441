/** A person's notifications: reading, marking, writing to somebody. */
import type { FastifyRequest } from 'fastify';
import type { NotificationKind } from '#contract/notifications.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage, type Paging } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import {
  countUnread,
  deleteNotificationRow,
  insertNotification,
  markAllRead,
  type NotificationRow,
  selectNotification,
  selectNotifications,
  selectNotificationsAfter,
  updateNotificationRow,
} from './notifications.sql.ts';

export type NotificationFilter = Paging & {
  search?: string | undefined;
  ordering: string;
  is_read?: boolean | undefined;
  kind?: NotificationKind | undefined;
};

function callerId(ctx: Ctx): string {
  const id = actorId(ctx);
  if (!id) throw new AppError('auth.required');
  return id;
}

export async function listNotifications(ctx: Ctx, query: NotificationFilter, request: FastifyRequest) {
  const descending = query.ordering.startsWith('-');
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const matching = all([
    sql`n.recipient_id = ${callerId(ctx)}`,
    query.is_read !== undefined && sql`n.is_read = ${query.is_read}`,
    query.kind && sql`n.kind = ${query.kind}`,
    words && sql`search_normal(n.message) like '%' || search_normal(${words}) || '%'`,
  ]);
  if (query.cursor !== undefined) {
    const last = decodeCursor(query.cursor, 2);
    const compare = descending ? sql`<` : sql`>`;
    const where = all([
      matching,
      last &&
        sql`(n.created_at, n.id) ${compare} (${String(last[0])}::timestamptz, ${String(last[1])}::uuid)`,
    ]);
    const rows = await selectNotificationsAfter(ctx.db, { where, descending, limit: query.page_size + 1 });
    return cursorPage(
      request,
      query,
      rows,
      (row) => [row.created_at, row.id],
      (row) => row,
    );
  }
  const rows = await selectNotifications(ctx.db, {
    where: matching,
    descending,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(
    request,
    query,
    rows[0]?.matching ?? 0,
    rows.map(({ matching: _count, ...row }) => row),
  );
}

export const getUnreadCount = async (ctx: Ctx) => ({
  unread_count: await countUnread(ctx.db, callerId(ctx)),
});

export const readAllNotifications = (ctx: Ctx) =>
  inTransaction(ctx, async (ctx) => ({
    updated_count: await markAllRead(ctx.db, callerId(ctx), ctx.now),
  }));

/**
 * Loads a notification. Recipients see and mark theirs; who wrote one (and administrators) may see and correct it.
 *
 * @throws AppError `record.not-found` for everybody else
 */
async function accessNotification(
  ctx: Ctx,
  id: string,
): Promise<NotificationRow & { is_own: boolean; is_author: boolean }> {
  const row = await selectNotification(ctx.db, id);
  const caller = callerId(ctx);
  const isOwn = row?.recipient_id === caller;
  const isAuthor =
    row !== undefined && row.sender_id !== null && (row.sender_id === caller || hasRole(ctx.actor, 'admin'));
  if (!row || !(isOwn || isAuthor)) throw notFound('notification');
  return { ...row, is_own: isOwn, is_author: isAuthor };
}

export async function getNotification(ctx: Ctx, id: string): Promise<NotificationRow> {
  const { is_own: _own, is_author: _author, ...row } = await accessNotification(ctx, id);
  return row;
}

/** Writes to an active person. @throws AppError `input.invalid` on `recipient_id` when there is none */
export function createNotification(
  ctx: Ctx,
  input: { recipient_id: string; message: string; link?: string | null | undefined },
): Promise<NotificationRow> {
  return inTransaction(ctx, async (ctx) => {
    const made = await insertNotification(ctx.db, {
      id: newId(ctx.now.getTime()),
      recipient_id: input.recipient_id,
      message: input.message,
      link: input.link ?? null,
      sender_id: actorId(ctx),
      now: ctx.now,
    });
    if (!made) throw invalidField('recipient_id', 'There is no such person', 'not_found');
    await publish(ctx, 'notification.created', { notification_id: made.id, recipient_id: made.recipient_id });
    return made;
  });
}

export type NotificationChange = {
  is_read?: boolean | undefined;
  message?: string | undefined;
  link?: string | null | undefined;
  recipient_id?: string | undefined;
};

/**
 * Reading is the recipient's to mark, the words are their author's to correct. Clients send the whole object back: a field
 * that says what already holds changes nothing and is nobody's business.
 *
 * @throws AppError `access.denied`, `input.invalid` for another recipient
 */
export async function updateNotification(
  ctx: Ctx,
  id: string,
  change: NotificationChange,
): Promise<NotificationRow> {
  const before = await accessNotification(ctx, id);
  if (change.recipient_id !== undefined && change.recipient_id !== before.recipient_id) {
    throw invalidField('recipient_id', 'A notification stays with its recipient');
  }
  const rewords =
    (change.message !== undefined && change.message !== before.message) ||
    (change.link !== undefined && change.link !== before.link);
  const marks = change.is_read !== undefined && change.is_read !== before.is_read;
  if ((rewords && !before.is_author) || (marks && !before.is_own)) throw new AppError('access.denied');
  return inTransaction(ctx, (ctx) => updateNotificationRow(ctx.db, id, change, ctx.now));
}

export async function deleteNotification(ctx: Ctx, id: string): Promise<null> {
  await accessNotification(ctx, id);
  await inTransaction(ctx, (ctx) => deleteNotificationRow(ctx.db, id, ctx.now));
  return null;
}
