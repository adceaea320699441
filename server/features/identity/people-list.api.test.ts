/** The list of people: L-38. */
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aPerson } from './identity.builders.ts';

const product = await startProduct();
let admin: Client;
beforeAll(async () => {
  admin = await product.signIn('admin');
});

describe('GET /api/users/', () => {
  const department = `Department ${newId()}`;
  beforeAll(async () => {
    for (const [display_name, roles, is_active] of [
      ['Älva Zoë', ['learner'], true],
      ['Bruno 100%', ['trainer', 'learner'], true],
      ['Carla under_score', ['learner'], false],
      ['Dora', ['manager'], true],
      ['Emil', ['learner'], true],
    ] as const) {
      await aPerson(product, { display_name, roles, is_active, department });
    }
    await aPerson(product, { display_name: 'Decoy' });
  });
  const list = (query: string) =>
    admin.get(`/api/users/?department=${encodeURIComponent(department)}&${query}`);
  const names = async (query: string) =>
    (await list(query)).body.results.map((one: { display_name: string }) => one.display_name);

  it('pages with count and links', async () => {
    const first = await list('page_size=2&ordering=created_at');
    expect(first.body).toMatchObject({ count: 5, previous: null });
    const second = await admin.get(first.body.next);
    const third = await admin.get(second.body.next);
    expect(third.body).toMatchObject({ count: 5, next: null, results: [{ display_name: 'Emil' }] });
    expect((await admin.get(third.body.previous)).body.results).toHaveLength(2);
    expect((await list('page=9&page_size=2')).body).toMatchObject({ count: 5, results: [] });
  });

  it.each([
    'created_at',
    '-created_at',
    'display_name',
    '-display_name',
    'email',
    '-username',
    'last_active',
    '-last_active',
    'role',
  ])('walks everyone once by cursor, ordered by %s', async (ordering) => {
    const seen: string[] = [];
    let next: string | null =
      `/api/users/?department=${encodeURIComponent(department)}&cursor=&page_size=2&ordering=${ordering}`;
    while (next) {
      const {
        body,
        status,
      }: { body: { results: { id: string }[]; next: string | null; count: null }; status: number } =
        await admin.get(next);
      expect([status, body.count]).toEqual([200, null]);
      seen.push(...body.results.map((one) => one.id));
      next = body.next;
    }
    const whole = await list(`ordering=${ordering}`);
    expect(seen).toEqual(whole.body.results.map((one: { id: string }) => one.id));
  });

  it.each([
    ['role=trainer', ['Bruno 100%']],
    ['role=learner&is_active=true&ordering=created_at', ['Älva Zoë', 'Bruno 100%', 'Emil']],
    ['is_active=false', ['Carla under_score']],
    ['search=alva%20zoe', ['Älva Zoë']],
    ['search=100%25', ['Bruno 100%']],
    ['search=%25', ['Bruno 100%']],
    ['search=r_s', ['Carla under_score']],
    ['search=%5C', []],
    ['search=%20%20&role=manager', ['Dora']],
  ])('filters by ?%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it.each([
    'ordering=password_hash',
    'role=root',
    'is_active=maybe',
    'page=0',
    'page_size=101',
    'cursor=nonsense',
    'unknown=1',
    'ordering=email;drop table users',
  ])('refuses ?%s', async (query) => {
    expect((await list(query)).status).toBe(400);
  });

  it('shows administrators alone how often sign-in failed, and nobody a password', async () => {
    for (const role of ['trainer', 'manager', 'admin'] as const) {
      const { body } = await (await product.signIn(role)).get('/api/users/?page_size=100');
      const keys = new Set(body.results.flatMap((one: object) => Object.keys(one)));
      expect([role, keys.has('failed_login_attempts')]).toEqual([role, role === 'admin']);
      expect(JSON.stringify(body)).not.toMatch(/argon2|password/);
    }
  });

  it('leaves deleted people out', async () => {
    const gone = await aPerson(product, { display_name: 'Gone' });
    await admin.delete(`/api/users/${gone.id}/`);
    expect((await admin.get('/api/users/?search=Gone')).body.count).toBe(0);
  });
});
