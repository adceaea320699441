/** Who may see an import: the person who started it, and administrators. */
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { notFound } from '#server/platform/errors.ts';
import { type RunRow, type RunSummaryRow, selectRun } from './imports.sql.ts';

export const visibleRuns = (ctx: Ctx): Sql =>
  hasRole(ctx.actor, 'admin') ? sql`true` : sql`created_by = ${actorId(ctx)}`;

const isMine = (ctx: Ctx, run: Pick<RunSummaryRow, 'created_by'>): boolean =>
  hasRole(ctx.actor, 'admin') || run.created_by === actorId(ctx);

/** @throws AppError `record.not-found` for other people's imports as for none */
export async function accessImport(ctx: Ctx, id: string): Promise<RunRow> {
  const run = await selectRun(ctx.db, id);
  if (!run || !isMine(ctx, run)) throw notFound('import');
  return run;
}

export const canOf = (run: Pick<RunSummaryRow, 'status'>): string[] =>
  run.status === 'preview' ? ['confirm'] : [];
