/** Health over HTTP: probes for machines, a report for administrators. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Product, startProduct } from '#server/testing/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});

describe('a probe', () => {
  test('learns that the process is alive and ready, and of which revision', async () => {
    const live = await product.anonymous.get('/api/health/live/');
    expect([live.status, live.body]).toEqual([200, { status: 'ok' }]);
    const ready = await product.anonymous.get('/api/health/ready/');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ok', revision: null }]);
  });
});

describe('an administrator', () => {
  test('sees every part with its state', async () => {
    const admin = await product.signIn('admin');
    const { body } = await admin.get('/api/admin/health/');
    const states = Object.fromEntries(
      body.checks.map((check: { name: string; state: string }) => [check.name, check.state]),
    );
    expect(states).toMatchObject({
      migrations: 'ok',
      facts: 'ok',
      jobs: 'ok',
      storage: 'ok',
      realtime: 'ok',
      clock: 'ok',
      pool: 'ok',
      browsers: 'ok',
      keys: 'ok',
      mail: 'warn',
    });
    // No replica and no TLS here: nothing to look at, so nothing is said.
    expect(states).not.toHaveProperty('replica');
    expect(states).not.toHaveProperty('tls');
    expect(body.process).toEqual({
      name: expect.stringMatching(/:\d+$/),
      services: ['users', 'courses', 'calendar'],
      worker: true,
    });
    expect(body.checks.find((check: { name: string }) => check.name === 'mail').cure).toContain('SMTP_URL');
    expect(body).toMatchObject({ demo: false, version: '0.1.0' });
  });

  test('is told when a reaction was given up, with the cure', async () => {
    const admin = await product.signIn('admin');
    const factId = newId();
    await product.runtime.db.run(
      sql`insert into facts (id, name, payload, next_attempt_at) values (${factId}, 'course.changed', '{}', 'infinity')`,
    );
    const { body } = await admin.get('/api/admin/health/');
    expect(body.checks.find((check: { name: string }) => check.name === 'facts')).toMatchObject({
      state: 'fail',
      cure: expect.stringContaining('given up'),
      command: expect.stringContaining('update facts'),
    });
    const states = body.checks.map((check: { state: string }) => check.state);
    expect(states.lastIndexOf('fail')).toBeLessThan(states.indexOf('ok'));
    await product.runtime.db.run(sql`delete from facts where id = ${factId}`);
  });

  test('is told that calls wait for a connection, and that browsers report an error', async () => {
    const admin = await product.signIn('admin');
    await product.anonymous.post('/api/client-reports/', {
      version: '0.1.0',
      device: 'phone',
      errors: [{ kind: 'error', route: '/', message: 'Broken', stack: '' }],
    });
    const { pool } = product.runtime.db;
    const held = await Promise.all(Array.from({ length: 9 }, () => pool.connect()));
    const waiting = Array.from({ length: 40 }, () => product.runtime.db.run(sql`select pg_sleep(0.03)`));
    const { body } = await admin.get('/api/admin/health/');
    for (const client of held) client.release();
    await Promise.all(waiting);
    const found = (name: string) => body.checks.find((check: { name: string }) => check.name === name);
    expect(found('browsers')).toMatchObject({ state: 'warn', page: '/admin/errors' });
    expect(found('pool')).toMatchObject({ state: 'warn', cure: expect.stringContaining('DATABASE_POOL') });
  });

  test('alone may see the report', async () => {
    for (const role of ['learner', 'manager', 'trainer'] as const)
      expect((await (await product.signIn(role)).get('/api/admin/health/')).status).toBe(403);
    expect((await product.anonymous.get('/api/admin/health/')).status).toBe(401);
  });
});
