/** Forgets what is over: nothing here is evidence. */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

/**
 * Sessions stay for 90 days after their end, because they say from which networks a person signs in; spent refresh tokens
 * for a week after they expired, because a replay within that time still ends the family.
 */
export async function purgeEnded(db: Db, now: Date): Promise<void> {
  await db.run(sql`delete from login_throttles where updated_at < ${now}::timestamptz - interval '1 day'`);
  await db.run(sql`delete from password_resets where expires_at < ${now}::timestamptz - interval '30 days'`);
  await db.run(sql`delete from refresh_tokens where expires_at < ${now}::timestamptz - interval '7 days'`);
  await db.run(sql`
    delete from login_sessions where coalesce(ended_at, expires_at) < ${now}::timestamptz - interval '90 days'`);
}
