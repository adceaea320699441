/**
 * The command-line tool as an operator has it, on the built product: a backup beside a running Lyceum, killed backups, a restore into
 * an empty place where people sign in and old certificates verify, and what it says when something is wrong.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '#server/testing/free-port.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-operator-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Ran = { code: number | null; signal: string | null; out: string; err: string };

const start = (args: string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, ['bin/lyceum', ...args], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', DATA_DIR: inject('data_dir'), ...env },
  });

async function lyceum(args: string[], env: Record<string, string> = {}, killAfterMs?: number): Promise<Ran> {
  const child = start(args, env);
  const ran: Ran = { code: null, signal: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ran.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ran.err += chunk.toString();
  });
  if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ ...ran, code, signal })));
}

async function call(base: string, url: string, options: { token?: string; body?: unknown } = {}) {
  const response = await fetch(base + url, {
    method: options.body ? 'POST' : 'GET',
    headers: {
      'content-type': 'application/json',
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    },
    ...(options.body ? { body: JSON.stringify(options.body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function signIn(base: string, email: string): Promise<string> {
  const answer = await call(base, '/api/auth/token/', { body: { email, password: 'Lyceum-demo-1' } });
  expect(answer.status).toBe(200);
  return String(answer.body['access']);
}

async function waitUntilReady(base: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await fetch(`${base}/api/health/ready/`).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('not ready in a minute');
}

type Certificate = { verification_id: string; id: string };

describe('a backup of a running Lyceum', () => {
  let backup: string;

  test('is made beside it, is sound, and only its owner may read it', async () => {
    // The issuer's key is made when it is first asked for; a backup from before has none to keep.
    await call(inject('product_url'), '/.well-known/jwks.json');
    const ran = await lyceum(['backup', '--to', path.join(folder, 'backups'), '--json']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const made = JSON.parse(ran.out);
    backup = made.folder;
    expect(made).toMatchObject({ missing: 0 });
    expect(made.rows).toBeGreaterThan(1000);
    expect((await stat(backup)).mode & 0o077).toBe(0);
    expect((await stat(path.join(backup, 'secrets', 'session-secret'))).mode & 0o777).toBe(0o600);
    expect(await lyceum(['backup', 'verify', backup])).toMatchObject({
      code: 0,
      out: expect.stringContaining('is sound'),
    });
  });

  test('that is killed never looks like one', async () => {
    const to = path.join(folder, 'killed');
    for (const milliseconds of [150, 300, 450, 600, 750])
      await lyceum(['backup', '--to', to], {}, milliseconds);
    for (const name of await readdir(to).catch(() => []))
      if (!name.startsWith('.unfinished-'))
        expect(await lyceum(['backup', 'verify', path.join(to, name)])).toMatchObject({ code: 0 });
    expect(await lyceum(['backup', '--to', to, '--quiet'])).toMatchObject({ code: 0, out: '' });
  });

  test('is not restored over the running one', async () => {
    expect(await lyceum(['restore', backup, '--replace'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('Stop it'),
    });
  });

  test('restored into an empty place, people sign in and old certificates and badges verify', async () => {
    const base = inject('product_url');
    const { body } = await call(base, '/api/certificates/', {
      token: await signIn(base, 'learner@demo.test'),
    });
    const [certificate] = body['results'] as Certificate[];
    expect(certificate).toBeDefined();
    const keys = (await call(base, '/.well-known/jwks.json')).body;

    const place = path.join(folder, 'restored');
    const restored = await lyceum(['restore', backup, '--into', place], { DATABASE_URL: '' });
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('compared and equal') });

    const port = await freePort();
    const child = start(['start', '--port', String(port), '--no-worker'], {
      DATA_DIR: place,
      // What the old address was: papers and keys name it.
      PUBLIC_URL: base,
      HOST: '127.0.0.1',
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    try {
      const there = `http://127.0.0.1:${port}`;
      await waitUntilReady(there);
      await signIn(there, 'learner@demo.test');
      const paper = `/api/certificates/verify/${certificate!.verification_id}/`;
      const [here, verified] = [await call(base, paper), await call(there, paper)];
      expect(verified).toEqual({
        status: 200,
        body: { ...here.body, checked_at: verified.body['checked_at'] },
      });
      expect((await call(there, '/.well-known/jwks.json')).body).toEqual(keys);
      expect(said).toContain('runs no jobs and reactions');
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
    expect(await lyceum(['restore', backup, '--into', place])).toMatchObject({
      code: 1,
      err: expect.stringContaining('not empty'),
    });
  });
});

describe('the doctor', () => {
  test('finds a running Lyceum well', async () => {
    const port = new URL(inject('product_url')).port;
    const ran = await lyceum(['doctor', '--json'], { PORT: port, HOST: '127.0.0.1' });
    const { findings } = JSON.parse(ran.out) as { findings: { name: string; state: string }[] };
    expect(findings.filter((one) => one.state === 'fail')).toEqual([]);
    expect(findings.map((one) => one.name)).toEqual(
      expect.arrayContaining([
        'node',
        'configuration',
        'database',
        'durability',
        'migrations',
        'clock',
        'storage',
        'port',
        'backup',
      ]),
    );
    expect(ran.code).toBe(0);
  });

  test('names every problem with its cure and no secret', async () => {
    const ran = await lyceum(['doctor'], {
      DATABASE_URL: 'postgres://lyceum:canary-of-a-password@127.0.0.1:1/lyceum',
      SESSION_SECRET: 'canary-of-a-session-secret-0123456789',
      REDIS_URL: 'redis://:canary-of-redis@127.0.0.1:1',
      SMTP_URL: 'smtp://someone:canary-of-mail@127.0.0.1:1',
    });
    expect(ran.code).toBe(1);
    for (const name of ['database', 'redis', 'mail']) expect(ran.out).toMatch(new RegExp(`fail +${name}`));
    expect(ran.out).toContain('→ Look at SMTP_URL');
    expect(ran.out + ran.err).not.toContain('canary');
    const wrong = await lyceum(['doctor'], { PORT: 'ninety', BACKUP_AT: 'noon' });
    expect(wrong.out).toMatch(/PORT: .*[\s\S]*BACKUP_AT: /);
    expect(wrong.code).toBe(1);
  });
});

describe('an account', () => {
  test('is made from the command line, and its password set, while Lyceum runs', async () => {
    const base = inject('product_url');
    const email = `operator-${Date.now()}@example.test`;
    const made = await lyceum(['user', 'create', email, '--role', 'admin', '--json']);
    expect(made).toMatchObject({ code: 0, err: '' });
    const { password } = JSON.parse(made.out);
    expect((await call(base, '/api/auth/token/', { body: { email, password } })).status).toBe(200);
    const changed = await lyceum(['user', 'password', email, '--json']);
    const next = JSON.parse(changed.out).password;
    expect((await call(base, '/api/auth/token/', { body: { email, password } })).status).toBe(401);
    expect((await call(base, '/api/auth/token/', { body: { email, password: next } })).status).toBe(200);
    expect(await lyceum(['user', 'create', email])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/taken/i),
    });
    expect(await lyceum(['user', 'create', email, '--role', 'amdin'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean admin?'),
    });
  });
});
