/** Opens (or joins) the transaction of a service call: the context handed to `work` carries it. */
import { actorId, type Ctx } from '../context.ts';
import type { Acting } from './database.ts';

/** The outermost call says who acts; whatever is written inside is told as theirs in the history of records. */
export function inTransaction<Result>(ctx: Ctx, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return ctx.db.transaction((db) => work(db === ctx.db ? ctx : { ...ctx, db }), actingOf(ctx));
}

export const loginSessionId = (ctx: Ctx): string | null =>
  ctx.actor.kind === 'user' ? ctx.actor.login_session_id : null;

export const actingOf = (ctx: Ctx): Acting => ({
  user_id: actorId(ctx),
  login_session_id: loginSessionId(ctx),
  request_id: ctx.request_id,
  ip: ctx.origin.ip,
});
