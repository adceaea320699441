/** What gaps erase of a person: how they like to learn. */
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export async function erasePreferences(ctx: Ctx, { user_id: userId }: ErasedPerson): Promise<void> {
  await ctx.db.run(sql`delete from training_preferences where user_id = ${userId}`);
  await ctx.db.run(sql`
    select erase_in_history(array['training_preferences'], ${userId}::uuid, array['formats', 'topics', 'times', 'language', 'pace_minutes_per_week'])`);
}
