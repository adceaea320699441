/** What notifications erase of a person: all that was written to them. That a mail was sent, and when, stays in the log. */
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export async function eraseMessages(
  ctx: Ctx,
  { user_id: userId, pseudonym, email }: ErasedPerson,
): Promise<void> {
  await ctx.db.run(sql`delete from notifications where recipient_id = ${userId}`);
  await ctx.db.run(sql`
    update mails set to_address = '', subject = ${pseudonym}, text_body = '', html_body = '', secret_id = null, calendar_parts = '[]',
           failed_at = case when sent_at is null then coalesce(failed_at, ${ctx.now}) else failed_at end
     where recipient_id = ${userId} or to_address = ${email}`);
}
