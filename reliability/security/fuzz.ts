/**
 * Requests that nobody sane sends, made from the endpoint table (bar S5). For every operation and role: values of the right shape
 * with wrong ones among them, broken JSON, strange headers, doubled parameters, hostile addresses. What comes back must be declared
 * by the operation, must match its schema, and is never a 5xx.
 */
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import fc from 'fast-check';
import * as z from 'zod';
import type { Endpoint } from '#contract/endpoint.ts';
import { errors } from '#contract/errors.ts';
import { declaredStatuses } from '#server/platform/http/openapi.ts';

export type Operation = { key: string; endpoint: Endpoint };
/** `renew` signs in again: a hostile request may have ended the caller's own session. */
export type Caller = { name: string; token: string; renew?: () => Promise<string> };
export type Finding = {
  kind: 'server error' | 'undeclared status' | 'schema' | 'no answer';
  request: string;
  detail: string;
};
export type Tally = {
  requests: number;
  findings: Finding[];
  slowest_ms: number;
  slowest: string;
  statuses: Record<number, number>;
};

type JsonSchema = { [key: string]: unknown };

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
  return value;
};

/** What values are made of: ids of records that exist, and what takes their place now and then. */
export type Pool = {
  ids: readonly string[];
  hostile: readonly unknown[];
  /** By the address of the list that shows them. */
  by_list?: Record<string, readonly string[]>;
};

/** Values that broke somebody's product once. */
export const hostile: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e',
  '\u0130\u0131\u1e9e',
  '👩🏽‍🚀',
  'a'.repeat(10_000),
  '-1',
  '0',
  'NaN',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  "' or 1=1--",
  '"; drop table users; --',
  '%',
  '%00',
  '%2e%2e%2f',
  '../../etc/passwd',
  '\u0024{7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '\r\nset-cookie: a=b',
  '\u001b[31m',
  '2026-02-30',
  '2026-02-30T25:61:61Z',
  '0000-00-00',
  '+275760-09-13T00:00:00.001Z',
  '-000001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00+99:99',
  'Europe/Nowhere',
  'Etc/GMT+12',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '00000000-0000-0000-0000-000000000000',
  'x@y',
  '@',
  'a@b.c\n',
  'http://',
  'https://127.0.0.1/',
  'data:text/html,x',
  '//evil.test',
  '\\',
  '_',
  '%25',
  0,
  -0,
  -1,
  1,
  0.1,
  1e-7,
  255,
  65_536,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  4_294_967_296,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  1e308,
  -1e308,
  5e-324,
  true,
  false,
  null,
  [],
  {},
  [[]],
  [null],
  [{}],
  { length: 1e9 },
  { toString: 1 },
  JSON.parse('{"then":1}'),
  { constructor: { prototype: { admin: true } } },
  deep(60),
  Array.from({ length: 500 }, (_, n) => n),
  Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, n])),
];

/** Bodies that JSON.stringify cannot make. */
const rawBodies: readonly string[] = [
  '',
  ' ',
  '{',
  '}',
  '[',
  'null',
  'true',
  '0',
  '"text"',
  '[]',
  '{}',
  '{}{}',
  '{"a":1,"a":2}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '\ufeff{}',
  '{"a":1e400}',
  '{"a":-0}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '{"a":NaN}',
  '{"a":0x10}',
  "{'a':1}",
  '{"a":1,}',
  '// {}',
  '['.repeat(20_000),
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  '{"\\u0000":1}',
  `{"a":"${'x'.repeat(100_000)}"}`,
  '<xml/>',
  'a=1&b=2',
  '\u0000\u0001\u0002',
];

