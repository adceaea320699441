/** Acting for a manager who is away. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { reporting } from '#contract/reporting.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import {
  type ActingRow,
  countActing,
  endActingRow,
  insertActing,
  selectActing,
  selectOneActing,
} from './acting.sql.ts';
import { selectPeople } from './lines.sql.ts';
import { mayEnd } from './reporting.policy.ts';
import { presentActing } from './reporting.present.ts';

/** Administrators see all; others who acts for them and for whom they act. */
export async function listActing(
  ctx: Ctx,
  query: z.output<typeof reporting.listActing.query>,
  request: FastifyRequest,
) {
  if (query.cursor !== undefined) throw invalidField('cursor', 'This list is short; use page');
  const self = actorId(ctx);
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const where = all([
    !hasRole(ctx.actor, 'admin') && sql`a.manager_id = ${self}::uuid or a.acting_id = ${self}::uuid`,
    query.manager && sql`a.manager_id = ${query.manager}`,
    query.acting && sql`a.acting_id = ${query.acting}`,
    query.current && sql`a.valid_from <= ${ctx.now} and a.valid_until > ${ctx.now}`,
    query.current === false && sql`a.valid_from > ${ctx.now} or a.valid_until <= ${ctx.now}`,
    words &&
      sql`search_normal(m.display_name || ' ' || s.display_name) like '%' || search_normal(${words}) || '%'`,
  ]);
  const direction = query.ordering.startsWith('-') ? sql`desc` : sql`asc`;
  const column = query.ordering.endsWith('until') ? sql`a.valid_until` : sql`a.valid_from`;
  const slice = {
    where,
    order: sql`${column} ${direction}, a.id ${direction}`,
    limit: query.page_size,
    offset: offsetOf(query),
  };
  const rows = await selectActing(ctx.db, slice);
  return offsetPage(
    request,
    query,
    await countActing(ctx.db, where),
    rows.map((row) => presentActing(ctx, row)),
  );
}

/**
 * Lets somebody act for a manager. A beginning in the past counts from now on: nobody acted before it was said.
 *
 * @throws AppError `record.conflict` when they already do in a part of this time
 */
export function createActing(ctx: Ctx, body: z.output<typeof reporting.createActing.body>) {
  return inTransaction(ctx, async (ctx) => {
    const from = new Date(Math.max(Date.parse(body.valid_from), ctx.now.getTime()));
    const until = new Date(body.valid_until);
    if (body.manager_id === body.acting_id)
      throw invalidField('acting_id', 'Nobody can act for themselves', 'self');
    if (until.getTime() <= Date.parse(body.valid_from))
      throw invalidField('valid_until', 'The end must be after the beginning', 'order');
    if (until <= ctx.now) throw invalidField('valid_until', 'The end must be in the future', 'past');
    const known = new Map(
      (await selectPeople(ctx.db, [body.manager_id, body.acting_id])).map((one) => [one.user_id, one]),
    );
    for (const field of ['manager_id', 'acting_id'] as const) {
      const person = known.get(body[field]);
      if (!person) throw invalidField(field, 'There is no such person', 'not_found');
      // A manager who has left may still be stood in for; a closed account cannot stand in.
      if (field === 'acting_id' && !person.is_active)
        throw invalidField(field, 'This account is not active', 'inactive');
    }
    const [made] = await insertActing(ctx, [{ ...body, valid_from: from, valid_until: until }]);
    ctx.db.afterCommit(wakeDispatcher);
    return presentActing(ctx, await loadActing(ctx, made!.id));
  });
}

async function loadActing(ctx: Ctx, id: string): Promise<ActingRow> {
  const row = await selectOneActing(ctx.db, id);
  if (!row) throw notFound('Acting manager');
  return row;
}

/**
 * Ends acting at `ctx.now`; ended before, nothing changes.
 *
 * @throws AppError `access.denied` for whoever acts: that is the manager's to end
 */
export function endActing(ctx: Ctx, id: string): Promise<null> {
  return inTransaction(ctx, async (ctx) => {
    const row = await loadActing(ctx, id);
    const concerned = [row.manager.id, row.acting.id].includes(actorId(ctx) ?? '');
    if (!concerned && !hasRole(ctx.actor, 'admin')) throw notFound('Acting manager');
    if (!mayEnd(ctx.actor, row.manager.id)) throw new AppError('access.denied');
    if ((await endActingRow(ctx, id)) > 0)
      await publish(ctx, 'acting-manager.changed', {
        manager_id: row.manager.id,
        recipient_id: row.acting.id,
      });
    return null;
  });
}
