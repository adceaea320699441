/**
 * Once per end-to-end run: the built product, started the way a stranger starts it (own data folder, embedded database, demo
 * organization), on a free port.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '#server/testing/free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    product_url: string;
    data_dir: string;
  }
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`The product ended while starting:\n${output()}`);
    const response = await fetch(`${url}/api/health/ready/`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The product was not ready in two minutes:\n${output()}`);
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lyceum-e2e-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let printed = '';
  const child = spawn(process.execPath, ['dist/server/serve.js'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      PUBLIC_URL: url,
      DEMO: '1',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      // Every browser of every journey comes from one address.
      RATE_LIMIT_ADDRESS: '1000000',
      RATE_LIMIT_ACCOUNT: '1000000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (printed = (printed + part.toString()).slice(-20_000)));
  await waitUntilReady(url, child, () => printed).catch((error: Error) => {
    child.kill('SIGKILL');
    throw error;
  });
  project.provide('product_url', url);
  project.provide('data_dir', dataDir);
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
}