const contentTypes: readonly (string | undefined)[] = [
  undefined,
  'application/json',
  'application/json;charset=utf-8',
  'application/json ; charset=UTF-8',
  ' application/json',
  'application/json\t',
  'application/json\t; charset=utf-8',
  'APPLICATION/JSON',
  'application/json; charset=utf-7',
  'application/json; charset="utf-16"',
  'application/json,text/plain',
  'application/problem+json',
  'application/merge-patch+json',
  'text/plain',
  'text/html',
  'text/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  '*/*',
  ';',
  'a/b/c',
  'application/json; a="b',
  'x'.repeat(500),
];

const oddHeaders: readonly Record<string, string | string[]>[] = [
  { 'if-match': 'x' },
  { 'if-match': '"99999999999999999999"' },
  { 'if-match': '*' },
  { 'if-match': 'W/"1"' },
  { 'if-none-match': '*' },
  { 'if-none-match': '"a", W/"b"' },
  { 'if-modified-since': 'yesterday' },
  { range: 'bytes=0-' },
  { range: 'bytes=9-1' },
  { range: 'bytes=-0' },
  { range: 'bytes=0-0,5-6' },
  { range: 'lines=1' },
  { 'accept-language': 'x'.repeat(500) },
  { 'accept-language': ';;q=,,' },
  { accept: 'text/html' },
  { 'accept-encoding': 'zstd;q=x' },
  { 'x-forwarded-for': '127.0.0.1, ::1, unknown, "' },
  { 'x-forwarded-host': 'evil.test' },
  { 'x-forwarded-host': 'a b' },
  { 'x-forwarded-proto': 'gopher' },
  { 'x-forwarded-proto': 'https, http' },
  { host: 'evil.test' },
  { host: '[' },
  { host: 'a:b:c' },
  { cookie: 'lyceum_access=x; lyceum_access=y' },
  { cookie: ';;=;%' },
  { cookie: 'x='.repeat(500) },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'x'.repeat(1000) },
  { 'idempotency-key': 'a\tb' },
  { 'x-csrf-token': 'x' },
  { 'x-token-carriage': 'cookie' },
  { 'user-agent': '\u001b[31m' },
  { 'user-agent': 'x'.repeat(2000) },
  { 'x-http-method-override': 'DELETE' },
  { origin: 'null' },
  { 'x-forwarded-for': ['1.1.1.1', '2.2.2.2'] },
];

/** Values of a JSON schema, with something hostile in the place of about one in thirty. */
function valuesOf(schema: JsonSchema, pool: Pool, depth = 0): fc.Arbitrary<unknown> {
  const good = goodValuesOf(schema, pool, depth);
  return fc.oneof(
    { weight: 30, arbitrary: good },
    { weight: 1, arbitrary: fc.constantFrom(...pool.hostile) },
  );
}

export function goodValuesOf(schema: JsonSchema, pool: Pool, depth: number): fc.Arbitrary<unknown> {
  const options = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined;
  if (depth > 6) return fc.constant(null);
  if (typeof schema === 'boolean') return fc.constantFrom(...pool.hostile);
  if (options) return fc.oneof(...options.map((one) => valuesOf(one, pool, depth + 1)));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (Array.isArray(schema['type']) ? schema['type'][0] : schema['type']) {
    case 'object':
      return objectsOf(schema, pool, depth);
    case 'array':
      return fc.array(valuesOf((schema['items'] ?? {}) as JsonSchema, pool, depth + 1), { maxLength: 4 });
    case 'integer':
    case 'number': {
      const min = Math.ceil(Math.max(Number(schema['minimum'] ?? 0), -1e6));
      const max = Math.floor(Math.min(Number(schema['maximum'] ?? 1000), 1e6));
      return fc.integer({ min, max: Math.max(min, max) });
    }
    case 'boolean':
      return fc.boolean();
    case 'string':
      return textsOf(schema, pool);
    default:
      return fc.constantFrom(...pool.hostile);
  }
}

function objectsOf(schema: JsonSchema, pool: Pool, depth: number): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const required = ((schema['required'] ?? []) as string[]).filter((name) => name in properties);
  const known = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, valuesOf(one, pool, depth + 1)]),
    ),
    { requiredKeys: required },
  );
  const extra = fc.constantFrom(
    'role',
    'is_admin',
    'created_at',
    'id',
    'owner_id',
    '',
    '$where',
    'a.b',
    'a[b]',
  );
  return fc.oneof(
    { weight: 8, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, extra).map(([value, name]) => ({ ...value, [name]: 1 })) },
  );
}

function textsOf(schema: JsonSchema, pool: Pool): fc.Arbitrary<unknown> {
  if (schema['format'] === 'uuid') return fc.oneof(fc.constantFrom(...pool.ids), fc.uuid());
  if (schema['format'] === 'date-time')
    return fc.constantFrom(
      '2026-12-01T09:00:00.000Z',
      '2026-03-29T02:30:00+01:00',
      '1970-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
    );
  if (schema['format'] === 'date') return fc.constantFrom('2026-12-01', '2026-02-29', '9999-12-31');
  if (schema['format'] === 'email') return fc.uuid().map((id) => `${id}@example.test`);
  const max = Math.min(Number(schema['maxLength'] ?? 40), 300);
  return fc.string({
    unit: 'grapheme',
    minLength: Math.min(Number(schema['minLength'] ?? 0), max),
    maxLength: max,
  });
}

const printed = new WeakMap<z.ZodType, JsonSchema>();
function jsonSchema(schema: z.ZodType): JsonSchema {
  const known =
    printed.get(schema) ?? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
  printed.set(schema, known);
  return known;
}

type Sent = {
  method: string;
  target: string;
  headers: Record<string, string | string[]>;
  body: string | undefined;
};

