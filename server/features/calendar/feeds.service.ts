/** Feeds: calendars of one's own that other programs read by a secret address, without signing in. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage, type Paging } from '#server/platform/http/paging.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { hashToken, newId, newToken } from '#server/platform/ids.ts';
import { networkOf } from '#server/platform/net/network.ts';
import { services } from '#server/platform/services.ts';
import type { EntryRow } from './entries.sql.ts';
import {
  countFeeds,
  type FeedContent,
  insertFeed,
  type ReadFeed,
  readFeedRow,
  revokeFeedRow,
  selectFeedDays,
  selectFeedSessions,
  selectFeeds,
} from './feeds.sql.ts';
import { calendarFile, type IcsEvent, sessionEvents, uidOf } from './ics.rules.ts';

const dayMs = 24 * 3_600_000;
/** What a feed tells: the last three months, because programs drop what is left out, and the next two years. */
const feedDays = { before: 90, after: 730 } as const;

export async function listFeeds(ctx: Ctx, query: Paging, request: FastifyRequest) {
  const self = owner(ctx);
  const [rows, count] = await Promise.all([
    selectFeeds(ctx.db, self, { limit: query.page_size, offset: offsetOf(query) }),
    countFeeds(ctx.db, self),
  ]);
  return offsetPage(request, query, count, rows);
}

/** The address is in this answer and nowhere else: what is kept of it cannot be turned back. */
export async function createFeed(ctx: Ctx, input: { name: string; contents: FeedContent[] }) {
  const secret = newToken();
  const feed = await insertFeed(ctx.db, {
    id: newId(),
    user_id: owner(ctx),
    name: input.name,
    contents: [...new Set(input.contents)],
    secret_hash: hashToken(secret),
    now: ctx.now,
  });
  return { ...feed, url: `${services().config.public_url}/api/calendar/feeds/${secret}/calendar.ics` };
}

/** @throws AppError `record.not-found` for those of others and those taken back, too */
export async function revokeFeed(ctx: Ctx, feedId: string): Promise<null> {
  if ((await revokeFeedRow(ctx.db, feedId, owner(ctx), ctx.now)) === 0) throw notFound('feed');
  return null;
}

function owner(ctx: Ctx): string {
  const self = actorId(ctx);
  if (!self) throw new AppError('auth.required');
  return self;
}

const windowMs = 60_000;
const mostMisses = 60;
// Per process on purpose: secrets have 256 random bits, so this guards the database from being asked idly, not the secret. Hits are
// not counted: one program on the internet may read the feeds of a whole company.
const misses = new LRUCache<string, { count: number; since: number }>({ max: 50_000 });

function requirePatience(ctx: Ctx): void {
  const known = misses.get(networkOf(ctx.origin.ip));
  const wait = known ? known.since + windowMs - ctx.now.getTime() : 0;
  if (known && known.count >= mostMisses && wait > 0)
    throw new AppError('rate.limited', { retry_after: Math.max(1, Math.ceil(wait / 1000)) });
}

function countMiss(ctx: Ctx): void {
  const network = networkOf(ctx.origin.ip);
  const now = ctx.now.getTime();
  const known = misses.get(network);
  const current = known && now - known.since < windowMs ? known : { count: 0, since: now };
  current.count += 1;
  misses.set(network, current);
}

/** @throws AppError `record.not-found` for an address that was never given or was taken back, `rate.limited` after many of them */
export async function readFeed(ctx: Ctx, secret: string, request: FastifyRequest): Promise<HttpReply> {
  requirePatience(ctx);
  const feed = await readFeedRow(ctx.db, hashToken(secret), ctx.now);
  if (!feed) {
    countMiss(ctx);
    throw notFound('feed');
  }
  const bytes = Buffer.from(await contentOf(ctx, feed));
  const headers = {
    etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
    'cache-control': 'private, no-cache',
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="calendar.ics"',
    // Whoever follows a link out of the file does not tell its address.
    'referrer-policy': 'no-referrer',
  };
  if (request.headers['if-none-match'] === headers.etag) return new HttpReply({ status: 304, headers });
  return new HttpReply({ stream: bytes, headers });
}

async function contentOf(ctx: Ctx, feed: ReadFeed): Promise<string> {
  const { public_url } = services().config;
  const range = {
    from: new Date(ctx.now.getTime() - feedDays.before * dayMs).toISOString(),
    to: new Date(ctx.now.getTime() + feedDays.after * dayMs).toISOString(),
  };
  const [sessions, days] = await Promise.all([
    selectFeedSessions(ctx.db, feed.user_id, feed.contents, range),
    selectFeedDays(ctx.db, feed.user_id, feed.contents, range),
  ]);
  return calendarFile({
    public_url,
    method: 'PUBLISH',
    name: feed.name,
    events: [
      ...sessions.flatMap((session) =>
        sessionEvents(session, {
          public_url,
          with_dropped: true,
          tentative: session.booking !== null && session.booking !== 'booked',
        }),
      ),
      ...days.map((day) => dayEvent(day, feed, public_url)),
    ],
  });
}

/** In the language of the person; other programs show nothing but this text. */
const words: Record<string, Record<'deadline' | 'expiry', (title: string) => string>> = {
  en: { deadline: (title) => `Due: ${title}`, expiry: (title) => `Ends: ${title}` },
  de: { deadline: (title) => `Fällig: ${title}`, expiry: (title) => `Endet: ${title}` },
};

function dayEvent(row: EntryRow, feed: ReadFeed, public_url: string): IcsEvent {
  const say = (words[feed.language.slice(0, 2)] ?? words['en']!)[row.kind as 'deadline' | 'expiry'];
  return {
    uid: uidOf(row.key.replaceAll(':', '-'), { public_url }),
    sequence: 0,
    stamp: new Date(feed.created_at),
    summary: say(row.title),
    description: '',
    location: '',
    url: row.link && `${public_url}${row.link}`,
    status: 'CONFIRMED',
    when:
      row.starts_at === null
        ? { starts_on: row.starts_on!, ends_on: row.ends_on! }
        : { starts_at: row.starts_at, ends_at: row.ends_at! },
    busy: false,
  };
}
