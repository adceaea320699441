/**
 * `npm run bench:activity [seconds] [rounds]`: what the activity log costs a hot request. The same load (completing lessons, 16
 * connections) with ACTIVITY_LOG on and off in turn, in the same run; the CPU time includes what the worker does afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { issueAccessToken } from '#server/features/identity/index.ts';
import { createRuntime } from '#server/main/runtime.ts';
import { completeConfig, readEnvironment } from '#server/platform/config.ts';
import { migrate } from '#server/platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#server/platform/embedded/index.ts';
import { migrateJobs } from '#server/platform/jobs/jobs.ts';
import { fill, userId } from './dataset.ts';
import { type Figure, load } from './load.ts';
import { settle, startProcess, stopProcess, waitFor } from './processes.ts';
import { firstLearner, scenarios } from './scenarios.ts';
import { median } from './summary.ts';

const seconds = Number(process.argv[2] ?? 5);
const rounds = Number(process.argv[3] ?? 3);
const people = 400;
const port = 41_832;
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
type Mode = 'on' | 'off';

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-bench-activity-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, maxConnections: 100, onProgress: say });
  const environment = {
    DATABASE_URL: postgres.connectionString,
    SESSION_SECRET: 'a secret for the benchmark, long enough',
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    DEMO: '0',
    NODE_ENV: 'production',
  };
  await migrate({ connection_string: postgres.connectionString, folder: 'migrations' });
  await migrateJobs(postgres.connectionString);
  const runtime = await createRuntime({
    config: completeConfig(readEnvironment({ ...environment, WORKER: '0' }), { embedded: false }),
    connection_string: postgres.connectionString,
  });
  const figures: Record<Mode, Figure[]> = { on: [], off: [] };
  try {
    await fill(runtime, postgres.connectionString, say);
    const tokens = new Map<number, string>();
    for (let user = firstLearner; user < firstLearner + people; user++)
      tokens.set(user, await issueAccessToken(runtime.systemCtx(), userId(user)));
    const scenario = scenarios.find((one) => one.name === 'complete a lesson')!;
    let n = 0;
    const leg = async (mode: Mode): Promise<void> => {
      const child = startProcess(process.execPath, ['dist/server/serve.js'], {
        env: { ...environment, WORKER: '1', ACTIVITY_LOG: mode, PORT: String(port), HOST: '127.0.0.1' },
      });
      try {
        const url = `http://127.0.0.1:${port}`;
        await waitFor(`${url}/api/health/ready/`);
        const roots = [child.pid!, postgres.pid];
        await settle(roots);
        const figure = await load(
          { url, tokens, roots, connections: 16, seconds },
          () => scenario.request(n++, people),
          () => settle(roots),
        );
        figures[mode].push(figure);
        say(
          `  ${mode.padEnd(3)}  ${figure.per_second}/s  p99 ${figure.p99_ms} ms  ${figure.cpu_ms} ms CPU each  ${figure.failed} failed`,
        );
      } finally {
        await stopProcess(child);
      }
    };
    for (let round = 0; round < rounds; round++)
      for (const mode of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const))
        await leg(mode);
  } finally {
    await runtime.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const of = (mode: Mode, value: (figure: Figure) => number) => median(figures[mode].map(value));
  const rate = of('on', (one) => one.per_second) / of('off', (one) => one.per_second);
  const cpu = of('on', (one) => one.cpu_ms ?? 0) / of('off', (one) => one.cpu_ms ?? 1);
  say(
    `\nWith the log: ${(rate * 100).toFixed(1)} % of the requests per second, ${(cpu * 100).toFixed(1)} % of the CPU time (medians of ${rounds}).`,
  );
}

await main();
