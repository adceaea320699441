/** What attendance erases of a person: the words of why their marks were changed. That they were changed stays. */
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export async function eraseReasons(ctx: Ctx, { user_id: userId }: ErasedPerson): Promise<void> {
  await ctx.db.run(sql`
    update attendance_corrections c set reason = '' from bookings b
     where b.id = c.booking_id and b.user_id = ${userId} and c.reason <> ''`);
}
