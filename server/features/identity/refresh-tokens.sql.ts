/** Queries on refresh_tokens: a family is a login session, a chain in it never forks. */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

export const findTokenOwner = (
  db: Db,
  tokenHash: Buffer,
): Promise<{ login_session_id: string; user_id: string } | undefined> =>
  db.maybe(sql`
    select t.login_session_id, s.user_id from refresh_tokens t join login_sessions s on s.id = t.login_session_id
     where t.token_hash = ${tokenHash}`);

export type FamilyRow = {
  login_session_id: string;
  user_id: string;
  session_expires_at: string;
  session_ended_at: string | null;
  is_active: boolean;
};

/** Locks the family a token belongs to: renewals of one family happen one after the other. */
export const lockFamily = (db: Db, tokenHash: Buffer): Promise<FamilyRow | undefined> =>
  db.maybe<FamilyRow>(sql`
    select s.id as login_session_id, s.user_id, s.expires_at as session_expires_at, s.ended_at as session_ended_at,
           u.is_active and u.deleted_at is null as is_active
      from login_sessions s join users u on u.id = s.user_id
     where s.id = (select login_session_id from refresh_tokens where token_hash = ${tokenHash})
       for update of s`);

export type TokenRow = {
  id: string;
  expires_at: string;
  spent_at: string | null;
  /** Null while there is no successor. */
  successor_spent_at: string | null;
  successor_expires_at: string | null;
};

/** The token as it stands under the lock; a separate statement, so that it sees what the lock waited for. */
export const selectToken = (db: Db, tokenHash: Buffer): Promise<TokenRow> =>
  db.one<TokenRow>(sql`
    select t.id, t.expires_at, t.spent_at, next.spent_at as successor_spent_at, next.expires_at as successor_expires_at
      from refresh_tokens t left join refresh_tokens next on next.predecessor_id = t.id
     where t.token_hash = ${tokenHash}`);

/** Spends a token and adds its one successor (refresh_tokens_predecessor_key). */
export async function insertSuccessor(
  db: Db,
  spentId: string,
  successor: { id: string; token_hash: Buffer; expires_at: Date },
  now: Date,
): Promise<void> {
  await db.run(sql`
    with spent as (
      update refresh_tokens set spent_at = ${now} where id = ${spentId} and spent_at is null returning id, login_session_id
    ), used as (
      update login_sessions set last_used_at = ${now} where id = (select login_session_id from spent)
    )
    insert into refresh_tokens (id, login_session_id, token_hash, predecessor_id, created_at, expires_at)
    select ${successor.id}::uuid, login_session_id, ${successor.token_hash}::bytea, id, ${now}::timestamptz,
           ${successor.expires_at}::timestamptz
      from spent`);
}
