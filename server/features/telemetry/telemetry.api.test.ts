/** Reports of browsers: taken from everybody within limits, kept without people, told to administrators (L-119, L-137). */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { startProduct } from '#server/testing/product.ts';
import { forgetBefore, mostErrors, mostRoutesPerDay } from './reports.sql.ts';
import { keptDays } from './telemetry.jobs.ts';

const product = await startProduct({ TRUST_PROXY: '1' });
const admin = await product.signIn('admin');
const learner = await product.signIn('learner');
const { anonymous } = product;
const { db } = product.runtime;
const day = 86_400_000;

const base = { version: '0.1.0', device: 'desktop' };
const anError = (message: string, more: object = {}) => ({
  kind: 'error',
  route: '/courses/$course_id',
  message,
  stack: `Error: ${message}\n    at draw (https://learn.example/assets/CoursePage-a1B2c3D4.js:1:2)`,
  ...more,
});
const send = (report: object, client = anonymous, ip = '192.0.2.1') =>
  client.post('/api/client-reports/', { ...base, ...report }, { 'x-forwarded-for': ip });
const errorsWith = async (search: string) =>
  (await admin.get(`/api/admin/client-errors/?search=${encodeURIComponent(search)}`)).body.results;

describe('an error in a browser', () => {
  it('is one row however often it comes, counted by day, without what people typed', async () => {
    expect((await send({ errors: [anError('Broken for anna@example.test with "hunter2"')] })).status).toBe(
      204,
    );
    await send(
      { errors: [anError('Broken for berta@example.test with "opensesame"', { count: 4 })] },
      learner,
    );
    const [row, ...others] = await errorsWith('Broken for');
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      message: 'Broken for <e-mail> with "…"',
      count: 5,
      route: '/courses/$course_id',
    });
    expect(row.by_day).toHaveLength(14);
    expect(row.by_day.at(-1).count).toBe(5);
    const kept = JSON.stringify(await db.rows(sql`select * from client_errors`));
    for (const secret of ['anna', 'berta', 'hunter2', 'opensesame', learner.user_id, '192.0.2.1'])
      expect(kept).not.toContain(secret);
  });

  it('is solved by an administrator, stays so in its version, and opens again in another', async () => {
    await send({ errors: [anError('Comes back')] });
    const [{ fingerprint }] = await errorsWith('Comes back');
    const address = `/api/admin/client-errors/${fingerprint}/`;
    expect((await admin.put(address, { is_solved: true })).body.solved_at).not.toBeNull();
    await send({ errors: [anError('Comes back')] });
    expect((await errorsWith('Comes back'))[0].solved_at).not.toBeNull();
    await send({ version: '0.2.0', errors: [anError('Comes back')] });
    expect((await errorsWith('Comes back'))[0]).toMatchObject({
      solved_at: null,
      version: '0.2.0',
      count: 3,
    });
    expect((await admin.put(`/api/admin/client-errors/${'0'.repeat(32)}/`, { is_solved: true })).status).toBe(
      404,
    );
  });

  it('is shown to administrators only', async () => {
    for (const url of ['/api/admin/client-errors/', '/api/admin/usage/']) {
      expect((await learner.get(url)).status).toBe(403);
      expect((await anonymous.get(url)).status).toBe(401);
    }
  });
});

