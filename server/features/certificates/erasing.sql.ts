/**
 * What certificates erase of a person: their name, and the papers that show it. Number, course, result and standing stay, so
 * that the evidence can still be counted and checked; a paper asked for later is drawn anew with the pseudonym.
 */
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export async function eraseNames(ctx: Ctx, { user_id: userId, pseudonym }: ErasedPerson): Promise<void> {
  await ctx.db.run(sql`
    update certificates set recipient_name = ${pseudonym}, pdf_file_id = null, pdf_sha256 = null where student_id = ${userId}`);
  await ctx.db.run(sql`
    select erase_in_history(array['certificates'], c.id, array['recipient_name']) from certificates c where c.student_id = ${userId}`);
}
