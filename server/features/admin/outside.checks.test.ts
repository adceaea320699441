/** The certificate of the product's address and the rights of its key, looked at for real on loopback. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '#server/platform/config.ts';
import type { Ctx } from '#server/platform/context.ts';
import { provideServices, type Services } from '#server/platform/services.ts';
import { checkKeys, checkTls } from './outside.checks.ts';

const day = 86_400_000;
const ctxAfter = (days: number) => ({ now: new Date(Date.now() + days * day) }) as Ctx;
const provide = (config: Partial<Config>) => provideServices({ config } as Services);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-checks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('the certificate', () => {
  let server: Server;
  beforeAll(async () => {
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
    const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 60 -subj /CN=localhost -keyout ${key} -out ${cert}`;
    execFileSync('openssl', made.split(' '), { stdio: 'ignore' });
    server = createServer({ key: await readFile(key), cert: await readFile(cert) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    provide({ public_url: `https://localhost:${(server.address() as AddressInfo).port}` });
    return () => new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it.each([
    [0, 'ok'],
    [45, 'warn'],
    [57, 'fail'],
    [70, 'fail'],
  ])('%d days on is judged by how long it is good for: %s', async (days, state) => {
    expect(await checkTls(ctxAfter(days))).toMatchObject({ name: 'tls', state });
  });
});

it('an address that shows no certificate is worth a look', async () => {
  provide({ public_url: 'https://127.0.0.1:9' });
  expect(await checkTls(ctxAfter(0))).toMatchObject({
    state: 'warn',
    cure: expect.stringContaining('PUBLIC_URL'),
  });
});

it.skipIf(process.platform === 'win32')(
  'a signing key that others can read is a failure, with the command that mends it',
  async () => {
    const file = path.join(folder, 'session-secret');
    await writeFile(file, 'secret', { mode: 0o600 });
    provide({ embedded: true, DATA_DIR: folder });
    expect(await checkKeys()).toMatchObject({ state: 'ok' });
    await chmod(file, 0o644);
    expect(await checkKeys()).toMatchObject({ state: 'fail', command: expect.stringContaining('chmod 600') });
  },
);
