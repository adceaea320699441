/** A refused sign-in does the same work whether or not there is such an account: S12, ASVS 6.3.8. */
import { hash, verify } from '@node-rs/argon2';
import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';
import { findPasswordHash } from './credentials.sql.ts';
import { aPerson, somePassword } from './identity.builders.ts';

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) };
});

// Without a worker nothing else asks the database meanwhile.
const product = await startProduct({ WORKER: '0' });

/** One try: the statements sent, and the kind and cost of what the password was compared with. */
async function workOf(email: string, password: string) {
  vi.mocked(verify).mockClear();
  const query = vi.spyOn(pg.Client.prototype, 'query');
  onTestFinished(() => query.mockRestore());
  const { status } = await product.anonymous.post('/api/auth/login/', { email, password });
  const statements = query.mock.calls.map(([asked]) => {
    const given = asked as unknown as string | { text: string };
    return typeof given === 'string' ? given : given.text;
  });
  query.mockRestore();
  const costs = vi.mocked(verify).mock.calls.map(([against]) => String(against).split('$').slice(1, 4));
  return { status, statements, costs };
}

it('an unknown account takes one comparison and the same statements as a wrong password', async () => {
  const person = await aPerson(product);
  const withoutPassword = await aPerson(product, { password: undefined });
  const switchedOff = await aPerson(product, { is_active: false });
  const unknown = await workOf(`nobody-${newId()}@example.test`, somePassword);
  expect(unknown).toMatchObject({ status: 401, costs: [['argon2id', 'v=19', 'm=19456,t=2,p=1']] });
  expect(unknown.statements.length).toBeGreaterThan(3);
  for (const [email, password] of [
    [person.email, 'not the password'],
    [withoutPassword.email, somePassword],
    [switchedOff.email, somePassword],
  ] as const) {
    expect(await workOf(email, password)).toEqual(unknown);
  }
});

it('an unknown account is compared with a hash that was there before, at the cost of everyone’s', async () => {
  const person = await aPerson(product);
  const stored = await findPasswordHash(product.runtime.db, person.id);
  const { costs } = await workOf(`nobody-${newId()}@example.test`, somePassword);
  expect(stored?.split('$').slice(1, 4)).toEqual(costs[0]);
  const madeHere = await Promise.all(
    vi.mocked(hash).mock.results.map((made) => made.value as Promise<string>),
  );
  expect(madeHere).toContain(stored);
  expect(madeHere).not.toContain(vi.mocked(verify).mock.calls[0]?.[0]);
});
