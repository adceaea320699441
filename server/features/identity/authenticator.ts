/**
 * Who calls: reads the access token of a request, from the Authorization header or the cookie, and asks whether its
 * login session still stands.
 */
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Endpoint } from '#contract/endpoint.ts';
import type { Actor } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Services } from '#server/platform/services.ts';
import { type AccessClaims, readAccessToken } from './access-tokens.ts';
import { strongestRole } from './identity.policy.ts';
import { touchLastActive } from './login-sessions.sql.ts';
import { carriesCsrfToken, cookieNames } from './session-cookies.ts';
import { sessionStates, stands } from './session-states.ts';

const anonymous: Actor = { kind: 'anonymous' };
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const activeEveryMilliseconds = 60_000;

type Presented = { token: string; by: 'bearer' | 'cookie' };

function presentedToken(request: FastifyRequest): Presented | null {
  const header = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '');
  if (header?.[1]) return { token: header[1].trim(), by: 'bearer' };
  const cookie = request.cookies[cookieNames().access];
  return cookie ? { token: cookie, by: 'cookie' } : null;
}

/** The claims of the access token a request carries, checked; null without one or with a bad one. */
export function claimsOf(request: FastifyRequest, now: Date): AccessClaims | null {
  const presented = presentedToken(request);
  return presented && readAccessToken(presented.token, now);
}

/**
 * Makes the function that finds out who sends a request.
 *
 * A token that is not, or no longer, good is refused with `auth.expired`; a stale cookie on a public endpoint is just an
 * anonymous visitor. A cookie on an unsafe method needs the session's CSRF token (`auth.csrf`), a Bearer header does not.
 */
export function createAuthenticator(options: {
  db: Db;
  services: Services;
}): (request: FastifyRequest, endpoint: Pick<Endpoint, 'ability'>) => Promise<Actor> {
  const { db, services } = options;
  const active = new LRUCache<string, true>({ max: 20_000 });

  /** Off the request path: nobody waits for it, and a lost one is made up for by the next request a minute later. */
  const noteActivity = (userId: string, sessionId: string, now: Date) => {
    const minute = `${sessionId} ${Math.floor(now.getTime() / activeEveryMilliseconds)}`;
    if (active.has(minute)) return;
    active.set(minute, true);
    touchLastActive(db, { user_id: userId, session_id: sessionId }, now).catch((error: unknown) =>
      services.log.debug({ err: error }, 'last activity not noted'),
    );
  };

  return async (request, endpoint) => {
    const presented = presentedToken(request);
    if (!presented) return anonymous;
    const now = services.clock();
    const claims = readAccessToken(presented.token, now);
    const state = claims && (await sessionStates().get(db, claims.login_session_id, now));
    if (!claims || !state || !stands(state, now) || state.user_id !== claims.user_id) {
      if (presented.by === 'cookie' && endpoint.ability === 'public') return anonymous;
      throw new AppError('auth.expired');
    }
    const needsCsrf = presented.by === 'cookie' && !safeMethods.has(request.method);
    if (needsCsrf && !carriesCsrfToken(request, claims.login_session_id)) {
      // A public address, such as signing in, acts for nobody; the cookie just is not used.
      if (endpoint.ability === 'public') return anonymous;
      throw new AppError('auth.csrf');
    }
    noteActivity(claims.user_id, claims.login_session_id, now);
    return {
      kind: 'user',
      user_id: claims.user_id,
      login_session_id: claims.login_session_id,
      role: strongestRole(state.roles),
      roles: state.roles,
    };
  };
}
