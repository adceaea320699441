/**
 * `ctx`: the first argument of every service. It carries who acts, when, and the only way to the database, so a service
 * can neither forget the transaction it runs in nor ask another clock.
 */
import type { Role } from '#contract/abilities.ts';
import type { CacheNote } from './cache/cache.ts';
import type { Db } from './db/database.ts';
import type { Logger } from './telemetry/log.ts';

export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'system' }
  | { kind: 'user'; user_id: string; login_session_id: string; role: Role; roles: readonly Role[] };

export type UserActor = Extract<Actor, { kind: 'user' }>;

export type Ctx = {
  db: Db;
  actor: Actor;
  /** The instant of this request or job; the only clock in features. */
  now: Date;
  /** BCP 47 tag the answer's text should be in. */
  locale: string;
  request_id: string;
  log: Logger;
  /** Where the request came from, for security logs and throttling. */
  origin: { ip: string; user_agent: string };
  /** What this request asked of the cache, for the header that administrators see. */
  cache_notes?: CacheNote[];
};

/** Id of the acting person, or null for anonymous callers and jobs. */
export const actorId = (ctx: Ctx): string | null => (ctx.actor.kind === 'user' ? ctx.actor.user_id : null);

export const hasRole = (actor: Actor, ...roles: Role[]): boolean =>
  actor.kind === 'system' || (actor.kind === 'user' && roles.some((role) => actor.roles.includes(role)));
