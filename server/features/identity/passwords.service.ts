/**
 * Changing a password, and setting a new one through a link by mail.
 *
 * The link's token is a MAC of the reset's id under the session secret. It is never stored: the mail is written from the
 * id alone, and nothing in the database, its backups or the job queue opens an account.
 */
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { newId } from '#server/platform/ids.ts';
import { networkOf } from '#server/platform/net/network.ts';
import { services } from '#server/platform/services.ts';
import { findPasswordHash, upsertPassword } from './credentials.sql.ts';
import { endSessionsOf } from './login-sessions.sql.ts';
import { hashPassword, isPasswordRight } from './password-hashing.ts';
import { findResetOwner, insertReset, lockResetAsker, useReset, useResetsOf } from './password-resets.sql.ts';
import { checkPassword } from './passwords.rules.ts';
import { isSameSecret, macOf } from './secrets.ts';
import { sessionStates } from './session-states.ts';
import { countTry, forgiveTry, signInTries, type Throttle } from './throttle.ts';
import { findUser, findUserIdByEmail } from './users.sql.ts';

export const resetSeconds = 60 * 60;
const mostResetsAnHour = 3;

/** The one-time token of a reset; whoever holds it may set the password while the reset is unused and younger than 1 h. */
const resetToken = (resetId: string): string =>
  `${Buffer.from(resetId.replaceAll('-', ''), 'hex').toString('base64url')}.${macOf('password-reset', resetId)}`;

/** The address for the mail. The token stands behind `#`, so that no server, proxy or referrer header ever sees it. */
export const passwordResetLink = (resetId: string): string =>
  `${services().config.public_url}/reset-password#token=${resetToken(resetId)}`;

function resetIdOf(token: string): string | null {
  const hex = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('hex');
  if (hex.length !== 32) return null;
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return isSameSecret(token, resetToken(id)) ? id : null;
}

/** Counts the asking; the work is a job, so that the answer takes the same time whoever was asked about. */
export async function countResetRequest(ctx: Ctx): Promise<void> {
  await countTry(ctx, [{ limit: 'reset_network', subject: networkOf(ctx.origin.ip) }]);
}

/** Makes a reset and the fact that leads to its mail; nothing for an address of nobody, or after three in an hour. */
export async function prepareReset(ctx: Ctx, email: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const asker = await lockResetAsker(ctx.db, email, ctx.now);
    if (!asker || asker.recent >= mostResetsAnHour) return;
    const id = newId(ctx.now.getTime());
    const expiresAt = new Date(ctx.now.getTime() + resetSeconds * 1000);
    await insertReset(ctx.db, { id, user_id: asker.user_id, now: ctx.now, expires_at: expiresAt });
    await publish(ctx, 'user.password-reset-requested', { user_id: asker.user_id, reset_id: id });
  });
}

/**
 * Sets a new password with a link's token and ends all sessions of the person.
 *
 * @throws AppError `reset.invalid` for a forged, used or old token; `input.invalid` for a password that will not do
 */
export async function confirmReset(ctx: Ctx, token: string, password: string): Promise<null> {
  await countTry(ctx, [{ limit: 'reset_confirm_network', subject: networkOf(ctx.origin.ip) }]);
  const resetId = resetIdOf(token);
  const owner = resetId && (await findResetOwner(ctx.db, resetId, ctx.now));
  if (!owner) throw new AppError('reset.invalid');
  checkPassword(password, owner, 'password');
  const passwordHash = await hashPassword(password);
  await inTransaction(ctx, async (ctx) => {
    if (!(await useReset(ctx.db, resetId, owner.user_id, ctx.now))) throw new AppError('reset.invalid');
    await replacePassword(ctx, { user_id: owner.user_id, password_hash: passwordHash });
    await endSessionsOf(ctx.db, { user_id: owner.user_id, except: null }, 'password_changed', ctx.now);
  });
  await ctx.db.whenCommitted(() => sessionStates().forgetUser(owner.user_id));
  // Who forgot their password has usually just tried it too often.
  const network = networkOf(ctx.origin.ip);
  const tries = [owner.email, owner.username].map((identifier) => signInTries(identifier, network));
  await forgiveTry(ctx, { forgiven: tries, returned: [] });
  return null;
}

/** Tries are counted per person, not per network: whoever asks is already signed in as them. */
const ownTries = (userId: string): Throttle => ({ limit: 'confirm_password', subject: userId });

/**
 * Asks the actor for their current password again.
 *
 * @throws AppError `auth.password-wrong`, `rate.limited`
 */
export async function confirmOwnPassword(ctx: Ctx, userId: string, password: string): Promise<void> {
  await countTry(ctx, [ownTries(userId)]);
  if (!(await isPasswordRight(await findPasswordHash(ctx.db, userId), password))) {
    throw new AppError('auth.password-wrong', {
      fields: [{ path: 'current_password', code: 'wrong', message: 'Not right' }],
    });
  }
  await forgiveTry(ctx, { forgiven: [ownTries(userId)], returned: [] });
}

/**
 * Changes the actor's password. This session goes on; the others end when asked.
 *
 * @throws AppError `auth.password-wrong`, `input.invalid` on `new_password`, `rate.limited`
 */
export async function changePassword(
  ctx: Ctx,
  input: { current_password: string; new_password: string; end_other_sessions: boolean },
): Promise<null> {
  const user = await findUser(ctx, actorId(ctx) ?? '');
  if (!user || ctx.actor.kind !== 'user') throw new AppError('auth.required');
  const current = ctx.actor.login_session_id;
  await confirmOwnPassword(ctx, user.id, input.current_password);
  checkPassword(input.new_password, user, 'new_password');
  const passwordHash = await hashPassword(input.new_password);
  await inTransaction(ctx, async (ctx) => {
    await replacePassword(ctx, { user_id: user.id, password_hash: passwordHash });
    if (!input.end_other_sessions) return;
    await endSessionsOf(ctx.db, { user_id: user.id, except: current }, 'password_changed', ctx.now);
  });
  await ctx.db.whenCommitted(() => sessionStates().forgetUser(user.id));
  return null;
}

/**
 * Sets somebody's password from outside the product (an operator at the machine) and ends all their sessions.
 *
 * @throws AppError `record.not-found` for an address of nobody, `input.invalid` for a password that will not do
 */
export async function setPassword(ctx: Ctx, email: string, password: string): Promise<void> {
  const id = await findUserIdByEmail(ctx.db, email);
  const user = id && (await findUser(ctx, id));
  if (!user) throw notFound('user');
  checkPassword(password, user, 'password');
  const passwordHash = await hashPassword(password);
  await inTransaction(ctx, async (ctx) => {
    await replacePassword(ctx, { user_id: user.id, password_hash: passwordHash });
    await endSessionsOf(ctx.db, { user_id: user.id, except: null }, 'password_changed', ctx.now);
  });
  await sessionStates().forgetUser(user.id);
}

async function replacePassword(ctx: Ctx, next: { user_id: string; password_hash: string }): Promise<void> {
  // A link asked for before, perhaps by somebody else, must not undo this. First, as a link that is being used locks it first.
  await useResetsOf(ctx.db, next.user_id, ctx.now);
  await upsertPassword(ctx.db, next.user_id, next.password_hash, ctx.now);
  await publish(ctx, 'user.security-alerted', { user_id: next.user_id, reason: 'password_changed' });
}
