/**
 * Delivers facts to reactions, in order of occurrence, a batch at a time.
 *
 * Each fact is taken with `for update skip locked`, so any number of workers may run. A reaction's effect and its row in
 * `fact_deliveries` commit together: killed at any point, it either happened once or will. A batch is first tried as a whole,
 * behind one savepoint; only when something in it fails is it gone through one reaction at a time, each behind its own. A
 * reaction that fails is retried with growing pauses without holding up the others; after `maximumAttempts` the fact stays
 * for a person to see. A deadlock is no failure of a reaction: the batch lets go of all it holds and begins again, for whoever
 * it met may be waiting for its facts.
 */
import type { Ctx } from '../context.ts';
import { type Database, mayRetry } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Logger } from '../telemetry/log.ts';
import { causedBy, outside, traced } from '../telemetry/trace.ts';
import { countDelivered, countReactionFailure } from '../telemetry/work-metrics.ts';
import type { Fact, Observer, Reaction } from './reactions.ts';
import { onWake } from './wake.ts';

const batchSize = 50;
const maximumAttempts = 12;
const pollMilliseconds = 500;
/** Facts come in bursts: a moment of waiting makes one batch, and one commit, of what would be many. */
const gatherMilliseconds = 15;

export type Dispatcher = { stop(): Promise<void>; drain(): Promise<void> };

type Options = {
  db: Database;
  reactions: readonly Reaction[];
  observers?: readonly Observer[];
  systemCtx: (db: Ctx['db']) => Ctx;
  log: Logger;
  /** Called after a batch committed, with its facts: pushes hints to browsers. */
  onDelivered?: (facts: Fact[]) => void;
};

export function startDispatcher(options: Options): Dispatcher {
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;

  const loop = async () => {
    do {
      again = false;
      while (!stopped && (await deliverBatch(options)) === batchSize) again = true;
    } while (again && !stopped);
  };
  const wake = () => {
    again = true;
    if (stopped || running) return;
    running = outside(() => new Promise((resolve) => setTimeout(resolve, gatherMilliseconds)).then(loop))
      .catch((error: Error) =>
        options.log.error({ err: error }, 'delivering facts failed; trying again shortly'),
      )
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(wake, pollMilliseconds);
  const unlisten = onWake(wake);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      unlisten();
      await running;
    },
    async drain() {
      // A batch that the loop has taken is locked, so ours may come back empty: wait for it before looking again.
      do await running;
      while ((await deliverBatch(options)) > 0 || running);
    },
  };
}

/** `ran`: the reactions that a delivery before this one has already seen through. */
type FactRow = Fact & { attempts: number; ran: string[] };

/** Now is rounded as the column is: a time written a moment ago may have been rounded to later than now. */
async function deliverBatch(options: Options): Promise<number> {
  let delivered: Fact[] = [];
  const count = await options.db.transaction(async (db) => {
    const batch = await db.rows<FactRow>(sql`
      select id, name, payload, actor_id, occurred_at, login_session_id, ip, request_id, attempts,
             array(select d.reaction from fact_deliveries d where d.fact_id = facts.id) as ran
        from facts
       where delivered_at is null and next_attempt_at <= now()::timestamptz(3)
       order by next_attempt_at, id limit ${batchSize} for update skip locked`);
    if (batch.length === 0) delivered = [];
    else
      delivered = (await deliverTogether(options, db, batch)) ?? (await deliverOneByOne(options, db, batch));
    return batch.length;
  });
  if (delivered.length > 0) {
    countDelivered(delivered);
    options.onDelivered?.(delivered);
  }
  return count;
}

/**
 * The whole batch behind one savepoint: what is left to be written about it is one statement. @returns null when something
 * failed, as if nothing had been tried
 */
async function deliverTogether(options: Options, db: Ctx['db'], batch: FactRow[]): Promise<Fact[] | null> {
  const due = options.reactions.flatMap((reaction) => {
    const facts = batch.filter((fact) => fact.name === reaction.on && !fact.ran.includes(reaction.name));
    return facts.length > 0 ? [{ reaction, facts }] : [];
  });
  const ctx = options.systemCtx(db);
  await db.run(sql`savepoint batch`);
  try {
    for (const observer of options.observers ?? []) await observer(ctx, batch);
    for (const fact of batch)
      for (const { reaction, facts } of due)
        if (!reaction.runAll && facts.includes(fact))
          await reacting(reaction, [fact], () => reaction.run(options.systemCtx(db), fact));
    for (const { reaction, facts } of due)
      if (reaction.runAll)
        await reacting(reaction, facts, async () => reaction.runAll?.(options.systemCtx(db), facts));
    const ran = due.flatMap(({ reaction, facts }) =>
      facts.map((fact) => ({ id: fact.id, name: reaction.name })),
    );
    // Without `on conflict`: had one of them run after all, the key would say so and undo what was done here.
    await db.run(sql`
      with kept as (
        insert into fact_deliveries (fact_id, reaction)
        select * from unnest(${ran.map(({ id }) => id)}::uuid[], ${ran.map(({ name }) => name)}::text[]))
      update facts set delivered_at = now(), last_error = null where id = any(${batch.map(({ id }) => id)}::uuid[])`);
    await db.run(sql`release savepoint batch`);
    return batch;
  } catch (error) {
    if (mayRetry(error)) throw error;
    options.log.debug({ err: error }, 'a batch of facts is delivered one by one');
    await db.run(sql`rollback to savepoint batch`);
    return null;
  }
}

