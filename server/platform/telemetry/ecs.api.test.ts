/** Every line of the log is a document of the Elastic Common Schema: application, error and access logs (L-120, L-121). */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createUser, issueAccessToken } from '#server/features/identity/index.ts';
import { createRuntime, type Runtime } from '#server/main/runtime.ts';
import { cloneDatabase } from '#server/testing/database.ts';
import { completeConfig, readEnvironment } from '../config.ts';
import { refuseUnknown } from '../http/web.ts';
import { createLogger } from './log.ts';

type Line = Record<string, unknown>;

/** Field sets of ECS 8.11 that we write, with their types. Ours are under `lyceum.`, as ECS asks of custom fields. */
const fields: Record<string, 'string' | 'number'> = {
  '@timestamp': 'string',
  message: 'string',
  'log.level': 'string',
  'ecs.version': 'string',
  'service.name': 'string',
  'service.version': 'string',
  'service.node.name': 'string',
  'event.dataset': 'string',
  'event.kind': 'string',
  'event.category': 'string',
  'event.type': 'string',
  'event.action': 'string',
  'event.id': 'string',
  'event.created': 'string',
  'event.outcome': 'string',
  'event.duration': 'number',
  'http.request.id': 'string',
  'http.request.method': 'string',
  'http.response.status_code': 'number',
  'http.response.bytes': 'number',
  'url.path': 'string',
  'client.ip': 'string',
  'user.id': 'string',
  'user.target.id': 'string',
  'trace.id': 'string',
  'error.type': 'string',
  'error.message': 'string',
  'error.code': 'string',
  'error.stack_trace': 'string',
};
const always = ['@timestamp', 'message', 'log.level', 'ecs.version', 'service.name', 'event.dataset'];

function expectEcs(line: Line): void {
  for (const name of always) expect(line, name).toHaveProperty([name]);
  for (const [name, value] of Object.entries(line))
    if (!name.startsWith('lyceum.'))
      expect(typeof value, name).toBe(fields[name] ?? `${name} is no field of ECS`);
  expect(new Date(String(line['@timestamp'])).toISOString()).toBe(line['@timestamp']);
}

const lines: Line[] = [];
const log = createLogger('debug', { write: (text) => void lines.push(JSON.parse(text)) });
let runtime: Runtime;
let url: string;

beforeAll(async () => {
  const database = await cloneDatabase(inject('admin_url'));
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lyceum-ecs-'));
  const config = completeConfig(
    readEnvironment({
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      DATABASE_URL: database.connection_string,
      SESSION_SECRET: 'a secret for tests that is long enough',
      DEMO: '0',
    }),
    { embedded: false },
  );
  runtime = await createRuntime({ config, connection_string: database.connection_string, log });
  refuseUnknown(runtime.app);
  url = await runtime.app.listen({ port: 0, host: '127.0.0.1' });
  return async () => {
    await runtime.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
});
afterAll(() => lines.forEach(expectEcs));

const accessOf = (route: string) =>
  lines.filter((line) => line['event.dataset'] === 'lyceum.access' && line['url.path'] === route);
const ask = async (address: string, init: RequestInit = {}) => {
  const answer = await fetch(url + address, init);
  await answer.arrayBuffer();
  return answer;
};

describe('the access log', () => {
  it('has one line per request, with the route and without what the caller wrote into the address', async () => {
    const id = '0199aaaa-0000-7000-8000-000000000001';
    const answer = await ask(`/api/courses/${id}/?search=hunter2`);
    await expect.poll(() => accessOf('/api/courses/:id/')).toHaveLength(1);
    const [line] = accessOf('/api/courses/:id/');
    expectEcs(line!);
    expect(line).toMatchObject({
      'log.level': 'info',
      message: `GET /api/courses/:id/ ${answer.status}`,
      'http.request.method': 'GET',
      'http.request.id': answer.headers.get('x-request-id'),
      'http.response.status_code': answer.status,
      'event.outcome': 'failure',
      'client.ip': '127.0.0.1',
    });
    expect(line?.['event.duration']).toBeGreaterThan(10_000);
    expect(line?.['http.response.bytes']).toBeGreaterThan(200);
    expect(JSON.stringify(line)).not.toContain('hunter2');
    expect(JSON.stringify(line)).not.toContain(id);
  });

  it('writes one in a hundred of the probes that went well, and says so', async () => {
    for (let count = 0; count < 120; count++) await ask('/api/health/live/');
    await expect.poll(() => accessOf('/api/health/live/').length).toBeGreaterThan(0);
    expect(accessOf('/api/health/live/').length).toBeLessThanOrEqual(2);
    expect(accessOf('/api/health/live/')[0]).toMatchObject({ 'lyceum.one_in': 100 });
  });
});

describe('the security log', () => {
  const told = (action: string) =>
    lines.filter((line) => line['event.dataset'] === 'lyceum.security' && line['event.action'] === action);
  const signIn = (secret: string) =>
    ask('/api/auth/token/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'sofie@example.test', password: secret }),
    });

  it('tells sign-ins that worked and did not, and refusals: who, from where, what', async () => {
    const ctx = runtime.systemCtx();
    const { id } = await createUser(ctx, {
      email: 'sofie@example.test',
      display_name: 'Sofie',
      roles: ['learner'],
      password: 'a fine long password',
    });
    await signIn('a wrong long password');
    await signIn('a fine long password');
    const token = await issueAccessToken(ctx, id);
    await ask('/api/activity/', { headers: { authorization: `Bearer ${token}` } });
    await runtime.dispatcher?.drain();
    await expect.poll(() => told('access.denied')).toHaveLength(1);
    expect(told('sign-in.refused')).toEqual([
      expect.objectContaining({
        'event.category': 'authentication',
        'event.outcome': 'failure',
        'client.ip': '127.0.0.1',
        'user.target.id': id,
      }),
    ]);
    expect(told('session.started')[0]).toMatchObject({
      'event.category': 'authentication',
      'event.outcome': 'success',
      'user.id': id,
      'log.level': 'info',
    });
    expect(told('access.denied')[0]).toMatchObject({
      'event.type': 'denied',
      'http.request.method': 'GET',
      'url.path': '/api/activity/',
      'user.id': id,
      'lyceum.times': 1,
    });
    const text = JSON.stringify(lines);
    expect(text).not.toContain('sofie@example.test');
    expect(text).not.toContain('long password');
  });
});

describe('the error log', () => {
  it('says what failed, where, and in which request', () => {
    const error = Object.assign(new Error('The disk is full'), { code: 'ENOSPC' });
    log.child({ request_id: 'r1' }).error({ err: error, route: '/api/files/' }, 'request failed');
    const line = lines.at(-1)!;
    expectEcs(line);
    expect(line).toMatchObject({
      'log.level': 'error',
      'event.dataset': 'lyceum.error',
      message: 'request failed',
      'http.request.id': 'r1',
      'url.path': '/api/files/',
      'error.type': 'Error',
      'error.code': 'ENOSPC',
      'error.message': 'The disk is full',
    });
  });
});

describe('the application log', () => {
  it('keeps our own words under our own name, each once', () => {
    log.child({ task: 'mail:send' }).warn({ fact_id: 'f1', user_id: 'u1' }, 'slow');
    expect(lines.at(-1)).toMatchObject({
      'event.dataset': 'lyceum.application',
      'lyceum.task': 'mail:send',
      'lyceum.fact_id': 'f1',
      'user.id': 'u1',
    });
  });
});
