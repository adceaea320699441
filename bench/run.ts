/**
 * `npm run bench [seconds] [scenario]`: the product under load, beside the limits of this machine and, where it is installed, beside
 * Django, all measured in the same run.
 *
 * `BENCH_DIR=folder` keeps the filled database there for looking into plans; scenarios that write want a fresh one.
 *
 * Everything runs here: embedded PostgreSQL (durable), the built server as its own process, the load generator. Figures are for
 * comparison within one run; absolute ones drift between machines and days.
 */
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Runtime } from '#server/main/runtime.ts';
import { type Django, startDjango, translationOf, whyNoDjango } from './django.ts';
import { type Figure, load, loadChains } from './load.ts';
import { settle, startProcess, stopProcess, waitFor } from './processes.ts';
import { recordChain, replay, type Statement } from './recorder.ts';
import {
  type BenchRequest,
  type Chain,
  chains,
  firstLearner,
  type Scenario,
  scenarios,
} from './scenarios.ts';
import { openStage, type Running, say } from './stage.ts';
import { type Duel, duelLine, median, type Result, ratio, summaryOf } from './summary.ts';

const seconds = Number(process.argv[2] ?? 5);
const wanted = process.argv[3];
const connectionCounts = [1, 16, 64];
const duelConnections = 16;
/** Calls of a slow chain in one figure. A list of 1,000 leaves 1,000 reactions to be done: more calls would bury the next figure. */
const slowCalls = 5;
const people = 400;
const constantPort = 41_831;

type Around = {
  runtime: Runtime;
  pool: pg.Pool;
  url: string;
  tokens: ReadonlyMap<number, string>;
  product: number;
  postgres: number;
  django: Django | null;
};

const isWanted = (one: { name: string }): boolean => !wanted || one.name.includes(wanted);

async function main(): Promise<void> {
  const stage = await openStage();
  const { runtime, connection_string } = stage;
  const pool = new pg.Pool({ connectionString: connection_string, max: 64 });
  const results: Result[] = [];
  let running: Running | undefined;
  let django: Django | null = null;
  try {
    const whyNot = await whyNoDjango();
    if (whyNot) say(`Django is left out of the comparison: ${whyNot}`);
    else django = await startDjango(connection_string, firstLearner + people, say);
    const tokens = await stage.tokensOf(1, firstLearner + people - 1);
    running = await stage.start();
    const { url } = running;
    const [product, postgres] = running.roots as [number, number];
    const around = { runtime, pool, url, tokens, product, postgres, django };
    for (const scenario of scenarios.filter(isWanted)) results.push(await measure(scenario, around));
    for (const chain of chains.filter(isWanted)) results.push(await measureChain(chain, around));
  } finally {
    await django?.stop();
    await running?.stop();
    await pool.end();
    await stage.end();
  }
  say(`\nNode ${process.version}, ${os.cpus().length} cores, ${seconds} s for each figure\n`);
  say(summaryOf(results));
  await writeFile(
    'bench/last-results.json',
    `${JSON.stringify({ node: process.version, cpus: os.cpus().length, seconds, results }, null, 2)}\n`,
  );
}

async function measure(scenario: Scenario, around: Around): Promise<Result> {
  let n = 0;
  const next = () => scenario.request(n++, people);
  const target = targetOf(around);
  const bytes = scenario.writes ? 600 : await bytesOf(scenario.request(0, people), around);
  await settle(target.roots);
  const product: Figure[] = [];
  for (const connections of connectionCounts)
    product.push(await load({ ...target, connections, seconds }, next));
  const duels = around.django
    ? await duelsOf(scenario, around, next, around.django)
    : { plain: null, warm: null };
  const constant = await constantLimit(bytes);
  const recorded: Statement[][] = [];
  for (const count = scenario.writes ? 3000 : 100; recorded.length < count; )
    recorded.push(await recordChain(around.runtime, [scenario.endpoint], [next()]));
  const result: Result = {
    scenario: scenario.name,
    slow: false,
    bytes,
    statements: recorded[0]!.length,
    product,
    constant,
    driver_per_second: await driverLimit(around, recorded, { connections: 16, once: scenario.writes }),
    django: duels.plain,
    django_warm: duels.warm,
  };
  report(result);
  return result;
}

