/** What the calendar erases of a person: what they kept free for themselves, and the addresses by which programs read them. */
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export async function eraseOwnEvents(ctx: Ctx, { user_id: userId }: ErasedPerson): Promise<void> {
  await ctx.db.run(sql`delete from calendar_events where user_id = ${userId}`);
  await ctx.db.run(sql`delete from calendar_feeds where user_id = ${userId}`);
}
