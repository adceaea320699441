/** Training sessions: list, read, plan, take away. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { calendar, SessionInput } from '#contract/calendar.ts';
import type { Ctx } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, identifier, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { accessSession, checkSession } from './calendar.policy.ts';
import { checkPlan, cleanUrl, occupy } from './sessions.plan.ts';
import { presentSession, presentSessionDetail } from './sessions.present.ts';
import {
  countSessions,
  insertSessions,
  lockSessions,
  managedSessions,
  ownSessions,
  replaceSessionTrainers,
  selectSessionDetail,
  selectSessions,
  visibleSessions,
  writeDays,
} from './sessions.sql.ts';
import { type ResolvedDay, requireZone, resolveDays } from './zones.rules.ts';

type SessionQuery = z.output<(typeof calendar)['listTrainingSessions']['query']>;
export type Input = z.output<typeof SessionInput>;

/** The sessions the caller may see. With `cursor`, by keyset: the same speed at any depth. */
export async function listSessions(ctx: Ctx, query: SessionQuery, request: FastifyRequest) {
  const where = sessionConditions(ctx, query);
  const column = query.ordering.replace('-', '') as 'starts_at' | 'title';
  const descending = query.ordering.startsWith('-');
  const key = identifier(`s.${column}`);
  const direction = descending ? sql`desc` : sql`asc`;
  const order = sql`${key} ${direction}, s.id ${direction}`;
  if (query.cursor === undefined) {
    const [rows, count] = await Promise.all([
      selectSessions(ctx, { where, order, limit: query.page_size, offset: offsetOf(query) }),
      countSessions(ctx.db, where),
    ]);
    return offsetPage(
      request,
      query,
      count,
      rows.map((row) => presentSession(ctx, row)),
    );
  }
  const last = decodeCursor(query.cursor, 2);
  const type = column === 'starts_at' ? sql`timestamptz` : sql`text`;
  const after =
    last && sql`(${key}, s.id) ${descending ? sql`<` : sql`>`} (${last[0]}::${type}, ${last[1]}::uuid)`;
  const rows = await selectSessions(ctx, {
    where: all([where, after]),
    order,
    limit: query.page_size + 1,
    offset: 0,
  });
  return cursorPage(
    request,
    query,
    rows,
    (row) => [row[column], row.id],
    (row) => presentSession(ctx, row),
  );
}

function sessionConditions(ctx: Ctx, query: SessionQuery): Sql {
  const now = sql`${ctx.now}::timestamptz`;
  const ranged = query.from !== undefined || query.to !== undefined;
  return all([
    viewCondition(ctx, query.view),
    !ranged && query.status !== 'over' && sql`s.ends_at > ${now}`,
    query.from && sql`s.ends_at > ${query.from}::timestamptz`,
    query.to && sql`s.starts_at < ${query.to}::timestamptz`,
    query.course_id && sql`s.course_id = ${query.course_id}`,
    query.room_id && sql`s.room_id = ${query.room_id}`,
    query.series_id && sql`s.series_id = ${query.series_id}`,
    query.trainer_id &&
      sql`s.id in (select t.session_id from session_trainers t where t.user_id = ${query.trainer_id})`,
    query.status && statusCondition(query.status, now),
    query.free_seats !== undefined &&
      (query.free_seats
        ? sql`s.seats_taken < s.seats and s.waiting_count = 0`
        : sql`s.seats_taken >= s.seats or s.waiting_count > 0`),
    titleSearch(query.search),
  ]);
}

function viewCondition(ctx: Ctx, view: SessionQuery['view']): Sql {
  if (view === 'mine') return ownSessions(ctx);
  if (view === 'teaching') return managedSessions(ctx);
  if (view === 'all') return visibleSessions(ctx);
  return all([
    visibleSessions(ctx),
    sql`s.cancelled_at is null and (s.waiting_list or (s.seats_taken < s.seats and s.waiting_count = 0))`,
    sql`s.starts_at > ${ctx.now}::timestamptz and s.starts_at - make_interval(mins => s.cut_off_minutes) > ${ctx.now}::timestamptz`,
  ]);
}

