/** The checks behind the health page. Each asks one part, in bounded time, and says what was found and what cures it. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HealthCheck } from '#contract/admin.ts';
import { areBackupsExpected, backupTimeOf } from '#server/platform/backup/schedule.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { services } from '#server/platform/services.ts';
import { readQueues } from '#server/platform/telemetry/queue-metrics.ts';
import { findAgeOfSite, findLastDone, findLastRun } from './backups.sql.ts';

export const ok = (name: string, detail: string): HealthCheck => ({ name, state: 'ok', detail, cure: '' });

export async function checkDatabase(ctx: Ctx): Promise<HealthCheck> {
  const startedAt = performance.now();
  const { version, durable, used, limit } = await ctx.db.one<{
    version: string;
    durable: boolean;
    used: number;
    limit: number;
  }>(sql`
    select current_setting('server_version') as version, current_setting('max_connections')::int as limit,
           (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
           current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' and current_setting('synchronous_commit') <> 'off' as durable`);
  const milliseconds = performance.now() - startedAt;
  const detail = `PostgreSQL ${version}, answers in ${milliseconds.toFixed(1)} ms; ${used} of ${limit} connections in use`;
  if (!durable) {
    return {
      name: 'database',
      state: 'fail',
      detail: `${detail}; a power cut could lose data`,
      cure: 'Turn fsync, full_page_writes and synchronous_commit on.',
    };
  }
  if (used > limit * 0.85)
    return {
      name: 'database',
      state: 'warn',
      detail,
      cure: 'Lower DATABASE_POOL, run fewer processes, or raise max_connections of the database server.',
    };
  if (milliseconds > 250)
    return {
      name: 'database',
      state: 'warn',
      detail,
      cure: 'Look at the load of the database server and at the network between.',
    };
  return ok('database', detail);
}

export async function checkMigrations(ctx: Ctx): Promise<HealthCheck> {
  const { count, newest } = await ctx.db.one<{ count: number; newest: string }>(
    sql`select count(*)::int as count, max(name) as newest from schema_migrations`,
  );
  return ok('migrations', `${count} applied, the newest is ${newest.replace('.sql', '')}`);
}

const late = 60;

export async function checkFacts(ctx: Ctx): Promise<HealthCheck> {
  const { waiting, given_up, oldest_seconds } = (await readQueues(ctx.db)).facts;
  const detail = `${waiting} waiting, ${given_up} given up`;
  if (given_up > 0)
    return {
      name: 'facts',
      state: 'fail',
      detail,
      cure: 'Look for “fact given up” in the logs and mend the cause. Then let these facts, which were given up, be delivered:',
      command: `psql "$DATABASE_URL" -c "update facts set next_attempt_at = now(), attempts = 0 where delivered_at is null and next_attempt_at = 'infinity'"`,
    };
  if (oldest_seconds > late)
    return {
      name: 'facts',
      state: 'warn',
      detail: `${detail}; the oldest for ${Math.round(oldest_seconds)} s`,
      cure: 'Start a worker (WORKER=1), or more of them.',
    };
  return ok('facts', detail);
}

export async function checkJobs(ctx: Ctx): Promise<HealthCheck> {
  const { jobs } = await readQueues(ctx.db);
  const waiting = jobs.reduce((sum, one) => sum + one.waiting, 0);
  const failed = jobs.reduce((sum, one) => sum + one.failed, 0);
  const oldest_seconds = Math.max(0, ...jobs.map((one) => one.oldest_seconds));
  const detail = `${waiting} waiting, ${failed} failed for good`;
  if (failed > 0)
    return {
      name: 'jobs',
      state: 'warn',
      detail: `${detail}: ${jobs
        .filter((one) => one.failed > 0)
        .map((one) => one.task)
        .join(', ')}`,
      cure: 'Look for “job failed” in the logs and mend the cause. Then let them run again:',
      command: `psql "$DATABASE_URL" -c "update graphile_worker._private_jobs set attempts = 0, run_at = now() where attempts >= max_attempts"`,
    };
  if (oldest_seconds > late)
    return {
      name: 'jobs',
      state: 'warn',
      detail: `${detail}; the oldest for ${Math.round(oldest_seconds)} s`,
      cure: 'Start a worker (WORKER=1), or more of them.',
    };
  return ok('jobs', detail);
}

const lowestFreeBytes = 1_000_000_000;
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** The disk of the data folder: uploads in flight, generated files and, with the embedded database, everything. */
export async function checkStorage(): Promise<HealthCheck> {
  const { config, storage } = services();
  const probe = path.join(storage.scratch, `health-${randomBytes(6).toString('hex')}`);
  await mkdir(storage.scratch, { recursive: true });
  try {
    await writeFile(probe, 'written by the health check');
  } finally {
    // On a full disk it is there, and empty.
    await rm(probe, { force: true });
  }
  const { bavail, bsize, blocks } = await statfs(storage.scratch);
  const free = bavail * bsize;
  const place = config.STORAGE_URL?.startsWith('s3:')
    ? 'Bucket; uploads in flight on this disk'
    : 'Folder on this disk';
  const detail = `${place}, ${gigabytes(free)} of ${gigabytes(blocks * bsize)} free`;
  if (free >= lowestFreeBytes) return ok('storage', detail);
  return {
    name: 'storage',
    // Under a tenth of the limit nothing can be counted on: the database may be on the same disk.
    state: free < lowestFreeBytes / 10 ? 'fail' : 'warn',
    detail,
    cure: `Free space in ${path.resolve(config.DATA_DIR)}, or move files to a bucket with STORAGE_URL.`,
  };
}