async function measureChain(chain: Chain, around: Around): Promise<Result> {
  let n = 0;
  const next = () => chain.requests(n++, people);
  const target = targetOf(around);
  await settle(target.roots);
  const product: Figure[] = [];
  for (const connections of chain.connections)
    product.push(
      await loadChains({ ...target, connections, seconds, ...(chain.slow ? { most: slowCalls } : {}) }, next),
    );
  const django =
    around.django && chain.endpoints.includes('enrollment.enrollMany')
      ? await bulkDuel(around, next, around.django)
      : null;
  const recorded: Statement[][] = [];
  while (recorded.length < chain.recorded)
    recorded.push(await recordChain(around.runtime, chain.endpoints, next()));
  const result: Result = {
    scenario: chain.name,
    slow: chain.slow,
    bytes: null,
    statements: recorded[0]!.length,
    product,
    constant: null,
    driver_per_second: await driverLimit(around, recorded, {
      connections: chain.slow ? 1 : 16,
      once: true,
    }),
    django,
    django_warm: null,
  };
  report(result);
  return result;
}

const targetOf = ({ url, tokens, product, postgres }: Around) => ({
  url,
  tokens,
  roots: [product, postgres],
});

async function bytesOf(request: BenchRequest, { url, tokens }: Around): Promise<number> {
  const headers = { authorization: `Bearer ${tokens.get(request.user)}` };
  return (await (await fetch(url + request.url, { headers })).arrayBuffer()).byteLength;
}

/** The raw limit of the HTTP side: our server answering a constant of the same size. */
async function constantLimit(bytes: number): Promise<Figure[]> {
  const url = `http://127.0.0.1:${constantPort}`;
  const child = startProcess(process.execPath, [
    path.join('node_modules', 'tsx', 'dist', 'cli.mjs'),
    'bench/constant-server.ts',
    String(bytes),
    String(constantPort),
  ]);
  try {
    await waitFor(`${url}/api/constant/`);
    const request: BenchRequest = { user: 0, method: 'GET', url: '/api/constant/' };
    const target = { url, tokens: new Map<number, string>(), roots: [child.pid!], seconds };
    const figures: Figure[] = [];
    for (const connections of connectionCounts)
      figures.push(await load({ ...target, connections }, () => request));
    const failed = figures.reduce((sum, one) => sum + one.failed, 0);
    // A refusal is faster than an answer: such a limit would flatter nobody and mean nothing.
    if (failed > 0) throw new Error(`The constant answer was refused ${failed} times`);
    return figures;
  } finally {
    await stopProcess(child);
  }
}

/** The raw limit of the database side: the same SQL through the bare driver. */
async function driverLimit(
  { pool, product, postgres }: Around,
  recorded: Statement[][],
  options: { connections: number; once: boolean },
): Promise<number | null> {
  if (recorded[0]!.length === 0) return null;
  await settle([product, postgres]);
  return Math.round((await replay(pool, recorded, { ...options, seconds })) * 100) / 100;
}

type Leg = { amount: number; cpu_ms: number | null; failed: number };

/** Ours, theirs, ours, theirs, ours. Each leg begins when both stacks are idle. */
async function alternate(
  ours: () => Promise<Leg>,
  theirs: () => Promise<Leg>,
  higherIsBetter: boolean,
): Promise<Duel> {
  const legs = { ours: [] as Leg[], theirs: [] as Leg[] };
  for (let round = 0; round < 5; round++)
    if (round % 2 === 0) legs.ours.push(await ours());
    else legs.theirs.push(await theirs());
  const middle = (of: Leg[]) => median(of.map((leg) => leg.amount));
  const cpu = (of: Leg[]) =>
    of.some((leg) => leg.cpu_ms === null)
      ? null
      : Math.round(median(of.map((leg) => leg.cpu_ms!)) * 100) / 100;
  const failed = (of: Leg[]) => of.reduce((sum, leg) => sum + leg.failed, 0);
  const [our, their] = [middle(legs.ours), middle(legs.theirs)];
  return {
    ours: our,
    theirs: their,
    ratio: higherIsBetter ? our / their : their / our,
    our_cpu_ms: cpu(legs.ours),
    their_cpu_ms: cpu(legs.theirs),
    our_failed: failed(legs.ours),
    their_failed: failed(legs.theirs),
  };
}

