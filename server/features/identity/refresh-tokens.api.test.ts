/** Renewing a session: T-45..T-47, T-51, L-81, U-19, settled conflict 3, test plan R12. */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { startProduct } from '#server/testing/product.ts';
import { aBrowser, aPerson, somePassword } from './identity.builders.ts';

const product = await startProduct();
const { anonymous } = product;
const renew = (refresh: string) => anonymous.post('/api/auth/token/refresh/', { refresh });
const me = (access: string) => anonymous.get('/api/users/me/', { authorization: `Bearer ${access}` });

async function signedIn() {
  const user = await aPerson(product);
  const { body } = await anonymous.post('/api/auth/token/', { email: user.email, password: somePassword });
  return {
    user_id: user.id,
    email: user.email,
    access: body.access as string,
    refresh: body.refresh as string,
  };
}

const liveTokens = (userId: string) =>
  product.runtime.db.rows(sql`
    select t.id from refresh_tokens t join login_sessions s on s.id = t.login_session_id
     where s.user_id = ${userId} and s.ended_at is null and t.spent_at is null`);
const alerts = (userId: string) =>
  product.runtime.db.rows<{ reason: string }>(sql`
    select payload->>'reason' as reason from facts where name = 'user.security-alerted' and payload->>'user_id' = ${userId}`);

describe('POST /api/auth/token/refresh/', () => {
  it('exchanges a refresh token for a new pair, again and again', async () => {
    let { refresh } = await signedIn();
    for (let round = 0; round < 5; round++) {
      product.travel(30_000);
      const { status, body } = await renew(refresh);
      expect(status).toBe(200);
      expect(body.refresh).not.toBe(refresh);
      expect((await me(body.access)).status).toBe(200);
      refresh = body.refresh;
    }
  });

  it('takes the token from the browser’s cookie, and puts the new one there only', async () => {
    const { email } = await signedIn();
    const browser = aBrowser(product);
    await browser.ask('POST', '/api/auth/login/', { email, password: somePassword });
    const before = browser.cookies.get('lyceum_refresh');
    const answer = await browser.ask('POST', '/api/auth/token/refresh/', {});
    expect(answer).toMatchObject({ status: 200, body: { access: null, refresh: null } });
    expect(browser.cookies.get('lyceum_refresh')).not.toBe(before);
    expect((await browser.request('GET', '/api/users/me/')).status).toBe(200);
  });

  it('refuses a page of another site that would use the cookie', async () => {
    const { email } = await signedIn();
    const browser = aBrowser(product);
    await browser.ask('POST', '/api/auth/login/', { email, password: somePassword });
    const answer = await browser.ask('POST', '/api/auth/token/refresh/', {}, { origin: 'https://evil.test' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'auth.csrf' } });
  });

  it.each(['', 'x', 'x'.repeat(500), '\u0000', 'eyJhbGciOiJIUzI1NiJ9.e30.x'])(
    'refuses %j',
    async (refresh) => {
      expect(await renew(refresh)).toMatchObject({ status: 401, body: { code: 'auth.refresh-refused' } });
    },
  );

  it('refuses an access token in the refresh token’s place, and no token at all', async () => {
    const { access } = await signedIn();
    expect((await renew(access)).status).toBe(401);
    expect((await anonymous.post('/api/auth/token/refresh/', {})).status).toBe(401);
  });

  it('refuses a token that lay unused for a day', async () => {
    const { refresh, user_id } = await signedIn();
    product.travel(24 * 3_600_000 + 1000);
    expect((await renew(refresh)).status).toBe(401);
    expect(await alerts(user_id)).toEqual([]);
  });

  it('ends every session after thirty days, however often it was renewed', async () => {
    let { refresh } = await signedIn();
    for (let hours = 0; hours < 30 * 24 - 20; hours += 20) {
      product.travel(20 * 3_600_000);
      const { status, body } = await renew(refresh);
      expect([hours, status]).toEqual([hours, 200]);
      refresh = body.refresh;
    }
    product.travel(20 * 3_600_000);
    expect((await renew(refresh)).status).toBe(401);
  });

  it('refuses a person who was switched off', async () => {
    const { refresh, user_id } = await signedIn();
    const admin = await product.signIn('admin');
    await admin.patch(`/api/users/${user_id}/`, { is_active: false });
    expect((await renew(refresh)).status).toBe(401);
  });
});

describe('several tabs with one token (R12)', () => {
  it.each([2, 5, 10])('%i tabs stay signed in over many rounds, with one live token', async (tabs) => {
    const { user_id, ...first } = await signedIn();
    let { refresh } = first;
    for (let round = 0; round < 12; round++) {
      const answers = await Promise.all(Array.from({ length: tabs }, () => renew(refresh)));
      expect(answers.map((one) => one.status)).toEqual(Array(tabs).fill(200));
      expect(new Set(answers.map((one) => one.body.refresh)).size).toBe(1);
      // Whichever answer arrives last, its tokens are good.
      const last = answers[(round * 7) % tabs]?.body;
      expect((await me(last.access)).status).toBe(200);
      refresh = last.refresh;
    }
    expect(await liveTokens(user_id)).toHaveLength(1);
    expect(await alerts(user_id)).toEqual([]);
  });

  it('a refused renewal leaves the cookies of the tab that won alone', async () => {
    const { email } = await signedIn();
    const browser = aBrowser(product);
    await browser.ask('POST', '/api/auth/login/', { email, password: somePassword });
    const answer = await browser.request('POST', '/api/auth/token/refresh/', { refresh: 'not one of ours' });
    expect(answer.status).toBe(401);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await browser.request('GET', '/api/users/me/')).status).toBe(200);
  });
});

describe('a replayed token', () => {
  it('ends the whole family once the grace is over, and the person is told', async () => {
    const { refresh, user_id } = await signedIn();
    const { body: next } = await renew(refresh);
    product.travel(21_000);
    expect((await me(next.access)).status).toBe(200);
    expect((await renew(refresh)).status).toBe(401);
    expect((await me(next.access)).status).toBe(401);
    expect((await renew(next.refresh)).status).toBe(401);
    expect(await alerts(user_id)).toEqual([{ reason: 'refresh_token_reuse' }]);
  });

  it('has no grace when it is older than the immediate predecessor', async () => {
    const { refresh, user_id } = await signedIn();
    const { body: second } = await renew(refresh);
    const { body: third } = await renew(second.refresh);
    expect((await renew(refresh)).status).toBe(401);
    expect((await me(third.access)).status).toBe(401);
    expect(await alerts(user_id)).toHaveLength(1);
  });

  it('alerts once when it is replayed ten times at once, and spares the person’s other sessions', async () => {
    const { refresh, user_id, email } = await signedIn();
    const other = await anonymous.post('/api/auth/token/', { email, password: somePassword });
    await renew(refresh);
    product.travel(21_000);
    await Promise.all(Array.from({ length: 10 }, () => renew(refresh)));
    expect(await alerts(user_id)).toHaveLength(1);
    expect((await me(other.body.access)).status).toBe(200);
  });
});
