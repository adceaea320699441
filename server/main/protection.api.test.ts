/**
 * What protects every address before any feature is asked: security headers (S13), CORS (L-106), methods (S4) and rate limits (S11),
 * over HTTP, on every kind of answer there is.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeConfig, readEnvironment } from '#server/platform/config.ts';
import { permissionsPolicy } from '#server/platform/http/headers.ts';
import { serveWeb } from '#server/platform/http/web.ts';
import { startProduct } from '#server/testing/product.ts';
import { features } from './features.ts';
import { registerOperations } from './operations.ts';
import { createRuntime } from './runtime.ts';

const listed = 'https://intranet.example.org';
const product = await startProduct({
  CORS_ORIGINS: `${listed},http://127.0.0.1:8080`,
  METRICS_TOKEN: 'a token for the metrics of tests',
  PUBLIC_URL: 'https://learn.example.org',
});

type Raw = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** Through a bare client: fetch neither sends TRACE nor lets a page's Origin be set. Ends with the headers of a stream. */
function ask(
  base: string,
  method: string,
  target: string,
  headers: Record<string, string> = {},
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(base + target, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      const done = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString(),
        });
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        done();
        request.destroy();
        return;
      }
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', done);
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('every answer', () => {
  let withPages: { url: string; stop(): Promise<void> };
  let learner: { token: string };
  let picture: string;
  beforeAll(async () => {
    learner = await product.signIn('learner');
    picture = await aPicture(learner.token);
    withPages = await startWithPages();
  });
  afterAll(() => withPages.stop());

  type Kind = [
    what: string,
    target: () => string,
    status: number,
    more?: { auth?: boolean; headers?: Record<string, string>; method?: string },
  ];
  const answers: Kind[] = [
    ['a list', () => '/api/courses/', 200],
    ['a record', () => '/api/users/me/', 200, { auth: true }],
    ['an answer from the cache, unchanged', () => '/api/categories/', 200],
    ['a refusal', () => '/api/users/me/', 401],
    ['a denial', () => '/api/admin/health/', 403, { auth: true }],
    ['bad input', () => '/api/courses/?page=none', 400],
    ['a method that is not answered', () => '/api/courses/', 405, { method: 'DELETE' }],
    ['nothing', () => '/api/nothing/here/', 404],
    ['nothing, not even an address', () => '/%ff', 400],
    ['a file', () => picture, 200, { auth: true }],
    ['a file, unchanged', () => picture, 304, { auth: true, headers: { 'if-none-match': '*' } }],
    ['a part of a file', () => picture, 206, { auth: true, headers: { range: 'bytes=0-3' } }],
    ['a part that is not there', () => picture, 416, { auth: true, headers: { range: 'bytes=999999-' } }],
    ['a stream of hints', () => '/api/events/', 200, { auth: true }],
    ['health', () => '/api/health/live/', 200],
    ['the OpenAPI document', () => '/api/schema/', 200],
    ['a page for developers', () => '/api/docs/', 200],
    ['a script of that page', () => '/api/docs/start.js', 200],
    ['metrics', () => '/metrics', 404],
  ];
  it.each(answers)('carries the security headers: %s', async (_what, target, status, more = {}) => {
    const authorization: Record<string, string> = more.auth
      ? { authorization: `Bearer ${learner.token}` }
      : {};
    const answer = await ask(product.url, more.method ?? 'GET', target(), {
      ...authorization,
      ...more.headers,
    });
    expect(answer.status).toBe(status);
    judge(answer, target());
  });

  const pages: [what: string, target: string, status: number, type: RegExp][] = [
    ['a page', '/courses', 200, /^text\/html/],
    ['the first page', '/', 200, /^text\/html/],
    ['an asset', '/assets/app-1.js', 200, /javascript/],
    ['no asset', '/assets/none.js', 404, /^application\/problem/],
    ['a packed asset, by a name of its own', '/assets/app-1.js.br', 404, /^application\/problem/],
    ['the folder of assets', '/assets/', 404, /^application\/problem/],
    ['what is beside the assets', '/assets/..%2findex.html', 404, /^application\/problem/],
    ['a page asked to change', '/courses', 405, /^application\/problem/],
  ];
  it.each(pages)('of the web application, too: %s', async (_what, target, status, type) => {
    const answer = await ask(withPages.url, status === 405 ? 'POST' : 'GET', target, {
      accept: target.includes('assets') ? '*/*' : 'text/html',
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(type);
    judge(answer, target);
  });

  it('that is a failure is stored nowhere, one that is private in no shared cache and never used without asking', async () => {
    const auth = { authorization: `Bearer ${learner.token}` };
    for (const [target, headers, kept] of [
      ['/api/users/me/', auth, 'private, no-cache'],
      ['/api/auth/sessions/', auth, 'no-store'],
      ['/api/users/me/', {}, 'no-store'],
      ['/api/nothing/', {}, 'no-store'],
      ['/api/courses/?page=none', {}, 'no-store'],
      ['/api/admin/health/', auth, 'no-store'],
    ] as const)
      expect((await ask(product.url, 'GET', target, headers)).headers['cache-control'], target).toBe(kept);
  });
});

/** What csp_evaluator holds for serious. */
const evaluate = (policy: string) =>
  new CspEvaluator(new CspParser(policy).csp)
    .evaluate()
    .filter(({ severity }) => severity <= Severity.MEDIUM)
    .map(({ directive, value, description }) => `${directive} ${value}: ${description}`);

/** What bar S13 asks of one answer. Pages may run our own files; everything else may do nothing at all. */
function judge({ headers }: Raw, target: string): void {
  const policy = String(headers['content-security-policy']);
  const rules = new Map(
    policy.split(';').map((rule) => {
      const [name = '', ...values] = rule.trim().split(/\s+/);
      return [name, values.join(' ')] as const;
    }),
  );
  expect(policy, target).not.toMatch(/unsafe|\*|http:/);
  expect(policy, target).not.toMatch(/data:[^;]*script|script-src[^;]*(data|blob|https):/);
  expect(evaluate(policy), target).toEqual([]);
  expect(["'none'", "'self'"], target).toContain(rules.get('default-src'));
  expect(["'none'", "'self'"], target).toContain(rules.get('frame-ancestors'));
  if (rules.get('default-src') === "'self'") {
    for (const closed of ['object-src', 'base-uri', 'script-src-attr'])
      expect(rules.get(closed), closed).toBe("'none'");
    for (const own of ['script-src', 'style-src', 'connect-src', 'worker-src', 'manifest-src', 'form-action'])
      expect(rules.get(own), own).toBe("'self'");
    expect(String(headers['content-type']), target).not.toMatch(/json|event-stream/);
  }
  expect(headers['x-content-type-options'], target).toBe('nosniff');
  expect(headers['referrer-policy'], target).toBe('strict-origin-when-cross-origin');
  expect(headers['cross-origin-opener-policy'], target).toBe('same-origin');
  expect(headers['cross-origin-resource-policy'], target).toBe('same-origin');
  expect(headers['permissions-policy'], target).toBe(permissionsPolicy);
  expect(headers['x-frame-options'], target).toBe('SAMEORIGIN');
  expect(headers['strict-transport-security'], target).toBe('max-age=63072000; includeSubDomains');
  expect(headers['x-request-id'], target).toMatch(/^[0-9a-f-]{36}$/);
  for (const banner of ['server', 'x-powered-by', 'via']) expect(headers[banner], target).toBeUndefined();
}

describe('a page of another origin', () => {
  const strangers = [
    'null',
    'https://intranet.example.org.evil.test',
    'https://evil-intranet.example.org',
    'https://evil.test/https://intranet.example.org',
    'https://intranet.example.org:8443',
    'http://intranet.example.org',
    'https://INTRANET.example.org',
    'https://intranet.example.org/',
    'http://127.0.0.1:8081',
    'https://learn.example.org.evil.test',
    '',
  ];
  const corsHeaders = (answer: Raw) =>
    Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));

  it.each(strangers)('that is not listed is told nothing: %s', async (origin) => {
    for (const [method, target, headers] of [
      ['GET', '/api/courses/', {}],
      ['OPTIONS', '/api/courses/', { 'access-control-request-method': 'GET' }],
      ['OPTIONS', '/api/auth/token/', { 'access-control-request-method': 'POST' }],
      ['GET', '/api/nothing/', {}],
    ] as const) {
      const answer = await ask(product.url, method, target, { origin, ...headers });
      expect(corsHeaders(answer), `${method} ${target}`).toEqual([]);
      expect(answer.headers['vary']).toMatch(/\borigin\b/i);
      if (method === 'OPTIONS') expect(answer.status).toBe(405);
    }
  });

  it('that is listed may ask, read errors too, and never use cookies', async () => {
    const before = await ask(product.url, 'OPTIONS', '/api/courses/', {
      origin: listed,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization',
    });
    expect(before.status).toBe(204);
    expect(before.headers['access-control-allow-methods']).toBe('GET, POST, PUT, PATCH, DELETE');
    expect(before.headers['access-control-allow-headers']).toContain('authorization');
    for (const [target, status] of [
      ['/api/courses/', 200],
      ['/api/users/me/', 401],
      ['/api/nothing/', 404],
    ] as const) {
      const answer = await ask(product.url, 'GET', target, { origin: listed });
      expect(answer.status).toBe(status);
      expect(answer.headers['access-control-allow-origin']).toBe(listed);
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      expect(answer.headers['vary']).toMatch(/\borigin\b/i);
    }
  });
});

