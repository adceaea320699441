/** What becomes of statements when the database is slow, contended or silent. */
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { cloneDatabase } from '#server/testing/database.ts';
import { Database, isUnavailable } from './database.ts';
import { sql } from './sql.ts';

const { connection_string, drop } = await cloneDatabase(inject('admin_url'));
const db = new Database({
  connection_string,
  pool_size: 6,
  lock_timeout_seconds: 1,
  statement_timeout_seconds: 3,
});
await db.run(sql`create table counters (id int primary key, n int not null)`);
await db.run(sql`insert into counters values (1, 0), (2, 0)`);
afterAll(async () => {
  await db.close();
  await drop();
});

const failureOf = (work: Promise<unknown>): Promise<Error & { code?: string }> =>
  work.then(
    () => new Error('It did not fail'),
    (error: Error) => error,
  );

/** Between us and the server: passes everything on until it is told to swallow it, as a dead network does. */
async function silentAtWill() {
  const target = new URL(connection_string);
  const real = Number(target.port);
  const state = { silent: false };
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(real, target.hostname);
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from);
      from.on('data', (part) => state.silent || to.write(part));
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  target.port = String((server.address() as { port: number }).port);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: target.toString(), state };
}

describe('a statement that cannot be done now', () => {
  it('on a row that somebody else holds, it is given up within the lock timeout and can be tried later', async () => {
    const held = db.transaction(async (tx) => {
      await tx.run(sql`update counters set n = n + 1 where id = 1`);
      const failure = await failureOf(db.run(sql`update counters set n = n + 1 where id = 1`));
      expect(failure.code).toBe('55P03');
      expect(isUnavailable(failure)).toBe(true);
    });
    await held;
    expect(await db.run(sql`update counters set n = n + 1 where id = 1`)).toBe(1);
  });

  it('that takes too long is cut off by the server and can be tried later', async () => {
    const failure = await failureOf(db.run(sql`select pg_sleep(10)`));
    expect(failure.code).toBe('57014');
    expect(isUnavailable(failure)).toBe(true);
  });

  it('when two stand in each other’s way, both are done all the same, also outside a transaction', async () => {
    const before = await db.one<{ n: number }>(sql`select sum(n)::int as n from counters`);
    // Opposite orders, with a pause between the rows: one of them is chosen as the victim and repeated.
    const upwards = sql`do $$ begin update counters set n = n + 1 where id = 1; perform pg_sleep(0.3); update counters set n = n + 1 where id = 2; end $$`;
    const downwards = sql`do $$ begin update counters set n = n + 1 where id = 2; perform pg_sleep(0.3); update counters set n = n + 1 where id = 1; end $$`;
    // The lock timeout would otherwise be faster than the search for deadlocks, which begins after a second.
    const patient = new Database({ connection_string, pool_size: 2, lock_timeout_seconds: 5 });
    onTestFinished(() => patient.close());
    await Promise.all([patient.run(upwards), patient.run(downwards)]);
    const after = await db.one<{ n: number }>(sql`select sum(n)::int as n from counters`);
    expect(after.n - before.n).toBe(4);
  });

  it('a refused statement does not cost its connection', async () => {
    const { pid } = await db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await failureOf(db.run(sql`insert into counters values (1, 0)`));
    expect((await db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)).pid).toBe(pid);
  });
});

describe('a server that hangs', () => {
  it('everybody is told within five seconds, whoever comes then at once, and afterwards all is well', async () => {
    const { url, state } = await silentAtWill();
    const cut = new Database({ connection_string: url, pool_size: 4 });
    onTestFinished(() => cut.close());
    await cut.one(sql`select 1 as one`);
    state.silent = true;
    const startedAt = performance.now();
    const inTransaction = cut.transaction((tx) => tx.one(sql`select 1 as one`));
    const failures = await Promise.all(
      [
        cut.one(sql`select 1 as one`),
        inTransaction,
        ...Array.from({ length: 20 }, () => cut.run(sql`select 1`)),
      ].map(failureOf),
    );
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(failures.filter((failure) => !isUnavailable(failure))).toEqual([]);
    const secondStart = performance.now();
    expect(isUnavailable(await failureOf(cut.one(sql`select 1 as one`)))).toBe(true);
    expect(performance.now() - secondStart).toBeLessThan(1000);
    state.silent = false;
    await expect
      .poll(() => cut.one(sql`select 1 as one`).catch(() => null), { timeout: 5000, interval: 100 })
      .toEqual({ one: 1 });
  });

  it('is not what a long statement is', async () => {
    const slow = new Database({ connection_string, pool_size: 2 });
    onTestFinished(() => slow.close());
    expect(await slow.run(sql`select pg_sleep(4)`)).toBe(1);
  });

  it('lets no more wait than can be served in a moment', async () => {
    const small = new Database({ connection_string, pool_size: 1 });
    onTestFinished(() => small.close());
    const all = Array.from({ length: 100 }, () => small.run(sql`select pg_sleep(0.01)`));
    const results = await Promise.allSettled(all);
    const refused = results.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeGreaterThan(50);
    expect(refused.every((one) => isUnavailable((one as PromiseRejectedResult).reason))).toBe(true);
    expect(results.filter((one) => one.status === 'fulfilled').length).toBeGreaterThan(25);
  });
});
