/** Series: sessions planned together by a rule. The rule makes rows once; afterwards each session is moved by itself. */
import type * as z from 'zod';
import type { calendar } from '#contract/calendar.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { ask, presentClash, timesOf } from './clashes.service.ts';
import { expandRule, mostOccurrences, type Rule, readRule } from './recurrence.rules.ts';
import { statusOf } from './sessions.rules.ts';
import { insertPlanned, requireNew } from './sessions.service.ts';
import { selectSessions, visibleSessions } from './sessions.sql.ts';
import {
  moveWall,
  type PlannedDay,
  type ResolvedDay,
  requireZone,
  resolveDays,
  wallMinutesBetween,
} from './zones.rules.ts';

type Preview = z.output<(typeof calendar)['previewSeries']['body']>;
type SeriesInput = z.output<(typeof calendar)['createSeries']['body']>;

/** The days of every session of a rule: the first one's days, moved to each start. */
function expandDays(rule: Rule, days: readonly PlannedDay[], zone: string, path: string): ResolvedDay[][] {
  const first = resolveDays(days, zone, path);
  const begins = first[0]!.starts_local;
  return expandRule(rule, begins, zone).map((start) => {
    const shift = wallMinutesBetween(begins, start);
    return resolveDays(
      first.map((day) => ({
        starts_local: moveWall(day.starts_local, shift),
        ends_local: moveWall(day.ends_local, shift),
      })),
      zone,
      path,
    );
  });
}

/** One round trip for all sessions, however many the rule makes. */
export async function previewSeries(ctx: Ctx, planned: Preview) {
  const zone = requireZone(planned.time_zone);
  const occurrences = expandDays(readRule(planned.rule), planned.days, zone, 'days');
  const answer = await ask(ctx, {
    times: occurrences.flatMap((days, index) => timesOf(days, index)),
    room_id: planned.room_id,
    trainer_ids: planned.trainer_ids,
    seats: planned.seats,
    session_id: planned.session_id,
    except: planned.session_id ? [planned.session_id] : [],
    window: null,
  });
  return {
    occurrences: occurrences.map((days, index) => {
      const clashes = answer.clashes.filter((one) => one.occurrence === index);
      const holiday = planned.skip_holidays ? clashes.find((one) => one.kind === 'holiday') : undefined;
      return {
        starts_at: days[0]!.starts_at.toISOString(),
        ends_at: days.at(-1)!.ends_at.toISOString(),
        starts_local: days[0]!.starts_local,
        ends_local: days.at(-1)!.ends_local,
        clashes: holiday ? [] : clashes.map((one) => presentClash(one, answer.room)),
        skipped: holiday ? holiday.title : null,
      };
    }),
  };
}

/** @throws AppError `session.clash` naming the first of the sessions that cannot take place; then none is planned */
export function createSeries(ctx: Ctx, input: SeriesInput) {
  return inTransaction(ctx, async (ctx) => {
    const { session } = input;
    const time_zone = requireZone(session.time_zone, 'session.time_zone');
    const rule = readRule(input.rule);
    const expanded = expandDays(rule, session.days, time_zone, 'session.days');
    const except = new Set(input.except);
    const kept = expanded.filter((days) => !except.has(days[0]!.starts_local));
    const planned = input.skip_holidays ? await withoutHolidays(ctx, kept) : kept;
    if (planned.length === 0) throw invalidField('rule', 'Nothing is left of this series', 'none');
    requireNew(ctx, planned[0]!, 'session.days');
    const seriesId = newId();
    await ctx.db.run(sql`
      insert into session_series (id, title, time_zone, rule, created_by, created_at, updated_at)
      values (${seriesId}, ${session.title}, ${time_zone}, ${rule.text}, ${actorId(ctx)}, ${ctx.now}, ${ctx.now})`);
    await insertPlanned(ctx, { ...session, time_zone }, planned, seriesId);
    return getSeries(ctx, seriesId);
  });
}

/** Without the sessions of which any day falls on a holiday, by the calendar of the session's zone. */
async function withoutHolidays(ctx: Ctx, occurrences: ResolvedDay[][]): Promise<ResolvedDay[][]> {
  const first = occurrences[0]?.[0]?.starts_local.slice(0, 10);
  const last = occurrences.at(-1)?.at(-1)?.ends_local.slice(0, 10);
  if (!first || !last) return occurrences;
  const holidays = await ctx.db.rows<{ starts_on: string; ends_on: string }>(sql`
    select starts_on, ends_on from holidays where ends_on >= ${first}::date and starts_on <= ${last}::date`);
  return occurrences.filter((days) =>
    days.every((day) =>
      holidays.every(
        (one) => one.starts_on > day.ends_local.slice(0, 10) || one.ends_on < day.starts_local.slice(0, 10),
      ),
    ),
  );
}

/** @throws AppError `record.not-found` when none of its sessions may be seen by the caller */
export async function getSeries(ctx: Ctx, seriesId: string) {
  const series = await ctx.db.maybe<{ id: string; title: string; time_zone: string; rule: string }>(
    sql`select id, title, time_zone, rule from session_series where id = ${seriesId}`,
  );
  if (!series) throw notFound('series');
  const rows = await selectSessions(ctx, {
    where: sql`s.series_id = ${seriesId} and (${visibleSessions(ctx)})`,
    order: sql`s.starts_at, s.id`,
    limit: mostOccurrences,
    offset: 0,
  });
  if (rows.length === 0) throw new AppError('record.not-found', { params: { noun: 'series' } });
  return {
    ...series,
    sessions: rows.map((row, index) => ({
      id: row.id,
      position: row.series_position ?? index + 1,
      status: statusOf(row, ctx.now),
      starts_at: row.starts_at,
      ends_at: row.ends_at,
      seats: row.seats,
      seats_taken: row.seats_taken,
    })),
    can: rows.some((row) => row.is_managed) ? ['update'] : [],
  };
}
