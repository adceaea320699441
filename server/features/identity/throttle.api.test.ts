/** Guessing is slowed down, owners are not: L-106, settled conflict 8, test plan S11 and S12. */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { startProduct } from '#server/testing/product.ts';
import { aPerson, guessUntilRefused, somePassword } from './identity.builders.ts';

// Behind a proxy that is trusted, so that a test can come from several networks.
const product = await startProduct({ TRUST_PROXY: '1' });
const { anonymous } = product;
const from = (ip: string) => ({ 'x-forwarded-for': ip });
const signIn = (email: string, password: string, ip: string) =>
  anonymous.post('/api/auth/login/', { email, password }, from(ip));
const statuses = (answers: { status: number }[]) =>
  Object.fromEntries(
    [200, 401, 429].map((status) => [status, answers.filter((one) => one.status === status).length]),
  );

describe('guessing at one account', () => {
  it('checks few of many guesses sent at once', async () => {
    const { email, id } = await aPerson(product);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => signIn(email, `guess number ${n}`, '192.0.2.1')),
    );
    const counted = statuses(answers);
    expect(counted[401]).toBeLessThanOrEqual(10);
    expect(counted[401]! + counted[429]!).toBe(60);
    const row = await product.runtime.db.one(
      sql`select failed_login_attempts as count from users where id = ${id}`,
    );
    expect(row).toEqual({ count: counted[401] });
  });

  it('says how long to wait, lets one more try after that, and waits longer each time', async () => {
    const { email } = await aPerson(product);
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      let answer = await signIn(email, 'wrong wrong', '192.0.2.2');
      while (answer.status === 401) answer = await signIn(email, 'wrong wrong', '192.0.2.2');
      expect(answer).toMatchObject({ status: 429, body: { code: 'rate.limited' } });
      const seconds = Number(answer.headers.get('retry-after'));
      expect(answer.body.params.retry_after_seconds).toBe(seconds);
      waits.push(seconds);
      product.travel(seconds * 1000);
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(new Set(waits).size).toBe(4);
  });

  it('does not keep its owner out, who comes from another network', async () => {
    const { email } = await aPerson(product);
    await guessUntilRefused(product, () => signIn(email, 'wrong wrong', '192.0.2.3'));
    expect((await signIn(email, somePassword, '192.0.2.3')).status).toBe(429);
    expect((await signIn(email, somePassword, '198.51.100.7')).status).toBe(200);
  });

  it('from many networks slows strangers down, not a network the owner has used before', async () => {
    const { email } = await aPerson(product);
    expect((await signIn(email, somePassword, '198.51.100.8')).status).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, n) => signIn(email, 'wrong wrong', `203.0.113.${n}`)),
    );
    expect(statuses(answers)[401]).toBeLessThanOrEqual(68);
    let n = 100;
    await guessUntilRefused(product, () => signIn(email, 'wrong wrong', `203.0.113.${n++}`));
    expect((await signIn(email, somePassword, '203.0.113.199')).status).toBe(429);
    expect((await signIn(email, somePassword, '198.51.100.8')).status).toBe(200);
  });

  it('starts afresh after the right password', async () => {
    const { email } = await aPerson(product);
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 4; n++) expect((await signIn(email, 'wrong wrong', '192.0.2.5')).status).toBe(401);
      expect((await signIn(email, somePassword, '192.0.2.5')).status).toBe(200);
    }
  });

  it('treats accounts that do not exist the same way', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => signIn('nobody@example.test', 'wrong wrong', '192.0.2.6')),
    );
    expect(statuses(answers)[401]).toBeLessThanOrEqual(10);
    expect(statuses(answers)[429]).toBeGreaterThanOrEqual(20);
  });
});

describe('a classroom behind one address', () => {
  it('signs in together', async () => {
    const people = await Promise.all(Array.from({ length: 25 }, () => aPerson(product)));
    const answers = await Promise.all(people.map(({ email }) => signIn(email, somePassword, '192.0.2.9')));
    expect(statuses(answers)[200]).toBe(25);
  });
});

describe('the counters', () => {
  it('keep nothing that says who tried to sign in', async () => {
    await signIn('secret.name@example.test', 'wrong wrong', '192.0.2.10');
    const rows = await product.runtime.db.rows<{ key: string }>(sql`select key from login_throttles`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/secret|192\.0/);
  });
});
