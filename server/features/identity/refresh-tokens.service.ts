/**
 * Renewing a session: rotation with reuse detection and a short grace (T-46, T-47, settled conflict 3).
 *
 * A successor is computed from its predecessor with a key of the server. Two tabs that renew with the same token at the
 * same moment therefore receive the same successor: the family has one live token, and neither answer spoils the other.
 */
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { hashToken, newId } from '#server/platform/ids.ts';
import { signAccessToken } from './access-tokens.ts';
import { refreshTokenSeconds, type Tokens } from './login-sessions.service.ts';
import { endSession } from './login-sessions.sql.ts';
import { judgeToken } from './refresh-tokens.rules.ts';
import {
  type FamilyRow,
  insertSuccessor,
  lockFamily,
  selectToken,
  type TokenRow,
} from './refresh-tokens.sql.ts';
import { macOf } from './secrets.ts';
import { sessionStates } from './session-states.ts';

type Outcome =
  | { kind: 'renewed'; tokens: Tokens }
  | { kind: 'refused' }
  | { kind: 'revoked'; session_id: string };

/**
 * Exchanges a refresh token for a new pair.
 *
 * @throws AppError `auth.refresh-refused`; for a replayed token the whole family is ended first and the person is told
 */
export async function renewSession(ctx: Ctx, refreshToken: string): Promise<Tokens> {
  const tokenHash = hashToken(refreshToken);
  const outcome = await inTransaction(ctx, async (ctx): Promise<Outcome> => {
    const family = await lockFamily(ctx.db, tokenHash);
    if (!family) return { kind: 'refused' };
    const token = await selectToken(ctx.db, tokenHash);
    const verdict = judgeToken({ ...family, ...token }, ctx.now);
    if (verdict === 'rotate')
      return { kind: 'renewed', tokens: await rotate(ctx, family, token, refreshToken) };
    if (verdict === 'repeat') return { kind: 'renewed', tokens: repeat(ctx, family, token, refreshToken) };
    if (verdict === 'refuse') return { kind: 'refused' };
    await revoke(ctx, family);
    return { kind: 'revoked', session_id: family.login_session_id };
  });
  if (outcome.kind === 'renewed') return outcome.tokens;
  if (outcome.kind === 'revoked') {
    await ctx.db.whenCommitted(() => sessionStates().forgetSession(outcome.session_id));
    ctx.log.warn(
      { login_session_id: outcome.session_id, ip: ctx.origin.ip },
      'refresh token replayed, session ended',
    );
  }
  throw new AppError('auth.refresh-refused');
}

const successorOf = (refreshToken: string): string => macOf('refresh-successor', refreshToken);

async function rotate(ctx: Ctx, family: FamilyRow, token: TokenRow, refreshToken: string): Promise<Tokens> {
  const successor = successorOf(refreshToken);
  const day = ctx.now.getTime() + refreshTokenSeconds * 1000;
  const expiresAt = new Date(Math.min(day, Date.parse(family.session_expires_at)));
  const id = newId(ctx.now.getTime());
  await insertSuccessor(
    ctx.db,
    token.id,
    { id, token_hash: hashToken(successor), expires_at: expiresAt },
    ctx.now,
  );
  return tokensOf(ctx, family, successor, expiresAt);
}

function repeat(ctx: Ctx, family: FamilyRow, token: TokenRow, refreshToken: string): Tokens {
  const expiresAt = new Date(token.successor_expires_at ?? family.session_expires_at);
  return tokensOf(ctx, family, successorOf(refreshToken), expiresAt);
}

function tokensOf(ctx: Ctx, family: FamilyRow, refresh: string, refreshExpiresAt: Date): Tokens {
  const access = signAccessToken(family.user_id, family.login_session_id, ctx.now);
  return {
    user_id: family.user_id,
    login_session_id: family.login_session_id,
    access: access.token,
    access_expires_at: access.expires_at,
    refresh,
    refresh_expires_at: refreshExpiresAt,
  };
}

async function revoke(ctx: Ctx, family: FamilyRow): Promise<void> {
  const session = { id: family.login_session_id, user_id: family.user_id };
  await endSession(ctx, session, 'refresh_token_reuse');
  await publish(ctx, 'user.security-alerted', { user_id: family.user_id, reason: 'refresh_token_reuse' });
}
