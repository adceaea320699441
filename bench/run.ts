/**
 * `npm run bench [seconds] [scenario]`: the product under load, beside the limits of this machine measured in the same run.
 *
 * `BENCH_DIR=folder` keeps the filled database there for looking into plans; scenarios that write want a fresh one.
 *
 * Everything runs here: embedded PostgreSQL (durable), the built server as its own process, the load generator. Figures are for
 * comparison within one run; absolute ones drift between machines and days.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import type { Endpoint } from '#contract/endpoint.ts';
import { issueAccessToken } from '#server/features/identity/index.ts';
import { features } from '#server/main/features.ts';
import { createRuntime, type Runtime } from '#server/main/runtime.ts';
import { completeConfig, readEnvironment } from '#server/platform/config.ts';
import { migrate } from '#server/platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#server/platform/embedded/index.ts';
import { migrateJobs } from '#server/platform/jobs/jobs.ts';
import { fill, userId } from './dataset.ts';
import { cpuSeconds } from './processes.ts';
import { record, replay, type Statement } from './recorder.ts';
import { type BenchRequest, firstLearner, type Scenario, scenarios } from './scenarios.ts';

const seconds = Number(process.argv[2] ?? 5);
const wanted = process.argv[3];
const connectionCounts = [1, 16, 64];
const people = 400;
const secret = 'a secret for the benchmark, long enough';
const productPort = 41_830;
const constantPort = 41_831;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

type Figure = {
  connections: number;
  per_second: number;
  p50_ms: number;
  p99_ms: number;
  cpu_ms: number | null;
  failed: number;
};

async function waitFor(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer in 20 s`);
}

function startProcess(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
}

const stopProcess = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

async function load(options: {
  url: string;
  connections: number;
  next: () => BenchRequest;
  tokens: Map<number, string>;
  roots: number[];
}): Promise<Figure> {
  const before = cpuSeconds(options.roots);
  const result = await autocannon({
    url: options.url,
    connections: options.connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (request: autocannon.Request) => {
          const { user, method, url, body } = options.next();
          return {
            ...request,
            method,
            path: url,
            headers: {
              authorization: `Bearer ${options.tokens.get(user)}`,
              ...(body ? { 'content-type': 'application/json' } : {}),
            },
            ...(body ? { body: JSON.stringify(body) } : {}),
          };
        },
      },
    ],
  });
  const after = cpuSeconds(options.roots);
  const total = result.requests.total;
  return {
    connections: options.connections,
    per_second: Math.round(result.requests.average),
    p50_ms: result.latency.p50,
    p99_ms: result.latency.p99,
    cpu_ms:
      before === null || after === null || total === 0
        ? null
        : Math.round(((after - before) * 100_000) / total) / 100,
    failed: result.non2xx + result.errors,
  };
}

/** The SQL of the scenario's first requests, as the product sends it. */
async function recordScenario(
  runtime: Runtime,
  scenario: Scenario,
  first: number,
  count: number,
): Promise<Statement[][]> {
  const name = scenario.endpoint.split('.')[1];
  const bound = features.flatMap((feature) => feature.routes).find((route) => route.name === name);
  if (!bound) throw new Error(`No endpoint ${scenario.endpoint}`);
  const recorded: Statement[][] = [];
  for (let n = first; n < first + count; n++) {
    const { user, url, body } = scenario.request(n, people);
    const address = new URL(url, 'http://localhost');
    const role = user < firstLearner ? 'trainer' : 'learner';
    const ctx = {
      ...runtime.systemCtx(),
      actor: {
        kind: 'user' as const,
        user_id: userId(user),
        login_session_id: '',
        role,
        roles: [role],
      } as const,
    };
    const input = {
      params: pathParams(bound.endpoint, address.pathname),
      query: bound.endpoint.query.parse(Object.fromEntries(address.searchParams)),
      body: bound.endpoint.body.parse(body ?? {}),
      request: { headers: {}, url, host: 'localhost', protocol: 'http' },
    };
    runtime.services.cache.forget('course:list:*');
    recorded.push(await record(runtime.db, ctx, (recording) => bound.handler(recording, input as never)));
  }
  return recorded;
}

function pathParams(endpoint: Endpoint, pathname: string): Record<string, string> {
  const pattern =
    [endpoint.path, ...(endpoint.aliases ?? [])].find(
      (one) => one.split('/').length === pathname.split('/').length,
    ) ?? endpoint.path;
  const given = pathname.split('/');
  return Object.fromEntries(
    pattern
      .split('/')
      .flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), given[index]!]] : [])),
  );
}

