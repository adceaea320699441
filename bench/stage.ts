/**
 * What all benchmarks stand on: a filled database in an embedded PostgreSQL (durable), and the built product
 * as its own process. `BENCH_DIR=folder` keeps the database there.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { issueAccessToken } from '#server/features/identity/index.ts';
import { createRuntime, type Runtime } from '#server/main/runtime.ts';
import { completeConfig, readEnvironment } from '#server/platform/config.ts';
import { migrate } from '#server/platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#server/platform/embedded/index.ts';
import { migrateJobs } from '#server/platform/jobs/jobs.ts';
import { freePort } from '#server/testing/free-port.ts';
import { fill, userId } from './dataset.ts';
import { settle, startProcess, stopProcess, waitFor } from './processes.ts';

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export type Running = {
  url: string;
  /** Process ids of the whole stack, for its CPU time: the product's and PostgreSQL's. */
  roots: number[];
  stop(): Promise<void>;
};

export type Stage = {
  runtime: Runtime;
  connection_string: string;
  /** Access tokens of these people, by number. */
  tokensOf(first: number, count: number): Promise<Map<number, string>>;
  /** The built product, once it has nothing left to do. */
  start(more?: Record<string, string>): Promise<Running>;
  end(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const kept = process.env['BENCH_DIR'];
  const isFilled = kept !== undefined && existsSync(kept);
  const folder = kept ?? (await mkdtemp(path.join(os.tmpdir(), 'lyceum-bench-')));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, maxConnections: 140, onProgress: say });
  const environment = {
    DATABASE_URL: postgres.connectionString,
    SESSION_SECRET: 'a secret for the benchmark, long enough',
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    DEMO: '0',
    NODE_ENV: 'production',
    // All of the load comes from one address and a few accounts.
    RATE_LIMIT_ADDRESS: '1000000',
    RATE_LIMIT_ACCOUNT: '1000000',
  };
  await migrate({ connection_string: postgres.connectionString, folder: 'migrations' });
  await migrateJobs(postgres.connectionString);
  const runtime = await createRuntime({
    config: completeConfig(readEnvironment({ ...environment, WORKER: '0' }), { embedded: false }),
    connection_string: postgres.connectionString,
  });
  const end = async () => {
    await runtime.stop();
    await postgres.stop();
    if (!kept) await rm(folder, { recursive: true, force: true });
  };
  try {
    if (!isFilled) await fill(runtime, postgres.connectionString, say);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    runtime,
    connection_string: postgres.connectionString,
    end,
    async tokensOf(first, count) {
      const tokens = new Map<number, string>();
      for (let user = first; user < first + count; user++)
        tokens.set(user, await issueAccessToken(runtime.systemCtx(), userId(user)));
      return tokens;
    },
    async start(more = {}) {
      const port = await freePort();
      const child = startProcess(process.execPath, ['dist/server/serve.js'], {
        env: { ...environment, WORKER: '1', PORT: String(port), HOST: '127.0.0.1', ...more },
      });
      const stop = () => stopProcess(child);
      try {
        const url = `http://127.0.0.1:${port}`;
        await waitFor(`${url}/api/health/ready/`);
        const roots = [child.pid!, postgres.pid];
        await settle(roots);
        return { url, roots, stop };
      } catch (error) {
        await stop();
        throw error;
      }
    },
  };
}
