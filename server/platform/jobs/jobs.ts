/**
 * Background jobs on graphile-worker: rows in PostgreSQL, enqueued in the transaction that needs them.
 *
 * A job is declared once (`job('mail.send', schema, handler)`); `enqueue` checks the payload, and the same `job_key`
 * replaces a job that has not started. Jobs run at least once, so handlers are idempotent; those of a killed process are
 * taken over within seconds (lease.ts).
 */
import { EventEmitter } from 'node:events';
import {
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import type * as z from 'zod';
import type { Ctx } from '../context.ts';
import type { Database, Db } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import type { Logger } from '../telemetry/log.ts';
import { traced } from '../telemetry/trace.ts';
import { observeJob } from '../telemetry/work-metrics.ts';
import { type Lease, openLease } from './lease.ts';
import { QueuePool } from './queue-pool.ts';

export type Job<Payload = unknown> = {
  name: string;
  payload: z.ZodType<Payload>;
  /** Cron line (UTC) for jobs that run by the clock; their payload must accept `{}`. */
  cron?: string;
  /** It waits for a server outside, for minutes when that is slow: such jobs wait among themselves and hold up no others. */
  waits_outside?: true;
  /** Outside a transaction: `ctx.db` is the pool, and each job opens what it needs. */
  run(ctx: Ctx, payload: Payload): Promise<void>;
};

/** A job whose payload type does not matter any more: what lists of jobs hold. `never` is what every handler accepts. */
export type AnyJob = Omit<Job<never>, 'payload'> & { payload: z.ZodType };

/** Of each lane. */
const concurrency = 4;
const mostLanes = 2;
/** Workers hold a connection only while they take a job or cross one off; each lane listens on one. */
const queueConnections = (lanes: number): number => concurrency + 2 * lanes;
/** At most, with the one of the lease. */
export const connectionsOfJobs = 1 + queueConnections(mostLanes);
/** What is under way may take so long to be crossed off before a stop no longer waits for a database that is away. */
const longestStopMilliseconds = 10_000;

// graphile-worker's crontab knows no dots in a task's name.
const taskOf = (name: string): string => name.replaceAll('.', ':');

export const job = <Payload>(definition: Job<Payload>): Job<Payload> => definition;

export async function enqueue<Payload>(
  db: Db,
  target: Pick<Job<Payload>, 'name' | 'payload'>,
  payload: Payload,
  options: { job_key?: string; run_at?: Date; max_attempts?: number } = {},
): Promise<void> {
  const checked = JSON.stringify(target.payload.parse(payload));
  await db.run(sql`
    select graphile_worker.add_job(${taskOf(target.name)}::text, payload => ${checked}::json, job_key => ${options.job_key ?? null}::text,
           run_at => ${options.run_at?.toISOString() ?? null}::timestamptz, max_attempts => ${options.max_attempts ?? 12}::int)`);
}

/**
 * Puts one job in line per row of `from`, as the last part of a statement that makes those rows. Payload and key are SQL
 * over `from`; the payload is checked when the job runs.
 */
export const jobPerRow = (
  target: Pick<AnyJob, 'name'>,
  row: { payload: Sql; job_key: Sql; max_attempts: number },
  from: Sql,
): Sql => sql`
  select graphile_worker.add_job(${taskOf(target.name)}::text, payload => ${row.payload}, job_key => ${row.job_key},
         max_attempts => ${row.max_attempts}::int) ${from}`;

export const migrateJobs = (connectionString: string): Promise<void> =>
  runMigrations({ connectionString, logger: new WorkerLogger(() => () => undefined) });

export async function startJobs(options: {
  db: Database;
  jobs: readonly AnyJob[];
  systemCtx: (db: Db) => Ctx;
  log: Logger;
}): Promise<{ stop(): Promise<void> }> {
  const lanes = [
    options.jobs.filter((one) => !one.waits_outside),
    options.jobs.filter((one) => one.waits_outside),
  ].filter((jobs) => jobs.length > 0);
  const bookkeeping = new QueuePool(
    options.db.pool.options.connectionString,
    queueConnections(lanes.length),
    options.log,
  );
  const lease = await openLease({
    connection_string: options.db.pool.options.connectionString,
    log: options.log,
  });
  const runners: Runner[] = [];
  const end = async () => {
    await lease.end();
    await bookkeeping.end();
  };
  try {
    for (const jobs of lanes) runners.push(await startLane({ ...options, jobs, bookkeeping, lease }));
  } catch (error) {
    await Promise.allSettled(runners.map((one) => one.stop()));
    await end();
    throw error;
  }
  return {
    async stop() {
      const away = setTimeout(() => bookkeeping.giveUp(), longestStopMilliseconds);
      try {
        await Promise.all(runners.map((one) => one.stop()));
      } finally {
        clearTimeout(away);
        await end();
      }
    },
  };
}

/** Workers for these jobs and no others. */
function startLane(options: {
  db: Database;
  jobs: readonly AnyJob[];
  systemCtx: (db: Db) => Ctx;
  log: Logger;
  bookkeeping: QueuePool;
  lease: Lease;
}): Promise<Runner> {
  const taskList: TaskList = {};
  for (const one of options.jobs) {
    taskList[taskOf(one.name)] = async (payload) => {
      // graphile-worker adds `_cron` to clocked payloads; it is not ours.
      const { _cron, ...own } = (payload ?? {}) as Record<string, unknown>;
      await measured(taskOf(one.name), async () =>
        one.run(options.systemCtx(options.db), one.payload.parse(own) as never),
      );
    };
  }
  const events = new EventEmitter() as WorkerEvents;
  // Emitted before the pool takes its first job, and the pool's id is what it locks jobs with.
  events.once('pool:create', ({ workerPool }) => options.lease.holdFor(workerPool.id));
  return run({
    events,
    pgPool: options.bookkeeping,
    taskList,
    crontab: options.jobs.flatMap((one) => (one.cron ? [`${one.cron} ${taskOf(one.name)}`] : [])).join('\n'),
    concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: workerLogger(options.log),
  });
}

async function measured(task: string, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  try {
    await traced(`job ${task}`, 'consumer', {}, work);
    observeJob(task, 'done', performance.now() - startedAt);
  } catch (error) {
    observeJob(task, 'failed', performance.now() - startedAt);
    throw error;
  }
}

type WorkerMeta = {
  failure?: true;
  error?: unknown;
  fatalError?: unknown;
  job?: { id: string; task_identifier: string; attempts: number };
};

/** Without the payloads of jobs, and without the texts of errors: those come cleaned with `err`. */
function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta = {}) => {
    const { failure, error, fatalError, job: failed } = meta as WorkerMeta;
    const err = error ?? fatalError;
    const fields = {
      ...(err !== undefined && { err }),
      ...(failed && { job_id: failed.id, task: failed.task_identifier, attempts: failed.attempts }),
    };
    if (level === 'error') log.error(fields, failure ? 'job failed' : message);
    else if (level === 'warning') log.warn(fields, message);
    else log.debug({}, message);
  });
}
