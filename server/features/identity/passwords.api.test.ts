/** Forgotten and changed passwords: issue section 3, test plan S12, ASVS 6.4. */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';
import { aPerson, guessUntilRefused, somePassword } from './identity.builders.ts';
import { passwordResetLink, prepareReset, setPassword } from './passwords.service.ts';

const product = await startProduct();
const { anonymous } = product;
const { db } = product.runtime;
const newPassword = 'a new passphrase';

const signIn = (email: string, password: string) => anonymous.post('/api/auth/token/', { email, password });
const resetsOf = (userId: string) =>
  db.rows<{ id: string }>(
    sql`select id from password_resets where user_id = ${userId} order by created_at desc, id desc`,
  );
const tokenOf = (resetId: string) => passwordResetLink(resetId).split('#token=')[1] ?? '';

/** A person with a fresh link, as the mail would carry it. */
async function aPersonWithLink() {
  const user = await aPerson(product);
  await prepareReset(product.ctx(), user.email);
  const [reset] = await resetsOf(user.id);
  return { user, reset_id: reset?.id ?? '', token: tokenOf(reset?.id ?? '') };
}

describe('POST /api/auth/password/reset/', () => {
  it('leads to one fact with a link for a known address, and says the same to an unknown one', async () => {
    const user = await aPerson(product, { email: 'Known.Person@example.test' });
    const off = await aPerson(product, { is_active: false });
    const answers = [];
    for (const email of ['known.person@EXAMPLE.test', 'nobody-here@example.test', off.email]) {
      answers.push(await anonymous.post('/api/auth/password/reset/', { email }));
    }
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
      Array(3).fill({ status: 202, body: answers[0]?.body }),
    );
    await expect.poll(() => resetsOf(user.id), { timeout: 8000 }).toHaveLength(1);
    const facts = await db.rows(
      sql`select payload from facts where name = 'user.password-reset-requested' and payload->>'user_id' in (${user.id}, ${off.id})`,
    );
    const [reset] = await resetsOf(user.id);
    expect(facts).toEqual([{ payload: { user_id: user.id, reset_id: reset?.id } }]);
  });

  it('keeps no token anywhere in the database', async () => {
    const { user, token } = await aPersonWithLink();
    const secret = token.split('.')[1] ?? '';
    for (const table of ['password_resets', 'facts', 'graphile_worker._private_jobs']) {
      const rows = await product.runtime.db.rows({
        text: `select row_to_json(t)::text as row from ${table} t`,
        values: [],
      });
      expect(JSON.stringify(rows)).not.toContain(secret);
    }
    expect(passwordResetLink(user.id)).toMatch(/^http:\/\/localhost:0\/reset-password#token=/);
  });

  it('writes at most three mails an hour to one address', async () => {
    const user = await aPerson(product);
    await Promise.all(Array.from({ length: 8 }, () => prepareReset(product.ctx(), user.email)));
    expect(await resetsOf(user.id)).toHaveLength(3);
    product.travel(3_600_001);
    await prepareReset(product.ctx(), user.email);
    expect(await resetsOf(user.id)).toHaveLength(4);
  });

  it('is slowed down for one network', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        anonymous.post('/api/auth/password/reset/', { email: `spam${n}@example.test` }),
      ),
    );
    const refused = answers.filter((one) => one.status === 429);
    expect(refused.length).toBeGreaterThan(15);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    product.travel(3_600_000);
  });

  it.each([[{}], [{ email: 'nobody' }], [{ email: 'a@b.test', username: 'a' }]])(
    'refuses %j',
    async (body) => {
      expect((await anonymous.post('/api/auth/password/reset/', body)).status).toBe(400);
    },
  );
});

