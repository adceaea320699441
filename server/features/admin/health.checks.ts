/** The checks behind the health page. Each asks one part, in bounded time, and says what was found and what cures it. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HealthCheck } from '#contract/admin.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { services } from '#server/platform/services.ts';

const ok = (name: string, detail: string): HealthCheck => ({ name, state: 'ok', detail, cure: '' });

export async function checkDatabase(ctx: Ctx): Promise<HealthCheck> {
  const startedAt = performance.now();
  const { version, durable } = await ctx.db.one<{ version: string; durable: boolean }>(sql`
    select current_setting('server_version') as version,
           current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' and current_setting('synchronous_commit') <> 'off' as durable`);
  const milliseconds = performance.now() - startedAt;
  const detail = `PostgreSQL ${version}, answers in ${milliseconds.toFixed(1)} ms`;
  if (!durable) {
    return {
      name: 'database',
      state: 'fail',
      detail: `${detail}; a power cut could lose data`,
      cure: 'Turn fsync, full_page_writes and synchronous_commit on.',
    };
  }
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
  const { waiting, given_up, oldest_seconds } = await ctx.db.one<{
    waiting: number;
    given_up: number;
    oldest_seconds: number;
  }>(sql`
    select count(*) filter (where next_attempt_at < 'infinity')::int as waiting, count(*) filter (where next_attempt_at = 'infinity')::int as given_up,
           coalesce(extract(epoch from now() - min(occurred_at) filter (where next_attempt_at < 'infinity')), 0)::int as oldest_seconds
      from facts where delivered_at is null`);
  const detail = `${waiting} waiting, ${given_up} given up`;
  if (given_up > 0)
    return {
      name: 'facts',
      state: 'fail',
      detail,
      cure: 'Look for “fact given up” in the logs, mend the cause, then set next_attempt_at of these rows to now().',
    };
  if (oldest_seconds > late)
    return {
      name: 'facts',
      state: 'warn',
      detail: `${detail}; the oldest for ${oldest_seconds} s`,
      cure: 'Start a worker (WORKER=1), or more of them.',
    };
  return ok('facts', detail);
}

export async function checkJobs(ctx: Ctx): Promise<HealthCheck> {
  const { waiting, failed, oldest_seconds } = await ctx.db.one<{
    waiting: number;
    failed: number;
    oldest_seconds: number;
  }>(sql`
    select count(*) filter (where attempts < max_attempts and run_at <= now())::int as waiting, count(*) filter (where attempts >= max_attempts)::int as failed,
           coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now())), 0)::int as oldest_seconds
      from graphile_worker.jobs`);
  const detail = `${waiting} waiting, ${failed} failed for good`;
  if (failed > 0)
    return {
      name: 'jobs',
      state: 'warn',
      detail,
      cure: 'The log says why; the mail log has undelivered messages.',
    };
  if (oldest_seconds > late)
    return {
      name: 'jobs',
      state: 'warn',
      detail: `${detail}; the oldest for ${oldest_seconds} s`,
      cure: 'Start a worker (WORKER=1), or more of them.',
    };
  return ok('jobs', detail);
}

export async function checkMail(): Promise<HealthCheck> {
  const { config } = services();
  if (!config.SMTP_URL) {
    const detail = 'No mail server: messages are kept in the data folder and in the mail log';
    return { name: 'mail', state: 'warn', detail, cure: 'Set SMTP_URL so that people receive them.' };
  }
  return ok('mail', `Sent through ${new URL(config.SMTP_URL).hostname}`);
}

const lowestFreeBytes = 1_000_000_000;

export async function checkStorage(): Promise<HealthCheck> {
  const { config, storage } = services();
  const probe = path.join(storage.scratch, `health-${randomBytes(6).toString('hex')}`);
  await mkdir(storage.scratch, { recursive: true });
  await writeFile(probe, 'written by the health check');
  await rm(probe);
  const { bavail, bsize } = await statfs(storage.scratch);
  const free = bavail * bsize;
  const place = config.STORAGE_URL?.startsWith('s3:')
    ? 'Bucket; uploads in flight on this disk'
    : 'Folder on this disk';
  const detail = `${place}, ${(free / 1e9).toFixed(1)} GB free`;
  return free < lowestFreeBytes
    ? {
        name: 'storage',
        state: 'warn',
        detail,
        cure: 'Free space, or move files to a bucket with STORAGE_URL.',
      }
    : ok('storage', detail);
}

export async function checkRealtime(): Promise<HealthCheck> {
  const { bus, config } = services();
  const kind = config.REDIS_URL ? 'Redis' : 'PostgreSQL LISTEN/NOTIFY';
  if (bus.connected) return ok('realtime', kind);
  return {
    name: 'realtime',
    state: 'warn',
    detail: `${kind} is away; caches are off until it is back`,
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
