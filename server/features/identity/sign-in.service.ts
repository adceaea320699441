/** Signing in with a password, registering, signing out. */
import { actorId, type Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashToken } from '#server/platform/ids.ts';
import { networkOf } from '#server/platform/net/network.ts';
import { services } from '#server/platform/services.ts';
import { countFailure, findAccount } from './credentials.sql.ts';
import { openSession, type Tokens } from './login-sessions.service.ts';
import { endSession } from './login-sessions.sql.ts';
import { isPasswordRight } from './password-hashing.ts';
import { findTokenOwner } from './refresh-tokens.sql.ts';
import { sessionStates } from './session-states.ts';
import { countTry, forgiveTry, signInTries, type Throttle } from './throttle.ts';
import { createUser, type NewUser } from './users.service.ts';
import type { UserRow } from './users.sql.ts';

/**
 * What a password is checked against when there is no account: the hash of random bytes that nobody kept, with the cost of
 * every other. It is fixed, because making one would give away the first such try of a process by its time.
 */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$VE8PzTnkTyjLLTnJAaequQ$efkcLGsVvjzzAvja9XdsqkTxDFAGzYnS7SSGxOyo07w';

/**
 * Checks a password and opens a session.
 *
 * Wrong password, unknown account and switched-off account give the same answer after the same time.
 *
 * @param identifier  e-mail address or username
 * @throws AppError `auth.invalid-credentials`, or `rate.limited` with the seconds to wait
 */
export async function signIn(ctx: Ctx, identifier: string, password: string): Promise<Tokens> {
  const network = networkOf(ctx.origin.ip);
  const account = await findAccount(ctx.db, identifier, { network, now: ctx.now });
  const ofAccount = signInTries(identifier, network);
  const shared: Throttle[] = [
    { limit: 'sign_in_network', subject: network },
    ...(account?.is_known_network ? [] : [{ limit: 'sign_in_account', subject: identifier } as const]),
  ];
  await countTry(ctx, [ofAccount, ...shared]);
  const isRight = await isPasswordRight(account?.password_hash ?? nobodysHash, password);
  if (!isRight || !account?.password_hash || !account.is_active) {
    await countFailure(ctx, account?.id ?? null);
    ctx.log.warn({ user_id: account?.id ?? null, ip: ctx.origin.ip }, 'sign-in refused');
    throw new AppError('auth.invalid-credentials');
  }
  const tokens = await openSession(ctx, account.id);
  await forgiveTry(ctx, { forgiven: [ofAccount], returned: shared });
  ctx.log.info({ user_id: account.id, ip: ctx.origin.ip }, 'signed in');
  return tokens;
}

export type Registration = Pick<NewUser, 'email' | 'username' | 'display_name' | 'time_zone' | 'language'> & {
  password: string;
};

/**
 * Makes a learner's account and signs it in (contract L-77). Roles are given by administrators only.
 *
 * @throws AppError `account.taken` (L-78), `input.invalid`, `rate.limited`, or `access.denied` when registration is closed
 */
export async function register(ctx: Ctx, input: Registration): Promise<{ user: UserRow; tokens: Tokens }> {
  if (services().config.REGISTRATION === 'closed') {
    throw new AppError('access.denied', { detail: 'New accounts are made by administrators here' });
  }
  await countTry(ctx, [{ limit: 'register_network', subject: networkOf(ctx.origin.ip) }]);
  const user = await createUser(ctx, { ...input, roles: ['learner'] });
  const tokens = await openSession(ctx, user.id);
  return { user, tokens };
}

/** Ends the session of the access token, and that of the refresh token when one came along. Without either, nothing. */
export async function signOut(ctx: Ctx, refreshToken: string | undefined): Promise<void> {
  const userId = actorId(ctx);
  if (ctx.actor.kind === 'user' && userId) {
    await endAndForget(ctx, { id: ctx.actor.login_session_id, user_id: userId });
  }
  const owner = refreshToken && (await findTokenOwner(ctx.db, hashToken(refreshToken)));
  if (owner) await endAndForget(ctx, { id: owner.login_session_id, user_id: owner.user_id });
}

async function endAndForget(ctx: Ctx, session: { id: string; user_id: string }): Promise<void> {
  await endSession(ctx, session, 'signed_out');
  await ctx.db.whenCommitted(() => sessionStates().forgetSession(session.id));
}