describe('a method that an address does not answer', () => {
  const routes = features.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint));
  const methodsOf = new Map<string, Set<string>>();
  for (const { method, path: own, aliases } of routes)
    for (const url of [own, ...(aliases ?? [])])
      methodsOf.set(url, new Set([...(methodsOf.get(url) ?? []), ...[method].flat()]));

  it('is refused with 405 and those that are, at every address', async ({ task }) => {
    task.meta.figures = { 'addresses asked by every other method': methodsOf.size };
    for (const [url, answered] of methodsOf) {
      const target = url.replaceAll(/:[a-z_]+/g, 'x');
      const allow = new Set(answered.has('GET') ? [...answered, 'HEAD'] : answered);
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
        if (allow.has(method)) continue;
        const answer = await ask(product.url, method, target);
        expect(answer.status, `${method} ${target}`).toBe(405);
        const told = String(answer.headers['allow']).split(', ');
        expect(new Set(told), `${method} ${target}`).toEqual(allow);
        expect(JSON.parse(answer.body).code).toBe('route.method-not-allowed');
      }
    }
  }, 60_000);

  it.each(['/api/schema/', '/api/docs/', '/metrics'])(
    'is refused beside the contract: %s',
    async (target) => {
      for (const method of ['POST', 'DELETE', 'TRACE', 'OPTIONS']) {
        const answer = await ask(product.url, method, target);
        expect([answer.status, answer.headers['allow']], method).toEqual([405, 'GET, HEAD']);
      }
    },
  );
});

