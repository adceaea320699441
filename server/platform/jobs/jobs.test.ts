/** Jobs of killed workers: R2 of the quality plan. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { cloneDatabase } from '#server/testing/database.ts';
import type { Ctx } from '../context.ts';
import { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Logger } from '../telemetry/log.ts';
import { enqueue, job, startJobs } from './jobs.ts';
import { openLease } from './lease.ts';

const { connection_string, drop } = await cloneDatabase(inject('admin_url'));
const db = new Database({ connection_string, pool_size: 10 });
afterAll(async () => {
  await db.close();
  await drop();
});

const silence = () => undefined;
const log: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => log };
const systemCtx = (executor: Ctx['db']): Ctx => ({ db: executor }) as Ctx;
const aJob = (name: string, run: () => Promise<void>) => job({ name, payload: z.object({}), run });
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A worker in a process of its own that takes the job and never finishes it. */
async function aBusyProcess(name: string) {
  const program = `
    import * as z from 'zod';
    import { Database } from '#server/platform/db/database.ts';
    import { startJobs } from '#server/platform/jobs/jobs.ts';
    const db = new Database({ connection_string: process.env.DATABASE_URL, pool_size: 5 });
    const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
    const run = () => new Promise(() => console.log('busy'));
    await startJobs({ db, jobs: [{ name: '${name}', payload: z.object({}), run }], systemCtx: () => ({}), log });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    env: { ...process.env, DATABASE_URL: connection_string },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('a database that goes away while a job runs', () => {
  /** What a restart of the database does to the queue's connections, at the worst moment: before the job is crossed off. */
  const cutQueue = () =>
    db.run(sql`select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name = 'lyceum-jobs'`);

  it('ends no process, and what was done is crossed off once it is back', { timeout: 40_000 }, async () => {
    const work = aJob('test.done-while-away', async () => void (await cutQueue()));
    await enqueue(db, work, {});
    const jobs = await startJobs({ db, jobs: [work], systemCtx, log });
    onTestFinished(() => jobs.stop());
    await vi.waitFor(async () => expect(await db.rows(sql`select 1 from graphile_worker.jobs`)).toEqual([]), {
      timeout: 15_000,
      interval: 100,
    });
  });

  it('nor does a job that fails by it; it is tried again', { timeout: 40_000 }, async () => {
    const run = vi.fn(async () => {
      await cutQueue();
      if (run.mock.calls.length === 1) throw new Error('the database went away');
    });
    const work = aJob('test.failed-while-away', run);
    await enqueue(db, work, {});
    const jobs = await startJobs({ db, jobs: [work], systemCtx, log });
    onTestFinished(() => jobs.stop());
    await vi.waitFor(async () => expect(await db.rows(sql`select 1 from graphile_worker.jobs`)).toEqual([]), {
      timeout: 20_000,
      interval: 100,
    });
    expect(run).toHaveBeenCalledTimes(2);
  });
});

describe('a job whose worker was killed', () => {
  it('is taken over by another process within seconds', { timeout: 40_000 }, async () => {
    const done = vi.fn(async () => undefined);
    const work = aJob('test.survives', done);
    await enqueue(db, work, {});
    const victim = await aBusyProcess('test.survives');
    await victim.kill();
    const started = performance.now();
    const other = await startJobs({ db, jobs: [work], systemCtx, log });
    onTestFinished(() => other.stop());
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce(), { timeout: 15_000, interval: 100 });
    expect(performance.now() - started).toBeLessThan(12_000);
    await vi.waitFor(async () => expect(await db.rows(sql`select 1 from graphile_worker.jobs`)).toEqual([]));
  });

  it('is left alone while the process is only slow', { timeout: 40_000 }, async () => {
    const ours = vi.fn(async () => undefined);
    const work = aJob('test.slow', ours);
    await enqueue(db, work, {});
    await aBusyProcess('test.slow');
    const other = await startJobs({ db, jobs: [work], systemCtx, log });
    onTestFinished(() => other.stop());
    await sleep(11_000);
    expect(ours).not.toHaveBeenCalled();
    // Given back, it would have been taken again, by whoever was faster.
    expect(await db.rows(sql`select attempts from graphile_worker.jobs`)).toEqual([{ attempts: 1 }]);
    await db.run(sql`delete from graphile_worker._private_jobs`);
  });
});

describe('jobs that wait for a server outside', () => {
  it('hold up no others, however many they are, and their workers count as alive', {
    timeout: 40_000,
  }, async () => {
    let answer: () => void = () => undefined;
    const server = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const outside = vi.fn(() => server);
    const slow = { ...aJob('test.outside', outside), waits_outside: true as const };
    const other = vi.fn(async () => undefined);
    const quick = aJob('test.inside', other);
    for (let n = 0; n < 20; n++) await enqueue(db, slow, {});
    const jobs = await startJobs({ db, jobs: [slow, quick], systemCtx, log });
    onTestFinished(() => jobs.stop());
    await vi.waitFor(() => expect(outside.mock.calls.length).toBeGreaterThanOrEqual(4), 10_000);
    await enqueue(db, quick, {});
    await vi.waitFor(() => expect(other).toHaveBeenCalledOnce(), 10_000);
    const holders = await db.rows(sql`
      select distinct locked_by from graphile_worker.jobs where locked_by is not null
        and not exists (select 1 from pg_locks where locktype = 'advisory' and granted and objsubid = 2
                           and objid = (hashtext(locked_by)::bigint & 4294967295)::oid)`);
    expect(holders).toEqual([]);
    answer();
    await vi.waitFor(
      async () => expect(await db.rows(sql`select 1 from graphile_worker.jobs`)).toEqual([]),
      10_000,
    );
    expect(outside).toHaveBeenCalledTimes(20);
  });
});

describe('looking for dead workers', () => {
  const pause = 300;
  const warnings: unknown[] = [];
  const lease = async (workerId: string, look_every_milliseconds = pause) => {
    const one = await openLease({
      connection_string,
      look_every_milliseconds,
      log: { ...log, warn: (fields, message) => void warnings.push([message, fields]) },
    });
    onTestFinished(() => one.end());
    one.holdFor(workerId);
    return one;
  };
  /** A job that this worker has in hand. */
  const lockedBy = async (workerId: string) => {
    await enqueue(
      db,
      aJob('test.locked', async () => undefined),
      {},
      { job_key: workerId },
    );
    await db.run(sql`
      update graphile_worker._private_jobs set locked_by = ${workerId}, locked_at = now() where key = ${workerId}`);
  };
  const lockedJobs = async () =>
    (
      await db.rows<{ locked_by: string }>(
        sql`select locked_by from graphile_worker.jobs where locked_by is not null order by 1`,
      )
    ).map((row) => row.locked_by);

  it('gives back what the dead hold, nothing of the living, and says so', async () => {
    await Promise.all(['alive-1', 'alive-2', 'dead-1', 'dead-2'].map(lockedBy));
    await Promise.all([lease('alive-1'), lease('alive-2')]);
    await vi.waitFor(async () => expect(await lockedJobs()).toEqual(['alive-1', 'alive-2']), 5000);
    await sleep(4 * pause);
    expect(await lockedJobs()).toEqual(['alive-1', 'alive-2']);
    expect(warnings).toContainEqual([
      'jobs of dead workers were given back',
      { worker_ids: expect.arrayContaining(['dead-1', 'dead-2']) },
    ]);
    await db.run(sql`delete from graphile_worker._private_jobs`);
  });

  it('still counts a worker as living whose connection broke and came back', async () => {
    await lockedBy('cut-off');
    await lease('cut-off', 1000);
    await lease('watching', 1000);
    for (let cut = 0; cut < 2; cut++) {
      await vi.waitFor(async () =>
        expect(
          await db.run(sql`
            select pg_terminate_backend(pid) from pg_locks
             where locktype = 'advisory' and objid = (hashtext('cut-off')::bigint & 4294967295)::oid`),
        ).toBe(1),
      );
      await sleep(2500);
      expect(await lockedJobs()).toEqual(['cut-off']);
    }
    await db.run(sql`delete from graphile_worker._private_jobs`);
  });

  it('finds a worker dead once it has ended', async () => {
    const leaving = await lease('leaving');
    await lease('staying');
    await lockedBy('leaving');
    await sleep(3 * pause);
    expect(await lockedJobs()).toEqual(['leaving']);
    await leaving.end();
    await vi.waitFor(async () => expect(await lockedJobs()).toEqual([]), 5000);
  });
});