async function duelsOf(
  scenario: Scenario,
  around: Around,
  next: () => BenchRequest,
  django: Django,
): Promise<{ plain: Duel | null; warm: Duel | null }> {
  const translate = translationOf(scenario.endpoint);
  if (!translate) return { plain: null, warm: null };
  let theirN = 0;
  const theirNext = () => translate(scenario.request(theirN++, people));
  const leg = async (
    roots: number[],
    measured: (idle: () => Promise<void>) => Promise<Figure>,
  ): Promise<Leg> => {
    const idle = () => settle(roots);
    await idle();
    const figure = await measured(idle);
    return { amount: figure.per_second, cpu_ms: figure.cpu_ms, failed: figure.failed };
  };
  const against = (stack: Django['plain']): Promise<Duel> => {
    const us = { ...targetOf(around), connections: duelConnections, seconds };
    const roots = [...stack.roots, around.postgres];
    const them = { ...us, url: stack.url, tokens: django.tokens, roots };
    return alternate(
      () => leg(us.roots, (idle) => load(us, next, idle)),
      () => leg(roots, (idle) => loadChains(them, () => [theirNext()], idle)),
      true,
    );
  };
  const plain = await against(django.plain);
  if (!scenario.warm || !django.cached) return { plain, warm: null };
  // One round of all people puts every answer of this scenario into Redis.
  for (let person = 0; person < people; person++) {
    const { user, url } = theirNext();
    const headers = { authorization: `Bearer ${django.tokens.get(user)}` };
    await (await fetch(django.cached.url + url, { headers })).arrayBuffer();
  }
  return { plain, warm: await against(django.cached) };
}

/** The same list of a thousand for both, by our endpoint and by the peer's command. */
async function bulkDuel(around: Around, next: () => BenchRequest[], django: Django): Promise<Duel> {
  const target = targetOf(around);
  let theirN = 0;
  return alternate(
    async () => {
      await settle(target.roots);
      const figure = await loadChains({ ...target, connections: 1, seconds, most: slowCalls }, next);
      return { amount: 1 / figure.per_second, cpu_ms: null, failed: figure.failed };
    },
    async () => {
      await settle(target.roots);
      return { amount: await django.enrollMany(theirN++), cpu_ms: null, failed: 0 };
    },
    false,
  );
}

function report(result: Result): void {
  const bytes = result.bytes === null ? '' : `${result.bytes} bytes, `;
  say(`\n${result.scenario} (${bytes}${result.statements} statements)`);
  say('  connections   requests/s   p50 ms   p99 ms   CPU ms   failed   of constant   of driver');
  result.product.forEach((figure, index) => {
    const cells = [
      figure.connections,
      figure.per_second,
      figure.p50_ms,
      figure.p99_ms,
      figure.cpu_ms ?? '–',
      figure.failed,
      ratio(figure.per_second, result.constant?.[index]?.per_second ?? null),
      ratio(figure.per_second, result.driver_per_second),
    ];
    say(
      `  ${cells.map((cell, place) => String(cell).padStart([11, 12, 8, 8, 8, 8, 13, 11][place]!)).join(' ')}`,
    );
  });
  const constant = result.constant
    ? `constant ${result.constant.map((figure) => figure.per_second).join(' / ')} per s; `
    : '';
  say(`  limits: ${constant}driver at ${result.slow ? 1 : 16}: ${result.driver_per_second ?? '–'} per s`);
  if (result.django) say(duelLine('Django', result.django, result.slow));
  if (result.django_warm) say(duelLine('Django with a warm Redis', result.django_warm, result.slow));
}

await main();