export async function checkRealtime(): Promise<HealthCheck> {
  const { bus, config } = services();
  const kind = config.REDIS_URL ? 'Redis' : 'PostgreSQL LISTEN/NOTIFY';
  if (bus.connected) return ok('realtime', kind);
  return {
    name: 'realtime',
    state: 'warn',
    detail: config.REDIS_URL
      ? `${kind} does not answer; open pages hear of what is new when it does, and processes count and cache for themselves`
      : `${kind} is away; caches are off until it is back`,
    cure: config.REDIS_URL ? 'Look at the Redis server.' : 'Look at the database server.',
  };
}

/** Signatures, deadlines and certificates are wrong when the clocks of database and process differ. */
export async function checkClock(ctx: Ctx): Promise<HealthCheck> {
  const startedAt = Date.now();
  const { at } = await ctx.db.one<{ at: string }>(sql`select clock_timestamp()::timestamptz(3) as at`);
  const difference = Math.abs(Date.parse(at) - (startedAt + Date.now()) / 2);
  const detail = `${Math.round(difference)} ms between this process and the database`;
  return difference > 2000
    ? { name: 'clock', state: 'fail', detail, cure: 'Set both machines’ clocks by NTP.' }
    : ok('clock', detail);
}

const hour = 3_600_000;

/** More than a day without one is worth a look; two days need somebody. */
export async function checkBackup(ctx: Ctx): Promise<HealthCheck> {
  const { config } = services();
  const at = backupTimeOf(config);
  const isExpected = areBackupsExpected(config);
  if (!isExpected && !config.embedded)
    return ok('backup', 'Not made by Lyceum: left to the backups of your database and your storage');
  if (!isExpected)
    return {
      name: 'backup',
      state: 'warn',
      detail: 'Turned off (BACKUP_AT=off)',
      cure: 'Set BACKUP_AT, or run “lyceum backup” by your own schedule.',
    };
  const [last, done] = [await findLastRun(ctx.db), await findLastDone(ctx.db)];
  const since = Date.parse(done?.started_at ?? (await findAgeOfSite(ctx.db)));
  const hours = (ctx.now.getTime() - since) / hour;
  const detail = [
    done
      ? `The last one ${Math.round(hours)} hours ago: ${done.row_count} rows, ${done.file_count} files, ${((done.byte_size ?? 0) / 1e6).toFixed(1)} MB`
      : `None yet, due every day${at ? ` at ${at} UTC` : ''}`,
    ...(done?.missing_file_count ? [`${done.missing_file_count} stored files are missing`] : []),
    ...(last?.state === 'failed' ? [`${last.day} failed: ${last.problem}`] : []),
  ].join('; ');
  if (hours <= 26 && last?.state !== 'failed' && !done?.missing_file_count) return ok('backup', detail);
  return {
    name: 'backup',
    state: hours > 50 ? 'fail' : 'warn',
    detail,
    cure:
      last?.state === 'failed'
        ? 'Look at the place in BACKUP_DIR: is there room, may it be written? Then run “lyceum backup”.'
        : done?.missing_file_count
          ? 'The manifest of the backup lists them; bring them back from an earlier one.'
          : !at
            ? 'See why what makes them did not: the worker that has the time in BACKUP_AT, a cron line, a CronJob. Run “lyceum backup” by hand meanwhile.'
            : 'Is a worker running (WORKER=1)? Run “lyceum backup” by hand meanwhile.',
  };
}
