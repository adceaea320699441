/** Administration of people: T-48, T-49, L-38..L-42, L-110, U-04, U-31, test plan S1..S3. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#contract/abilities.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aPerson, somePassword } from './identity.builders.ts';

const product = await startProduct();
const { anonymous } = product;
let admin: Client;
beforeAll(async () => {
  admin = await product.signIn('admin');
});
const factsOf = async (userId: string) =>
  (
    await product.runtime.db.rows<{ name: string }>(
      sql`select name from facts where payload->>'user_id' = ${userId} order by id`,
    )
  ).map((row) => row.name);

describe('who may', () => {
  const actors = ['anonymous', 'learner', 'trainer', 'manager', 'admin'] as const;
  it.each([
    ['list people', 'GET', '/api/users/', [401, 403, 200, 200, 200]],
    ['read someone', 'GET', '/api/users/:other/', [401, 404, 200, 200, 200]],
    ['read someone who is not there', 'GET', '/api/users/:nobody/', [401, 404, 404, 404, 404]],
    ['read themselves', 'GET', '/api/users/:self/', [401, 200, 200, 200, 200]],
    ['make an account', 'POST', '/api/users/', [401, 403, 403, 403, 201]],
    ['change someone', 'PATCH', '/api/users/:other/', [401, 403, 403, 403, 200]],
    ['change someone with PUT', 'PUT', '/api/users/:other/', [401, 403, 403, 403, 200]],
    ['change themselves here', 'PATCH', '/api/users/:self/', [401, 403, 403, 403, 200]],
    ['delete someone', 'DELETE', '/api/users/:other/', [401, 403, 403, 403, 204]],
    ['list departments', 'GET', '/api/departments/', [401, 200, 200, 200, 200]],
    ['list positions', 'GET', '/api/positions/', [401, 200, 200, 200, 200]],
    ['see their sessions', 'GET', '/api/auth/sessions/', [401, 200, 200, 200, 200]],
    ['see their profile', 'GET', '/api/users/profile/', [401, 200, 200, 200, 200]],
  ])('%s', async (_, method, path, expected) => {
    const statuses = await Promise.all(
      actors.map(async (role) => {
        const client = role === 'anonymous' ? anonymous : await product.signIn(role);
        const url = path
          .replace(':self', client.user_id || newId())
          .replace(':nobody', newId())
          .replace(':other', (await aPerson(product)).id);
        const body = method === 'POST' ? { email: `made-${newId()}@example.test` } : { bio: 'x' };
        const call = {
          GET: client.get,
          DELETE: client.delete,
          POST: client.post,
          PUT: client.put,
          PATCH: client.patch,
        }[method as 'GET'];
        return (
          method === 'GET' || method === 'DELETE' ? call(url) : (call as Client['post'])(url, body)
        ).then((one) => one.status);
      }),
    );
    expect(statuses).toEqual(expected);
  });
});

describe('POST /api/users/', () => {
  it('makes an account in full, ready to sign in', async () => {
    const email = `Full.${newId()}@example.test`;
    const { status, body } = await admin.post('/api/users/', {
      email,
      password: somePassword,
      display_name: 'Full',
      roles: ['trainer', 'learner'],
      department: 'Quality',
      position: 'Lead',
      phone_number: '+44 7400 123456',
      time_zone: 'Europe/London',
      language: 'en',
      bio: 'Hi',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      email,
      role: 'trainer',
      roles: ['trainer', 'learner'],
      is_instructor: true,
      is_student: true,
      department: 'Quality',
      position: 'Lead',
      phone_number: '+447400123456',
      failed_login_attempts: 0,
      can: ['update', 'delete'],
    });
    expect((await anonymous.post('/api/auth/token/', { email, password: somePassword })).status).toBe(200);
    expect(await factsOf(body.id)).toEqual(['user.created', 'session.started']);
  });

  it('makes one without a password, who cannot sign in until they set one', async () => {
    const email = `nopass.${newId()}@example.test`;
    expect((await admin.post('/api/users/', { email })).status).toBe(201);
    for (const password of ['', 'null', 'undefined', somePassword]) {
      expect((await anonymous.post('/api/auth/token/', { email, password })).status).toBeGreaterThanOrEqual(
        400,
      );
    }
  });

  it.each([
    ['email', {}],
    ['role', { email: 'a@b.test', role: 'root' }],
    ['role', { email: 'a@b.test', role: 'learner', roles: ['admin'] }],
    ['roles', { email: 'a@b.test', roles: [] }],
    ['password', { email: 'a@b.test', password: 'short' }],
    ['id', { email: 'a@b.test', id: newId() }],
    ['failed_login_attempts', { email: 'a@b.test', failed_login_attempts: 0 }],
    ['phone_number', { email: 'a@b.test', phone_number: '12' }],
  ])('refuses a bad %s by name', async (field, body) => {
    expect(await admin.post('/api/users/', body)).toMatchObject({
      status: 400,
      body: { errors: [{ path: field }] },
    });
  });

  it('refuses an e-mail that is taken, also by a deleted account', async () => {
    const gone = await aPerson(product);
    await admin.delete(`/api/users/${gone.id}/`);
    expect(await admin.post('/api/users/', { email: gone.email })).toMatchObject({
      status: 400,
      body: { code: 'account.taken' },
    });
  });
});

describe('PUT and PATCH /api/users/:id/', () => {
  it('change account and profile together, and only what is sent', async () => {
    const user = await aPerson(product, { bio: 'before' });
    const email = `changed-${newId()}@example.test`;
    const { body } = await admin.put(`/api/users/${user.id}/`, {
      email,
      role: 'trainer',
      department: 'Quality',
      phone_number: '+49 30 901820',
    });
    expect(body).toMatchObject({
      email,
      role: 'trainer',
      roles: ['trainer'],
      department: 'Quality',
      phone_number: '+4930901820',
      bio: 'before',
    });
    const history = await product.runtime.db.rows(
      sql`select role, valid_until is null as live, granted_by from role_assignments where user_id = ${user.id} order by valid_from`,
    );
    expect(history).toEqual([
      { role: 'learner', live: false, granted_by: null },
      { role: 'trainer', live: true, granted_by: admin.user_id },
    ]);
  });

  it('switch a person off and on again, with the facts once each', async () => {
    const user = await aPerson(product);
    await Promise.all([1, 2, 3].map(() => admin.patch(`/api/users/${user.id}/`, { is_active: false })));
    expect((await factsOf(user.id)).filter((name) => name === 'user.deactivated')).toHaveLength(1);
    expect(
      (await anonymous.post('/api/auth/token/', { email: user.email, password: somePassword })).status,
    ).toBe(401);
    expect((await admin.patch(`/api/users/${user.id}/`, { is_active: true })).body.is_active).toBe(true);
    expect(
      (await anonymous.post('/api/auth/token/', { email: user.email, password: somePassword })).status,
    ).toBe(200);
  });

  it('refuse a stale version, also when the person changed their own profile meanwhile', async () => {
    const person = await product.signIn('learner');
    const { body } = await admin.get(`/api/users/${person.user_id}/`);
    await person.patch('/api/users/profile/', { bio: 'mine' });
    const stale = await admin.patch(
      `/api/users/${person.user_id}/`,
      { bio: 'theirs' },
      { 'if-match': `"${body.record_version}"` },
    );
    expect(stale).toMatchObject({ status: 412, body: { code: 'record.stale' } });
    expect((await person.get('/api/users/profile/')).body.bio).toBe('mine');
  });

  it('refuse names that are taken', async () => {
    const [one, other] = [await aPerson(product), await aPerson(product)];
    expect(await admin.patch(`/api/users/${one.id}/`, { email: other.email })).toMatchObject({
      status: 400,
      body: { params: { field: 'email' } },
    });
    expect(await admin.patch(`/api/users/${one.id}/`, { username: other.username })).toMatchObject({
      status: 400,
      body: { params: { field: 'username' } },
    });
  });
});

describe('the last administrator', () => {
  it('cannot be demoted, switched off or deleted, not even by two at once', async () => {
    const alone = await startAlone();
    const [one, two] = alone.admins;
    const demotions = await Promise.all([
      one!.patch(`/api/users/${two!.user_id}/`, { role: 'learner' }),
      two!.patch(`/api/users/${one!.user_id}/`, { is_active: false }),
    ]);
    const refused = demotions.filter((answer) => answer.status === 422);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.body.code).toBe('user.last-admin');
    const left = demotions[0]?.status === 200 ? one! : two!;
    for (const change of [{ role: 'learner' as Role }, { is_active: false }]) {
      expect((await left.patch(`/api/users/${left.user_id}/`, change)).status).toBe(422);
    }
    expect((await left.delete(`/api/users/${left.user_id}/`)).status).toBe(422);
    expect((await left.patch(`/api/users/${left.user_id}/`, { roles: ['admin', 'trainer'] })).status).toBe(
      200,
    );
  });

  /** Two administrators and nobody else who is one. */
  async function startAlone() {
    const admins = [await product.signIn('admin'), await product.signIn('admin')];
    const keep = admins.map((one) => one.user_id);
    await product.runtime.db.run(
      sql`update users set is_active = false where role = 'admin' and id <> all(${keep}::uuid[])`,
    );
    return { admins };
  }
});

describe('DELETE /api/users/:id/', () => {
  it('hides the account, ends its sessions and keeps its rows', async () => {
    const last = await product.signIn('admin');
    const person = await product.signIn('learner');
    expect((await last.delete(`/api/users/${person.user_id}/`)).status).toBe(204);
    expect((await last.delete(`/api/users/${person.user_id}/`)).status).toBe(404);
    expect((await last.get(`/api/users/${person.user_id}/`)).status).toBe(404);
    expect((await person.get('/api/users/me/')).status).toBe(401);
    const rows = await product.runtime.db.rows(
      sql`select is_active, deleted_at is not null as deleted from users where id = ${person.user_id}`,
    );
    expect(rows).toEqual([{ is_active: false, deleted: true }]);
    expect((await factsOf(person.user_id)).sort()).toEqual([
      'session.started',
      'user.changed',
      'user.created',
      'user.deactivated',
    ]);
  });
});
