/**
 * What every request asks: does this login session stand, and which roles does its person hold now?
 *
 * Answers are kept for 30 seconds per process and forgotten at once, in every process, when something changes (settled
 * conflict 2). While the wire for changes is down one elsewhere could be missed, so every request asks the database. This is
 * the only place that may remember an authorisation fact; it is not in Redis, so that what is revoked is so whatever Redis does.
 */
import { LRUCache } from 'lru-cache';
import type { Role } from '#contract/abilities.ts';
import { entries } from '#server/platform/cache/entries.ts';
import { countRead } from '#server/platform/cache/metrics.ts';
import type { Db } from '#server/platform/db/database.ts';
import type { Bus } from '#server/platform/realtime/bus.ts';
import { services } from '#server/platform/services.ts';
import { selectSessionState } from './login-sessions.sql.ts';

export type SessionState = {
  user_id: string;
  /** Absolute end of the session (ISO). */
  expires_at: string;
  ended_at: string | null;
  is_active: boolean;
  roles: Role[];
};

/** Not ended, not over, and its person active. */
export const stands = (state: SessionState | null, now: Date): state is SessionState =>
  state?.is_active === true && state.ended_at === null && Date.parse(state.expires_at) > now.getTime();

export const channel = 'session';
const keptMilliseconds = entries.session.seconds * 1000;

/** `user_id` is unknown until the answer is there. */
type Entry = { promise: Promise<SessionState | null>; user_id: string | undefined };

export class SessionStates {
  private readonly known = new LRUCache<string, Entry>({ max: 20_000, ttl: keptMilliseconds });
  private readonly bus: Bus;
  private generation = 0;

  constructor(bus: Bus) {
    this.bus = bus;
    bus.subscribe(channel, (message) => this.drop(message));
  }

  /** The state of a session, or null when there is none. Concurrent requests of one session share one question. */
  async get(db: Db, loginSessionId: string, now: Date): Promise<SessionState | null> {
    if (!this.bus.connected) {
      countRead(entries.session.name, 'bypass');
      return selectSessionState(db, loginSessionId, now);
    }
    if (this.generation !== this.bus.generation) {
      this.known.clear();
      this.generation = this.bus.generation;
    }
    const known = this.known.get(loginSessionId);
    countRead(entries.session.name, known ? 'hit_process' : 'miss');
    if (known) return known.promise;
    // The entry goes in before the answer is there: a change announced meanwhile removes it, so an answer that was
    // already outdated when it arrived is never kept.
    const entry: Entry = { promise: selectSessionState(db, loginSessionId, now), user_id: undefined };
    this.known.set(loginSessionId, entry);
    entry.promise.then(
      (state) => {
        entry.user_id = state?.user_id;
      },
      () => {
        if (this.known.peek(loginSessionId) === entry) this.known.delete(loginSessionId);
      },
    );
    return entry.promise;
  }

  /** Forgets one session, here and in every other process. Call it after commit. */
  forgetSession(loginSessionId: string): Promise<void> {
    return this.forget(`session ${loginSessionId}`);
  }

  /** Forgets all sessions of a person, here and in every other process. Call it after commit. */
  forgetUser(userId: string): Promise<void> {
    return this.forget(`user ${userId}`);
  }

  private async forget(message: string): Promise<void> {
    this.drop(message);
    await this.bus.publish(channel, message);
  }

  /** What the database announces, whoever wrote it: `user:…` and `session:…`, or `*` for all. */
  hear(change: string): void {
    if (change === '*') this.known.clear();
    else this.drop(change.replace(':', ' '));
  }

  private drop(message: string): void {
    const [kind, id = ''] = message.split(' ');
    if (kind === 'session') {
      this.known.delete(id);
      return;
    }
    if (kind !== 'user') return;
    // An entry without an answer could be anyone's.
    for (const [sessionId, entry] of this.known.entries()) {
      if (entry.user_id === undefined || entry.user_id === id) this.known.delete(sessionId);
    }
  }
}

const perBus = new WeakMap<Bus, SessionStates>();

/** The memory of the running process. */
export function sessionStates(): SessionStates {
  const { changes, cache } = services();
  let known = perBus.get(changes);
  if (!known) {
    known = new SessionStates(changes);
    perBus.set(changes, known);
    cache.onChange((change) => known?.hear(change));
  }
  return known;
}
