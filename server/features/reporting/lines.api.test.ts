/** Reporting lines: who stands above whom, strictly and to the moment. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { inLine, mayLead, reportingRelation } from './index.ts';
import { leads } from './reporting.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;

beforeAll(async () => {
  admin = await product.signIn('admin');
});

const people = (count: number) => Promise.all(Array.from({ length: count }, () => product.signIn('learner')));

/** A context of this person, at the product's clock. */
const as = (client: Client, role: 'learner' | 'manager' | 'admin' = 'learner'): Ctx => ({
  ...product.ctx(),
  actor: { kind: 'user', user_id: client.user_id, login_session_id: newId(), role, roles: [role] },
});

const setManager = (person: Client, managerId: string | null, by = admin) =>
  by.put(`/api/users/${person.user_id}/manager/`, { manager_id: managerId });

const linesOf = (person: Client) =>
  db.rows<{ manager_id: string; valid_until: string | null }>(
    sql`select manager_id, valid_until from reporting_lines where user_id = ${person.user_id} order by valid_from, id`,
  );

describe('whom a manager stands above', () => {
  it('is their own line, direct and indirect, and nobody of another manager', async () => {
    const [top, left, right, under, other] = (await people(5)) as [Client, Client, Client, Client, Client];
    await leads(admin, top, left, right);
    await leads(admin, left, under);
    await leads(admin, right, other);
    const sees = async (who: Client) => {
      const rows = await db.rows<{ user_id: string }>(
        sql`select x.user_id from v_identity_people x where ${inLine(as(who), sql`x.user_id`)}`,
      );
      return rows.map((row) => row.user_id).toSorted();
    };
    const ids = (...some: Client[]) => some.map((one) => one.user_id).toSorted();
    expect(await sees(top)).toEqual(ids(left, right, under, other));
    expect(await sees(left)).toEqual(ids(under));
    expect(await sees(right)).toEqual(ids(other));
    expect(await sees(under)).toEqual([]);
    expect(await reportingRelation(as(top), other.user_id)).toBe('manager');
    expect(await reportingRelation(as(left), other.user_id)).toBeNull();
    expect(await reportingRelation(as(under), top.user_id)).toBeNull();
    expect(await reportingRelation(as(top), top.user_id)).toBe('self');
    expect(await mayLead(as(top), top.user_id)).toBe(false);
    expect(await reportingRelation(as(top), newId())).toBeNull();
  });

  it('is nobody for the role manager alone, and everybody for administrators', async () => {
    const [person] = (await people(1)) as [Client];
    const byRole = await product.signIn('manager');
    expect(await reportingRelation(as(byRole, 'manager'), person.user_id)).toBeNull();
    expect(await reportingRelation(as(admin, 'admin'), person.user_id)).toBe('admin');
    expect(await mayLead(as(admin, 'admin'), admin.user_id)).toBe(false);
    expect((await byRole.get(`/api/users/${person.user_id}/manager/`)).status).toBe(404);
  });

  it('changes the moment the line does: the old manager is out, the new one in', async () => {
    const [old, next, person] = (await people(3)) as [Client, Client, Client];
    await leads(admin, old, person);
    const url = `/api/users/${person.user_id}/manager/`;
    expect((await old.get(url)).status).toBe(200);
    await leads(admin, next, person);
    expect((await old.get(url)).status).toBe(404);
    expect((await next.get(url)).body).toMatchObject({ manager: { id: next.user_id }, can: [] });
    await setManager(person, null);
    expect((await next.get(url)).status).toBe(404);
    expect((await person.get(url)).body).toMatchObject({ manager: null, since: null });
  });

  it('passes through a manager whose account is closed', async () => {
    const [top, middle, person] = (await people(3)) as [Client, Client, Client];
    await leads(admin, top, middle);
    await leads(admin, middle, person);
    expect((await admin.patch(`/api/users/${middle.user_id}/`, { is_active: false })).status).toBe(200);
    expect((await middle.get(`/api/users/${person.user_id}/manager/`)).status).toBe(401);
    expect(await reportingRelation(as(top), person.user_id)).toBe('manager');
  });
});

