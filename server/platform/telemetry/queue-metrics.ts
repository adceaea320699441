/**
 * Facts and jobs that wait, asked of the database when somebody scrapes, at most every few seconds and in two statements over
 * partial indexes. Every process says the same of them; rules take the largest.
 */
import { Gauge } from 'prom-client';
import type { Db } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { registry } from './metrics.ts';

const registers = [registry];
const freshMilliseconds = 5000;
const longestMilliseconds = 2000;

export type QueueState = {
  facts: { waiting: number; given_up: number; oldest_seconds: number };
  jobs: { task: string; waiting: number; failed: number; oldest_seconds: number }[];
};

/** The clock is the database's: it wrote the times. */
export async function readQueues(db: Db): Promise<QueueState> {
  const [facts, jobs] = await Promise.all([
    db.one<QueueState['facts']>(sql`
      select count(*) filter (where next_attempt_at < 'infinity')::int as waiting,
             count(*) filter (where next_attempt_at = 'infinity')::int as given_up,
             coalesce(extract(epoch from now() - min(occurred_at) filter (where next_attempt_at < 'infinity')), 0)::float8 as oldest_seconds
        from facts where delivered_at is null`),
    db.rows<QueueState['jobs'][number]>(sql`
      select task_identifier as task, count(*) filter (where attempts < max_attempts and run_at <= now())::int as waiting,
             count(*) filter (where attempts >= max_attempts and locked_at is null)::int as failed,
             coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now())), 0)::float8 as oldest_seconds
        from graphile_worker.jobs group by task_identifier order by task_identifier`),
  ]);
  return { facts, jobs };
}

let database: Db | null = null;
let read: { at: number; state: Promise<QueueState | null> } | null = null;

/** A scrape is answered in time also while the database is not: then these figures are missing, which is an answer. */
function queues(): Promise<QueueState | null> {
  const db = database;
  if (!db) return Promise.resolve(null);
  if (!read || performance.now() - read.at > freshMilliseconds) {
    const late = new Promise<null>((resolve) => {
      setTimeout(resolve, longestMilliseconds, null).unref();
    });
    const state = Promise.race([readQueues(db).catch(() => null), late]);
    read = { at: performance.now(), state };
  }
  return read.state;
}

/** @returns stops watching */
export function watchQueues(db: Db): () => void {
  database = db;
  read = null;
  return () => {
    if (database === db) database = null;
  };
}

new Gauge({
  name: 'lyceum_facts',
  help: 'Facts that are not delivered: waiting, or given up after too many tries',
  labelNames: ['state'],
  registers,
  async collect() {
    const state = await queues();
    this.reset();
    if (!state) return;
    this.set({ state: 'waiting' }, state.facts.waiting);
    this.set({ state: 'given_up' }, state.facts.given_up);
  },
});
new Gauge({
  name: 'lyceum_facts_oldest_seconds',
  help: 'Age of the oldest fact that waits',
  registers,
  async collect() {
    const state = await queues();
    this.reset();
    this.set(state ? state.facts.oldest_seconds : Number.NaN);
  },
});
new Gauge({
  name: 'lyceum_jobs',
  help: 'Jobs in line, by task: due and waiting, or failed for good',
  labelNames: ['task', 'state'],
  registers,
  async collect() {
    const state = await queues();
    this.reset();
    for (const { task, waiting, failed } of state?.jobs ?? []) {
      this.set({ task, state: 'waiting' }, waiting);
      this.set({ task, state: 'failed' }, failed);
    }
  },
});
new Gauge({
  name: 'lyceum_jobs_oldest_seconds',
  help: 'How long the oldest due job of a task has waited',
  labelNames: ['task'],
  registers,
  async collect() {
    const state = await queues();
    this.reset();
    for (const { task, oldest_seconds } of state?.jobs ?? []) this.set({ task }, oldest_seconds);
  },
});
new Gauge({
  name: 'lyceum_mails_waiting',
  help: 'Mails in line to be sent',
  registers,
  async collect() {
    const state = await queues();
    this.reset();
    this.set(state ? (state.jobs.find(({ task }) => task === 'mail:send')?.waiting ?? 0) : Number.NaN);
  },
});