describe('POST /api/auth/password/reset/confirm/', () => {
  const confirm = (token: string, password = newPassword) =>
    anonymous.post('/api/auth/password/reset/confirm/', { token, password });

  it('sets the password once, ends every session and tells the person', async () => {
    const { user, token } = await aPersonWithLink();
    const before = await signIn(user.email, somePassword);
    expect((await confirm(token)).status).toBe(204);
    expect(
      (await anonymous.get('/api/users/me/', { authorization: `Bearer ${before.body.access}` })).status,
    ).toBe(401);
    expect((await signIn(user.email, somePassword)).status).toBe(401);
    expect((await signIn(user.email, newPassword)).status).toBe(200);
    expect(await confirm(token)).toMatchObject({ status: 404, body: { code: 'reset.invalid' } });
    const told = await db.rows(
      sql`select payload->>'reason' as reason from facts where name = 'user.security-alerted' and payload->>'user_id' = ${user.id}`,
    );
    expect(told).toEqual([{ reason: 'password_changed' }]);
  });

  it('lets a person back in at once who had tried the old password too often', async () => {
    const { user, token } = await aPersonWithLink();
    await guessUntilRefused(product, () => signIn(user.email, 'wrong wrong'));
    expect((await signIn(user.email, somePassword)).status).toBe(429);
    await confirm(token);
    expect((await signIn(user.email, newPassword)).status).toBe(200);
  });

  it('works once when used five times at once', async () => {
    const { token } = await aPersonWithLink();
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(token)));
    expect(answers.map((one) => one.status).sort()).toEqual([204, 404, 404, 404, 404]);
  });

  it('makes older links of the same person useless', async () => {
    const { user, token } = await aPersonWithLink();
    await prepareReset(product.ctx(), user.email);
    const [newest] = await resetsOf(user.id);
    expect((await confirm(tokenOf(newest?.id ?? ''))).status).toBe(204);
    expect((await confirm(token)).status).toBe(404);
  });

  it.each<[string, (user: { id: string; email: string }) => Promise<unknown>]>([
    [
      'changed their password',
      async (user) => {
        const { body } = await signIn(user.email, somePassword);
        return anonymous.post(
          '/api/auth/password/change/',
          { current_password: somePassword, new_password: newPassword },
          { authorization: `Bearer ${body.access}` },
        );
      },
    ],
    ['got a password from an operator', (user) => setPassword(product.ctx(), user.email, newPassword)],
    [
      'changed their address',
      async (user) => {
        const { body } = await signIn(user.email, somePassword);
        return anonymous.patch(
          '/api/users/me/',
          { email: `new-${user.email}`, current_password: somePassword },
          { authorization: `Bearer ${body.access}` },
        );
      },
    ],
    [
      'got another address from an administrator',
      async (user) =>
        (await product.signIn('admin')).patch(`/api/users/${user.id}/`, { email: `new-${user.email}` }),
    ],
  ])('refuses a link that was sent before its person %s', async (_, act) => {
    const { user, token } = await aPersonWithLink();
    await act(user);
    expect(await confirm(token, 'yet another passphrase')).toMatchObject({
      status: 404,
      body: { code: 'reset.invalid' },
    });
  });

  it('keeps a link usable when its person writes the same address in capitals', async () => {
    const { user, token } = await aPersonWithLink();
    const admin = await product.signIn('admin');
    await admin.patch(`/api/users/${user.id}/`, { email: user.email.toUpperCase(), username: user.username });
    expect((await confirm(token)).status).toBe(204);
  });

  it('keeps a link usable after a password that will not do', async () => {
    const { token, user } = await aPersonWithLink();
    const refused = await confirm(token, user.email);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'password' }] } });
    expect((await confirm(token)).status).toBe(204);
  });

  it('refuses links that are old, forged, of someone else, or of a person switched off', async () => {
    const old = await aPersonWithLink();
    product.travel(3_600_001);
    const good = await aPersonWithLink();
    const other = await aPersonWithLink();
    const off = await aPersonWithLink();
    await (await product.signIn('admin')).patch(`/api/users/${off.user.id}/`, { is_active: false });
    const [id = '', mac = ''] = good.token.split('.');
    const [otherId = ''] = other.token.split('.');
    for (const token of [
      old.token,
      off.token,
      `${otherId}.${mac}`,
      `${id}.${mac}x`,
      `${id}.`,
      id,
      good.reset_id,
      tokenOf(newId()),
      '.',
      'x'.repeat(200),
    ]) {
      expect([token, (await confirm(token)).status]).toEqual([token, 404]);
    }
    product.travel(3_600_000);
    expect((await signIn(good.user.email, somePassword)).status).toBe(200);
  });
});

describe('POST /api/auth/password/change/', () => {
  const change = (access: string, body: object) =>
    anonymous.post('/api/auth/password/change/', body, { authorization: `Bearer ${access}` });
  async function twoSessions() {
    const user = await aPerson(product);
    const [here, there] = [await signIn(user.email, somePassword), await signIn(user.email, somePassword)];
    return { user, here: here.body.access as string, there: there.body.access as string };
  }
  const isIn = async (access: string) =>
    (await anonymous.get('/api/users/me/', { authorization: `Bearer ${access}` })).status === 200;

  it('changes it and leaves the other sessions alone, unless asked to end them', async () => {
    const { user, here, there } = await twoSessions();
    expect((await change(here, { current_password: somePassword, new_password: newPassword })).status).toBe(
      204,
    );
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    const body = {
      current_password: newPassword,
      new_password: `${newPassword} 2`,
      end_other_sessions: true,
    };
    expect((await change(here, body)).status).toBe(204);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    expect((await signIn(user.email, `${newPassword} 2`)).status).toBe(200);
  });

  it('refuses a wrong current password, a few times, then asks to wait', async () => {
    const { here } = await twoSessions();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        change(here, { current_password: 'wrong wrong', new_password: newPassword }),
      ),
    );
    const codes = new Set(answers.map((one) => one.body.code));
    expect(codes).toEqual(new Set(['auth.password-wrong', 'rate.limited']));
    expect(answers.filter((one) => one.status === 403).length).toBeLessThanOrEqual(8);
  });

  it.each([
    ['short', { current_password: somePassword, new_password: 'short' }, 'new_password'],
    ['common', { current_password: somePassword, new_password: 'password123' }, 'new_password'],
    ['missing', { current_password: somePassword }, 'new_password'],
  ])('refuses a new password that is %s', async (_, body, field) => {
    const { here } = await twoSessions();
    expect(await change(here, body)).toMatchObject({ status: 400, body: { errors: [{ path: field }] } });
  });

  it('is for people who are signed in', async () => {
    const answer = await anonymous.post('/api/auth/password/change/', {
      current_password: somePassword,
      new_password: newPassword,
    });
    expect(answer.status).toBe(401);
  });
});
