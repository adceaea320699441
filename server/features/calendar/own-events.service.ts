/** Own events: time that somebody keeps free for themselves. Nobody else ever sees more than that they are busy. */
import type * as z from 'zod';
import type { calendar, OwnEvent } from '#contract/calendar.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { updateRecord } from './rooms.sql.ts';
import { wallText } from './sessions.sql.ts';
import { instantOf, moveWall, requireWall, requireZone, wallMinutesBetween } from './zones.rules.ts';

type EventInput = z.output<(typeof calendar)['createOwnEvent']['body']>;
type EventPatch = z.output<(typeof calendar)['updateOwnEvent']['body']>;

/** Days of one event: longer ones are told as several. */
const longestMinutes = 366 * 1440;

/** Times as they are kept. Whole days begin and end at midnight; the end is the midnight after the last day. */
function timesOf(input: Pick<EventInput, 'time_zone' | 'starts_local' | 'ends_local' | 'all_day'>) {
  const time_zone = requireZone(input.time_zone);
  let starts_local = requireWall(input.starts_local, 'starts_local');
  let ends_local = requireWall(input.ends_local, 'ends_local');
  if (input.all_day) {
    starts_local = `${starts_local.slice(0, 10)}T00:00`;
    const isMidnight = ends_local.endsWith('T00:00') && ends_local > starts_local;
    if (!isMidnight) ends_local = moveWall(`${ends_local.slice(0, 10)}T00:00`, 1440);
  }
  const starts_at = instantOf(starts_local, time_zone);
  const ends_at = instantOf(ends_local, time_zone);
  if (ends_at <= starts_at || ends_local <= starts_local)
    throw invalidField('ends_local', 'It must end after it starts', 'order');
  if (wallMinutesBetween(starts_local, ends_local) > longestMinutes)
    throw invalidField('ends_local', 'It lasts a year at most', 'too_long');
  return { time_zone, starts_local, ends_local, starts_at, ends_at };
}

/** @throws AppError `record.not-found` for those of others, too */
export async function getOwnEvent(ctx: Ctx, eventId: string): Promise<OwnEvent> {
  const event = await ctx.db.maybe<OwnEvent>(sql`
    select id, title, time_zone, ${wallText(sql`starts_local`)} as starts_local, ${wallText(sql`ends_local`)} as ends_local,
           starts_at, ends_at, all_day, record_version
      from calendar_events where id = ${eventId} and user_id = ${actorId(ctx)}::uuid`);
  if (!event) throw notFound('event');
  return event;
}

export function createOwnEvent(ctx: Ctx, input: EventInput): Promise<OwnEvent> {
  return inTransaction(ctx, async (ctx) => {
    const eventId = newId();
    const times = timesOf(input);
    await ctx.db.run(sql`
      insert into calendar_events (id, user_id, title, time_zone, starts_local, ends_local, starts_at, ends_at, all_day, created_at, updated_at)
      values (${eventId}, ${actorId(ctx)}, ${input.title}, ${times.time_zone}, ${times.starts_local}, ${times.ends_local},
              ${times.starts_at}, ${times.ends_at}, ${input.all_day}, ${ctx.now}, ${ctx.now})`);
    return getOwnEvent(ctx, eventId);
  });
}

/** @throws AppError `record.stale` when it was changed elsewhere */
export function updateOwnEvent(
  ctx: Ctx,
  eventId: string,
  patch: EventPatch,
  expectedVersion?: number,
): Promise<OwnEvent> {
  return inTransaction(ctx, async (ctx) => {
    const before = await getOwnEvent(ctx, eventId);
    const after = { ...before, ...patch };
    const written = await updateRecord(
      ctx.db,
      'calendar_events',
      eventId,
      { title: after.title, all_day: after.all_day, ...timesOf(after) },
      { expected_version: expectedVersion, now: ctx.now },
    );
    if (!written) throw new AppError('record.stale');
    return getOwnEvent(ctx, eventId);
  });
}

export async function deleteOwnEvent(ctx: Ctx, eventId: string): Promise<null> {
  const gone = await ctx.db.run(
    sql`delete from calendar_events where id = ${eventId} and user_id = ${actorId(ctx)}::uuid`,
  );
  if (gone === 0) throw notFound('event');
  return null;
}