describe('acting for a manager', () => {
  const day = 86_400_000;
  const inDays = (days: number) => new Date(product.ctx().now.getTime() + days * day).toISOString();
  const stand = (manager: Client, acting: Client, from: string, until: string, by = admin) =>
    by.post('/api/acting-managers/', {
      manager_id: manager.user_id,
      acting_id: acting.user_id,
      valid_from: from,
      valid_until: until,
    });

  it('gives the whole line from its first instant until, and not at, its end', async () => {
    const [manager, acting, person, below] = (await people(4)) as [Client, Client, Client, Client];
    await leads(admin, manager, person);
    await leads(admin, person, below);
    const made = await stand(manager, acting, inDays(1), inDays(3));
    expect([made.status, made.body.can]).toEqual([201, ['end']]);
    const at = async (instant: string) =>
      reportingRelation({ ...as(acting), now: new Date(instant) }, below.user_id);
    const { valid_from: from, valid_until: until } = made.body as { valid_from: string; valid_until: string };
    const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
    expect(await Promise.all([before(from), from, before(until), until].map(at))).toEqual([
      null,
      'acting_manager',
      'acting_manager',
      null,
    ]);
    expect(await reportingRelation({ ...as(acting), now: new Date(from) }, manager.user_id)).toBeNull();
  });

  it('is not passed on to whoever acts for the stand-in', async () => {
    const [manager, acting, third, person] = (await people(4)) as [Client, Client, Client, Client];
    await leads(admin, manager, person);
    await stand(manager, acting, inDays(0), inDays(5));
    await stand(acting, third, inDays(0), inDays(5));
    expect(await reportingRelation(as(acting), person.user_id)).toBe('acting_manager');
    expect(await reportingRelation(as(third), person.user_id)).toBeNull();
  });

  it('counts as a manager for whoever is both', async () => {
    const [top, manager, person] = (await people(3)) as [Client, Client, Client];
    await leads(admin, top, manager);
    await leads(admin, manager, person);
    await stand(manager, top, inDays(0), inDays(5));
    expect(await reportingRelation(as(top), person.user_id)).toBe('manager');
  });

  it('is ended at once by the manager or an administrator, not by the stand-in, and strangers do not see it', async () => {
    const [manager, acting, person, stranger] = (await people(4)) as [Client, Client, Client, Client];
    await leads(admin, manager, person);
    const { body } = await stand(manager, acting, inDays(0), inDays(5));
    const url = `/api/acting-managers/${body.id}/`;
    expect((await stranger.get('/api/acting-managers/')).body.count).toBe(0);
    expect((await acting.get('/api/acting-managers/')).body.results[0]).toMatchObject({
      id: body.id,
      can: [],
    });
    expect([(await stranger.delete(url)).status, (await acting.delete(url)).status]).toEqual([404, 403]);
    expect((await manager.delete(url)).status).toBe(204);
    expect(await reportingRelation(as(acting), person.user_id)).toBeNull();
    expect((await manager.delete(url)).status).toBe(204);
  });

  it('refuses times that make no sense, people who are not there, and the same stand-in twice at once', async () => {
    const [manager, acting] = (await people(2)) as [Client, Client];
    const paths = async (answer: ReturnType<typeof stand>) => {
      const { status, body } = await answer;
      return `${status} ${body.errors[0]?.path}`;
    };
    expect(await paths(stand(manager, manager, inDays(0), inDays(1)))).toBe('400 acting_id');
    expect(await paths(stand(manager, acting, inDays(2), inDays(1)))).toBe('400 valid_until');
    expect(await paths(stand(manager, acting, inDays(-3), inDays(-1)))).toBe('400 valid_until');
    expect(await paths(stand(manager, { ...acting, user_id: newId() }, inDays(0), inDays(1)))).toBe(
      '400 acting_id',
    );
    expect((await stand(manager, acting, inDays(0), inDays(4))).status).toBe(201);
    const twice = await Promise.all(
      [1, 2].map((late) => stand(manager, acting, inDays(3), inDays(4 + late))),
    );
    expect(twice.map((answer) => `${answer.status} ${answer.body.code}`)).toEqual([
      '409 record.conflict',
      '409 record.conflict',
    ]);
    expect((await stand(manager, acting, inDays(0), inDays(1), manager)).status).toBe(403);
  });
});

