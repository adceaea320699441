/**
 * S9: the server asks nobody by an address that a user gave. There is no such request in the sources, and none is made whatever is
 * written into whichever field: a listener on this machine counts who comes.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { features } from '#server/main/features.ts';
import { startProduct } from '#server/testing/product.ts';
import { fuzz, harvestIds } from './fuzz.ts';

/** Who may open connections, and to what: addresses of the operator's configuration only. */
const allowed: Record<string, string> = {
  'server/platform/db/database.ts': 'DATABASE_URL',
  'server/platform/db/migrate.ts': 'DATABASE_URL',
  'server/platform/db/watch.ts': 'DATABASE_URL',
  'server/features/admin/outside.checks.ts': 'PUBLIC_URL: the certificate of our own address',
  'server/platform/cache/shared.ts': 'REDIS_URL',
  'server/platform/telemetry/otlp.ts': 'OTEL_EXPORTER_OTLP_ENDPOINT',
  'server/main/commands/doctor.ts': 'DATABASE_URL',
  'server/platform/backup/connection.ts': 'DATABASE_URL',
  'server/platform/db/preflight.ts': 'DATABASE_URL',
  'server/platform/doctor.ts': 'REDIS_URL, SMTP_URL, STORAGE_URL: whether they answer',
  'server/platform/embedded/running.ts': 'the embedded PostgreSQL',
  'server/platform/embedded/database.ts': 'the embedded PostgreSQL',
  'server/platform/embedded/postmaster.ts': 'a free port of this machine',
  'server/platform/jobs/queue-pool.ts': 'DATABASE_URL',
  'server/platform/jobs/lease.ts': 'DATABASE_URL',
  'server/platform/realtime/bus.ts': 'DATABASE_URL, REDIS_URL',
  'server/platform/http/rate-limits.shared.ts': 'REDIS_URL',
  'server/platform/http/closing.ts': 'listens only',
  'server/platform/mail/mailer.ts': 'SMTP_URL; attachments by address are switched off',
  'server/platform/storage/s3-storage.ts': 'STORAGE_URL',
};
/** Ways of Node and of the packages here to open a connection. */
const opens =
  /(?<![.\w])fetch\(|new (?:Redis|S3Client|WebSocket|EventSource)\b|(?:new|extends) pg\.|createTransport\(|import\('(?:node:)?(?:https?|http2|net|tls|dgram|dns)|from '(?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:\/promises)?'|from 'undici'/;

const strip = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|[^:])\/\/.*$/gm, '$1')
    .replaceAll(/^import type .*$/gm, '');

describe('the sources of the server', () => {
  it('open connections in the places that are listed, and nowhere else', async () => {
    const names = await readdir('server', { recursive: true });
    const found: string[] = [];
    for (const name of names) {
      if (!name.endsWith('.ts') || /\.test\.ts$|\.builders\.ts$/.test(name) || name.startsWith('testing'))
        continue;
      const file = path.posix.join('server', name);
      if (opens.test(strip(await readFile(file, 'utf8')))) found.push(file);
    }
    expect(found.toSorted()).toEqual(Object.keys(allowed).toSorted());
  });
});

const product = await startProduct();
const came: string[] = [];
const listener: Server = createServer((socket) => {
  came.push(String(socket.remotePort));
  socket.on('error', () => undefined);
  socket.destroy();
});
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  port = (listener.address() as { port: number }).port;
});
afterAll(() => listener.close());

/** This machine by other names; every one of them reaches the listener where somebody asks it. */
const spellings = () =>
  [
    '127.0.0.1',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '0',
    '127.0.0.1.nip.test',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '127.000.000.001',
  ].flatMap((host) => [`http://${host}:${port}/canary`, `https://${host}:${port}/canary.png`]);

describe('an address of this machine in any field', () => {
  it('is asked by nobody', async ({ task }) => {
    const admin = await product.signIn('admin');
    const operations = features.flatMap(({ name, routes }) =>
      routes
        .map(({ name: route, endpoint }) => ({ key: `${name}.${route}`, endpoint }))
        .filter(
          ({ endpoint }) =>
            endpoint.method !== 'GET' &&
            endpoint.method !== 'DELETE' &&
            !endpoint.path.startsWith('/api/auth/'),
        ),
    );
    const addresses = spellings();
    const html = addresses.map(
      (url) => `<p><img src="${url}"><a href="${url}">x</a><iframe src="${url}"></iframe></p>`,
    );
    const tally = await fuzz({
      base: product.url,
      operations,
      callers: [{ name: 'admin', each: 8, token: admin.token }],
      ids: [
        ...(await harvestIds(product.url, admin.token, operations)).ids,
        '00000000-0000-4000-8000-000000000000',
      ],
      hostile: [...addresses, ...html, `file:///etc/passwd`, `gopher://127.0.0.1:${port}/`],
      seed: 9,
    });
    task.meta.figures = {
      'requests with addresses of this machine': tally.requests,
      'spellings of them': addresses.length,
    };
    expect(tally.requests).toBeGreaterThan(700);
    const badge = { iss: addresses[0], jku: addresses[2], x5u: addresses[4] };
    const encoded = Buffer.from(JSON.stringify({ alg: 'RS256', ...badge })).toString('base64url');
    for (const text of [
      `${encoded}.${Buffer.from(JSON.stringify({ ...badge, vc: { issuer: addresses[0] } })).toString('base64url')}.x`,
    ])
      await admin.post('/api/badges/check/', { badge: text });
    await product.settle();
    expect(came).toEqual([]);
    // The listener does hear those who come.
    await fetch(addresses[0]!).catch(() => undefined);
    expect(came).toHaveLength(1);
  }, 120_000);
});
