/** Takes in what browsers report, and tells administrators. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { ClientError, ClientReport, telemetry, Usage } from '#contract/telemetry.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import {
  observeClientErrors,
  observeViews,
  observeVital,
} from '#server/platform/telemetry/client-metrics.ts';
import { mayReport } from './report-limit.ts';
import { bucketOf, cleanMessage, cleanStack, fingerprintOf, valueOfBucket } from './reports.rules.ts';
import { countErrors, countViews, countVitals, type NewError } from './reports.sql.ts';
import {
  type ErrorRow,
  selectErrors,
  selectOpenErrors,
  selectUsage,
  selectVitals,
  updateSolved,
} from './telemetry.sql.ts';

type Report = z.output<typeof ClientReport>;

/** The same error in one report twice is one row with the sum. */
function errorsOf(report: Report): NewError[] {
  const found = new Map<string, NewError>();
  for (const { kind, route, message, stack, count } of report.errors) {
    const cleaned = { message: cleanMessage(message), stack: cleanStack(stack) };
    const fingerprint = fingerprintOf(kind, cleaned.message, cleaned.stack);
    const known = found.get(fingerprint);
    found.set(fingerprint, { fingerprint, kind, route, ...cleaned, count: count + (known?.count ?? 0) });
  }
  return [...found.values()];
}

/** @throws AppError `rate.limited` past what a browser has reason to send */
export async function sendReport(ctx: Ctx, report: Report): Promise<null> {
  const wait = mayReport(ctx.origin.ip, ctx.now);
  if (wait > 0) throw new AppError('rate.limited', { retry_after: wait });
  const errors = errorsOf(report);
  const { now } = ctx;
  await inTransaction(ctx, async ({ db }) => {
    if (errors.length > 0) await countErrors(db, errors, { version: report.version, now });
    if (report.vitals.length > 0)
      await countVitals(
        db,
        report.vitals.map(({ route, vital, value }) => ({ route, vital, bucket: bucketOf(vital, value) })),
        now,
      );
    if (report.views.length > 0)
      await countViews(db, report.views, {
        role: ctx.actor.kind === 'user' ? ctx.actor.role : 'visitor',
        device: report.device,
        now,
      });
  });
  observeClientErrors(errors.reduce((sum, one) => sum + one.count, 0));
  for (const { vital, value } of report.vitals) observeVital(vital, report.device, value);
  observeViews(
    report.device,
    report.views.reduce((sum, one) => sum + one.count, 0),
  );
  return null;
}

export async function listClientErrors(
  ctx: Ctx,
  query: z.output<typeof telemetry.listClientErrors.query>,
  request: FastifyRequest,
) {
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const where = all([
    query.state === 'open' && sql`e.solved_at is null`,
    query.state === 'solved' && sql`e.solved_at is not null`,
    words && sql`search_normal(e.message || ' ' || e.route) like '%' || search_normal(${words}) || '%'`,
  ]);
  const rows = await selectErrors(ctx.db, where, {
    now: ctx.now,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(request, query, rows[0]?.matching ?? 0, rows.map(present));
}

const present = ({ matching: _matching, ...error }: ErrorRow): ClientError => error;

/** @throws AppError `record.not-found` */
export async function solveClientError(
  ctx: Ctx,
  fingerprint: string,
  isSolved: boolean,
): Promise<ClientError> {
  if ((await updateSolved(ctx.db, fingerprint, isSolved ? ctx.now : null)) === 0) throw notFound('error');
  const [row] = await selectErrors(ctx.db, sql`e.fingerprint = ${fingerprint}`, {
    now: ctx.now,
    limit: 1,
    offset: 0,
  });
  if (!row) throw notFound('error');
  return present(row);
}

/** For the health page: how many kinds are open, and how often they came in the last day. */
export const countOpenErrors = (ctx: Ctx): Promise<{ kinds: number; today: number }> =>
  selectOpenErrors(ctx.db, ctx.now);

export async function getUsage(ctx: Ctx, days: number): Promise<Usage> {
  const { time_zone } = (await ctx.db.maybe<{ time_zone: string }>(
    sql`select time_zone from v_identity_people where user_id = ${actorId(ctx)}::uuid`,
  )) ?? { time_zone: 'UTC' };
  const [usage, vitals] = await Promise.all([
    selectUsage(ctx.db, { now: ctx.now, days, time_zone }),
    selectVitals(ctx.db, ctx.now, days),
  ]);
  return {
    days,
    ...usage,
    vitals: vitals.map(({ route, vital, bucket, visits }) => ({
      route,
      vital,
      visits,
      p75: valueOfBucket(vital, bucket),
    })),
  };
}
