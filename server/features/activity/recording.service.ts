/** Turns facts and views into activity. */
import { LRUCache } from 'lru-cache';
import type { ViewVerb } from '#contract/endpoint.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { loginSessionId } from '#server/platform/db/in-transaction.ts';
import type { Fact } from '#server/platform/facts/reactions.ts';
import { newId } from '#server/platform/ids.ts';
import { insertActivity, type NewActivity } from './recording.sql.ts';
import { tellSecurity } from './security-log.ts';
import { verbsOfFacts, viewVerbs } from './verbs.ts';

/** What activity tells of a fact, or nothing. */
export function activityOf(fact: Fact): NewActivity | null {
  const verb = verbsOfFacts[fact.name];
  if (!verb) return null;
  const payload = fact.payload as Record<string, unknown>;
  const idAt = (key: string | undefined) =>
    key ? ((payload[key] as string | null | undefined) ?? null) : null;
  const [objectType, objectKey] = verb.object ?? ['', undefined];
  const userId = idAt(verb.user);
  return {
    id: fact.id,
    occurred_at: fact.occurred_at,
    verb: fact.name,
    area: verb.area,
    // Whoever signs in is not signed in yet when it is written.
    actor_id: fact.actor_id ?? (fact.name === 'session.started' ? userId : null),
    user_id: userId,
    course_id: idAt('course_id'),
    object_type: idAt(objectKey) ? objectType : '',
    object_id: idAt(objectKey),
    details: Object.fromEntries(
      (verb.details ?? []).flatMap((key) => (payload[key] === undefined ? [] : [[key, payload[key]]])),
    ),
    login_session_id: fact.login_session_id ?? idAt('login_session_id'),
    ip: fact.ip,
    request_id: fact.request_id,
  };
}

/** The observer of all facts. */
export async function recordFacts(ctx: Ctx, facts: readonly Fact[]): Promise<void> {
  const rows = facts.flatMap((fact) => activityOf(fact) ?? []);
  await insertActivity(ctx.db, rows);
  tellSecurity(rows);
}

const sameLookMilliseconds = 15 * 60 * 1000;
const flushMilliseconds = 1000;
/** Should the database be away, what people looked at meanwhile is dropped rather than filling the memory. */
const mostGathered = 10_000;

/** Gathers views of this process and writes them once a second. */
export class ViewRecorder {
  private readonly seen = new LRUCache<string, true>({ max: 50_000, ttl: sameLookMilliseconds });
  private gathered = new Map<Db, NewActivity[]>();
  private timer: NodeJS.Timeout | undefined;

  note(ctx: Ctx, verb: ViewVerb, recordId: string): void {
    const viewer = actorId(ctx);
    const key = `${viewer} ${verb} ${recordId}`;
    if (!viewer || this.seen.has(key)) return;
    this.seen.set(key, true);
    const rows = this.gathered.get(ctx.db) ?? [];
    if (rows.length >= mostGathered) return;
    const { type } = viewVerbs[verb];
    rows.push({
      id: newId(ctx.now.getTime()),
      occurred_at: ctx.now.toISOString(),
      verb,
      area: 'viewing',
      actor_id: viewer,
      user_id: viewer,
      course_id: type === 'course' ? recordId : null,
      object_type: type,
      object_id: recordId,
      details: {},
      login_session_id: loginSessionId(ctx),
      ip: ctx.origin.ip,
      request_id: ctx.request_id,
    });
    this.gathered.set(ctx.db, rows);
    this.timer ??= setTimeout(() => {
      void this.flush().catch((error: Error) => ctx.log.warn({ err: error }, 'views not recorded'));
    }, flushMilliseconds).unref();
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const gathered = this.gathered;
    this.gathered = new Map();
    for (const [db, rows] of gathered) await insertActivity(db, rows);
  }
}

export const viewRecorder = new ViewRecorder();
