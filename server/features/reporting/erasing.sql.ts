/** What reporting erases of a person: why somebody acted for them. Who led whom, and when, stays as evidence of who might do what. */
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export async function eraseReasons(ctx: Ctx, { user_id: userId }: ErasedPerson): Promise<void> {
  await ctx.db.run(sql`
    update acting_managers set reason = '' where (manager_id = ${userId} or acting_id = ${userId}) and reason <> ''`);
  await ctx.db.run(sql`
    select erase_in_history(array['acting_managers'], one.manager_id, array['reason'])
      from (select distinct manager_id from acting_managers where manager_id = ${userId} or acting_id = ${userId}) one`);
}
