/**
 * Publishing a fact: one row in the outbox, in the transaction that makes the fact true.
 *
 * `publish` throws outside a transaction. A single statement that makes something true can carry its fact itself:
 * put `factRow(…)` into a data-modifying CTE, and both commit or neither does.
 */
import { type FactName, type FactPayload, facts } from '#contract/facts.ts';
import { actorId, type Ctx } from '../context.ts';
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
    sql`insert into facts (id, name, payload, actor_id, request_id) ${factValues(ctx, factId, name, payload)}`,
  );
  ctx.db.afterCommit(wakeDispatcher);
  return factId;
}

/**
 * `insert into facts … select …` for a CTE of a larger statement. `from` may add `from made` (and `where`) so that the
 * fact is written once per row the statement really made; the payload is then an SQL expression.
 */
export function factRow(ctx: Ctx, name: FactName, payload: Sql, from: Sql): Sql {
  return sql`insert into facts (id, name, payload, actor_id, request_id) select ${newId(ctx.now.getTime())}::uuid, ${name}, ${payload}, ${actorId(ctx)}::uuid, ${ctx.request_id} ${from}`;
}

function factValues<Name extends FactName>(
  ctx: Ctx,
  factId: string,
  name: Name,
  payload: FactPayload<Name>,
): Sql {
  const checked = facts[name].parse(payload);
  return sql`values (${factId}, ${name}, ${JSON.stringify(checked)}, ${actorId(ctx)}, ${ctx.request_id})`;
}
