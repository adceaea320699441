/** Queries on feeds and on what is in them. */
import type { BookingState, feedContents } from '#contract/calendar.ts';
import type { Db } from '#server/platform/db/database.ts';
import { join, type Sql, sql } from '#server/platform/db/sql.ts';
import { deadlineRows, type EntryRow, expiryRows, type Range } from './entries.sql.ts';
import type { IcsSession } from './ics.rules.ts';
import { icsColumns } from './ics.service.ts';

export type FeedContent = (typeof feedContents)[number];
export type FeedRow = {
  id: string;
  name: string;
  contents: FeedContent[];
  created_at: string;
  last_read_at: string | null;
};

export const selectFeeds = (
  db: Db,
  userId: string,
  slice: { limit: number; offset: number },
): Promise<FeedRow[]> =>
  db.rows(sql`
    select id, name, contents, created_at, last_read_at from calendar_feeds
     where user_id = ${userId} and revoked_at is null
     order by created_at desc, id desc limit ${slice.limit} offset ${slice.offset}`);

export async function countFeeds(db: Db, userId: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from calendar_feeds where user_id = ${userId} and revoked_at is null`,
  );
  return count;
}

export const insertFeed = (
  db: Db,
  feed: {
    id: string;
    user_id: string;
    name: string;
    contents: readonly FeedContent[];
    secret_hash: Buffer;
    now: Date;
  },
): Promise<FeedRow> =>
  db.one(sql`
    insert into calendar_feeds (id, user_id, name, contents, secret_hash, created_at)
    values (${feed.id}, ${feed.user_id}, ${feed.name}, ${feed.contents}::text[], ${feed.secret_hash}, ${feed.now})
    returning id, name, contents, created_at, last_read_at`);

export const revokeFeedRow = (db: Db, feedId: string, userId: string, now: Date): Promise<number> =>
  db.run(sql`
    update calendar_feeds set revoked_at = ${now} where id = ${feedId} and user_id = ${userId} and revoked_at is null`);

export type ReadFeed = {
  user_id: string;
  name: string;
  contents: FeedContent[];
  created_at: string;
  language: string;
};

/** The feed behind a secret, where it and its owner still are; that it was read is noted once an hour. */
export const readFeedRow = (db: Db, secretHash: Buffer, now: Date): Promise<ReadFeed | undefined> =>
  db.maybe(sql`
    with found as materialized (
      select f.id, f.user_id, f.name, f.contents, f.created_at, p.language
        from calendar_feeds f join v_identity_people p on p.user_id = f.user_id and p.is_active
       where f.secret_hash = ${secretHash} and f.revoked_at is null),
    touched as (
      update calendar_feeds f set last_read_at = ${now}::timestamptz from found
       where f.id = found.id and (f.last_read_at is null or f.last_read_at < ${now}::timestamptz - interval '1 hour'))
    select user_id, name, contents, created_at, language from found`);

export type FeedSession = IcsSession & { booking: BookingState | null };

/** Sessions of the feed's owner, cancelled ones and dropped days included: programs that know them have to be told. */
export function selectFeedSessions(
  db: Db,
  userId: string,
  contents: readonly FeedContent[],
  range: Range,
): Promise<FeedSession[]> {
  const sources: Sql[] = [];
  if (contents.includes('sessions'))
    sources.push(sql`select b.session_id from bookings b
      where b.user_id = ${userId}::uuid and b.state in ('requested', 'booked', 'waiting', 'offered')`);
  if (contents.includes('teaching'))
    sources.push(sql`select t.session_id from session_trainers t where t.user_id = ${userId}::uuid`);
  if (sources.length === 0) return Promise.resolve([]);
  return db.rows(sql`
    select ${icsColumns}, case when exists (select from session_trainers t where t.session_id = s.id and t.user_id = ${userId}::uuid) then null
             else (select b.state from bookings b where b.session_id = s.id and b.user_id = ${userId}::uuid
                      and b.state in ('requested', 'booked', 'waiting', 'offered')) end as booking
      from (${join(sources, ' union ')}) m
      join training_sessions s on s.id = m.session_id
      left join rooms r on r.id = s.room_id
     where s.starts_at < ${range.to}::timestamptz and s.ends_at > ${range.from}::timestamptz
     order by s.starts_at, s.id`);
}

/** Deadlines and expiries of the feed's owner. */
export function selectFeedDays(
  db: Db,
  userId: string,
  contents: readonly FeedContent[],
  range: Range,
): Promise<EntryRow[]> {
  const sources: Sql[] = [];
  if (contents.includes('deadlines')) sources.push(deadlineRows(userId, range));
  if (contents.includes('expiries')) sources.push(expiryRows(range));
  if (sources.length === 0) return Promise.resolve([]);
  return db.rows(sql`
    with me as materialized (select user_id, time_zone from v_identity_people where user_id = ${userId}::uuid)
    select * from (${join(sources, ' union all ')}) entries order by coalesce(starts_at, starts_on::timestamp at time zone 'UTC'), key`);
}