async function constantLimit(bytes: number): Promise<Figure[]> {
  const child = startProcess(
    [
      path.join('node_modules', 'tsx', 'dist', 'cli.mjs'),
      'bench/constant-server.ts',
      String(bytes),
      String(constantPort),
    ],
    {},
  );
  try {
    await waitFor(`http://127.0.0.1:${constantPort}/api/constant/`);
    const figures: Figure[] = [];
    for (const connections of connectionCounts) {
      figures.push(
        await load({
          url: `http://127.0.0.1:${constantPort}`,
          connections,
          next: () => ({ user: 0, method: 'GET', url: '/api/constant/' }),
          tokens: new Map(),
          roots: [child.pid!],
        }),
      );
    }
    return figures;
  } finally {
    await stopProcess(child);
  }
}

const ratio = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(2));

async function main(): Promise<void> {
  const kept = process.env['BENCH_DIR'];
  const isFilled = kept !== undefined && existsSync(kept);
  const folder = kept ?? (await mkdtemp(path.join(os.tmpdir(), 'lyceum-bench-')));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, maxConnections: 120, onProgress: say });
  const environment = {
    DATABASE_URL: postgres.connectionString,
    SESSION_SECRET: secret,
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    DEMO: '0',
    WORKER: '0',
    NODE_ENV: 'production',
  };
  await migrate({ connection_string: postgres.connectionString, folder: 'migrations' });
  await migrateJobs(postgres.connectionString);
  const runtime = await createRuntime({
    config: completeConfig(readEnvironment(environment), { embedded: false }),
    connection_string: postgres.connectionString,
  });
  const pool = new pg.Pool({ connectionString: postgres.connectionString, max: 64 });
  const results: object[] = [];
  let product: ChildProcess | undefined;
  try {
    if (!isFilled) await fill(runtime, postgres.connectionString, say);
    const tokens = new Map<number, string>();
    for (let user = 1; user < firstLearner + people; user++)
      tokens.set(user, await issueAccessToken(runtime.systemCtx(), userId(user)));
    product = startProcess(['dist/server/serve.js'], {
      ...environment,
      WORKER: '1',
      PORT: String(productPort),
      HOST: '127.0.0.1',
    });
    const url = `http://127.0.0.1:${productPort}`;
    await waitFor(`${url}/api/health/ready/`);
    for (const scenario of scenarios.filter((one) => !wanted || one.name.includes(wanted))) {
      results.push(
        await measure(scenario, { runtime, pool, url, tokens, roots: [product.pid!, postgres.pid] }),
      );
    }
  } finally {
    if (product) await stopProcess(product);
    await pool.end();
    await runtime.stop();
    await postgres.stop();
    if (!kept) await rm(folder, { recursive: true, force: true });
  }
  await writeFile(
    'bench/last-results.json',
    `${JSON.stringify({ node: process.version, cpus: os.cpus().length, seconds, results }, null, 2)}\n`,
  );
}

async function measure(
  scenario: Scenario,
  around: { runtime: Runtime; pool: pg.Pool; url: string; tokens: Map<number, string>; roots: number[] },
): Promise<object> {
  let n = 0;
  const next = () => scenario.request(n++, people);
  const sample = scenario.request(0, people);
  const answer = scenario.writes
    ? 600
    : (
        await (
          await fetch(around.url + sample.url, {
            headers: { authorization: `Bearer ${around.tokens.get(sample.user)}` },
          })
        ).arrayBuffer()
      ).byteLength;
  const product: Figure[] = [];
  for (const connections of connectionCounts)
    product.push(
      await load({ url: around.url, connections, next, tokens: around.tokens, roots: around.roots }),
    );
  const constant = await constantLimit(answer);
  const recorded = await recordScenario(around.runtime, scenario, n, scenario.writes ? 3000 : 100);
  const queries = recorded[0]!.length;
  const driver =
    queries === 0
      ? null
      : Math.round(await replay(around.pool, recorded, { connections: 16, seconds, once: scenario.writes }));
  say(`\n${scenario.name} (${answer} bytes, ${queries} statements)`);
  say('  connections   requests/s   p50 ms   p99 ms   CPU ms   failed   of constant   of driver');
  product.forEach((figure, index) => {
    const cells = [
      figure.connections,
      figure.per_second,
      figure.p50_ms,
      figure.p99_ms,
      figure.cpu_ms ?? '-',
      figure.failed,
      ratio(figure.per_second, constant[index]!.per_second),
      driver === null ? '-' : ratio(figure.per_second, driver),
    ];
    say(
      `  ${cells.map((cell, place) => String(cell).padStart([11, 12, 8, 8, 8, 8, 13, 11][place]!)).join(' ')}`,
    );
  });
  say(
    `  limits: constant ${constant.map((figure) => figure.per_second).join(' / ')} per s; driver at 16 ${driver ?? '-'} per s`,
  );
  return {
    scenario: scenario.name,
    bytes: answer,
    statements: queries,
    product,
    constant,
    driver_per_second: driver,
  };
}

await main();
