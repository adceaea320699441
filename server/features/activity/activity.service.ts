/** Feeds, timelines and engagement. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Activity, activity } from '#contract/activity.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import { inLine } from '#server/features/reporting/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { cursorPage, decodeCursor } from '#server/platform/http/paging.ts';
import { accessTimeline } from './activity.policy.ts';
import { type ActivityRow, selectActivity, selectEngagement, timeZoneOf } from './activity.sql.ts';
import type { Area } from './verbs.ts';

type FeedQuery = z.output<typeof activity.listActivity.query>;
type TimelineQuery = z.output<typeof activity.listUserActivity.query>;

const person = (id: string | null, name: string | null, avatar: string | null) =>
  id && name !== null ? { id, name, avatar_url: avatarUrl(avatar) } : null;

function present(row: ActivityRow, showsOrigin: boolean): Activity {
  const { user_agent: userAgent, ...details } = row.details;
  return {
    id: row.id,
    occurred_at: row.occurred_at,
    verb: row.verb,
    area: row.area,
    actor: person(row.actor_id, row.actor_name, row.actor_avatar),
    user: person(row.user_id, row.user_name, row.user_avatar),
    course: row.course_id && row.course_title ? { id: row.course_id, name: row.course_title } : null,
    object: row.object_id ? { type: row.object_type, id: row.object_id, name: row.object_name } : null,
    details,
    ip: showsOrigin && row.ip ? row.ip : null,
    user_agent: showsOrigin && typeof userAgent === 'string' ? userAgent : null,
  };
}

type Period = { since?: string | undefined; until?: string | undefined; area?: Area | undefined };

const within = ({ since, until, area }: Period): (Sql | undefined)[] => [
  since ? sql`a.occurred_at >= ${since}::timestamptz` : undefined,
  until ? sql`a.occurred_at < ${until}::timestamptz` : undefined,
  area && sql`a.area = ${area}`,
];

async function pageOf(
  ctx: Ctx,
  query: Period & { page_size: number; cursor: string },
  anyOf: readonly Sql[],
  request: FastifyRequest,
  showsOrigin: boolean,
) {
  const last = decodeCursor(query.cursor, 2);
  const also = [
    ...within(query),
    last && sql`(a.occurred_at, a.id) < (${String(last[0])}::timestamptz, ${String(last[1])}::uuid)`,
  ];
  const sources = anyOf.map((condition) => all([condition, ...also]));
  const rows = await selectActivity(ctx.db, sources, query.page_size + 1);
  return cursorPage(
    request,
    { ...query, page: 1 },
    rows,
    (row) => [row.occurred_at, row.id],
    (row) => present(row, showsOrigin),
  );
}

export function listActivity(ctx: Ctx, query: FeedQuery, request: FastifyRequest) {
  const wanted = all([
    query.course && sql`a.course_id = ${query.course}`,
    query.verb && sql`a.verb = ${query.verb}`,
  ]);
  const sources = query.user ? timeline(query.user).map((one) => all([one, wanted])) : [wanted];
  return pageOf(ctx, query, sources, request, true);
}

/** What happened to a person and what they did. */
const timeline = (userId: string): Sql[] => [
  sql`a.user_id = ${userId}`,
  sql`a.actor_id = ${userId} and a.actor_id is distinct from a.user_id`,
];

export async function listOwnActivity(ctx: Ctx, query: TimelineQuery, request: FastifyRequest) {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  return pageOf(ctx, query, timeline(userId), request, true);
}

export async function listUserActivity(
  ctx: Ctx,
  userId: string,
  query: TimelineQuery,
  request: FastifyRequest,
) {
  const extent = await accessTimeline(ctx, userId);
  // What the person did for others (teaching, administering) is not their manager's to read.
  const seen =
    extent === 'all'
      ? timeline(userId)
      : [sql`a.user_id = ${userId} and a.area in ('learning', 'viewing', 'people')`];
  return pageOf(ctx, query, seen, request, extent === 'all');
}

export async function getEngagement(ctx: Ctx, days: number) {
  const timeZone = await timeZoneOf(ctx.db, actorId(ctx));
  const found = await selectEngagement(ctx.db, {
    group: inLine(ctx, sql`p.user_id`),
    now: ctx.now,
    days,
    time_zone: timeZone,
  });
  return { days, time_zone: timeZone, ...found };
}
