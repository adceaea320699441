/** Queries on login_sessions: one row per sign-in. */
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { factRow } from '#server/platform/facts/publish.ts';
import type { SessionState } from './session-states.ts';
import { rolesOfUser } from './users.sql.ts';

export async function selectSessionState(
  db: Db,
  loginSessionId: string,
  now: Date,
): Promise<SessionState | null> {
  const row = await db.maybe<SessionState>(sql`
    select s.user_id, s.expires_at, s.ended_at, u.is_active and u.deleted_at is null as is_active,
           ${rolesOfUser(now)} as roles
      from login_sessions s join users u on u.id = s.user_id
     where s.id = ${loginSessionId}`);
  return row ?? null;
}

export type NewSession = {
  id: string;
  user_id: string;
  now: Date;
  expires_at: Date;
  user_agent: string;
  ip: string;
  network: string;
  refresh: { id: string; token_hash: Buffer; expires_at: Date };
};

/**
 * Opens a session with its first refresh token in one statement, only for a person who may sign in.
 *
 * @returns false when the account is missing, switched off or deleted
 */
export async function insertSession(ctx: Ctx, session: NewSession): Promise<boolean> {
  const opened = await ctx.db.run(sql`
    with person as (
      update users set failed_login_attempts = 0, last_active = ${session.now}
       where id = ${session.user_id} and is_active and deleted_at is null returning id
    ), opened as (
      insert into login_sessions (id, user_id, created_at, last_used_at, expires_at, user_agent, ip, network)
      select ${session.id}::uuid, person.id, ${session.now}::timestamptz, ${session.now}::timestamptz,
             ${session.expires_at}::timestamptz, ${session.user_agent}, ${session.ip}, ${session.network}
        from person returning id, user_id, user_agent
    ), told as (${factRow(
      ctx,
      'session.started',
      sql`jsonb_build_object('user_id', opened.user_id, 'login_session_id', opened.id, 'user_agent', opened.user_agent)`,
      sql`from opened`,
    )})
    insert into refresh_tokens (id, login_session_id, token_hash, created_at, expires_at)
    select ${session.refresh.id}::uuid, opened.id, ${session.refresh.token_hash}::bytea, ${session.now}::timestamptz,
           ${session.refresh.expires_at}::timestamptz
      from opened`);
  return opened === 1;
}

export type EndReason =
  | 'signed_out'
  | 'ended_by_owner'
  | 'refresh_token_reuse'
  | 'password_changed'
  | 'deactivated';

/** @returns false when the session had ended before, or is not this person's */
export async function endSession(
  ctx: Ctx,
  target: { id: string; user_id: string },
  reason: EndReason,
): Promise<boolean> {
  const told = await ctx.db.run(sql`
    with ended as (
      update login_sessions set ended_at = ${ctx.now}, end_reason = ${reason}
       where id = ${target.id} and user_id = ${target.user_id} and ended_at is null returning id, user_id)
    ${factRow(
      ctx,
      'session.ended',
      sql`jsonb_build_object('user_id', ended.user_id, 'login_session_id', ended.id)`,
      sql`from ended`,
    )}`);
  return told === 1;
}

/** Ends all live sessions of a person but one. */
export async function endSessionsOf(
  db: Db,
  target: { user_id: string; except: string | null },
  reason: EndReason,
  now: Date,
): Promise<void> {
  await db.run(sql`
    update login_sessions set ended_at = ${now}, end_reason = ${reason}
     where user_id = ${target.user_id} and ended_at is null and id is distinct from ${target.except}::uuid`);
}

export type SessionRow = {
  id: string;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  user_agent: string;
  ip: string;
};

/** Live sessions of a person, the most recently used first. */
export const selectLiveSessions = (db: Db, userId: string, now: Date): Promise<SessionRow[]> =>
  db.rows<SessionRow>(sql`
    select id, created_at, last_used_at, expires_at, user_agent, ip from login_sessions
     where user_id = ${userId} and ended_at is null and expires_at > ${now}
     order by last_used_at desc, id desc limit 100`);

/** One statement for both marks of life; each is moved at most once a minute, whoever asks how often. */
export async function touchLastActive(
  db: Db,
  target: { user_id: string; session_id: string },
  now: Date,
): Promise<void> {
  const moved = await db.run(sql`
    with session as (
      update login_sessions set last_used_at = ${now}::timestamptz
       where id = ${target.session_id} and last_used_at < ${now}::timestamptz - interval '1 minute'
    )
    update users set last_active = ${now}::timestamptz
     where id = ${target.user_id} and (last_active is null or last_active < ${now}::timestamptz - interval '1 minute')`);
  if (moved > 0) await db.announce([`active:${target.user_id}`]);
}
