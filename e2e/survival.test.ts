/**
 * What was acknowledged survives `kill -9` of the whole tree, server and database, at a random moment; and the next start
 * needs no help. A ledger keeps what was acknowledged; afterwards everything is read back.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#server/testing/free-port.ts';

const kills = 3;
const writers = 8;

let dataDir: string;
let port: number;
let child: ChildProcess | undefined;
const base = () => `http://127.0.0.1:${port}`;

async function start(): Promise<void> {
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DEMO: '0',
    ADMIN_EMAIL: 'root@example.test',
    ADMIN_PASSWORD: 'a fine long password',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
  };
  child = spawn(process.execPath, ['dist/server/serve.js'], { env, stdio: 'ignore' });
  for (let tries = 0; tries < 300; tries++) {
    if ((await fetch(`${base()}/api/health/ready/`).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('not ready in 30 s');
}

/** Kills server and database without warning. */
async function killAll(): Promise<void> {
  const postmaster = Number(
    (await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0],
  );
  const ended = new Promise((resolve) => child!.once('exit', resolve));
  child!.kill('SIGKILL');
  try {
    process.kill(postmaster, 'SIGKILL');
  } catch {
    // Inside a user namespace the number is not ours; then it is left to the next start, which must cope with it as well.
  }
  await ended;
}

async function call(
  method: string,
  url: string,
  token: string | null,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(base() + url, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return {
    status: response.status,
    body: response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>),
  };
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'lyceum-survival-'));
  port = await freePort();
  await start();
});
afterAll(async () => {
  const ended = new Promise((resolve) => child!.once('exit', resolve));
  child!.kill('SIGTERM');
  await ended;
  await rm(dataDir, { recursive: true, force: true });
});

type Written = { lesson_id: string; title: string };

const titleOf = (round: number, writer: number, n: number) => `Lesson ${round}-${writer}-${n}`;

test('nothing that was acknowledged is lost, doubled or torn when everything is killed', async () => {
  const signedIn = await call('POST', '/api/auth/token/', null, {
    email: 'root@example.test',
    password: 'a fine long password',
  });
  const token = String(signedIn.body['access']);
  const course = await call('POST', '/api/courses/', token, { title: 'Under fire', published: true });
  const course_id = String(course.body['id']);
  // Never completed, so that the course stays open while lessons are added.
  await call('POST', '/api/lessons/', token, { course_id, title: 'The last one' });
  await call('POST', `/api/courses/${course_id}/enroll/`, token, {});
  const lessons: Written[] = [];
  const completed: string[] = [];
  for (let round = 0; round < kills; round++) {
    let stopped = false;
    // Each writer adds a lesson to the published course (which makes a version) and completes it: many rows, two answers.
    const write = async (writer: number) => {
      for (let n = 0; !stopped; n++) {
        const title = titleOf(round, writer, n);
        const made = await call('POST', '/api/lessons/', token, { course_id, title }).catch(() => null);
        if (made?.status !== 201) continue;
        const lesson_id = String(made.body['id']);
        lessons.push({ lesson_id, title });
        const done = await call('POST', '/api/progress/', token, { lesson_id, completed: true }).catch(
          () => null,
        );
        if (done?.status === 200) completed.push(lesson_id);
      }
    };
    const running = Array.from({ length: writers }, (_, writer) => write(writer));
    await new Promise((resolve) => setTimeout(resolve, 1000 + Math.random() * 1500));
    await killAll();
    stopped = true;
    await Promise.all(running);
    await start();
  }
  expect(lessons.length).toBeGreaterThan(kills);
  expect(completed.length).toBeGreaterThan(0);

  const present = await everything(`/api/lessons/?course=${course_id}`, token);
  const titles = present.map((lesson) => String(lesson['title']));
  expect(new Set(titles).size).toBe(titles.length);
  const byId = new Map(present.map((lesson) => [String(lesson['id']), String(lesson['title'])]));
  expect(lessons.filter(({ lesson_id, title }) => byId.get(lesson_id) !== title)).toEqual([]);
  const orders = present.map((lesson) => Number(lesson['order'])).toSorted((a, b) => a - b);
  expect(orders).toEqual(orders.map((_, index) => index + 1));

  const progress = await everything(`/api/progress/?course=${course_id}&completed=true`, token);
  const kept = new Set(progress.map((row) => String(row['lesson_id'])));
  expect(completed.filter((lesson_id) => !kept.has(lesson_id))).toEqual([]);
});

async function everything(url: string, token: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let page = 1; ; page++) {
    const answer = await call('GET', `${url}&page_size=100&page=${page}`, token);
    const results = answer.body['results'] as Record<string, unknown>[];
    rows.push(...results);
    if (answer.body['next'] === null) return rows;
  }
}
