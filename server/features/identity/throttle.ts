/**
 * Counts tries before they are made: the counter moves under a row lock first, so a thousand guesses sent at once are
 * counted as a thousand, not as one.
 */
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { macOf } from './secrets.ts';
import { judge, type LimitName, limits } from './throttle.rules.ts';

export type Throttle = { limit: LimitName; subject: string };

/** Tries on one account, as typed at sign-in, from one network. */
export const signInTries = (identifier: string, network: string): Throttle => ({
  limit: 'sign_in_account_network',
  subject: `${identifier} ${network}`,
});

/** Keys are MACs: the table says nothing about who tried to sign in as whom. */
const keyOf = ({ limit, subject }: Throttle): string =>
  `${limit}:${macOf('throttle-key', subject.toLowerCase())}`;

type CounterRow = { key: string; failures: number; updated_at: string };

/**
 * Counts one try against every throttle, or against none.
 *
 * @throws AppError `rate.limited` with the seconds to wait
 */
export async function countTry(ctx: Ctx, throttles: readonly Throttle[]): Promise<void> {
  const byKey = new Map(throttles.map((throttle) => [keyOf(throttle), limits[throttle.limit]]));
  const keys = [...byKey.keys()].sort();
  const retryAfter = await ctx.db.transaction(async (db) => {
    // Rows are made or locked in one order everywhere, so two sign-ins cannot wait for each other.
    const counters = await db.rows<CounterRow>(sql`
      insert into login_throttles as t (key, failures, updated_at)
      select key, 0, ${ctx.now}::timestamptz from unnest(${keys}::text[]) as key order by key
      on conflict (key) do update set failures = t.failures returning key, failures, updated_at`);
    const judged = counters.map((row) => {
      const counter = { failures: row.failures, updated_at: new Date(row.updated_at) };
      return { key: row.key, ...judge(byKey.get(row.key)!, counter, ctx.now) };
    });
    const refused = judged.flatMap((one) => (one.allowed ? [] : [one.retry_after_seconds]));
    if (refused.length > 0) return Math.max(...refused);
    const counts = judged.flatMap((one) => (one.allowed ? [one.failures] : []));
    await db.run(sql`
      update login_throttles t set failures = counted.failures, updated_at = ${ctx.now}
        from unnest(${judged.map((one) => one.key)}::text[], ${counts}::int[]) as counted (key, failures)
       where t.key = counted.key`);
    return null;
  });
  if (retryAfter !== null) {
    throw new AppError('rate.limited', {
      retry_after: retryAfter,
      params: { retry_after_seconds: retryAfter },
    });
  }
}

/** A try that turned out right: `forgiven` start afresh, `returned` get this one try back. */
export async function forgiveTry(
  ctx: Ctx,
  throttles: { forgiven: readonly Throttle[]; returned: readonly Throttle[] },
): Promise<void> {
  await ctx.db.run(sql`
    with forgiven as (delete from login_throttles where key = any(${throttles.forgiven.map(keyOf)}::text[]))
    update login_throttles set failures = greatest(0, failures - 1)
     where key = any(${throttles.returned.map(keyOf).sort()}::text[])`);
}
