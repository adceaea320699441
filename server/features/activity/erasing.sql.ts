/** What activity erases of a person: from where they came and with what. That they did it stays. */
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export async function eraseActivity(ctx: Ctx, { user_id: userId }: ErasedPerson): Promise<void> {
  await ctx.db.run(sql`
    update activity set ip = '', details = details - 'user_agent' where actor_id = ${userId} or user_id = ${userId}`);
}
