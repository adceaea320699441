/**
 * How the browser carries its session (settled conflict 1): tokens in HttpOnly cookies, plus a readable CSRF token that
 * only a page of this site can copy into a header.
 */
import type { FastifyRequest } from 'fastify';
import { AppError } from '#server/platform/errors.ts';
import type { Cookie } from '#server/platform/http/reply.ts';
import { services } from '#server/platform/services.ts';
import type { Tokens } from './login-sessions.service.ts';
import { isSameSecret, macOf } from './secrets.ts';

const refreshPath = '/api/auth/';

/** Over https the names carry the prefixes that browsers enforce; `app.ts` adds Secure to such names. */
export function cookieNames(): { access: string; refresh: string; csrf: string } {
  const isSecure = services().config.public_url.startsWith('https:');
  const [host, secure] = isSecure ? ['__Host-', '__Secure-'] : ['', ''];
  return { access: `${host}lyceum_access`, refresh: `${secure}lyceum_refresh`, csrf: `${host}lyceum_csrf` };
}

/** The CSRF token of a login session: nothing to store, and worthless for any other session. */
const csrfToken = (loginSessionId: string): string => macOf('csrf', loginSessionId);

export function carriesCsrfToken(request: FastifyRequest, loginSessionId: string): boolean {
  const sent = request.headers['x-csrf-token'];
  return typeof sent === 'string' && isSameSecret(sent, csrfToken(loginSessionId));
}

export function sessionCookies(tokens: Tokens, now: Date): Cookie[] {
  const names = cookieNames();
  const until = (instant: Date) => Math.max(0, Math.ceil((instant.getTime() - now.getTime()) / 1000));
  const refreshAge = until(tokens.refresh_expires_at);
  const csrf = csrfToken(tokens.login_session_id);
  return [
    {
      name: names.access,
      value: tokens.access,
      max_age_seconds: until(tokens.access_expires_at),
      path: '/',
      http_only: true,
    },
    {
      name: names.refresh,
      value: tokens.refresh,
      max_age_seconds: refreshAge,
      path: refreshPath,
      http_only: true,
    },
    { name: names.csrf, value: csrf, max_age_seconds: refreshAge, path: '/', http_only: false },
  ];
}

export function clearedCookies(): Cookie[] {
  const names = cookieNames();
  return [
    { name: names.access, value: '', max_age_seconds: 0, path: '/', http_only: true },
    { name: names.refresh, value: '', max_age_seconds: 0, path: refreshPath, http_only: true },
    { name: names.csrf, value: '', max_age_seconds: 0, path: '/', http_only: false },
  ];
}

export const refreshCookie = (request: FastifyRequest): string | undefined =>
  request.cookies[cookieNames().refresh];

/** True when the caller wants tokens in cookies only, so that no script of the page ever holds one. */
export const wantsCookiesOnly = (request: FastifyRequest): boolean =>
  request.headers['x-token-carriage'] === 'cookie';

/**
 * Refuses a browser page of another site that tries to sign someone in or renew their session.
 *
 * Programs send no Origin header and are not affected.
 *
 * @throws AppError `auth.csrf`
 */
export function checkOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const { public_url: publicUrl, CORS_ORIGINS: allowed } = services().config;
  const isOurs =
    hostOf(origin) === request.host || origin === new URL(publicUrl).origin || allowed.includes(origin);
  if (!isOurs) throw new AppError('auth.csrf', { detail: 'The request came from a page of another site' });
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
