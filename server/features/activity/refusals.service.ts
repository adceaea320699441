/**
 * Turns refused requests into activity: what somebody signed in was denied, records they were not shown, and guesses that ran into a
 * limit. Refusals must not let anybody fill the disk, so they are summed up: the first of its kind is written within a second, what
 * follows in the same minute is one more row with its number, and who is refused at many addresses gets a few rows by address and one
 * for the rest. A killed process loses what it has counted since its last row.
 */
import type { Db } from '#server/platform/db/database.ts';
import type { Refusal } from '#server/platform/http/denials.ts';
import { newId } from '#server/platform/ids.ts';
import { networkOf } from '#server/platform/net/network.ts';
import { insertActivity, type NewActivity } from './recording.sql.ts';
import { tellSecurity } from './security-log.ts';

const tickMilliseconds = 1000;
const minuteMilliseconds = 60_000;
/** Addresses that are told by name, per caller and minute. */
const mostRoutes = 5;
/** Callers told apart in a minute, in each process: people, and networks of strangers. All others share one row. */
const mostCallers = { user: 2000, stranger: 20 };
/** Records that a row names. */
const mostRecords = 5;

type Counted = {
  refusal: Refusal;
  verb: string;
  /** Empty for what is summed up over addresses. */
  route: string;
  /** Since the last row. */
  times: number;
  records: Set<string>;
  /** A row has been written: the next one comes when the minute is over. */
  is_told: boolean;
};

export const refusalVerbs = { 403: 'access.denied', 404: 'access.not-found', 429: 'access.limited' } as const;

export class RefusalRecorder {
  private counted = new Map<string, Counted>();
  /** Of each caller of this minute, the addresses that are told by name. */
  private callers = { user: new Map<string, Set<string>>(), stranger: new Map<string, Set<string>>() };
  /** Counted in minutes that are over, and not yet written. */
  private over: Counted[] = [];
  private minute = Number.NaN;
  private timer: NodeJS.Timeout | undefined;
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Costs a look into a map; never throws and waits for nothing. */
  note(refusal: Refusal): void {
    this.turn();
    const verb = refusalVerbs[refusal.status];
    const { caller, route } = this.placeOf(refusal);
    const key = `${caller} ${verb} ${route}`;
    const counted = this.counted.get(key) ?? {
      refusal,
      verb,
      route,
      times: 0,
      records: new Set<string>(),
      is_told: false,
    };
    counted.times += 1;
    if (refusal.record_id && counted.records.size < mostRecords) counted.records.add(refusal.record_id);
    this.counted.set(key, counted);
    this.tickLater(refusal.log);
  }

  /** Under whose name and which address it is counted. */
  private placeOf({ actor, origin, route }: Refusal): { caller: string; route: string } {
    const kind = actor.kind === 'user' ? 'user' : 'stranger';
    const caller = actor.kind === 'user' ? actor.user_id : networkOf(origin.ip);
    const callers = this.callers[kind];
    const routes = callers.get(caller) ?? new Set<string>();
    if (!callers.has(caller)) {
      if (callers.size >= mostCallers[kind]) return { caller: `others: ${kind}`, route: '' };
      callers.set(caller, routes);
    }
    if (routes.size < mostRoutes) routes.add(route);
    return { caller, route: routes.has(route) ? route : '' };
  }

  /** When a minute is over, counting begins anew. */
  private turn(): void {
    const minute = Math.floor(this.now() / minuteMilliseconds);
    if (minute === this.minute) return;
    this.minute = minute;
    this.over.push(...[...this.counted.values()].filter((one) => one.times > 0));
    this.counted.clear();
    this.callers.user.clear();
    this.callers.stranger.clear();
  }

  private tickLater(log: Refusal['log']): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.tick().catch((error: Error) => log.warn({ err: error }, 'refusals not recorded'));
      if (this.counted.size > 0) this.tickLater(log);
    }, tickMilliseconds).unref();
  }

  /** Writes what is new in this minute and what is left of those before. */
  async tick(): Promise<void> {
    this.turn();
    await this.write([...this.counted.values()].filter((one) => !one.is_told));
  }

  /** Writes all that is counted; called when the process stops. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.write([...this.counted.values()].filter((one) => one.times > 0));
  }

  private async write(current: readonly Counted[]): Promise<void> {
    const rows = new Map<Db, NewActivity[]>();
    for (const one of [...this.over, ...current]) {
      const { db } = one.refusal;
      rows.set(db, [...(rows.get(db) ?? []), rowOf(one)]);
      one.times = 0;
      one.records = new Set();
      one.is_told = true;
    }
    this.over = [];
    for (const [db, some] of rows) {
      await insertActivity(db, some);
      tellSecurity(some);
    }
  }
}

function rowOf({ refusal, verb, route, times, records }: Counted): NewActivity {
  const { actor, at, code, origin, request_id } = refusal;
  const person = actor.kind === 'user' ? actor : null;
  return {
    id: newId(at.getTime()),
    occurred_at: at.toISOString(),
    verb,
    area: 'security',
    actor_id: person?.user_id ?? null,
    user_id: person?.user_id ?? null,
    course_id: null,
    object_type: '',
    object_id: null,
    details: { times, ...(route && { route, code }), ...(records.size > 0 && { records: [...records] }) },
    login_session_id: person?.login_session_id ?? null,
    ip: origin.ip,
    request_id,
  };
}

export const refusalRecorder = new RefusalRecorder();
