/**
 * Erasing a person (GDPR art. 17) without destroying evidence: the account becomes a pseudonym, everything it did keeps pointing
 * at it, and counts stay what they were. It cannot be taken back.
 *
 * Other features hold personal data too. Each registers what it erases of its own; all of it happens in one transaction.
 */

import { releaseFile } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { pseudonymOf } from './erasure.rules.ts';
import { sessionStates } from './session-states.ts';
import { lockOtherAdmins } from './users.sql.ts';

export type ErasedPerson = {
  user_id: string;
  /** What the person is called from now on. */
  pseudonym: string;
  /** The addresses by which they may still be found elsewhere. */
  email: string;
};
export type Eraser = (ctx: Ctx, person: ErasedPerson) => Promise<void>;

const erasers = new Map<string, Eraser>();

/** Called once per feature, from its declaration. */
export function registerEraser(feature: string, erase: Eraser): void {
  erasers.set(feature, erase);
}

/** Columns of the history of records that hold personal data, by table. */
const personalColumns = {
  users: ['email', 'username'],
  user_profiles: ['display_name', 'phone_number', 'bio', 'avatar_file_id', 'skills', 'preferences'],
};

/**
 * @param confirmation  the e-mail address of the person, typed by whoever asks for it
 * @throws AppError `record.not-found`, `input.invalid` on `email`, `user.last-admin`
 */
export async function eraseUser(ctx: Ctx, userId: string, confirmation: string): Promise<null> {
  await inTransaction(ctx, async (ctx) => {
    // First, with nothing locked yet: who delivers a fact holds it, and may be about to write something for this person.
    await ctx.db.run(
      sql`update facts set ip = '', payload = payload - 'user_agent' where actor_id = ${userId} or payload ->> 'user_id' = ${userId}::text`,
    );
    const otherAdmins = await lockOtherAdmins(ctx.db, userId);
    const person = await ctx.db.maybe<Subject>(sql`
      select u.id, u.email, u.role, u.is_active and u.deleted_at is null as is_active, p.avatar_file_id
        from users u join user_profiles p on p.user_id = u.id
       where u.id = ${userId} for no key update of u, p`);
    const pseudonym = pseudonymOf(userId);
    if (!person || person.email === pseudonym.email) throw notFound('User');
    if (person.email.toLowerCase() !== confirmation.trim().toLowerCase())
      throw invalidField('email', 'Type the e-mail address of the person who is erased');
    if (otherAdmins === 0 && person.role === 'admin' && person.is_active)
      throw new AppError('user.last-admin');
    await eraseAccount(ctx, person, pseudonym);
    for (const erase of erasers.values())
      await erase(ctx, { user_id: userId, pseudonym: pseudonym.name, email: person.email });
    await publish(ctx, 'user.erased', { user_id: userId });
  });
  await ctx.db.whenCommitted(() => sessionStates().forgetUser(userId));
  return null;
}

type Subject = { id: string; email: string; role: string; is_active: boolean; avatar_file_id: string | null };

async function eraseAccount(
  ctx: Ctx,
  { id: userId, avatar_file_id: avatar }: Subject,
  pseudonym: ReturnType<typeof pseudonymOf>,
): Promise<void> {
  await ctx.db.run(sql`
    update users set email = ${pseudonym.email}, username = ${pseudonym.username}, is_active = false,
           deactivated_at = coalesce(deactivated_at, ${ctx.now}), deleted_at = coalesce(deleted_at, ${ctx.now}),
           failed_login_attempts = 0, updated_at = ${ctx.now}, record_version = record_version + 1
     where id = ${userId}`);
  await ctx.db.run(sql`
    update user_profiles set display_name = ${pseudonym.name}, phone_number = '', bio = '', avatar_file_id = null, skills = '[]',
           preferences = '{}', updated_at = ${ctx.now}, record_version = record_version + 1
     where user_id = ${userId}`);
  if (avatar) await releaseFile(ctx, { file_id: avatar, subject: 'user', subject_id: userId });
  await ctx.db.run(sql`delete from credentials where user_id = ${userId}`);
  await ctx.db.run(sql`delete from password_resets where user_id = ${userId}`);
  await ctx.db.run(sql`
    update login_sessions set ended_at = coalesce(ended_at, ${ctx.now}), end_reason = coalesce(end_reason, 'deactivated'),
           ip = '', network = '', user_agent = ''
     where user_id = ${userId}`);
  for (const [table, columns] of Object.entries(personalColumns))
    await ctx.db.run(
      sql`select erase_in_history(array[${table}::text], ${userId}::uuid, ${columns}::text[])`,
    );
}
