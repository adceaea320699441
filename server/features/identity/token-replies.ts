/** Answers that hand out or take back tokens: the body for API clients, cookies for browsers. */
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { claimsOf } from './authenticator.ts';
import { abilitiesOf } from './identity.policy.ts';
import type { Tokens } from './login-sessions.service.ts';
import { renewSession } from './refresh-tokens.service.ts';
import {
  checkOrigin,
  clearedCookies,
  refreshCookie,
  sessionCookies,
  wantsCookiesOnly,
} from './session-cookies.ts';
import { type Registration, register, signIn, signOut } from './sign-in.service.ts';
import { presentUser } from './users.present.ts';
import { findLeadingUser, findUser } from './users.sql.ts';

type Credentials = { email?: string | undefined; username?: string | undefined; password: string };
type PresentedTokens = { access: string | null; refresh: string | null };

function replyWith(
  ctx: Ctx,
  request: FastifyRequest,
  tokens: Tokens,
  body: (presented: PresentedTokens) => unknown,
): HttpReply {
  const presented = wantsCookiesOnly(request) ? { access: null, refresh: null } : tokens;
  return new HttpReply({
    body: body({ access: presented.access, refresh: presented.refresh }),
    cookies: sessionCookies(tokens, ctx.now),
  });
}

/** The user of an answer, as that user sees it. */
async function ownUser(ctx: Ctx, tokens: Tokens) {
  const row = await findUser(ctx, tokens.user_id);
  if (!row) throw new AppError('auth.invalid-credentials');
  const { user_id, login_session_id } = tokens;
  return presentUser({ kind: 'user', user_id, login_session_id, role: row.role, roles: row.roles }, row);
}

function signInWith(ctx: Ctx, body: Credentials, request: FastifyRequest): Promise<Tokens> {
  checkOrigin(request);
  return signIn(ctx, body.email ?? body.username ?? '', body.password);
}

/** `POST /api/auth/token/` (T-50). */
export async function obtainToken(ctx: Ctx, body: Credentials, request: FastifyRequest): Promise<HttpReply> {
  const tokens = await signInWith(ctx, body, request);
  return replyWith(ctx, request, tokens, (presented) => presented);
}

/** `POST /api/auth/login/` (L-34). */
export async function logIn(ctx: Ctx, body: Credentials, request: FastifyRequest): Promise<HttpReply> {
  const tokens = await signInWith(ctx, body, request);
  const user = await ownUser(ctx, tokens);
  return replyWith(ctx, request, tokens, ({ access, refresh }) => ({ token: access, refresh, user }));
}

/** `POST /api/auth/register/`: the user's fields stand at the top level too (T-66, L-77). */
export async function registerAndSignIn(
  ctx: Ctx,
  body: Registration,
  request: FastifyRequest,
): Promise<HttpReply> {
  checkOrigin(request);
  const { tokens } = await register(ctx, body);
  const user = await ownUser(ctx, tokens);
  return replyWith(ctx, request, tokens, ({ access, refresh }) => ({
    ...user,
    token: access,
    refresh,
    user,
  }));
}

/**
 * `POST /api/auth/token/refresh/`. A refused token leaves the cookies alone: another tab may just have received good ones.
 */
export async function renewToken(
  ctx: Ctx,
  given: string | undefined,
  request: FastifyRequest,
): Promise<HttpReply> {
  const presented = given ?? refreshCookie(request);
  if (given === undefined) checkOrigin(request);
  if (!presented) throw new AppError('auth.refresh-refused');
  const tokens = await renewSession(ctx, presented);
  return replyWith(ctx, request, tokens, (pair) => pair);
}

/** `POST /api/auth/logout/`. Signing out twice is fine. */
export async function logOut(
  ctx: Ctx,
  given: string | undefined,
  request: FastifyRequest,
): Promise<HttpReply> {
  if (given === undefined) checkOrigin(request);
  await signOut(ctx, given ?? refreshCookie(request));
  // What the browser kept of answers goes too: the next one at this device may be somebody else.
  return new HttpReply({ cookies: clearedCookies(), headers: { 'clear-site-data': '"cache"' } });
}

/** `GET /api/auth/session/`: who the browser is signed in as; for nobody, whether it is worth trying to renew. */
export async function getSession(ctx: Ctx, request: FastifyRequest) {
  const canRenew = refreshCookie(request) !== undefined;
  if (ctx.actor.kind !== 'user')
    return { user: null, abilities: [], access_expires_at: null, leads: false, can_renew: canRenew };
  const row = await findLeadingUser(ctx, ctx.actor.user_id);
  if (!row) throw notFound('User');
  const user = presentUser(ctx.actor, row);
  return {
    user: { ...user, avatar_url: user.profile_picture, time_zone: row.time_zone, language: row.language },
    abilities: abilitiesOf(ctx.actor.roles),
    access_expires_at: claimsOf(request, ctx.now)?.expires_at.toISOString() ?? null,
    leads: row.leads,
    can_renew: canRenew,
  };
}
