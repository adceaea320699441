/** Signing in, registering, signing out: T-50..T-52, T-65, T-66, L-34..L-37, L-73..L-78. */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';
import { findPasswordHash } from './credentials.sql.ts';
import { aBrowser, aPerson, somePassword } from './identity.builders.ts';
import { isPasswordRight } from './password-hashing.ts';

const product = await startProduct();
const { anonymous } = product;
const anEmail = () => `someone-${newId()}@example.test`;

describe('T-65', () => {
  it('keeps a password that can be checked and not be read', async () => {
    const user = await aPerson(product, { email: 'test@example.com', password: 'testpass123' });
    const hash = await findPasswordHash(product.runtime.db, user.id);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hash).not.toContain('testpass123');
    expect(await isPasswordRight(hash, 'testpass123')).toBe(true);
    expect(await isPasswordRight(hash, 'testpass124')).toBe(false);
  });
});

describe('POST /api/auth/register/', () => {
  it('T-66: registers with an e-mail and a password alone', async () => {
    const body = { email: 'newuser@example.com', password: 'testpass123' };
    const answer = await anonymous.post('/api/auth/register/', body);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ email: 'newuser@example.com', username: 'newuser', role: 'learner' });
    expect(answer.body.user).toMatchObject({ id: answer.body.id, is_student: true, is_instructor: false });
  });

  it('answers under both documents’ paths, with and without the slash', async () => {
    for (const path of ['/api/auth/register', '/api/auth/registration/', '/api/auth/registration']) {
      const { status } = await anonymous.post(path, { email: anEmail(), password: somePassword });
      expect([path, status]).toEqual([path, 201]);
    }
  });

  it('signs the new person in and makes profile and fact with the account', async () => {
    const answer = await anonymous.post('/api/auth/register/', {
      email: anEmail(),
      username: `anna${newId().slice(-8)}`,
      password: somePassword,
      display_name: 'Anna',
      time_zone: 'Europe/Berlin',
      language: 'de',
    });
    const me = await anonymous.get('/api/users/profile/', { authorization: `Bearer ${answer.body.token}` });
    expect(me.body).toMatchObject({
      user_id: answer.body.id,
      display_name: 'Anna',
      time_zone: 'Europe/Berlin',
      language: 'de',
    });
    const facts = await product.runtime.db.rows(
      sql`select name from facts where payload->>'user_id' = ${answer.body.id} order by name`,
    );
    expect(facts).toEqual([{ name: 'session.started' }, { name: 'user.created' }]);
  });

  it('refuses a taken e-mail or username with 400 and the field, whatever its capitals', async () => {
    const known = await aPerson(product, { email: 'Taken@example.test', username: 'taken.name' });
    const again = await anonymous.post('/api/auth/register/', {
      email: 'tAKEN@example.test',
      password: somePassword,
    });
    expect(again).toMatchObject({ status: 400, body: { code: 'account.taken', params: { field: 'email' } } });
    const name = await anonymous.post('/api/auth/register/', {
      email: anEmail(),
      username: 'Taken.Name',
      password: somePassword,
    });
    expect(name).toMatchObject({
      status: 400,
      body: { code: 'account.taken', errors: [{ path: 'username' }] },
    });
    expect(known.username).toBe('taken.name');
  });

  it('makes one account when the same form is sent ten times at once', async () => {
    const body = { email: anEmail(), password: somePassword };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => anonymous.post('/api/auth/register/', body)),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([201, ...Array(9).fill(400)]);
  });

  it('gives everyone with the same local part a username of their own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        anonymous.post('/api/auth/register/', { email: `same.name@host${n}.test`, password: somePassword }),
      ),
    );
    expect(new Set(answers.map((one) => one.body.username)).size).toBe(8);
  });

  it.each([
    ['no e-mail', { password: somePassword }, 'email'],
    ['not an e-mail', { email: 'nobody', password: somePassword }, 'email'],
    ['a short password', { email: anEmail(), password: 'short' }, 'password'],
    ['a common password', { email: anEmail(), password: 'Password123' }, 'password'],
    [
      'its own e-mail as password',
      { email: 'own.address@example.test', password: 'own.address@example.test' },
      'password',
    ],
    [
      'a username with @',
      { email: anEmail(), password: somePassword, username: 'admin@demo.test' },
      'username',
    ],
    [
      'an unknown time zone',
      { email: anEmail(), password: somePassword, time_zone: 'Mars/Olympus' },
      'time_zone',
    ],
    ['a role', { email: anEmail(), password: somePassword, role: 'admin' }, 'role'],
    ['is_active', { email: anEmail(), password: somePassword, is_active: true }, 'is_active'],
    [
      'a name that would break a mail header',
      { email: anEmail(), password: somePassword, display_name: 'A\r\nBcc: b@c.test' },
      'display_name',
    ],
  ])('refuses %s by name', async (_, body, field) => {
    const answer = await anonymous.post('/api/auth/register/', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((problem: { path: string }) => problem.path)).toContain(field);
  });
});

