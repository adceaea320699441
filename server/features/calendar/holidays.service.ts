/** Holidays: days on which the organization does not work. They warn and are left out of series; they forbid nothing. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { calendar } from '#contract/calendar.ts';
import type { Ctx } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import {
  countHolidays,
  deleteHolidayRow,
  type HolidayRow,
  type HolidayValues,
  insertHoliday,
  selectHoliday,
  selectHolidays,
  updateRecord,
} from './rooms.sql.ts';

type HolidayQuery = z.output<(typeof calendar)['listHolidays']['query']>;

export async function listHolidays(ctx: Ctx, query: HolidayQuery, request: FastifyRequest) {
  const search = query.search?.trim();
  const where = all([
    query.from && sql`h.ends_on >= ${query.from}::date`,
    query.to && sql`h.starts_on <= ${query.to}::date`,
    search &&
      sql`search_normal(h.name) like '%' || replace(replace(search_normal(${search}), '%', '\\%'), '_', '\\_') || '%'`,
  ]);
  const [rows, count] = await Promise.all([
    selectHolidays(ctx.db, where, { limit: query.page_size, offset: offsetOf(query) }),
    countHolidays(ctx.db, where),
  ]);
  return offsetPage(request, query, count, rows);
}

async function getHoliday(ctx: Ctx, holidayId: string): Promise<HolidayRow> {
  const holiday = await selectHoliday(ctx.db, holidayId);
  if (!holiday) throw notFound('holiday');
  return holiday;
}

const taken = {
  holidays_once_key: () =>
    new AppError('record.conflict', {
      detail: 'This holiday is there already',
      fields: [{ path: 'name', code: 'taken', message: 'This holiday is there already' }],
    }),
  holidays_order_check: () =>
    invalidField('ends_on', 'It ends on or after its first day, a year later at most', 'order'),
};

export function createHoliday(ctx: Ctx, input: HolidayValues) {
  return inTransaction(ctx, async (ctx) => {
    const holidayId = newId();
    await onConstraint(insertHoliday(ctx.db, holidayId, input, ctx.now), taken);
    return getHoliday(ctx, holidayId);
  });
}

/** @throws AppError `record.stale` when someone else was faster */
export function updateHoliday(
  ctx: Ctx,
  holidayId: string,
  patch: Partial<HolidayValues>,
  expectedVersion?: number,
) {
  return inTransaction(ctx, async (ctx) => {
    await getHoliday(ctx, holidayId);
    const written = await onConstraint(
      updateRecord(ctx.db, 'holidays', holidayId, patch, {
        expected_version: expectedVersion,
        now: ctx.now,
      }),
      taken,
    );
    if (!written) throw new AppError('record.stale');
    return getHoliday(ctx, holidayId);
  });
}

export async function deleteHoliday(ctx: Ctx, holidayId: string): Promise<null> {
  if ((await deleteHolidayRow(ctx.db, holidayId)) === 0) throw notFound('holiday');
  return null;
}
