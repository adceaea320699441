/** Access tokens and the cookies that carry them: T-42..T-45, L-75, L-76, L-80, settled conflicts 1 and 2, test plan S10. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';
import { aBrowser, aPerson, somePassword } from './identity.builders.ts';
import { keyFor } from './secrets.ts';

const product = await startProduct();
const { anonymous } = product;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

/** A JWT with any header and claims, signed with any key. */
function forge(header: object, claims: object, key: Buffer | string, hash = 'sha256'): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${createHmac(hash, key).update(input).digest('base64url')}`;
}

async function signedIn() {
  const user = await aPerson(product);
  const { body } = await anonymous.post('/api/auth/token/', { email: user.email, password: somePassword });
  return { user, access: body.access as string, refresh: body.refresh as string };
}

describe('a Bearer token', () => {
  it('opens protected addresses for an hour', async () => {
    const { access } = await signedIn();
    const { iat, exp } = claimsOf(access);
    expect(exp - iat).toBe(3600);
    expect((await anonymous.get('/api/users/me/', { authorization: `bearer ${access}` })).status).toBe(200);
  });

  it('is asked for where none came', async () => {
    expect(await anonymous.get('/api/users/me/')).toMatchObject({
      status: 401,
      body: { code: 'auth.required' },
    });
  });

  it('is refused in every forged form, also on public addresses', async () => {
    const { access, refresh } = await signedIn();
    const other = await signedIn();
    const good = claimsOf(access);
    const header = { alg: 'HS256', typ: 'at+jwt' };
    const key = keyFor('access-token');
    expect(
      (await anonymous.get('/api/users/me/', { authorization: `Bearer ${forge(header, good, key)}` })).status,
    ).toBe(200);
    const [head = '', body = '', signature = ''] = access.split('.');
    const forgeries: Record<string, string> = {
      'alg none': `${part({ alg: 'none', typ: 'at+jwt' })}.${part(good)}.`,
      'alg NONE with the old signature': `${part({ alg: 'NONE', typ: 'at+jwt' })}.${body}.${signature}`,
      'no signature': `${head}.${body}.`,
      'another secret': forge(header, good, 'another secret'),
      'the session secret itself': forge(header, good, 'a secret for tests that is long enough'),
      'another purpose’s key': forge(header, good, keyFor('csrf')),
      'another HMAC': forge({ ...header, alg: 'HS512' }, good, key, 'sha512'),
      'an asymmetric name over the same key': forge({ ...header, alg: 'RS256' }, good, key),
      'another type': forge({ ...header, typ: 'JWT' }, good, key),
      'no type': forge({ alg: 'HS256' }, good, key),
      'another audience': forge(header, { ...good, aud: 'someone else' }, key),
      'no audience': forge(header, { ...good, aud: undefined }, key),
      'another issuer': forge(header, { ...good, iss: 'evil' }, key),
      'no expiry': forge(header, { ...good, exp: undefined }, key),
      'expiry as text': forge(header, { ...good, exp: '9999999999' }, key),
      'someone else as subject': forge(header, { ...good, sub: other.user.id }, key),
      'a session that never was': forge(header, { ...good, sid: newId() }, key),
      'an SQL quote as session': forge(header, { ...good, sid: "' or '1'='1" }, key),
      'a critical header': forge({ ...header, crit: ['b64'], b64: false }, good, key),
      'claims changed under the signature': `${head}.${part({ ...good, sub: other.user.id })}.${signature}`,
      'a refresh token': refresh,
      nonsense: 'a.b.c',
      'a very long word': 'x'.repeat(7000),
    };
    for (const [name, token] of Object.entries(forgeries)) {
      for (const path of ['/api/users/me/', '/api/auth/session/']) {
        const { status, body: problem } = await anonymous.get(path, { authorization: `Bearer ${token}` });
        expect([name, status, problem.code]).toEqual([name, 401, 'auth.expired']);
      }
    }
  });

  it('is refused once its hour is over', async () => {
    const { access } = await signedIn();
    const bearer = { authorization: `Bearer ${access}` };
    product.travel(59 * 60_000);
    expect((await anonymous.get('/api/users/me/', bearer)).status).toBe(200);
    product.travel(61_000);
    expect(await anonymous.get('/api/users/me/', bearer)).toMatchObject({
      status: 401,
      body: { code: 'auth.expired' },
    });
  });
});

describe('a browser', () => {
  async function aSignedInBrowser() {
    const user = await aPerson(product);
    const browser = aBrowser(product);
    const answer = await browser.ask('POST', '/api/auth/login/', {
      email: user.email,
      password: somePassword,
    });
    return { user, browser, answer };
  }

  it('holds its tokens in cookies no script can read, and gets none in the body', async () => {
    const { answer } = await aSignedInBrowser();
    expect(answer.body).toMatchObject({ token: null, refresh: null });
    const lines = answer.headers.getSetCookie();
    const line = (name: string) => lines.find((one) => one.startsWith(`${name}=`)) ?? '';
    expect(line('lyceum_access')).toMatch(/Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax/);
    expect(line('lyceum_refresh')).toMatch(/Max-Age=86400; Path=\/api\/auth\/; HttpOnly; SameSite=Lax/);
    expect(line('lyceum_csrf')).toMatch(/Max-Age=86400; Path=\/; SameSite=Lax/);
    expect(line('lyceum_csrf')).not.toContain('HttpOnly');
  });

  it('changes things only with the CSRF token of its own session', async () => {
    const { browser } = await aSignedInBrowser();
    const { browser: stranger } = await aSignedInBrowser();
    const change = (headers: Record<string, string>) =>
      browser.request('PATCH', '/api/users/me/', { bio: 'New' }, headers);
    for (const token of [
      {},
      { 'x-csrf-token': '' },
      { 'x-csrf-token': stranger.cookies.get('lyceum_csrf') ?? '' },
    ]) {
      expect(await change(token as Record<string, string>)).toMatchObject({
        status: 403,
        body: { code: 'auth.csrf' },
      });
    }
    expect((await change({ 'x-csrf-token': browser.cookies.get('lyceum_csrf') ?? '' })).status).toBe(200);
    expect((await browser.request('GET', '/api/users/me/')).status).toBe(200);
  });

  it('needs no CSRF token when a program sends the Bearer header along with the cookies', async () => {
    const { browser, user } = await aSignedInBrowser();
    const { body } = await anonymous.post('/api/auth/token/', { email: user.email, password: somePassword });
    const answer = await browser.request(
      'PATCH',
      '/api/users/me/',
      { bio: 'B' },
      { authorization: `Bearer ${body.access}` },
    );
    expect(answer.status).toBe(200);
  });

  it('can sign in again from a program that keeps cookies but knows no CSRF token', async () => {
    const { browser, user } = await aSignedInBrowser();
    const again = await browser.request('POST', '/api/auth/token/', {
      email: user.email,
      password: somePassword,
    });
    expect(again.status).toBe(200);
  });

  it('is anonymous on public addresses with an old cookie, and told so on protected ones', async () => {
    const { browser } = await aSignedInBrowser();
    product.travel(61 * 60_000);
    expect(await browser.request('GET', '/api/auth/session/')).toMatchObject({
      status: 200,
      body: { user: null, can_renew: true },
    });
    expect(await browser.request('GET', '/api/users/me/')).toMatchObject({
      status: 401,
      body: { code: 'auth.expired' },
    });
  });

  it('learns who it is, what it may do and until when', async () => {
    const { browser, user } = await aSignedInBrowser();
    const { body } = await browser.request('GET', '/api/auth/session/');
    expect(body).toMatchObject({
      user: { id: user.id, time_zone: 'UTC', language: 'en', avatar_url: null },
      can_renew: true,
    });
    expect(body.abilities).toContain('course.learn');
    expect(body.abilities).not.toContain('course.create');
    const left = Date.parse(body.access_expires_at) - product.ctx().now.getTime();
    expect(left).toBeGreaterThan(3_590_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
    expect((await anonymous.get('/api/auth/session/')).body).toEqual({
      user: null,
      leads: false,
      abilities: [],
      access_expires_at: null,
      can_renew: false,
    });
  });
});

describe('a change of the account', () => {
  it('takes a lost role away from the very next request', async () => {
    const trainer = await product.signIn('trainer');
    const admin = await product.signIn('admin');
    expect((await trainer.get('/api/users/')).status).toBe(200);
    await admin.patch(`/api/users/${trainer.user_id}/`, { role: 'learner' });
    expect((await trainer.get('/api/users/')).status).toBe(403);
    await admin.patch(`/api/users/${trainer.user_id}/`, { roles: ['trainer', 'learner'] });
    expect((await trainer.get('/api/users/')).status).toBe(200);
  });

  it('refuses a deactivated or deleted person from the very next request', async () => {
    const admin = await product.signIn('admin');
    const [one, two] = [await product.signIn('learner'), await product.signIn('learner')];
    expect((await one.get('/api/users/me/')).status).toBe(200);
    await admin.patch(`/api/users/${one.user_id}/`, { is_active: false });
    await admin.delete(`/api/users/${two.user_id}/`);
    for (const person of [one, two]) {
      expect(await person.get('/api/users/me/')).toMatchObject({
        status: 401,
        body: { code: 'auth.expired' },
      });
    }
    await admin.patch(`/api/users/${one.user_id}/`, { is_active: true });
    expect((await one.get('/api/users/me/')).status).toBe(401);
  });
});