describe('POST /api/auth/token/ and /api/auth/login/', () => {
  it('takes an e-mail, a username, or an e-mail in the username field, whatever the capitals', async () => {
    const user = await aPerson(product, { email: 'Mixed.Case@example.test', username: 'mixedcase' });
    for (const who of [
      { email: 'mixed.case@EXAMPLE.test' },
      { username: 'MIXEDCASE' },
      { username: user.email },
    ]) {
      const answer = await anonymous.post('/api/auth/token/', { ...who, password: somePassword });
      expect(answer).toMatchObject({
        status: 200,
        body: { access: expect.any(String), refresh: expect.any(String) },
      });
    }
  });

  it('answers token, refresh and user, without security fields', async () => {
    const user = await aPerson(product);
    const answer = await anonymous.post('/api/auth/login/', {
      username: user.username,
      password: somePassword,
    });
    expect(answer.status).toBe(200);
    expect(answer.body.user).toMatchObject({
      id: user.id,
      email: user.email,
      role: 'learner',
      roles: ['learner'],
      is_active: true,
    });
    expect(answer.body.user).not.toHaveProperty('failed_login_attempts');
    const me = await anonymous.get('/api/auth/user/', { authorization: `Bearer ${answer.body.token}` });
    expect(me.body.id).toBe(user.id);
  });

  it('says the same to a wrong password, an unknown account, a switched-off one and one without a password', async () => {
    const known = await aPerson(product);
    const off = await aPerson(product, { is_active: false });
    const unset = await aPerson(product, { password: undefined });
    const answers = await Promise.all([
      anonymous.post('/api/auth/login/', { email: known.email, password: 'not the password' }),
      anonymous.post('/api/auth/login/', { email: anEmail(), password: somePassword }),
      anonymous.post('/api/auth/login/', { email: off.email, password: somePassword }),
      anonymous.post('/api/auth/login/', { email: unset.email, password: somePassword }),
    ]);
    const said = answers.map(({ status, body }) => ({ status, ...body, request_id: '' }));
    expect(said[0]).toMatchObject({ status: 401, code: 'auth.invalid-credentials' });
    for (const one of said) expect(one).toEqual(said[0]);
  });

  it('counts failures for administrators to see, and forgets them after a sign-in', async () => {
    const user = await aPerson(product);
    const admin = await product.signIn('admin');
    await Promise.all(
      Array.from({ length: 3 }, () =>
        anonymous.post('/api/auth/login/', { email: user.email, password: 'wrong wrong' }),
      ),
    );
    expect((await admin.get(`/api/users/${user.id}/`)).body.failed_login_attempts).toBe(3);
    await anonymous.post('/api/auth/login/', { email: user.email, password: somePassword });
    expect((await admin.get(`/api/users/${user.id}/`)).body.failed_login_attempts).toBe(0);
  });

  it.each([
    ['nobody', { password: somePassword }, 'email'],
    ['no password', { email: 'a@b.test' }, 'password'],
    ['an unknown field', { email: 'a@b.test', password: somePassword, remember: true }, 'remember'],
  ])('refuses %s by name', async (_, body, field) => {
    const answer = await anonymous.post('/api/auth/token/', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: field }] } });
  });

  it('refuses a page of another site', async () => {
    const user = await aPerson(product);
    const body = { email: user.email, password: somePassword };
    for (const origin of ['https://evil.test', 'null']) {
      expect(await anonymous.post('/api/auth/login/', body, { origin })).toMatchObject({
        status: 403,
        body: { code: 'auth.csrf' },
      });
    }
    expect((await anonymous.post('/api/auth/login/', body, { origin: product.url })).status).toBe(200);
  });
});

describe('POST /api/auth/logout/', () => {
  it('ends access and refresh token at once', async () => {
    const user = await aPerson(product);
    const { body } = await anonymous.post('/api/auth/token/', { email: user.email, password: somePassword });
    const bearer = { authorization: `Bearer ${body.access}` };
    expect((await anonymous.get('/api/users/me/', bearer)).status).toBe(200);
    expect((await anonymous.post('/api/auth/logout/', {}, bearer)).status).toBe(204);
    expect(await anonymous.get('/api/users/me/', bearer)).toMatchObject({
      status: 401,
      body: { code: 'auth.expired' },
    });
    const renewed = await anonymous.post('/api/auth/token/refresh/', { refresh: body.refresh });
    expect(renewed).toMatchObject({ status: 401, body: { code: 'auth.refresh-refused' } });
  });

  it('works with the refresh token alone, clears the browser’s cookies, and may be repeated', async () => {
    const user = await aPerson(product);
    const browser = aBrowser(product);
    await browser.ask('POST', '/api/auth/login/', { email: user.email, password: somePassword });
    const refresh = browser.cookies.get('lyceum_refresh') ?? '';
    browser.cookies.delete('lyceum_access');
    expect((await browser.ask('POST', '/api/auth/logout/', {})).status).toBe(204);
    expect([...browser.cookies.keys()]).toEqual([]);
    expect((await anonymous.post('/api/auth/token/refresh/', { refresh })).status).toBe(401);
    expect((await anonymous.post('/api/auth/logout/', {})).status).toBe(204);
  });

  it('leaves the person’s other sessions alone', async () => {
    const user = await aPerson(product);
    const [one, other] = await Promise.all(
      [1, 2].map(() => anonymous.post('/api/auth/token/', { email: user.email, password: somePassword })),
    );
    await anonymous.post('/api/auth/logout/', {}, { authorization: `Bearer ${one?.body.access}` });
    expect(
      (await anonymous.get('/api/users/me/', { authorization: `Bearer ${other?.body.access}` })).status,
    ).toBe(200);
  });
});
