/** Opens (or joins) the transaction of a service call: the context handed to `work` carries it. */
import type { Ctx } from '../context.ts';

export function inTransaction<Result>(ctx: Ctx, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return ctx.db.transaction((db) => work(db === ctx.db ? ctx : { ...ctx, db }));
}