describe('PUT /api/users/:id/manager/', () => {
  it('ends the old line and begins the new one at the same instant, tells both, and keeps the history', async () => {
    const [june, july, person] = (await people(3)) as [Client, Client, Client];
    await leads(admin, june, person);
    const asked = product.ctx().now.toISOString();
    product.travel(30 * 86_400_000);
    const fresh = await product.signIn('admin');
    // The session of the first one ended while time went by.
    admin = fresh;
    const { body } = await setManager(person, july.user_id, fresh);
    expect(body.history).toHaveLength(2);
    expect(body.history[1].valid_until).toBe(body.history[0].valid_from);
    expect(body).toMatchObject({
      manager: { id: july.user_id },
      since: body.history[0].valid_from,
      can: ['change'],
    });
    const then = await fresh.get(`/api/users/${person.user_id}/manager/?at=${asked}`);
    expect(then.body.manager.id).toBe(june.user_id);
    const facts = await db.rows<{ payload: object }>(
      sql`select payload from facts where name = 'manager.changed' and payload->>'user_id' = ${person.user_id} order by id`,
    );
    expect(facts.at(-1)!.payload).toEqual({
      user_id: person.user_id,
      manager_id: july.user_id,
      previous_manager_id: june.user_id,
    });
    const history = await db.rows(
      sql`select actor_id from record_history where record_type = 'reporting_lines' and record_id = ${person.user_id} and actor_id = ${fresh.user_id}`,
    );
    expect(history.length).toBe(2);
  });

  it('changes nothing when the manager is the same', async () => {
    const [manager, person] = (await people(2)) as [Client, Client];
    await leads(admin, manager, person);
    await leads(admin, manager, person);
    expect(await linesOf(person)).toHaveLength(1);
  });

  it('refuses rings of any length, oneself, strangers and closed accounts', async () => {
    const [a, b, c] = (await people(3)) as [Client, Client, Client];
    await leads(admin, a, b);
    await leads(admin, b, c);
    const ring = await setManager(a, c.user_id);
    expect([ring.status, ring.body.code, ring.body.errors[0].path]).toEqual([
      422,
      'reporting.ring',
      'manager_id',
    ]);
    expect(await linesOf(a)).toEqual([]);
    expect((await setManager(a, a.user_id)).body.errors[0].code).toBe('self');
    expect((await setManager(a, newId())).body.errors[0].code).toBe('not_found');
    expect((await admin.put(`/api/users/${newId()}/manager/`, { manager_id: a.user_id })).status).toBe(404);
    await admin.patch(`/api/users/${c.user_id}/`, { is_active: false });
    expect((await setManager(a, c.user_id)).body.errors[0].code).toBe('inactive');
    for (const role of ['learner', 'manager', 'trainer'] as const)
      expect((await setManager(a, null, await product.signIn(role))).status).toBe(403);
  });

  it('lets two changes at once never close a ring', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = (await people(2)) as [Client, Client];
      const answers = await Promise.all([setManager(a, b.user_id), setManager(b, a.user_id)]);
      expect(answers.map((one) => one.status).toSorted()).toEqual([200, 422]);
    }
  });

  it('leaves one line when twenty are set at once', async () => {
    const [person, ...managers] = (await people(11)) as [Client, ...Client[]];
    const answers = await Promise.all(
      [...managers, ...managers].map((one) => setManager(person, one.user_id)),
    );
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([200]));
    expect((await linesOf(person)).filter((line) => line.valid_until === null)).toHaveLength(1);
  });
});

describe('GET /api/auth/session/', () => {
  it('says whether somebody leads: now, through a stand-in, and not any more', async () => {
    const [manager, person, acting] = (await people(3)) as [Client, Client, Client];
    const leading = async (who: Client) => (await who.get('/api/auth/session/')).body.leads;
    expect(await leading(manager)).toBe(false);
    await leads(admin, manager, person);
    expect([await leading(manager), await leading(person)]).toEqual([true, false]);
    const now = product.ctx().now.getTime();
    await admin.post('/api/acting-managers/', {
      manager_id: manager.user_id,
      acting_id: acting.user_id,
      valid_from: new Date(now).toISOString(),
      valid_until: new Date(now + 60_000).toISOString(),
    });
    expect(await leading(acting)).toBe(true);
    await setManager(person, null);
    expect([await leading(manager), await leading(acting)]).toEqual([false, false]);
  });
});