/** The plain value five times in six, so that most requests are wrong in one place only and get further than the gate. */
const mostly = <Value>(plain: Value, ...strange: Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(plain) },
    { weight: 1, arbitrary: fc.constantFrom(...strange) },
  );

/** Ids that stood in the list this address belongs to, or any. */
const idsFor = (path: string, pool: Pool): readonly string[] =>
  pool.by_list?.[path.slice(0, path.indexOf(':'))] ?? pool.ids;

/** Requests for one operation; the same seed makes the same ones. */
function requestsOf({ endpoint }: Operation, pool: Pool): fc.Arbitrary<Sent> {
  const methods = [endpoint.method].flat() as string[];
  const addresses = [endpoint.path, ...(endpoint.aliases ?? [])];
  return fc
    .record({
      method: fc.constantFrom(...methods),
      address: fc.constantFrom(...addresses),
      params: fc.infiniteStream(
        fc.oneof(
          { weight: 12, arbitrary: fc.constantFrom(...idsFor(endpoint.path, pool)) },
          { weight: 2, arbitrary: fc.constantFrom(...pool.ids) },
          { weight: 1, arbitrary: fc.constantFrom(...pool.hostile) },
        ),
      ),
      spelling: mostly('', '%2F', '/', '//', '/.', '/..', ';a=b', '%00', '%', '?', '??', '#'),
      query: objectsOf(jsonSchema(endpoint.query), pool, 0),
      twice: fc.integer({ min: 0, max: 7 }),
      odd: mostly(
        '',
        'page=1&page=2',
        'id=1&id=2',
        'page[]=1',
        'a[b]=1',
        '__proto__[x]=1',
        '%00=1',
        '=',
        '&&&',
        'search=%ff',
        'ordering=id;drop',
        'page=1e99',
        'cursor=eyJ9',
        'cursor=%ff%fe',
      ),
      body: valuesOf(jsonSchema(endpoint.body), pool),
      raw: mostly<string | null>(null, ...rawBodies),
      type: mostly<string | undefined>('application/json', ...contentTypes),
      more: mostly({}, ...oddHeaders),
    })
    .map(({ method, address, params, spelling, query, twice, odd, body, raw, type, more }) => {
      const path = address.replaceAll(/:[a-z_]+/g, () => encoded(params.next().value));
      const pairs = Object.entries((query ?? {}) as object).map(
        ([name, value]) => `${encoded(name)}=${encoded(value)}`,
      );
      const search = [...pairs, ...(twice === 0 ? pairs : []), odd].filter(Boolean).join('&');
      const target = spelling === '' ? path : path.replace(/\/$/, '') + spelling;
      const sendsBody = !['GET', 'DELETE'].includes(method) || raw !== null;
      return {
        method,
        target: search ? `${target}${target.includes('?') ? '&' : '?'}${search}` : target,
        headers: { ...more, ...(sendsBody && type !== undefined ? { 'content-type': type } : {}) },
        body: sendsBody ? (raw ?? JSON.stringify(body) ?? '') : undefined,
      };
    });
}

const encoded = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return encodeURIComponent(text.slice(0, 1500).toWellFormed()) || '%20';
};

type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** Until the answer began: an archive of 500 papers is drawn while it is sent. */
  milliseconds: number;
};

function send(base: string, agent: Agent, token: string, sent: Sent): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...sent.headers };
    const length = sent.body === undefined ? {} : { 'content-length': Buffer.byteLength(sent.body) };
    // Not as a URL: that would be tidied up before it is sent.
    const { hostname, port } = new URL(base);
    const request = httpRequest(
      {
        hostname,
        port,
        path: sent.target.replace(/#.*/, ''),
        method: sent.method,
        agent,
        headers: { ...headers, ...length },
        timeout: 30_000,
      },
      (response) => {
        const milliseconds = performance.now() - startedAt;
        const parts: Buffer[] = [];
        const done = () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
            milliseconds,
          });
        response
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', done)
          .on('error', reject);
        // Streams of hints do not end by themselves.
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          done();
          request.destroy();
        }
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer in 30 s'))).on('error', reject);
    request.end(sent.body);
  });
}

/** What anyone may answer whatever the operation says: framework and gate, before the operation is reached. */
const always = new Set([400, 401, 403, 404, 405, 413, 414, 415, 416, 304, 206, 429, 431]);

