/**
 * R22: copies of the services are restarted one after the other behind NGINX while people work, POSTs included. Nobody may notice:
 * no failed request, nothing twice, event streams back within three seconds.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from './installation/installation.ts';
import { missingPrograms } from './installation/programs.ts';
import { type Check, percentile, type Report } from './report.ts';

type Answer = { status: number; body: string };

/** Kept connections to the gateway, as browsers keep them. */
function caller(base: string, token: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const call = (method: string, url: string, body?: object): Promise<Answer> =>
    new Promise((resolve) => {
      const text = body ? JSON.stringify(body) : undefined;
      const sent = request(
        base + url,
        {
          method,
          agent,
          timeout: 20_000,
          headers: {
            authorization: `Bearer ${token}`,
            ...(text
              ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
              : {}),
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
          );
          answer.on('error', (error) => resolve({ status: 0, body: error.message }));
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('no answer in 20 s')));
      sent.on('error', (error) => resolve({ status: 0, body: error.message }));
      sent.end(text);
    });
  return { call, end: () => agent.destroy() };
}

async function signIn(base: string): Promise<string> {
  const answer = await fetch(`${base}/api/auth/login/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'root@example.test', password: 'a fine long password' }),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** One event stream that is opened again whenever it ends, as a browser does; how long each gap was, in ms. */
function follow(base: string, token: string) {
  const gaps: number[] = [];
  const stop = new AbortController();
  const run = async () => {
    let lostAt = 0;
    while (!stop.signal.aborted) {
      try {
        const answer = await fetch(`${base}/api/events/`, {
          headers: { authorization: `Bearer ${token}` },
          signal: stop.signal,
        });
        if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
        if (lostAt) gaps.push(performance.now() - lostAt);
        for await (const _part of answer.body as unknown as AsyncIterable<Uint8Array>) {
          // Only whether the line stands matters here.
        }
      } catch {
        // A line that breaks is opened again, below.
      }
      lostAt = performance.now();
      // What the stream asks browsers to wait is 2 s; less here, so that the figure is the server's.
      if (!stop.signal.aborted) await sleep(200);
    }
  };
  const running = run();
  return {
    gaps,
    end: async () => {
      stop.abort();
      await running;
    },
  };
}

const perSecond = 200;

/** Reads and writes of all three services at an even pace, never waiting for answers. */
function load(base: string, token: string) {
  const { call, end } = caller(base, token);
  const failures: string[] = [];
  const milliseconds: number[] = [];
  const made: string[] = [];
  const answered: Promise<void>[] = [];
  let sent = 0;
  const kinds: { method: string; url: string; body?: () => object; good: number }[] = [
    { method: 'GET', url: '/api/courses/', good: 200 },
    { method: 'GET', url: '/api/users/me/', good: 200 },
    {
      method: 'POST',
      url: '/api/skills/',
      body: () => ({ name: `Skill ${sent}`, category: 'Load' }),
      good: 201,
    },
    { method: 'GET', url: '/api/calendar/rooms/', good: 200 },
    { method: 'POST', url: '/api/courses/', body: () => ({ title: `Course ${sent}` }), good: 201 },
    { method: 'GET', url: '/api/notifications/', good: 200 },
    {
      method: 'POST',
      url: '/api/calendar/rooms/',
      body: () => ({ name: `Room ${sent}`, capacity: 10, time_zone: 'Europe/Berlin' }),
      good: 201,
    },
    { method: 'GET', url: '/api/dashboard/', good: 200 },
  ];
  const one = async () => {
    const kind = kinds[sent % kinds.length]!;
    const body = kind.body?.();
    sent += 1;
    const startedAt = performance.now();
    const answer = await call(kind.method, kind.url, body);
    milliseconds.push(performance.now() - startedAt);
    if (answer.status !== kind.good)
      failures.push(`${kind.method} ${kind.url}: ${answer.status} ${answer.body.slice(0, 200)}`);
    else if (kind.url === '/api/courses/' && kind.method === 'POST')
      made.push((JSON.parse(answer.body) as { id: string }).id);
  };
  const timer = setInterval(() => answered.push(one()), 1000 / perSecond);
  return {
    failures,
    milliseconds,
    made,
    sent: () => sent,
    async end() {
      clearInterval(timer);
      await Promise.all(answered);
      end();
    },
  };
}

export const check: Check = {
  id: 'R22',
  title: 'Rolling restarts behind NGINX at 200 requests a second',
  minutes: 4,
  async run(report: Report) {
    const missing = missingPrograms();
    if (missing.length > 0) return report.skip(`not installed: ${missing.join(', ')}`);
    const installation = await Installation.start();
    report.defer(() => installation.stop());
    const token = await signIn(installation.url);
    const followers = Array.from({ length: 10 }, () => follow(installation.url, token));
    const work = load(installation.url, token);
    const ends: number[] = [];
    let untidy = 0;
    const restarts = report.count(20, 6);
    for (let number = 0; number < restarts; number++) {
      const copy = installation.copies[number % installation.copies.length]!;
      const { code, milliseconds } = await installation.restart(copy);
      if (code !== 0) untidy += 1;
      ends.push(milliseconds);
      report.say(`${copy.name} restarted, ${work.failures.length} of ${work.sent()} requests failed so far`);
      // NGINX leaves a copy that was away alone for two seconds.
      await sleep(2500);
    }
    await work.end();
    await Promise.all(followers.map((one) => one.end()));
    for (const failure of work.failures.slice(0, 5)) report.note(failure);
    report.counted('restarts', restarts);
    report.counted('requests', work.sent());
    report.zero('failed requests', work.failures.length);
    const [twice] = await duplicates(installation);
    report.zero('courses made twice', twice ?? -1);
    report.zero('exits with a code other than 0', untidy);
    report.atMost('from signal to exit, longest', Math.max(...ends) / 1000, 10, 's');
    const gaps = followers.flatMap((one) => one.gaps);
    report.counted('event streams that were opened again', gaps.length);
    report.atMost('event stream back, longest', Math.max(0, ...gaps), 3000, 'ms');
    report.counted(
      'answer, median and p99',
      `${Math.round(percentile(work.milliseconds, 0.5))} and ${Math.round(percentile(work.milliseconds, 0.99))} ms`,
    );
  },
};

async function duplicates(installation: Installation): Promise<number[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: installation.postgres.primary.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from (select title from courses group by title having count(*) > 1) twice`,
    );
    return rows.map(({ count }) => count);
  } finally {
    await client.end();
  }
}
