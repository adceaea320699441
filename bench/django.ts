/**
 * The opponent: the Django REST reference beside this repository, on the benchmark's own PostgreSQL server with its own seed, which
 * makes the same amounts. Only where Debian's packages for it are installed.
 */
import { type ChildProcess, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startProcess, stopProcess, waitFor } from './processes.ts';
import { type BenchRequest, bulkCourse, bulkPeople, firstLearner } from './scenarios.ts';

const python = '/usr/bin/python3';
const folder = path.resolve(import.meta.dirname, '../../shared/peers/drf-reference');
const database = 'drf';
const port = 41_832;
const cachedPort = 41_833;
const redisPort = 41_834;
const run = promisify(execFile);

type Stack = {
  url: string;
  /** Processes besides PostgreSQL. */
  roots: number[];
};

export type Django = {
  tokens: ReadonlyMap<number, string>;
  plain: Stack;
  /** With responses kept in Redis (`DRF_CACHE=1`); null where no Redis is installed. */
  cached: Stack | null;
  /** Enrolls the nth list of a thousand by the peer's own command. @returns seconds, without the start of Python */
  enrollMany(n: number): Promise<number>;
  stop(): Promise<void>;
};

/** Why there is no comparison here; null when there can be one. */
export async function whyNoDjango(): Promise<string | null> {
  if (!existsSync(path.join(folder, 'manage.py'))) return 'the reference is not beside this repository';
  const modules =
    'django, rest_framework, rest_framework_simplejwt, django_filters, django_redis, psycopg2, gunicorn';
  const found = await run(python, ['-c', `import ${modules}`]).catch(() => null);
  return found ? null : `${python} cannot import ${modules}`;
}

/** @param connectionString  a role that may create databases on the benchmark's server */
export async function startDjango(
  connectionString: string,
  people: number,
  say: (line: string) => void,
): Promise<Django> {
  const server = new URL(connectionString);
  const env = {
    PGHOST: server.hostname,
    PGPORT: server.port,
    PGDATABASE: database,
    PGUSER: server.username,
    PGPASSWORD: server.password,
    REDIS_URL: `redis://127.0.0.1:${redisPort}/0`,
    // The reference's folder is not ours to write to.
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const manage = async (...args: string[]): Promise<string> => {
    const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    return (await run(python, args, options)).stdout;
  };
  say('Django: migrations and seed');
  if (await createDatabase(connectionString)) {
    await manage('manage.py', 'migrate');
    server.pathname = database;
    await seed(server.toString());
  }
  const minted = JSON.parse(await manage('mint.py', String(people))) as { token: string }[];
  const tokens = new Map(minted.map(({ token }, index) => [index + 1, token]));

  const started: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(started.map(stopProcess));
  };
  const start = (command: string, args: string[], more: Record<string, string> = {}): number => {
    const child = startProcess(command, args, { cwd: folder, env: { ...env, ...more } });
    started.push(child);
    return child.pid!;
  };
  const serve = async (onPort: number, more: Record<string, string>): Promise<Stack> => {
    const address = `127.0.0.1:${onPort}`;
    const command = `-m gunicorn -w 3 -k sync --log-level error -b ${address} tms.wsgi:application`;
    const pid = start(python, command.split(' '), more);
    await waitFor(`http://${address}/api/courses/`, tokens.get(firstLearner));
    return { url: `http://${address}`, roots: [pid] };
  };
  try {
    const plain = await serve(port, {});
    let cached: Stack | null = null;
    if (await run('redis-server', ['--version']).catch(() => null)) {
      const redis = start('redis-server', ['--port', String(redisPort), '--save', '', '--bind', '127.0.0.1']);
      const served = await serve(cachedPort, { DRF_CACHE: '1' });
      cached = { url: served.url, roots: [...served.roots, redis] };
    }
    return { tokens, plain, cached, enrollMany: (n) => enrollMany(manage, n), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns false when a kept data folder has it already */
async function createDatabase(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount) return false;
    await client.query(`create database ${database}`);
    return true;
  } finally {
    await client.end();
  }
}

/** The seed is written for psql: its commands go, and statements run one by one, because VACUUM wants to be alone. */
async function seed(connectionString: string): Promise<void> {
  const text = (await readFile(path.join(folder, 'seed.sql'), 'utf8')).replace(/^\\.*$/gm, '');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (const statement of text.split(/;\s*$/m)) if (statement.trim()) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function enrollMany(manage: (...args: string[]) => Promise<string>, n: number): Promise<number> {
  const course = bulkCourse(n);
  const people = bulkPeople(course);
  const code = `C${String(course).padStart(5, '0')}`;
  const said = await manage(
    'manage.py',
    'bulk_enrol',
    code,
    String(people[0]),
    String(people[people.length - 1]),
  );
  const [, count, seconds] = /enrolled (\d+) in ([\d.]+)s/.exec(said) ?? [];
  if (Number(count) !== people.length) throw new Error(`Django enrolled ${count ?? 'nobody'}: ${said}`);
  return Number(seconds);
}

/** Number of a thing, from its id in our data set; Django's ids of questions and choices are these numbers. */
const numberOf = (id: string): number => Number.parseInt(id.slice(-12), 16);

type QuizBody = { quiz_id: string; answers: { question_id: string; choice_id: string }[] };

/** The peer's request for ours, by our endpoint. What is not here the peer does not offer. */
const translations: Record<string, (request: BenchRequest) => BenchRequest> = {
  'catalog.listCourses': (request) => request,
  'catalog.getOutline': (request) => ({ ...request, url: request.url.replace('/outline/', '/') }),
  'enrollment.getDashboard': (request) => request,
  'notifications.listNotifications': (request) => ({ ...request, url: '/api/notifications/' }),
  'enrollment.enrollInCourse': (request) => request,
  'enrollment.recordProgress': (request) => ({
    ...request,
    url: `/api/lessons/${(request.body as { lesson_id: string }).lesson_id}/complete/`,
    body: {},
  }),
  'assessment.createSubmission': (request) => {
    const { quiz_id, answers } = request.body as QuizBody;
    return {
      ...request,
      url: `/api/quizzes/${quiz_id}/submit/`,
      body: {
        answers: Object.fromEntries(
          answers.map((one) => [numberOf(one.question_id), numberOf(one.choice_id)]),
        ),
      },
    };
  },
};
export const translationOf = (endpoint: string) => translations[endpoint];