function judge({ endpoint }: Operation, sent: Sent, answer: Answer): Omit<Finding, 'request'>[] {
  const { status, headers, body } = answer;
  const found: Omit<Finding, 'request'>[] = [];
  if (status >= 500) found.push({ kind: 'server error', detail: `${status} ${body.slice(0, 300)}` });
  else if (!declaredStatuses(endpoint).includes(status) && !always.has(status))
    found.push({ kind: 'undeclared status', detail: `${status} ${body.slice(0, 200)}` });
  if (status >= 400 && status !== 416) {
    const problem = headers['content-type']?.includes('problem+json')
      ? (JSON.parse(body) as { code: string; status: number })
      : null;
    if (sent.method !== 'HEAD' && (!problem || !(problem.code in errors) || problem.status !== status))
      found.push({
        kind: 'schema',
        detail: `${status}, not a problem document of ours: ${body.slice(0, 200)}`,
      });
  } else if (
    (status === endpoint.status || status === endpoint.status_standing) &&
    headers['content-type']?.startsWith('application/json') &&
    !endpoint.produces
  ) {
    const parsed = endpoint.response.safeParse(JSON.parse(body));
    if (!parsed.success) found.push({ kind: 'schema', detail: z.prettifyError(parsed.error).slice(0, 300) });
  }
  return found;
}

/**
 * Sends `each` requests per operation and caller, eight at a time.
 *
 * @param options.seed  the same seed sends the same requests
 * @param options.until  stop early at this time (milliseconds since 1970)
 */
export async function fuzz(options: {
  base: string;
  operations: readonly Operation[];
  callers: readonly (Caller & { each: number })[];
  ids: readonly string[];
  by_list?: Record<string, readonly string[]>;
  /** Instead of the usual ones. */
  hostile?: readonly unknown[];
  seed: number;
  until?: number;
}): Promise<Tally> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const pool: Pool = {
    ids: options.ids,
    hostile: options.hostile ?? hostile,
    ...(options.by_list ? { by_list: options.by_list } : {}),
  };
  const tally: Tally = { requests: 0, findings: [], slowest_ms: 0, slowest: '', statuses: {} };
  const queue = options.operations.flatMap((operation, index) =>
    options.callers.map((caller, who) => ({ operation, caller, seed: options.seed + 1000 * who + index })),
  );
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { operation, caller, seed } = next;
      for (const sent of fc.sample(requestsOf(operation, pool), { numRuns: caller.each, seed })) {
        if (options.until && Date.now() > options.until) return;
        await one(operation, caller, sent);
      }
    }
  };
  const renewals = new Map<Caller, Promise<void>>();
  /** Once for all that found the session ended. */
  const renew = (caller: Caller): Promise<void> => {
    const running =
      renewals.get(caller) ??
      caller.renew!()
        .then((token) => {
          caller.token = token;
        })
        .finally(() => renewals.delete(caller));
    renewals.set(caller, running);
    return running;
  };
  const one = async (operation: Operation, caller: Caller, sent: Sent) => {
    const request = `${operation.key} as ${caller.name}: ${sent.method} ${sent.target.slice(0, 300)} ${JSON.stringify(sent.headers).slice(0, 200)} ${(sent.body ?? '').slice(0, 400)}`;
    tally.requests++;
    const { token } = caller;
    try {
      const answer = await send(options.base, agent, token, sent);
      if (caller.renew && caller.token === token && answer.body.includes('"auth.expired"'))
        await renew(caller);
      tally.statuses[answer.status] = (tally.statuses[answer.status] ?? 0) + 1;
      if (answer.milliseconds > tally.slowest_ms)
        Object.assign(tally, { slowest_ms: answer.milliseconds, slowest: request });
      for (const finding of judge(operation, sent, answer)) tally.findings.push({ ...finding, request });
    } catch (error) {
      // Not every hostile header can be sent; what Node's client refuses never reached the product.
      if (
        !['ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS', 'ERR_INVALID_URL'].includes(
          (error as { code?: string }).code ?? '',
        )
      )
        tally.findings.push({ kind: 'no answer', request, detail: String(error) });
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  agent.destroy();
  return tally;
}

export type Harvest = { ids: Set<string>; by_list: Record<string, string[]> };

/** Ids of everything a caller's lists show: what hostile requests aim at. */
export async function harvestIds(
  base: string,
  token: string,
  operations: readonly Operation[],
  into: Harvest = { ids: new Set(), by_list: {} },
): Promise<Harvest> {
  const lists = operations.filter(
    ({ endpoint }) =>
      endpoint.method === 'GET' && !endpoint.path.includes(':') && endpoint.produces === undefined,
  );
  for (const { endpoint } of lists) {
    const answer = await fetch(base + endpoint.path, { headers: { authorization: `Bearer ${token}` } });
    const text = await answer.text();
    for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g))
      into.ids.add(id);
    const own = [...text.matchAll(/\{"id":"([0-9a-f-]{36})"/g)].map(([, id]) => id!);
    if (own.length > 0)
      into.by_list[endpoint.path] = [...new Set([...(into.by_list[endpoint.path] ?? []), ...own])];
  }
  return into;
}
