/** The gateway as it is shipped, with real traffic: who answers what, what passes and what does not. */
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { apiClient } from '../../e2e/support/client.ts';

const url = inject('product_url');

/** One line of the gateway's log for each request to an address, as soon as there are so many. */
async function logged(address: string, atLeast: number): Promise<{ upstream: string; ip: string }[]> {
  const read = async () =>
    (await readFile(path.join(inject('installation_folder'), 'gateway.log'), 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter((line) => line['url.path'] === address)
      .map((line) => ({ upstream: line['upstream.address'] ?? '', ip: line['client.ip'] ?? '' }));
  await expect.poll(async () => (await read()).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(atLeast);
  return read();
}

function raw(method: string, address: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: address, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('both copies of every service take their turn, whoever signed in where', async () => {
  const learner = await apiClient('learner@demo.test');
  const addresses = { users: '/api/users/me/', courses: '/api/dashboard/', calendar: '/api/calendar/rooms/' };
  const seen = new Set<string>();
  for (const address of Object.values(addresses)) {
    for (let time = 0; time < 12; time++) await learner.get(address);
    const copies = new Set((await logged(address, 12)).map(({ upstream }) => upstream));
    expect([address, copies.size]).toEqual([address, 2]);
    for (const copy of copies) seen.add(copy);
  }
  expect(seen.size).toBe(6);
});

test('a caller cannot claim another address', async () => {
  await raw('GET', '/api/site/', { 'x-forwarded-for': '203.0.113.9' });
  for (const { ip } of await logged('/api/site/', 1)) expect(ip).toMatch(/^(127\.0\.0\.1|::1)$/);
});

test('metrics, hidden files and TRACE are closed', async () => {
  expect(await raw('GET', '/metrics')).toBe(404);
  expect(await raw('GET', '/.env')).toBe(404);
  expect(await raw('TRACE', '/api/site/')).toBe(405);
});

test('files of the front end carry the headers that the product gives its pages', async () => {
  const [file, page] = [
    await fetch(`${url}/`),
    await fetch(`${url}/catalog`, { headers: { accept: 'text/html' } }),
  ];
  const names = [...page.headers.keys()].filter(
    (name) =>
      !/^(connection|date|content-(length|type|encoding)|keep-alive|etag|server|transfer-encoding|vary|x-request-id|last-modified|ratelimit.*)$/.test(
        name,
      ),
  );
  expect(names).toContain('content-security-policy');
  for (const name of names) expect([name, file.headers.get(name)]).toEqual([name, page.headers.get(name)]);
  expect(await page.text()).toContain('<title>Catalog');
  const asset = /src="(\/assets\/[^"]+)"/.exec(await file.text())?.[1] ?? '';
  const { headers } = await fetch(url + asset);
  expect(headers.get('cache-control')).toContain('immutable');
  expect(headers.get('content-encoding')).toBe('gzip');
});

test('an address that only the browser application knows answers with the application', async () => {
  const answer = await fetch(`${url}/learn/anything`, { headers: { accept: 'text/html' } });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('id="root"')]);
});

test('a change made through one copy is told at once to a browser that listens at another', async () => {
  const learner = await apiClient('learner@demo.test');
  const signedIn = (await (
    await fetch(`${url}/api/auth/login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'learner@demo.test', password: 'Lyceum-demo-1' }),
    })
  ).json()) as { token: string };
  // Two streams, so that both copies hold one.
  const streams = await Promise.all(
    [1, 2].map(() => fetch(`${url}/api/events/`, { headers: { authorization: `Bearer ${signedIn.token}` } })),
  );
  const heard = streams.map(async ({ body }) => {
    let text = '';
    for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(part).toString();
      if (text.includes('profile.updated')) return performance.now();
    }
    return Number.POSITIVE_INFINITY;
  });
  const startedAt = performance.now();
  await learner.patch('/api/users/profile/', { bio: `Changed at ${startedAt}` });
  for (const at of await Promise.all(heard)) expect(at - startedAt).toBeLessThan(2000);
});