/** The product with a web application, as `npm start` serves it: pages, assets, and the shell for every other address. */
async function startWithPages() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-web-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(
    path.join(folder, 'index.html'),
    '<!doctype html><title>Lyceum</title><div id="root"></div>',
  );
  await writeFile(path.join(folder, 'assets/app-1.js'), 'console.log(1)');
  await writeFile(path.join(folder, 'assets/app-1.js.br'), brotliCompressSync('console.log(1)'));
  const runtime = await createRuntime({
    config: completeConfig(
      readEnvironment({
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        PUBLIC_URL: 'https://learn.example.org',
        // The same files: services() are the process's, and this product is the last that provided them.
        DATA_DIR: product.runtime.services.config.DATA_DIR,
        DATABASE_URL: product.connection_string,
        SESSION_SECRET: 'a secret for tests that is long enough',
        WORKER: '0',
      }),
      { embedded: false },
    ),
    connection_string: product.connection_string,
  });
  await registerOperations(runtime);
  await serveWeb(runtime.app, { folder, describe: async () => null });
  const url = await runtime.app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    async stop() {
      await runtime.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function aPicture(token: string): Promise<string> {
  const { default: sharp } = await import('sharp');
  const bytes = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#123456' } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('purpose', 'avatar');
  form.append('file', new File([new Uint8Array(bytes)], 'portrait.png'));
  const answer = await fetch(`${product.url}/api/files/`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { url: string }).url;
}
