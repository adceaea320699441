/** Who changed which record, from what to what. Written by triggers; see migration 0013. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { activity, HistoryEntry } from '#contract/activity.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { cursorPage, decodeCursor } from '#server/platform/http/paging.ts';
import { changesOf, idsIn } from './history.rules.ts';
import { type HistoryRow, selectHistory, selectNames } from './history.sql.ts';

export async function listHistory(
  ctx: Ctx,
  query: z.output<typeof activity.listHistory.query>,
  request: FastifyRequest,
) {
  const last = decodeCursor(query.cursor, 1);
  const where = all([
    query.record_type && sql`h.record_type = ${query.record_type}`,
    query.record_id && sql`h.record_id = ${query.record_id}`,
    query.actor && sql`h.actor_id = ${query.actor}`,
    query.action && sql`h.action = ${query.action}`,
    query.since && sql`h.changed_at >= ${query.since}::timestamptz`,
    query.until && sql`h.changed_at < ${query.until}::timestamptz`,
    last && sql`h.id < ${String(last[0])}::uuid`,
  ]);
  const rows = await selectHistory(ctx.db, where, query.page_size + 1);
  const names = await selectNames(
    ctx.db,
    rows.flatMap((row) => idsIn(row.before, row.after)),
  );
  return cursorPage(
    request,
    { ...query, page: 1 },
    rows,
    (row) => [row.id],
    (row) => present(row, names),
  );
}

function present(row: HistoryRow, names: ReadonlyMap<string, string>): HistoryEntry {
  return {
    id: row.id,
    record_type: row.record_type,
    record_id: row.record_id,
    record_name: row.record_name,
    action: row.action,
    changed_at: row.changed_at,
    actor:
      row.actor_id && row.actor_name !== null
        ? { id: row.actor_id, name: row.actor_name, avatar_url: avatarUrl(row.actor_avatar) }
        : null,
    changes: changesOf(row.before, row.after, names),
    request_id: row.request_id,
  };
}