/** In a trace, what follows from a fact stands under the request that made it true. */
const reacting = (reaction: Reaction, facts: Fact[], work: () => Promise<void>): Promise<void> =>
  traced(
    reaction.name,
    'consumer',
    { ...causedBy(facts.map((fact) => fact.request_id)), attributes: { 'lyceum.fact': reaction.on } },
    work,
  );

async function deliverOneByOne(options: Options, db: Ctx['db'], batch: FactRow[]): Promise<Fact[]> {
  const delivered: Fact[] = [];
  await observe(options, options.systemCtx(db), batch);
  for (const fact of batch) {
    const failure = await deliverOne(options, options.systemCtx(db), fact);
    if (failure) await postpone(db, fact, failure, options.log);
    else delivered.push(fact);
  }
  if (delivered.length > 0) {
    await db.run(
      sql`update facts set delivered_at = now(), last_error = null where id = any(${delivered.map((fact) => fact.id)}::uuid[])`,
    );
  }
  return delivered;
}

/**
 * One statement for the batch. Should it fail, each fact is tried by itself, so that a single one which cannot be observed
 * does not hide the others; it is logged and its reactions run all the same.
 */
async function observe(options: Options, ctx: Ctx, batch: FactRow[]): Promise<void> {
  for (const observer of options.observers ?? []) {
    const attempt = async (facts: FactRow[]) => {
      await ctx.db.run(sql`savepoint observer`);
      try {
        await observer(ctx, facts);
        await ctx.db.run(sql`release savepoint observer`);
        return null;
      } catch (error) {
        if (mayRetry(error)) throw error;
        await ctx.db.run(sql`rollback to savepoint observer`);
        return error as Error;
      }
    };
    if (!(await attempt(batch))) continue;
    for (const fact of batch) {
      const failure = await attempt([fact]);
      if (failure)
        options.log.error({ err: failure, fact_id: fact.id, fact: fact.name }, 'fact not observed');
    }
  }
}

/** A reaction that fails holds up no other one. @returns the first failure */
async function deliverOne(options: Options, ctx: Ctx, fact: Fact): Promise<Error | null> {
  let failure: Error | null = null;
  for (const reaction of options.reactions) {
    if (reaction.on !== fact.name) continue;
    try {
      await ctx.db.run(sql`savepoint reaction`);
      const first = await ctx.db.run(
        sql`insert into fact_deliveries (fact_id, reaction) values (${fact.id}, ${reaction.name}) on conflict do nothing`,
      );
      if (first === 1) await reacting(reaction, [fact], () => reaction.run(ctx, fact));
      await ctx.db.run(sql`release savepoint reaction`);
    } catch (error) {
      if (mayRetry(error)) throw error;
      await ctx.db.run(sql`rollback to savepoint reaction`);
      countReactionFailure(reaction.name);
      options.log.error(
        { err: error, fact: fact.name, fact_id: fact.id, reaction: reaction.name },
        'reaction failed',
      );
      failure ??= error as Error;
    }
  }
  return failure;
}

/** Reactions that already ran keep their delivery row, so only the failed ones run again. */
async function postpone(db: Ctx['db'], fact: FactRow, failure: Error, log: Logger): Promise<void> {
  const attempts = fact.attempts + 1;
  const pauseSeconds = Math.min(3600, 2 ** attempts);
  if (attempts >= maximumAttempts) log.error({ fact_id: fact.id, fact: fact.name }, 'fact given up');
  await db.run(sql`
    update facts set attempts = ${attempts}, last_error = ${failure.message.slice(0, 500)},
           next_attempt_at = case when ${attempts}::int >= ${maximumAttempts}::int then 'infinity' else now() + make_interval(secs => ${pauseSeconds}) end
     where id = ${fact.id}`);
}
