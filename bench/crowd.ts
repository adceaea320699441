/**
 * `npm run bench:crowd [seconds] [people]`: learners at work, 500 unless told otherwise. Each asks for something, looks at it for one to
 * three seconds, and asks for the next thing; what they ask for is mixed as below. Says how long each kind took, and what it cost,
 * once the process is warm.
 */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds } from './processes.ts';
import { type BenchRequest, firstLearner, scenarios } from './scenarios.ts';
import { openStage, type Running, say } from './stage.ts';
import { percentile } from './summary.ts';

const seconds = Number(process.argv[2] ?? 30);
const people = Number(process.argv[3] ?? 500);
/** Not counted: a process that has just started opens its connections and plans its statements. */
const warmUpSeconds = 5;
/** Of a hundred requests. */
const mix: Record<string, number> = {
  'course outline': 35,
  'complete a lesson': 20,
  dashboard: 15,
  notifications: 15,
  'catalog page (cached)': 10,
  'submit a quiz': 5,
};

type Kind = { name: string; next: () => BenchRequest; times: number[]; failed: number };

const kinds: Kind[] = Object.keys(mix).map((name) => {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`There is no scenario ${name}`);
  let n = 0;
  return { name, next: () => scenario.request(n++, people), times: [], failed: 0 };
});
const deck = kinds.flatMap((kind) => Array.from({ length: mix[kind.name]! }, () => kind));
const drawn = (): Kind => deck[Math.floor(Math.random() * deck.length)]!;

function ask(
  agent: http.Agent,
  url: string,
  token: string,
  { method, url: path, body }: BenchRequest,
): Promise<number> {
  const text = body ? JSON.stringify(body) : '';
  return new Promise((resolve) => {
    const sent = http.request(
      url + path,
      {
        agent,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', () => resolve(0));
    sent.end(text);
  });
}

/** One learner until the end. They begin at different moments of their first pause. */
async function learn(
  running: Running,
  tokens: ReadonlyMap<number, string>,
  { from, until }: { from: number; until: number },
): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  await sleep(Math.random() * 2000);
  while (performance.now() < until) {
    const kind = drawn();
    const request = kind.next();
    const began = performance.now();
    const status = await ask(agent, running.url, tokens.get(request.user)!, request);
    if (status < 200 || status >= 300) kind.failed++;
    else if (began >= from) kind.times.push(performance.now() - began);
    await sleep(1000 + Math.random() * 2000);
  }
  agent.destroy();
}

const stage = await openStage();
try {
  const tokens = await stage.tokensOf(firstLearner, people);
  const running = await stage.start();
  try {
    const from = performance.now() + warmUpSeconds * 1000;
    const until = from + seconds * 1000;
    const crowd = Promise.all(Array.from({ length: people }, () => learn(running, tokens, { from, until })));
    await sleep(warmUpSeconds * 1000);
    const before = cpuSeconds(running.roots);
    await crowd;
    const elapsed = (performance.now() - from) / 1000;
    const after = cpuSeconds(running.roots);
    const all = kinds.flatMap(({ times }) => times);
    say(
      `\n${people} learners, ${elapsed.toFixed(0)} s: ${(all.length / elapsed).toFixed(0)} requests per second, p95 ${percentile(all, 0.95)} ms`,
    );
    if (before !== null && after !== null)
      say(`CPU of server and PostgreSQL: ${((after - before) / elapsed).toFixed(2)} cores`);
    for (const { name, times, failed } of kinds)
      say(
        `  ${name.padEnd(24)} ${String(times.length).padStart(6)}  p50 ${percentile(times, 0.5)} ms  p95 ${percentile(times, 0.95)} ms  p99 ${percentile(times, 0.99)} ms  ${failed} failed`,
      );
  } finally {
    await running.stop();
  }
} finally {
  await stage.end();
}
