/** Queries on credentials: the only place that reads password hashes. */
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { factRow } from '#server/platform/facts/publish.ts';

export type Account = {
  id: string;
  password_hash: string | null;
  is_active: boolean;
  /** Someone has signed in to this account from this network in the last 90 days. */
  is_known_network: boolean;
};

/** By e-mail address when it contains `@` (usernames cannot), else by username. */
export function findAccount(
  db: Db,
  identifier: string,
  from: { network: string; now: Date },
): Promise<Account | undefined> {
  const match = identifier.includes('@') ? sql`u.email = ${identifier}` : sql`u.username = ${identifier}`;
  return db.maybe<Account>(sql`
    select u.id, c.password_hash, u.is_active,
           exists (select from login_sessions s where s.user_id = u.id and s.network = ${from.network}
                      and s.created_at > ${from.now}::timestamptz - interval '90 days') as is_known_network
      from users u left join credentials c on c.user_id = u.id
     where ${match} and u.deleted_at is null`);
}

export const findPasswordHash = async (db: Db, userId: string): Promise<string | null> =>
  (
    await db.maybe<{ password_hash: string }>(
      sql`select password_hash from credentials where user_id = ${userId}`,
    )
  )?.password_hash ?? null;

export async function upsertPassword(db: Db, userId: string, passwordHash: string, now: Date): Promise<void> {
  await db.run(sql`
    insert into credentials (user_id, password_hash, changed_at) values (${userId}, ${passwordHash}, ${now})
    on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at`);
}

/**
 * Counts a wrong password (T-32) and tells it as a fact. The count starts again after a quiet day. An unknown account is told
 * too, so that the answer takes as long.
 */
export async function countFailure(ctx: Ctx, userId: string | null): Promise<void> {
  await ctx.db.run(sql`
    with counted as (
      update users set last_failed_login_at = ${ctx.now}, failed_login_attempts = case
          when last_failed_login_at < ${ctx.now}::timestamptz - interval '1 day' then 1 else failed_login_attempts + 1 end
       where id = ${userId}::uuid returning id
    )
    ${factRow(
      ctx,
      'sign-in.refused',
      sql`jsonb_build_object('user_id', (select id from counted), 'user_agent', ${ctx.origin.user_agent}::text)`,
      sql``,
    )}`);
}
