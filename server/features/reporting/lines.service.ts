/** Who leads whom: reading and changing. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { reporting } from '#contract/reporting.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import {
  beginLines,
  countLines,
  directReports,
  endLines,
  type LineRow,
  lockLines,
  type ManagerChange,
  type ManagerChanged,
  selectLines,
  selectManagerOf,
  selectPeople,
  selectRings,
  tellChanged,
} from './lines.sql.ts';
import { accessPersonInLine } from './reporting.policy.ts';
import { changeable, presentActing, presentLine, presentPerson } from './reporting.present.ts';

/** For the person, those above them and administrators. @param at  as it was then; now when left out */
export async function getManager(ctx: Ctx, userId: string, at?: string) {
  await accessPersonInLine(ctx, userId);
  const row = await selectManagerOf(ctx.db, userId, at === undefined ? null : new Date(at), ctx.now);
  const { manager } = row;
  return {
    user_id: userId,
    manager: manager && presentPerson(manager),
    since: row.since,
    acting: row.acting.flatMap(({ person, ...period }) =>
      manager ? [presentActing(ctx, { ...period, manager, acting: person })] : [],
    ),
    history: row.history.map((one) => ({ ...one, manager: presentPerson(one.manager) })),
    can: changeable(ctx),
  };
}

/**
 * Ends the line of a person and begins the new one, both at `ctx.now`; the same manager again changes nothing.
 *
 * @throws AppError `reporting.ring` when the new manager reports to the person, however far down
 */
export function setManager(ctx: Ctx, userId: string, managerId: string | null) {
  return inTransaction(ctx, async (ctx) => {
    const known = new Map(
      (await selectPeople(ctx.db, managerId ? [userId, managerId] : [userId])).map((one) => [
        one.user_id,
        one,
      ]),
    );
    if (!known.has(userId)) throw notFound('Person');
    if (managerId === userId) throw invalidField('manager_id', 'Nobody can be their own manager', 'self');
    if (managerId && !known.has(managerId))
      throw invalidField('manager_id', 'There is no such person', 'not_found');
    if (managerId && !known.get(managerId)!.is_active)
      throw invalidField('manager_id', 'This account is not active', 'inactive');
    await changeManagers(ctx, [{ user_id: userId, manager_id: managerId }]);
    return getManager(ctx, userId);
  });
}

/**
 * Writes managers of many people. Needs a transaction: on a ring everything is taken back.
 *
 * @throws AppError `reporting.ring`
 */
export async function changeManagers(ctx: Ctx, changes: readonly ManagerChange[]): Promise<void> {
  if (changes.length === 0) return;
  await lockLines(ctx.db);
  const ended = new Map(
    (await endLines(ctx, changes)).map((row) => [row.user_id, row.previous_manager_id] as const),
  );
  const begun = new Set((await beginLines(ctx, changes)).map((row) => row.user_id));
  const changed: ManagerChanged[] = changes
    .filter(({ user_id }) => ended.has(user_id) || begun.has(user_id))
    .map((change) => ({ ...change, previous_manager_id: ended.get(change.user_id) ?? null }));
  if (changed.length === 0) return;
  const rings = await selectRings(
    ctx.db,
    changed.map((one) => one.user_id),
  );
  if (rings.length > 0) {
    throw new AppError('reporting.ring', {
      fields: [
        { path: 'manager_id', code: 'ring', message: 'This person reports to the one they would lead' },
      ],
    });
  }
  await tellChanged(ctx, changed);
  ctx.db.afterCommit(wakeDispatcher);
}

const orderings: Record<string, { key: Sql; type: Sql }> = {
  display_name: { key: sql`lower(p.display_name)`, type: sql`text` },
  email: { key: sql`p.email::text`, type: sql`text` },
  manager: { key: sql`coalesce(lower(m.display_name), '')`, type: sql`text` },
  since: { key: sql`coalesce(l.valid_from, '-infinity'::timestamptz)`, type: sql`timestamptz` },
  direct_reports: { key: directReports, type: sql`int` },
};

export async function listLines(
  ctx: Ctx,
  query: z.output<typeof reporting.listLines.query>,
  request: FastifyRequest,
) {
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const matching = all([
    !query.include_inactive && sql`p.is_active`,
    query.manager && sql`l.manager_id = ${query.manager}`,
    query.without_manager && sql`l.id is null`,
    query.without_manager === false && sql`l.id is not null`,
    words &&
      sql`search_normal(p.display_name || ' ' || p.email || ' ' || coalesce(m.display_name, '')) like '%' || search_normal(${words}) || '%'`,
  ]);
  const { key, type } = orderings[query.ordering.replace('-', '')]!;
  const descending = query.ordering.startsWith('-');
  const direction = descending ? sql`desc` : sql`asc`;
  const order = sql`${key} ${direction}, p.user_id ${direction}`;
  if (query.cursor !== undefined) {
    const last = decodeCursor(query.cursor, 2);
    const where = all([
      matching,
      last &&
        sql`(${key}, p.user_id) ${descending ? sql`<` : sql`>`} (${String(last[0])}::${type}, ${String(last[1])}::uuid)`,
    ]);
    const rows = await selectLines(
      ctx.db,
      { where, order, key, limit: query.page_size + 1, offset: 0 },
      ctx.now,
    );
    return cursorPage(request, query, rows, (row: LineRow) => [row.sort_key, row.person.id], presentLine);
  }
  const slice = { where: matching, order, key, limit: query.page_size, offset: offsetOf(query) };
  const rows = await selectLines(ctx.db, slice, ctx.now);
  return offsetPage(request, query, await countLines(ctx.db, matching), rows.map(presentLine));
}
