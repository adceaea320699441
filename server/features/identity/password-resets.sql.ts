/** Queries on password_resets: one-time links, an hour long. */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

/** Locks the person a reset is asked for, with the number of links of the last hour. Undefined: nobody to write to. */
export async function lockResetAsker(
  db: Db,
  email: string,
  now: Date,
): Promise<{ user_id: string; recent: number } | undefined> {
  const person = await db.maybe<{ id: string }>(sql`
    select id from users where email = ${email} and is_active and deleted_at is null for update`);
  if (!person) return undefined;
  const { recent } = await db.one<{ recent: number }>(sql`
    select count(*) as recent from password_resets
     where user_id = ${person.id} and created_at > ${now}::timestamptz - interval '1 hour'`);
  return { user_id: person.id, recent };
}

export async function insertReset(
  db: Db,
  reset: { id: string; user_id: string; now: Date; expires_at: Date },
): Promise<void> {
  await db.run(sql`
    insert into password_resets (id, user_id, created_at, expires_at)
    values (${reset.id}, ${reset.user_id}, ${reset.now}, ${reset.expires_at})`);
}

/** The person a usable link belongs to. */
export const findResetOwner = (
  db: Db,
  resetId: string,
  now: Date,
): Promise<{ user_id: string; email: string; username: string } | undefined> =>
  db.maybe(sql`
    select u.id as user_id, u.email, u.username from password_resets r join users u on u.id = r.user_id
     where r.id = ${resetId} and r.used_at is null and r.expires_at > ${now} and u.is_active and u.deleted_at is null`);

/** Uses a link up, and every other link of the same person with it. @returns false when it was used in the meantime */
export async function useReset(db: Db, resetId: string, userId: string, now: Date): Promise<boolean> {
  const used = await db.run(sql`
    update password_resets set used_at = ${now} where id = ${resetId} and used_at is null and expires_at > ${now}`);
  if (used === 0) return false;
  await useResetsOf(db, userId, now);
  return true;
}

/** Uses up every open link of a person. */
export const useResetsOf = (db: Db, userId: string, now: Date): Promise<number> =>
  db.run(sql`update password_resets set used_at = ${now} where user_id = ${userId} and used_at is null`);
