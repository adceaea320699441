/**
 * S11: five hundred guesses at once on every address that takes a secret. What counts is how many were really looked at: passwords
 * are counted where they are hashed, other secrets by the answers. The owner, on a network they have signed in from, gets in.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { aPerson, somePassword } from '#server/features/identity/identity.builders.ts';
import { startProduct } from '#server/testing/product.ts';

const checked = vi.hoisted(() => ({ passwords: 0 }));
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof import('@node-rs/argon2')>();
  return {
    ...argon2,
    verify: (...args: Parameters<typeof argon2.verify>) => {
      checked.passwords++;
      return argon2.verify(...args);
    },
  };
});

const product = await startProduct({ TRUST_PROXY: '1' });
const guesses = 500;
const home = { 'x-forwarded-for': '198.51.100.7' };
const attacker = (n: number) => ({ 'x-forwarded-for': `10.1.${n % 250}.${n % 199}, 203.0.113.9` });

async function storm(one: (n: number) => Promise<{ status: number }>): Promise<Record<number, number>> {
  checked.passwords = 0;
  const counted: Record<number, number> = {};
  for (const { status } of await Promise.all(Array.from({ length: guesses }, (_, n) => one(n))))
    counted[status] = (counted[status] ?? 0) + 1;
  return counted;
}

/** Told to wait, or that there is too much to do: never looked at. */
const refused = (answers: Record<number, number>): number => (answers[429] ?? 0) + (answers[503] ?? 0);

describe('five hundred guesses at once', () => {
  let email: string;
  beforeAll(async () => {
    ({ email } = await aPerson(product));
    expect(
      (await product.anonymous.post('/api/auth/token/', { email, password: somePassword }, home)).status,
    ).toBe(200);
  });

  it.each(['/api/auth/token/', '/api/auth/login/'])(
    'at a password are looked at ten times at most: %s',
    async (address) => {
      const answers = await storm((n) =>
        product.anonymous.post(address, { email, password: `guess ${n}` }, attacker(n)),
      );
      expect(Object.keys(answers).toSorted()).toEqual(expect.arrayContaining(['429']));
      expect(checked.passwords).toBeLessThanOrEqual(10);
      expect(answers[200] ?? 0).toBe(0);
      expect((await product.anonymous.post(address, { email, password: somePassword }, home)).status).toBe(
        200,
      );
    },
    60_000,
  );

  it('at the current password, from inside a session, are looked at ten times at most', async ({ task }) => {
    const { body } = await product.anonymous.post(
      '/api/auth/token/',
      { email, password: somePassword },
      home,
    );
    const headers = { authorization: `Bearer ${body.access}`, ...home };
    const answers = await storm((n) =>
      product.anonymous.post(
        '/api/auth/password/change/',
        { current_password: `guess ${n}`, new_password: 'another long password' },
        headers,
      ),
    );
    task.meta.figures = { 'of 500 guesses at a password looked at': checked.passwords };
    expect(checked.passwords).toBeLessThanOrEqual(10);
    expect(answers[204] ?? 0).toBe(0);
    expect(refused(answers)).toBeGreaterThan(400);
  }, 60_000);

  it('at the link of a password reset are refused after a few', async () => {
    const answers = await storm((n) =>
      product.anonymous.post(
        '/api/auth/password/reset/confirm/',
        { token: `guess-${n}`.padEnd(43, 'x'), password: 'another long password' },
        attacker(n),
      ),
    );
    expect(refused(answers)).toBeGreaterThan(400);
    expect(answers[204] ?? 0).toBe(0);
  }, 60_000);

  it('ask for few letters, and register few accounts', async () => {
    const letters = await storm((n) =>
      product.anonymous.post('/api/auth/password/reset/', { email: `nobody${n}@example.test` }, attacker(n)),
    );
    expect(letters[204] ?? 0).toBeLessThanOrEqual(40);
    const accounts = await storm((n) =>
      product.anonymous.post(
        '/api/auth/register/',
        { email: `robot${n}@example.test`, password: 'a robot has a password', display_name: 'Robot' },
        attacker(n),
      ),
    );
    expect(accounts[201] ?? 0).toBeLessThanOrEqual(100);
  }, 60_000);
});
