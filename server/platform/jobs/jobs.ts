/**
 * Background jobs on graphile-worker: rows in PostgreSQL, enqueued in the transaction that needs them.
 *
 * A job is declared once (`job('mail.send', schema, handler)`); `enqueue` checks the payload, and the same `job_key`
 * replaces a job that has not started. Jobs run at least once, so handlers are idempotent.
 */
import { type Runner, run, runMigrations, type TaskList, Logger as WorkerLogger } from 'graphile-worker';
import type * as z from 'zod';
import type { Ctx } from '../context.ts';
import type { Database, Db } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import type { Logger } from '../telemetry/log.ts';

export type Job<Payload = unknown> = {
  name: string;
  payload: z.ZodType<Payload>;
  /** Cron line (UTC) for jobs that run by the clock; their payload must accept `{}`. */
  cron?: string;
  /** Outside a transaction: `ctx.db` is the pool, and each job opens what it needs. */
  run(ctx: Ctx, payload: Payload): Promise<void>;
};

/** A job whose payload type does not matter any more: what lists of jobs hold. `never` is what every handler accepts. */
export type AnyJob = Omit<Job<never>, 'payload'> & { payload: z.ZodType };

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
  const taskList: TaskList = {};
  for (const one of options.jobs) {
    taskList[taskOf(one.name)] = async (payload) => {
      // graphile-worker adds `_cron` to clocked payloads; it is not ours.
      const { _cron, ...own } = (payload ?? {}) as Record<string, unknown>;
      await one.run(options.systemCtx(options.db), one.payload.parse(own) as never);
    };
  }
  const crontab = options.jobs
    .flatMap((one) => (one.cron ? [`${one.cron} ${taskOf(one.name)}`] : []))
    .join('\n');
  const runner: Runner = await run({
    pgPool: options.db.pool,
    taskList,
    crontab,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: workerLogger(options.log),
  });
  return { stop: () => runner.stop() };
}

function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    if (level === 'error') log.error({ meta }, message);
    else if (level === 'warning') log.warn({ meta }, message);
    else log.debug({}, message);
  });
}