/** The twin of `statusOf`. */
function statusCondition(status: NonNullable<SessionQuery['status']>, now: Sql): Sql {
  if (status === 'cancelled') return sql`s.cancelled_at is not null`;
  if (status === 'planned') return sql`s.cancelled_at is null and s.starts_at > ${now}`;
  if (status === 'running')
    return sql`s.cancelled_at is null and s.starts_at <= ${now} and s.ends_at > ${now}`;
  return sql`s.cancelled_at is null and s.ends_at <= ${now}`;
}

const titleSearch = (search: string | undefined): Sql | false =>
  search !== undefined &&
  search.trim() !== '' &&
  sql`search_normal(s.title) like '%' || replace(replace(search_normal(${search.trim()}), '%', '\\%'), '_', '\\_') || '%'`;

export async function getSession(ctx: Ctx, sessionId: string) {
  const session = checkSession(ctx, await selectSessionDetail(ctx, sessionId), 'session.read');
  return presentSessionDetail(ctx, session);
}

export function createSession(ctx: Ctx, input: Input) {
  return inTransaction(ctx, async (ctx) => {
    const time_zone = requireZone(input.time_zone);
    const days = requireNew(ctx, resolveDays(input.days, time_zone));
    const [sessionId] = await insertPlanned(ctx, { ...input, time_zone }, [days], null);
    return getSession(ctx, sessionId!);
  });
}

/** Days of something new: nothing is moved, and it is not over before it is there. */
export function requireNew(ctx: Ctx, days: ResolvedDay[], path = 'days'): ResolvedDay[] {
  days.forEach((day, index) => {
    if (day.id !== undefined)
      throw invalidField(`${path}.${index}.id`, 'A new session has new days', 'unknown');
  });
  if (days.at(-1)!.ends_at <= ctx.now) throw invalidField(path, 'These times are over', 'over');
  return days;
}

/**
 * Plans sessions that differ only in their times: all of them or none. In the caller's transaction.
 *
 * @param occurrences  the days of each, in order of time
 * @throws AppError `session.clash` with the `occurrence` at which room or trainer are taken, from 0
 */
export async function insertPlanned(
  ctx: Ctx,
  input: Input,
  occurrences: ResolvedDay[][],
  seriesId: string | null,
): Promise<string[]> {
  const online_url = cleanUrl(input.online_url);
  await checkPlan(ctx, { ...input, online_url }, null);
  const made = occurrences.map((days) => ({
    id: newId(),
    days,
    starts_at: days[0]!.starts_at,
    ends_at: days.at(-1)!.ends_at,
  }));
  const ids = made.map((one) => one.id);
  await insertSessions(ctx, { ...input, online_url, series_id: seriesId }, made);
  await writeDays(
    ctx.db,
    made.flatMap(({ id, days }) => days.map((day) => ({ ...day, id: newId(), session_id: id }))),
  );
  await replaceSessionTrainers(ctx.db, ids, input.trainer_ids);
  await occupy(ctx, ids);
  for (const [index, id] of ids.entries())
    await publish(ctx, 'training-session.planned', {
      training_session_id: id,
      course_id: input.course_id,
      dates: ids.length,
      added_trainer_ids: index === 0 ? input.trainer_ids : [],
    });
  return ids;
}

/** @throws AppError `record.in-use` once anybody has booked, whatever became of it */
export function deleteSession(ctx: Ctx, sessionId: string): Promise<null> {
  return inTransaction(ctx, async (ctx) => {
    const { course_id } = await accessSession(ctx, sessionId, 'session.update');
    await lockSessions(ctx.db, [sessionId]);
    await onConstraint(ctx.db.run(sql`delete from training_sessions where id = ${sessionId}`), {
      bookings_session_fkey: () =>
        new AppError('record.in-use', { detail: 'People have booked this session; cancel it instead' }),
    });
    await publish(ctx, 'training-session.deleted', { training_session_id: sessionId, course_id });
    return null;
  });
}
