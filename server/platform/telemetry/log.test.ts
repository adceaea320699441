/** Nothing that a log line carries along may give a person or a secret away (16.2.5, S14). */
import pg from 'pg';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import * as z from 'zod';
import { cloneDatabase } from '#server/testing/database.ts';
import type { Ctx } from '../context.ts';
import { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { AppError } from '../errors.ts';
import { enqueue, job, startJobs } from '../jobs/jobs.ts';
import { createLogger } from './log.ts';

const lines: string[] = [];
const log = createLogger('debug', { write: (line) => void lines.push(line) });
const lastLine = () => JSON.parse(lines.at(-1) ?? '{}');
const failureOf = async (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.fail('It should have failed'),
    (error: Error) => error,
  );

const { connection_string, drop } = await cloneDatabase(inject('admin_url'));
const password = new URL(connection_string).password || 'no-password-set';
const lost: Error[] = [];
const db = new Database({ connection_string, pool_size: 5, on_error: (error) => lost.push(error) });
afterAll(async () => {
  await db.close();
  await drop();
});

const secret = 'hunter2@private.test';

describe('a database error in the log', () => {
  it('names the constraint and its place in our code, not the row', async () => {
    await db.run(sql`create table people (email text constraint people_email_key unique)`);
    await db.run(sql`insert into people values (${secret})`);
    const error = await failureOf(db.run(sql`insert into people values (${secret})`));
    expect(JSON.stringify(error)).toContain(secret);
    log.error({ err: error, request_id: 'r1' }, 'request failed');
    expect(lines.at(-1)).not.toContain(secret);
    expect(lastLine()).toMatchObject({
      message: 'request failed',
      'http.request.id': 'r1',
      'error.type': 'DatabaseError',
      'error.message': 'duplicate key value violates unique constraint "people_email_key"',
      'error.code': '23505',
      'error.stack_trace': expect.stringContaining('database.ts'),
      'lyceum.error': { table: 'people', constraint: 'people_email_key' },
    });
  });

  it.each([
    ['syntax for type uuid: "…"', (value: string) => sql`select ${value}::uuid`],
    ['syntax for type bigint: "…"', (value: string) => sql`select ${`1\n    at ${value}`}::text::bigint`],
    ['syntax for type json', (value: string) => sql`select ${`["${value}`}::jsonb`],
    ['syntax for type inet: "…"', (value: string) => sql`select ${`${value}" in "quotes`}::inet`],
  ])('leaves out the value in %s', async (words, query) => {
    const error = await failureOf(db.rows(query(secret)));
    log.error({ err: new AppError('internal', { cause: error }) }, 'request failed');
    expect(lines.at(-1)).not.toContain(secret);
    expect(lastLine()).toMatchObject({
      'error.type': 'AppError',
      'lyceum.error': {
        cause: { code: expect.stringMatching(/^22/), message: expect.stringContaining(words) },
      },
    });
  });

  it('leaves out the connection that an idle client’s error carries along', async () => {
    const { pid } = await db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    const other = new pg.Client({ connectionString: connection_string });
    await other.connect();
    await other.query('select pg_terminate_backend($1)', [pid]);
    await other.end();
    await vi.waitFor(() => expect(lost.some((error) => 'client' in error)).toBe(true), 5000);
    log.warn({ err: lost.find((error) => 'client' in error) }, 'database connection lost');
    expect(Object.keys(lastLine()['lyceum.error'] ?? {}).toSorted()).toEqual(
      expect.not.arrayContaining(['client', 'connection', 'parameters']),
    );
    expect(lines.at(-1)).not.toContain(password);
    expect(lines.at(-1)?.length).toBeLessThan(3000);
  });

  it('keeps the errors of a failed connection attempt and hides the password of the address', async () => {
    const address = 'postgres://lyceum:s3cr3t-pass@127.0.0.1:1/lyceum';
    const causes = [new Error(`connect to ${address} refused`)];
    log.error({ err: new AggregateError(causes, 'No address works') }, `cannot reach ${address}`);
    expect(lines.at(-1)).not.toContain('s3cr3t-pass');
    expect(lastLine()).toMatchObject({
      message: 'cannot reach postgres://lyceum:[hidden]@127.0.0.1:1/lyceum',
      'error.type': 'AggregateError',
      'lyceum.error': { errors: [{ message: expect.stringContaining('refused') }] },
    });
  });

  it('is still written for an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    log.error(error);
    expect(lastLine()).toMatchObject({
      'error.message': 'round',
      'lyceum.error': { cause: { message: 'round' } },
    });
  });
});

describe('a request in the log', () => {
  it('shows no token, cookie or password, at any depth', () => {
    const body = { email: 'a@b.test', password: secret, newPassword: secret, items: [{ token: secret }] };
    const headers = {
      authorization: `Bearer ${secret}`,
      cookie: `lyceum_access=${secret}`,
      'set-cookie': [secret],
      'x-csrf-token': secret,
      'user-agent': 'Firefox',
    };
    log.info(
      { request: { raw: { headers }, body, refresh: secret, access_token: secret }, headers },
      'request',
    );
    log.child({ cookie: secret }).info({}, `sent with Bearer ${secret}`);
    expect(lines.slice(-2).join('')).not.toContain('hunter2');
    expect(JSON.parse(lines.at(-2) ?? '{}')).toMatchObject({
      'lyceum.headers': { authorization: '[hidden]', cookie: '[hidden]', 'user-agent': 'Firefox' },
      'lyceum.request': { body: { email: 'a@b.test' } },
    });
  });

  it('is not written out when it is an object of a library', () => {
    class Connection {
      readonly peer = secret;
    }
    log.info({ request: new Connection(), url: new URL(`https://x.test/?token=${secret}`) }, 'request');
    expect(lastLine()).toMatchObject({ 'lyceum.request': '[Connection]', 'lyceum.url': '[URL]' });
  });
});

it('a failed job is logged with its error, not with its payload or the values of its queries', async () => {
  const work = job({
    name: 'test.fails',
    payload: z.object({ address: z.string() }),
    run: (_ctx, { address }) => db.rows(sql`select ${address}::uuid`).then(() => undefined),
  });
  const before = lines.length;
  const worker = await startJobs({ db, jobs: [work], systemCtx: (db) => ({ db }) as Ctx, log });
  await enqueue(db, work, { address: secret });
  const written = () => lines.slice(before).map((line) => JSON.parse(line));
  const failed = { 'lyceum.task': 'test:fails', 'lyceum.attempts': 1, 'error.code': '22P02' };
  try {
    await vi.waitFor(
      () => expect(written()).toContainEqual(expect.objectContaining({ message: 'job failed' })),
      5000,
    );
    expect(written().find((line) => line.message === 'job failed')).toMatchObject(failed);
    expect(lines.slice(before).join('')).not.toContain(secret);
  } finally {
    await worker.stop();
  }
});
