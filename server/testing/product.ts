/**
 * The whole product in a test: real HTTP server, real PostgreSQL, real worker.
 *
 *     const product = await startProduct();
 *     const trainer = await product.signIn('trainer');
 *     const { status, body } = await trainer.post('/api/courses/', { title: 'Forklift safety' });
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import type { Role } from '#contract/abilities.ts';
import { createUser, issueAccessToken } from '#server/features/identity/index.ts';
import { registerOperations } from '#server/main/operations.ts';
import { createRuntime, type Runtime } from '#server/main/runtime.ts';
import { type Config, completeConfig, readEnvironment } from '#server/platform/config.ts';
import type { Ctx } from '#server/platform/context.ts';
import { refuseUnknown } from '#server/platform/http/web.ts';
import { newId } from '#server/platform/ids.ts';
import { cloneDatabase } from './database.ts';
import { atEndOfFile } from './end-of-file.ts';
import { callTwice } from './repeating.ts';

// Bodies are asserted on, field by field; typing each answer would restate the contract in every test.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Answer = { status: number; body: any; headers: Headers };

export type Client = {
  user_id: string;
  token: string;
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  delete(url: string, headers?: Record<string, string>): Promise<Answer>;
};

export type Product = {
  runtime: Runtime;
  url: string;
  connection_string: string;
  ctx(): Ctx;
  anonymous: Client;
  /** A new person with this role, signed in through the API's own tokens. */
  signIn(role: Role, more?: { email?: string; display_name?: string }): Promise<Client>;
  /** Delivers every fact that is waiting, so that reactions can be asserted. */
  settle(): Promise<void>;
  /** Moves the product's clock; real time keeps running from there. */
  travel(milliseconds: number): void;
};

/** Everything is stopped and dropped after the file's last test. */
export async function startProduct(overrides: Record<string, string> = {}): Promise<Product> {
  const database = await cloneDatabase(inject('admin_url'));
  return startProductOn(database.connection_string, overrides, () => database.drop());
}

/** The same on a database that is there and migrated. */
export async function startProductOn(
  connectionString: string,
  overrides: Record<string, string> = {},
  dropDatabase: () => Promise<void> = async () => undefined,
): Promise<Product> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lyceum-product-'));
  const config: Config = completeConfig(
    readEnvironment({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: connectionString,
      SESSION_SECRET: 'a secret for tests that is long enough',
      DEMO: '0',
      // One address, few people, thousands of requests: limits are tested where they are the subject.
      RATE_LIMIT_ADDRESS: '1000000',
      RATE_LIMIT_ACCOUNT: '1000000',
      OVERLOAD_WAIT_SECONDS: '0',
      ...(process.env['TEST_REDIS_URL'] ? { REDIS_URL: process.env['TEST_REDIS_URL'] } : {}),
      ...overrides,
    }),
    { embedded: false },
  );
  let shift = 0;
  const runtime = await createRuntime({
    config,
    connection_string: connectionString,
    clock: () => new Date(Date.now() + shift),
    strict_responses: true,
  });
  await registerOperations(runtime);
  refuseUnknown(runtime.app);
  const url = await runtime.app.listen({ port: 0, host: '127.0.0.1' });
  atEndOfFile(async () => {
    await runtime.stop();
    await dropDatabase();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    runtime,
    url,
    connection_string: connectionString,
    ctx: () => runtime.systemCtx(),
    anonymous: clientFor(url, '', ''),
    async signIn(role, more = {}) {
      const email = more.email ?? `${role}-${newId()}@example.test`;
      const user = await createUser(runtime.systemCtx(), {
        email,
        display_name: more.display_name ?? `A ${role}`,
        roles: [role],
      });
      const token = await issueAccessToken(runtime.systemCtx(), user.id);
      return clientFor(url, token, user.id);
    },
    async settle() {
      await runtime.dispatcher?.drain();
    },
    travel(milliseconds) {
      shift += milliseconds;
    },
  };
}

function clientFor(url: string, token: string, userId: string): Client {
  const call = (method: string, url: string, body: unknown, headers: Record<string, string> = {}) =>
    token
      ? callTwice((all) => send(method, url, body, all), { method, url, headers })
      : send(method, url, body, headers);
  const send = async (
    method: string,
    target: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const form = body instanceof FormData;
    const response = await fetch(target.startsWith('http') ? target : url + target, {
      method,
      redirect: 'manual',
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body !== undefined && !form ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body !== undefined ? { body: form ? body : JSON.stringify(body) } : {}),
    });
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    const text = response.status === 204 ? '' : await (json ? response.json() : response.arrayBuffer());
    return { status: response.status, body: text, headers: response.headers };
  };
  return {
    user_id: userId,
    token,
    get: (target, headers) => call('GET', target, undefined, headers),
    post: (target, body, headers) => call('POST', target, body ?? {}, headers),
    put: (target, body, headers) => call('PUT', target, body ?? {}, headers),
    patch: (target, body, headers) => call('PATCH', target, body ?? {}, headers),
    delete: (target, headers) => call('DELETE', target, undefined, headers),
  };
}
