/** A closed installation behind https: cookie prefixes, and accounts made by administrators only. L-105, ASVS 3.3. */
import { describe, expect, it } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';
import { aBrowser, aPerson, somePassword } from './identity.builders.ts';

const product = await startProduct({
  PUBLIC_URL: 'https://learn.example.test',
  REGISTRATION: 'closed',
  CORS_ORIGINS: 'https://intranet.example.test',
});

describe('over https', () => {
  it('cookies carry the prefixes that keep other hosts and plain http from setting them', async () => {
    const { email } = await aPerson(product);
    const browser = aBrowser(product);
    const answer = await browser.request('POST', '/api/auth/login/', { email, password: somePassword });
    const lines = answer.headers.getSetCookie();
    expect(lines.map((line) => line.split('=')[0])).toEqual([
      '__Host-lyceum_access',
      '__Secure-lyceum_refresh',
      '__Host-lyceum_csrf',
    ]);
    for (const line of lines) expect(line).toMatch(/; Secure; SameSite=Lax$/);
    expect((await browser.request('GET', '/api/users/me/')).status).toBe(200);
    expect((await browser.request('POST', '/api/auth/token/refresh/', {})).status).toBe(200);
  });

  it('accepts its own pages and the listed ones, no others', async () => {
    const { email } = await aPerson(product);
    const statuses = [];
    for (const origin of [
      'https://learn.example.test',
      'https://intranet.example.test',
      'http://learn.example.test',
      'https://learn.example.test.evil.test',
      'https://evil.test',
    ]) {
      const body = { email, password: somePassword };
      statuses.push((await product.anonymous.post('/api/auth/token/', body, { origin })).status);
    }
    expect(statuses).toEqual([200, 200, 403, 403, 403]);
  });
});

describe('with registration closed', () => {
  it('nobody makes an account for themselves, administrators still do', async () => {
    const body = { email: `someone-${newId()}@example.test`, password: somePassword };
    expect(await product.anonymous.post('/api/auth/register/', body)).toMatchObject({
      status: 403,
      body: { code: 'access.denied' },
    });
    expect((await product.anonymous.get('/api/site/')).body).toMatchObject({
      registration_open: false,
      is_demo: false,
    });
    const admin = await product.signIn('admin');
    expect((await admin.post('/api/users/', body)).status).toBe(201);
  });
});
