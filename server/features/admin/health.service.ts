/** Alive, ready, and the full report. */
import os from 'node:os';
import type { Health, HealthCheck } from '#contract/admin.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { services } from '#server/platform/services.ts';
import { version } from '#server/platform/version.ts';
import {
  checkBackup,
  checkClock,
  checkDatabase,
  checkFacts,
  checkJobs,
  checkMigrations,
  checkRealtime,
  checkStorage,
} from './health.checks.ts';
import { checkBrowsers, checkKeys, checkMail, checkTls } from './outside.checks.ts';
import { checkEventLoop, checkPool, checkReplica } from './process.checks.ts';

const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
const longestCheckMilliseconds = 3000;
const urgency: Record<HealthCheck['state'], number> = { fail: 0, warn: 1, ok: 2 };

/** A check that has nothing to look at in this installation (no replica, no TLS of its own) is left out. */
const parts: { name: string; check: (ctx: Ctx) => Promise<HealthCheck | null> }[] = [
  // First, because the checks after it ask for connections all at once.
  { name: 'pool', check: checkPool },
  { name: 'database', check: checkDatabase },
  { name: 'migrations', check: checkMigrations },
  { name: 'facts', check: checkFacts },
  { name: 'jobs', check: checkJobs },
  { name: 'mail', check: checkMail },
  { name: 'storage', check: checkStorage },
  { name: 'realtime', check: checkRealtime },
  { name: 'clock', check: checkClock },
  { name: 'replica', check: checkReplica },
  { name: 'event_loop', check: checkEventLoop },
  { name: 'browsers', check: checkBrowsers },
  { name: 'keys', check: checkKeys },
  { name: 'tls', check: checkTls },
  { name: 'backup', check: checkBackup },
];

/** @throws AppError `service.unavailable` while the database does not answer, and once the process is stopping */
export async function getReadiness(ctx: Ctx): Promise<{ status: 'ok'; revision: string | null }> {
  if (services().stopping) throw new AppError('service.unavailable', { retry_after: 5 });
  try {
    await ctx.db.one(sql`select 1 as one`);
  } catch (error) {
    throw new AppError('service.unavailable', { cause: error, retry_after: 5 });
  }
  return { status: 'ok', revision: services().config.revision };
}

/** A part that does not answer in time is a failed part, not a failed report. */
export async function getHealth(ctx: Ctx): Promise<Health> {
  const answers = await Promise.all(
    parts.map(({ name, check }) => Promise.race([check(ctx).catch(failed(name)), tooSlow(name)])),
  );
  const checks = answers
    .filter((one) => one !== null)
    .toSorted((a, b) => urgency[a.state] - urgency[b.state]);
  const { config } = services();
  const demo = await ctx.db.maybe(sql`select 1 from settings where key = 'demo'`).catch(() => undefined);
  return {
    state: checks.some((one) => one.state === 'fail')
      ? 'fail'
      : checks.some((one) => one.state === 'warn')
        ? 'warn'
        : 'ok',
    version,
    demo: demo !== undefined,
    started_at: startedAt,
    checked_at: ctx.now.toISOString(),
    process: {
      name: `${os.hostname()}:${process.pid}`,
      services: config.SERVICES,
      worker: config.WORKER,
    },
    checks,
  };
}

const failed =
  (name: string) =>
  (error: Error): HealthCheck => ({
    name,
    state: 'fail',
    detail: error.message.slice(0, 200),
    cure: 'The log of this process has the details.',
  });

const tooSlow = (name: string): Promise<HealthCheck> =>
  new Promise((resolve) => {
    const answer: HealthCheck = {
      name,
      state: 'fail',
      detail: `No answer in ${longestCheckMilliseconds / 1000} s`,
      cure: 'See whether this part is running and can be reached.',
    };
    setTimeout(() => resolve(answer), longestCheckMilliseconds).unref();
  });
