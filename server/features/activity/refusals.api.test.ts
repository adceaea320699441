/** Denials and exports of personal data are kept, whoever tries as often as they like. L-108, ASVS 16.3. */
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '#contract/endpoint.ts';
import { aPublishedCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { tellFact } from '#server/main/commands/telling.ts';
import { features } from '#server/main/features.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { Refusal } from '#server/platform/http/denials.ts';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';
import { RefusalRecorder, refusalRecorder } from './refusals.service.ts';

const product = await startProduct({ RATE_LIMIT_ADDRESS: '100000' });
const admin = await product.signIn('admin', { display_name: 'Ada Admin' });
const { db } = product.runtime;

type Row = { verb: string; ip: string; details: Record<string, unknown>; login_session_id: string | null };
const keptOf = (userId: string): Promise<Row[]> =>
  db.rows(sql`
    select verb, ip, details, login_session_id from activity
     where actor_id = ${userId} and (verb like 'access.%' or verb like '%.exported') order by id`);
const timesOf = (rows: readonly Row[]) => rows.reduce((sum, one) => sum + Number(one.details['times']), 0);

describe('a denial', () => {
  it('is kept with who, what, from where, and shown to administrators', async () => {
    const trainer = await product.signIn('trainer');
    const learner = await product.signIn('learner', { display_name: 'Lea Learner' });
    const { body: draft } = await trainer.post('/api/courses/', { title: 'Secret' });
    expect((await learner.get(`/api/courses/${draft.id}/`)).status).toBe(404);
    expect((await learner.get('/api/activity/')).status).toBe(403);
    await refusalRecorder.flush();
    const rows = await keptOf(learner.user_id);
    const withVerb = (verb: string) => rows.find((one) => one.verb === verb);
    expect(withVerb('access.not-found')).toMatchObject({
      ip: '127.0.0.1',
      details: { route: 'GET /api/courses/:id/', code: 'record.not-found', records: [draft.id] },
    });
    const denied = withVerb('access.denied');
    expect(denied?.details).toMatchObject({ route: 'GET /api/activity/', code: 'access.denied' });
    expect(denied?.login_session_id).toMatch(/^[0-9a-f-]{36}$/);
    const { body } = await admin.get(`/api/activity/?area=security&user=${learner.user_id}`);
    expect(body.results.map((one: { verb: string; ip: string }) => [one.verb, one.ip])).toEqual(
      expect.arrayContaining([
        ['access.denied', '127.0.0.1'],
        ['access.not-found', '127.0.0.1'],
      ]),
    );
  });

  it('is nothing that somebody did: hours of learning stay as they are', async () => {
    const learner = await product.signIn('learner');
    await product.settle();
    const hours = () =>
      db.rows(sql`select hour, actions from activity_hours where user_id = ${learner.user_id} order by hour`);
    const before = await hours();
    await learner.get('/api/activity/');
    await refusalRecorder.flush();
    expect(await keptOf(learner.user_id)).not.toEqual([]);
    expect(await hours()).toEqual(before);
  });

  it('is kept by itself within seconds, without anybody waiting for it', async () => {
    const learner = await product.signIn('learner');
    await learner.get('/api/activity/');
    await expect.poll(() => keptOf(learner.user_id), { timeout: 20_000 }).not.toEqual([]);
  });

  it('repeated hundreds of times is a few rows with the number', async () => {
    const learner = await product.signIn('learner');
    const asked = 120;
    for (let n = 0; n < asked; n++) await learner.get(`/api/courses/${newId()}/`);
    await refusalRecorder.flush();
    const rows = await keptOf(learner.user_id);
    // The client asks twice now and then; never less than once.
    expect(timesOf(rows)).toBeGreaterThanOrEqual(asked);
    expect(rows.length).toBeLessThan(20);
    expect(rows.every((one) => (one.details['records'] as string[]).length <= 5)).toBe(true);
  });

  it('of visitors is none, for they are asked to sign in', async () => {
    const before = await db.rows(sql`select 1 from activity where verb like 'access.%' and actor_id is null`);
    expect((await product.anonymous.get('/api/activity/')).status).toBe(401);
    expect((await product.anonymous.get(`/api/courses/${newId()}/`)).status).toBe(404);
    await refusalRecorder.flush();
    expect(
      await db.rows(sql`select 1 from activity where verb like 'access.%' and actor_id is null`),
    ).toHaveLength(before.length);
  });
});

describe('a summary', () => {
  const refusal = (more: Partial<Refusal> = {}): Refusal => ({
    db,
    log: product.ctx().log,
    actor: { kind: 'user', user_id: newId(), login_session_id: newId(), role: 'learner', roles: ['learner'] },
    at: new Date(),
    origin: { ip: '192.0.2.1', user_agent: '' },
    request_id: newId(),
    route: 'GET /api/courses/:id/',
    status: 404,
    code: 'record.not-found',
    record_id: null,
    ...more,
  });

  it('names few addresses of a person in a minute, and loses no count', async () => {
    let now = 0;
    const recorder = new RefusalRecorder(() => now);
    const one = refusal();
    for (let n = 0; n < 5000; n++) recorder.note({ ...one, route: `GET /api/${n % 50}/` });
    await recorder.tick();
    for (let n = 0; n < 5000; n++) recorder.note({ ...one, route: `GET /api/${n % 50}/` });
    await recorder.tick();
    now += 60_000;
    await recorder.tick();
    const rows = await keptOf((one.actor as { user_id: string }).user_id);
    expect(timesOf(rows)).toBe(10_000);
    // Five addresses and the rest: once at once, once when the minute was over.
    expect(rows).toHaveLength(12);
    await recorder.flush();
    expect(await keptOf((one.actor as { user_id: string }).user_id)).toHaveLength(12);
  });

  it('of guesses from a thousand networks names twenty, and counts the others together', async () => {
    const recorder = new RefusalRecorder(() => 0);
    const route = `POST /api/${newId()}/`;
    for (let n = 0; n < 1000; n++)
      recorder.note(
        refusal({
          actor: { kind: 'anonymous' },
          origin: { ip: `198.51.${n >> 8}.${n & 255}`, user_agent: '' },
          route,
          status: 429,
          code: 'rate.limited',
        }),
      );
    const since = new Date(Date.now() - 60_000);
    await recorder.flush();
    const rows = await db.rows<Row>(
      sql`select verb, details from activity where verb = 'access.limited' and occurred_at >= ${since} and (details ->> 'route' = ${route} or details ->> 'route' is null) and actor_id is null`,
    );
    expect(rows).toHaveLength(21);
    expect(timesOf(rows)).toBe(1000);
  });
});

describe('an export of personal data', () => {
  it('is kept before it leaves, with who and what', async () => {
    await aPublishedCourse(await product.signIn('trainer'), { lessons: 1 });
    expect((await admin.get('/api/reporting-lines/export/')).status).toBe(200);
    expect((await admin.get('/api/gaps/heat/export/')).status).toBe(200);
    await product.settle();
    const { body } = await admin.get(`/api/activity/?area=security&verb=data.exported`);
    const seen = body.results.map((one: { actor: { name: string }; details: unknown }) => [
      one.actor.name,
      (one.details as { what: string }).what,
    ]);
    expect(seen).toContainEqual(['Ada Admin', '/api/reporting-lines/export/']);
    expect(seen).toContainEqual(['Ada Admin', '/api/gaps/heat/export/']);
    const learner = await product.signIn('learner');
    expect((await learner.get('/api/reporting-lines/export/')).status).toBe(403);
    await product.settle();
    expect(
      await db.rows(sql`select 1 from facts where name = 'data.exported' and actor_id = ${learner.user_id}`),
    ).toEqual([]);
  });

  it('of the whole site, and a backup, is told by the command line', async () => {
    await tellFact(product.connection_string, 'site.exported', { by: 'operator', records: 7, files: 2 });
    await tellFact(product.connection_string, 'backup.made', { by: 'operator', name: 'lyceum-1' });
    await product.settle();
    const { body } = await admin.get('/api/activity/?area=security&page_size=100');
    const seen = body.results.map((one: { verb: string; details: unknown }) => [one.verb, one.details]);
    expect(seen).toContainEqual(['site.exported', { by: 'operator', records: 7, files: 2 }]);
    expect(seen).toContainEqual(['backup.made', { by: 'operator', name: 'lyceum-1' }]);
  });

  it('is declared, or known not to be one, of every endpoint that answers with a file', () => {
    const files = features
      .flatMap((feature) => feature.routes.map((route) => route.endpoint as Endpoint))
      .filter((one) => one.produces && one.produces !== 'text/event-stream');
    const others = files.filter((one) => !one.hands_out).map((one) => one.path);
    // Frameworks and profiles without people, one's own calendar, a session, files by their own rules, a certificate (kept as a look).
    expect(others.toSorted()).toMatchInlineSnapshot(`
      [
        "/api/calendar/feeds/:secret/calendar.ics",
        "/api/calendar/sessions/:id/session.ics",
        "/api/certificate-templates/:id/preview/",
        "/api/certificates/:id/credential/",
        "/api/certificates/:id/pdf/",
        "/api/files/:id/content/",
        "/api/role-profiles/export/",
        "/api/skills/export/",
      ]
    `);
    expect(files.filter((one) => one.hands_out)).toHaveLength(4);
  });
});

describe('what is kept', () => {
  it('cannot be changed or taken out; erasing a person empties only from where they came', async () => {
    const learner = await product.signIn('learner');
    await learner.get('/api/activity/');
    await refusalRecorder.flush();
    const mine = sql`actor_id = ${learner.user_id}`;
    await expect(db.run(sql`delete from activity where ${mine}`)).rejects.toThrow('append-only');
    for (const change of [
      sql`verb = 'lesson.completed'`,
      sql`details = '{}'`,
      sql`ip = '10.0.0.1'`,
      sql`actor_id = null`,
    ])
      await expect(db.run(sql`update activity set ${change} where ${mine}`)).rejects.toThrow('append-only');
    const { body: person } = await admin.get(`/api/users/${learner.user_id}/`);
    expect((await admin.post(`/api/users/${learner.user_id}/erase/`, { email: person.email })).status).toBe(
      204,
    );
    const rows = await keptOf(learner.user_id);
    expect(rows).not.toEqual([]);
    for (const one of rows) expect(one).toMatchObject({ ip: '', details: { route: 'GET /api/activity/' } });
  });
});
