/** Opening, listing and ending login sessions. */
import { actorId, type Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { hashToken, newId, newToken } from '#server/platform/ids.ts';
import { networkOf } from '#server/platform/net/network.ts';
import { signAccessToken } from './access-tokens.ts';
import { endSession, insertSession, type SessionRow, selectLiveSessions } from './login-sessions.sql.ts';
import { sessionStates } from './session-states.ts';

/** Contract T-45. */
export const refreshTokenSeconds = 24 * 60 * 60;
/** However often it is renewed, a session ends after this; then the person signs in again. */
export const sessionSeconds = 30 * 24 * 60 * 60;

/** What a sign-in or a renewal hands out. `refresh` is known to nobody but its holder: only its hash is stored. */
export type Tokens = {
  user_id: string;
  login_session_id: string;
  access: string;
  access_expires_at: Date;
  refresh: string;
  refresh_expires_at: Date;
};

const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/**
 * Opens a login session: one row, one refresh token, one access token.
 *
 * @throws AppError `auth.invalid-credentials` when the account is switched off, so that nobody learns it exists
 */
export async function openSession(ctx: Ctx, userId: string): Promise<Tokens> {
  const sessionId = newId(ctx.now.getTime());
  const refresh = newToken();
  const refreshExpiresAt = later(ctx.now, refreshTokenSeconds);
  const isOpen = await insertSession(ctx, {
    id: sessionId,
    user_id: userId,
    now: ctx.now,
    expires_at: later(ctx.now, sessionSeconds),
    user_agent: ctx.origin.user_agent,
    ip: ctx.origin.ip,
    network: networkOf(ctx.origin.ip),
    refresh: { id: newId(ctx.now.getTime()), token_hash: hashToken(refresh), expires_at: refreshExpiresAt },
  });
  if (!isOpen) throw new AppError('auth.invalid-credentials');
  const access = signAccessToken(userId, sessionId, ctx.now);
  return {
    user_id: userId,
    login_session_id: sessionId,
    access: access.token,
    access_expires_at: access.expires_at,
    refresh,
    refresh_expires_at: refreshExpiresAt,
  };
}

/** Signs a person in without a password: for tests and tools, never reachable over HTTP. @returns the access token */
export async function issueAccessToken(ctx: Ctx, userId: string): Promise<string> {
  return (await openSession(ctx, userId)).access;
}

/** The actor's live sessions; `is_current` marks the one this request came with. */
export async function listSessions(ctx: Ctx): Promise<(SessionRow & { is_current: boolean })[]> {
  const userId = actorId(ctx);
  if (!userId) throw new AppError('auth.required');
  const current = ctx.actor.kind === 'user' ? ctx.actor.login_session_id : null;
  const sessions = await selectLiveSessions(ctx.db, userId, ctx.now);
  return sessions.map((session) => ({ ...session, is_current: session.id === current }));
}

/**
 * Ends one of the actor's own sessions; its access token is refused from this moment on, everywhere.
 *
 * @throws AppError `record.not-found` for a session that is over or someone else's
 */
export async function endOwnSession(ctx: Ctx, sessionId: string): Promise<null> {
  const userId = actorId(ctx);
  const isEnded =
    userId !== null && (await endSession(ctx, { id: sessionId, user_id: userId }, 'ended_by_owner'));
  if (!isEnded) throw notFound('Session');
  await ctx.db.whenCommitted(() => sessionStates().forgetSession(sessionId));
  return null;
}