describe('limits', () => {
  it.each([
    ['an id in the page', { views: [{ route: '/courses/0199aaaa-0000' }] }],
    ['a query in the page', { views: [{ route: '/search?q=hunter' }] }],
    ['a page that is too long', { views: [{ route: `/${'a'.repeat(100)}` }] }],
    ['too many errors', { errors: Array.from({ length: 11 }, () => anError('x')) }],
    ['a stack that is too long', { errors: [anError('x', { stack: 'y'.repeat(5000) })] }],
    ['a NUL', { errors: [anError('a\u0000b')] }],
    ['an unknown measure', { vitals: [{ route: '/', vital: 'fid', value: 1 }] }],
    ['a negative measure', { vitals: [{ route: '/', vital: 'lcp', value: -1 }] }],
    ['a field of its own', { who: 'me' }],
    ['a version that is a text', { version: 'x'.repeat(50) }],
  ])('refuses %s as bad input', async (_what, report) => {
    const { status, body } = await send(report);
    expect(status).toBe(400);
    expect(body.code).toBe('input.invalid');
  });

  it('hold one address to a number a minute, and let others through', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 31; count++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => send({}, anonymous, '192.0.2.9')));
      for (const { status } of answers) statuses.add(status);
    }
    expect(statuses).toEqual(new Set([204, 429]));
    const refused = await send({}, anonymous, '192.0.2.9');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send({}, anonymous, '192.0.2.10')).status).toBe(204);
  });

  it('keep the tables small, whatever is sent', async () => {
    await db.run(sql`
      insert into client_errors (fingerprint, kind, message, stack, route, version, count, first_seen_at, last_seen_at)
      select md5(n::text), 'error', 'filler ' || n, '', '/', '0', 1, now(), now() from generate_series(1, ${mostErrors}::int) n`);
    await send({ errors: [anError('One too many')] });
    expect(await errorsWith('One too many')).toEqual([]);
    await db.run(sql`delete from client_errors where message like 'filler%'`);
    const letters = (n: number) => n.toString().replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!);
    for (let first = 0; first < mostRoutesPerDay + 50; first += 50)
      await send({ views: Array.from({ length: 50 }, (_, n) => ({ route: `/many/${letters(first + n)}` })) });
    const { routes } = await db.one<{ routes: number }>(
      sql`select count(distinct route)::int as routes from client_view_days where route like '/many/%'`,
    );
    expect(routes).toBeLessThanOrEqual(mostRoutesPerDay);
    expect((await send({ views: [{ route: '/many/a' }] })).status).toBe(204);
    await db.run(sql`delete from client_view_days where route like '/many/%'`);
  });

  it('forget what is older than 90 days', async () => {
    await send({ errors: [anError('Long ago')], views: [{ route: '/long/ago' }] });
    const later = new Date(product.ctx().now.getTime() + (keptDays + 1) * day);
    expect(await forgetBefore(db, new Date(later.getTime() - 2 * day), keptDays)).toBe(0);
    expect(await forgetBefore(db, later, keptDays)).toBeGreaterThan(1);
    expect(await errorsWith('Long ago')).toEqual([]);
  });
});

describe('many browsers at once', () => {
  it('lose no count and do not wait for each other in a circle', async () => {
    const routes = ['/catalog', '/learning', '/skills'];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        send(
          { views: [...routes.slice(n % 3), ...routes.slice(0, n % 3)].map((route) => ({ route })) },
          learner,
          `198.51.100.${n}`,
        ),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    const rows = await db.rows(
      sql`select route, sum(views)::int as views from client_view_days where role = 'learner' and route = any(${routes}::text[]) group by 1 order by 1`,
    );
    expect(rows).toEqual(routes.toSorted().map((route) => ({ route, views: 60 })));
  });
});

describe('usage', () => {
  it('says who is active, what is looked at by whom and on what, and how far people come', async () => {
    const trainer = await product.signIn('trainer');
    const { body: course } = await trainer.post('/api/courses/', { title: 'Usage', description: 'Of it' });
    await trainer.post('/api/lessons/', { course_id: course.id, title: 'One', content: '<p>1</p>' });
    await trainer.post(`/api/courses/${course.id}/publish/`);
    await learner.post(`/api/courses/${course.id}/enroll/`);
    await product.settle();
    await send({ device: 'phone', views: [{ route: '/usage', count: 3 }] }, learner);
    await send({ views: [{ route: '/usage', count: 2 }] });
    await send({
      vitals: Array.from({ length: 20 }, (_, n) => ({ route: '/usage', vital: 'lcp', value: (n + 1) * 100 })),
    });
    const { status, body } = await admin.get('/api/admin/usage/?days=7');
    expect(status).toBe(200);
    expect(body.by_day).toHaveLength(7);
    expect(body.active_people).toBeGreaterThan(0);
    expect(body.by_day.at(-1)).toMatchObject({ people: expect.any(Number) });
    expect(body.routes).toContainEqual({ route: '/usage', views: 5 });
    expect(body.roles.map(({ role }: { role: string }) => role)).toEqual(
      expect.arrayContaining(['learner', 'visitor']),
    );
    expect(body.devices.map(({ device }: { device: string }) => device)).toContain('phone');
    expect(body.funnel).toEqual({ enrolled: 1, started: 0, completed: 0 });
    const lcp = body.vitals.find((one: { route: string }) => one.route === '/usage');
    expect(lcp).toMatchObject({ vital: 'lcp', visits: 20 });
    expect(lcp.p75).toBeGreaterThan(1350);
    expect(lcp.p75).toBeLessThan(1650);
  });
});
