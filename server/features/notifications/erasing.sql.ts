/**
 * What notifications erase of a person: all that was written to them, and their name and note in what was written to others. That a
 * notice was given or a mail sent, and when, stays.
 */
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
  await eraseMentions(ctx, userId, pseudonym);
}

/**
 * Notices to others that name the person, and the mails that said the same. Notices know who they name, even where
 * they do not say it; a mail is found through a notice that does, and as it has no parts that could be exchanged, it is emptied. One
 * that still waits is not sent: its notice stands.
 */
const eraseMentions = (ctx: Ctx, userId: string, pseudonym: string): Promise<number> =>
  ctx.db.run(sql`
    with named as (
      update notifications n
         set message = left(replace(n.message, coalesce(n.params ->> 'sender_name', ''), ${pseudonym}), 2000),
             params = n.params - case n.kind when 'session_requested' then 'reason' else '' end
                      || jsonb_build_object('sender_name', ${pseudonym}::text)
       where n.params ? 'sender_name'
         and (n.params ->> 'sender_id' = ${userId}::text
              or n.params ->> 'enrollment_id' in (select e.enrollment_id::text from v_enrollment_enrollments e where e.assigned_by = ${userId}))
      returning n.kind, n.recipient_id, n.fact_id, n.message)
    update mails m
       set subject = ${pseudonym}, text_body = '', html_body = '', calendar_parts = '[]',
           failed_at = case when m.sent_at is null then coalesce(m.failed_at, ${ctx.now}) else m.failed_at end
      from named
     where m.dedupe_key = named.kind || ':' || named.recipient_id || ':' || named.fact_id and strpos(named.message, ${pseudonym}) > 0`);
