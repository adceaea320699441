/**
 * Publishing a fact: one row in the outbox, in the transaction that makes the fact true.
 *
 * `publish` throws outside a transaction. A single statement that makes something true can carry its fact itself:
 * put `factRow(…)` into a data-modifying CTE, and both commit or neither does.
 */
import { type FactName, type FactPayload, facts } from '#contract/facts.ts';
import { actorId, type Ctx } from '../context.ts';
import { loginSessionId } from '../db/in-transaction.ts';
import { type Sql, sql } from '../db/sql.ts';
import { newId } from '../ids.ts';
import { wakeDispatcher } from './wake.ts';

export async function publish<Name extends FactName>(
  ctx: Ctx,
  name: Name,
  payload: FactPayload<Name>,
): Promise<string> {
  if (!ctx.db.in_transaction) throw new Error(`Fact ${name} published outside a transaction`);
  const factId = newId(ctx.now.getTime());
  await ctx.db.run(
    sql`insert into facts (id, name, payload, actor_id, request_id, login_session_id, ip) ${factValues(ctx, factId, name, payload)}`,
  );
  ctx.db.afterCommit(wakeDispatcher);
  return factId;
}

/**
 * `insert into facts … select …` for a CTE of a larger statement. `from` may add `from made` (and `where`) so that the
 * fact is written once per row the statement really made; the payload is then an SQL expression.
 */
export function factRow(ctx: Ctx, name: FactName, payload: Sql, from: Sql): Sql {
  return sql`
    insert into facts (id, name, payload, actor_id, request_id, login_session_id, ip)
    select ${newId(ctx.now.getTime())}::uuid, ${name}, ${payload}, ${actorId(ctx)}::uuid, ${ctx.request_id},
           ${loginSessionId(ctx)}::uuid, ${ctx.origin.ip} ${from}`;
}

/**
 * For a single statement that calls a function which writes facts: says from where it comes, in the statement itself. Whoever
 * runs it outside a transaction announces what is cached and changed (`ctx.db.announce`).
 * The function must take `request_id` of this relation, so that it runs after the settings are made:
 *
 *     from ${actingNow(ctx)} acting, record_lesson_progress(…, acting.request_id) r
 */
export const actingNow = (ctx: Ctx): Sql => sql`(
  select case when set_config('lyceum.gathers', '1', true) is not null and set_config('lyceum.session', ${loginSessionId(ctx) ?? ''}, true) is not null
               and set_config('lyceum.ip', ${ctx.origin.ip}, true) is not null then ${ctx.request_id}::text end as request_id offset 0)`;

function factValues<Name extends FactName>(
  ctx: Ctx,
  factId: string,
  name: Name,
  payload: FactPayload<Name>,
): Sql {
  const checked = facts[name].parse(payload);
  return sql`values (${factId}, ${name}, ${JSON.stringify(checked)}, ${actorId(ctx)}, ${ctx.request_id}, ${loginSessionId(ctx)}::uuid, ${ctx.origin.ip})`;
}
