/** Queries on notifications. */
import type { NotificationKind } from '#contract/notifications.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';

export type NotificationRow = {
  id: string;
  recipient_id: string;
  kind: NotificationKind;
  message: string;
  params: Record<string, string | number | null>;
  link: string | null;
  sender_id: string | null;
  created_at: string;
  is_read: boolean;
  read_at: string | null;
};

const columns = sql`n.id, n.recipient_id, n.kind, n.message, n.params, n.link, n.sender_id, n.created_at, n.is_read, n.read_at`;

export const selectNotification = (db: Db, id: string): Promise<NotificationRow | undefined> =>
  db.maybe(sql`select ${columns} from notifications n where n.id = ${id} and n.deleted_at is null`);

export type NotificationSlice = { where: Sql; descending: boolean; limit: number; offset: number };

export const selectNotifications = (
  db: Db,
  slice: NotificationSlice,
): Promise<(NotificationRow & { matching: number })[]> => {
  const direction = slice.descending ? sql`desc` : sql`asc`;
  return db.rows(sql`
    select ${columns}, count(*) over ()::int as matching from notifications n
     where n.deleted_at is null and ${slice.where}
     order by n.created_at ${direction}, n.id ${direction} limit ${slice.limit} offset ${slice.offset}`);
};

/** Without the count: what cursor paging reads. */
export const selectNotificationsAfter = (
  db: Db,
  slice: Omit<NotificationSlice, 'offset'>,
): Promise<NotificationRow[]> => {
  const direction = slice.descending ? sql`desc` : sql`asc`;
  return db.rows(sql`
    select ${columns} from notifications n where n.deleted_at is null and ${slice.where}
     order by n.created_at ${direction}, n.id ${direction} limit ${slice.limit}`);
};

export async function countUnread(db: Db, recipientId: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count from notifications where recipient_id = ${recipientId} and not is_read and deleted_at is null`);
  return count;
}

/** @returns the row, or undefined when there is no such active person */
export const insertNotification = (
  db: Db,
  made: {
    id: string;
    recipient_id: string;
    message: string;
    link: string | null;
    sender_id: string | null;
    now: Date;
  },
): Promise<NotificationRow | undefined> =>
  db.maybe(sql`
    insert into notifications as n (id, recipient_id, kind, message, link, sender_id, created_at)
    select ${made.id}::uuid, p.user_id, 'message', ${made.message}, ${made.link}::text, ${made.sender_id}::uuid, ${made.now}
      from v_identity_people p where p.user_id = ${made.recipient_id} and p.is_active
    returning ${columns}`);

export const updateNotificationRow = (
  db: Db,
  id: string,
  change: { is_read?: boolean | undefined; message?: string | undefined; link?: string | null | undefined },
  now: Date,
): Promise<NotificationRow> =>
  db.one(sql`
    update notifications as n set
      message = coalesce(${change.message ?? null}::text, n.message),
      link = case when ${change.link !== undefined}::boolean then ${change.link ?? null}::text else n.link end,
      is_read = coalesce(${change.is_read ?? null}::boolean, n.is_read),
      read_at = case when coalesce(${change.is_read ?? null}::boolean, n.is_read) then coalesce(n.read_at, ${now}) end
     where n.id = ${id} returning ${columns}`);

/** @returns rows touched */
export const markAllRead = (db: Db, recipientId: string, now: Date): Promise<number> =>
  db.run(sql`
    update notifications set is_read = true, read_at = ${now} where recipient_id = ${recipientId} and not is_read and deleted_at is null`);

export const deleteNotificationRow = (db: Db, id: string, now: Date): Promise<number> =>
  db.run(sql`update notifications set deleted_at = ${now} where id = ${id} and deleted_at is null`);
