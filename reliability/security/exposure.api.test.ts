/** S2 and S3: nothing that is not theirs leaves the server, nothing that is not asked for enters it. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aQuiz, enroll, startAttempt } from '#server/features/assessment/assessment.builders.ts';
import { features } from '#server/main/features.ts';
import { sql } from '#server/platform/db/sql.ts';
import { startProduct } from '#server/testing/product.ts';
import type { Operation } from './fuzz.ts';
import { bodyFor } from './objects.ts';
import { aWorld, type World } from './world.ts';

const operations: Operation[] = features.flatMap(({ name, routes }) =>
  routes.map(({ name: route, endpoint }) => ({ key: `${name}.${route}`, endpoint })),
);
const product = await startProduct();
let world: World;
let columns: string[];

/** Found nowhere but in what a learner must not see. */
const secrets = [
  'canary-accepted',
  'canary-because',
  'canary-right',
  'canary-wrong',
  'canary-private',
  '@hidden.test',
  '$argon2',
  'password_hash',
  'token_hash',
  '"is_correct"',
  '"accepted_answers"',
];

beforeAll(async () => {
  world = await aWorld(product);
  const trainer = await product.signIn('trainer', { email: 'canary-trainer@hidden.test' });
  const other = await product.signIn('learner', { email: 'canary-learner@hidden.test' });
  const quiz = await aQuiz(trainer, {
    questions: [
      { text: 'Name it', answer: 'canary-accepted', feedback: 'canary-because' },
      {
        text: 'Pick',
        choices: [
          { text: 'A', is_correct: true, feedback: 'canary-right' },
          { text: 'B', feedback: 'canary-wrong' },
        ],
      },
    ],
  });
  for (const person of [world.learner, other]) await enroll(person, quiz.course_id);
  const attempt = await startAttempt(world.learner, quiz);
  await other.post('/api/calendar/events/', {
    title: 'canary-private',
    time_zone: 'Europe/Copenhagen',
    starts_local: '2031-05-06T09:00',
    ends_local: '2031-05-06T10:00',
  });
  await product.settle();
  world.targets['/api/quizzes/:id']!['keyed'] = { id: quiz.id };
  world.targets['/api/courses/:id']!['keyed'] = { id: quiz.course_id };
  world.targets['/api/lessons/:id']!['keyed'] = { id: quiz.lesson_id };
  world.targets['/api/attempts/:id']!['keyed'] = { id: attempt.body.id };
  world.targets['/api/users/:id']!['other'] = { id: other.user_id };
  columns = (
    await product.runtime.db.rows<{ name: string }>(
      sql`select distinct column_name as name from information_schema.columns where table_schema = 'public'`,
    )
  ).map(({ name }) => name);
}, 120_000);

describe('whatever a learner asks for', () => {
  it('carries no answer key, no hash and nobody else’s address (S2)', async ({ task }) => {
    const hits: string[] = [];
    let answered = 0;
    for (const { key, endpoint } of operations) {
      if (endpoint.method !== 'GET' || endpoint.produces === 'text/event-stream') continue;
      const base = Object.entries(world.targets).find(
        ([prefix]) =>
          endpoint.path.startsWith(`${prefix}/`) &&
          prefix.split(':').length === endpoint.path.split(':').length,
      );
      const targets = endpoint.path.includes(':') ? Object.values(base?.[1] ?? {}) : [{}];
      for (const target of targets) {
        const url = endpoint.path.replaceAll(
          /:([a-z_]+)/g,
          (_, name: string) => (target as Record<string, string>)[name] ?? 'x',
        );
        const answer = await fetch(product.url + url, {
          headers: { authorization: `Bearer ${world.learner.token}` },
        });
        const text = `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
        if (answer.status === 200) answered++;
        for (const secret of secrets) if (text.includes(secret)) hits.push(`${key}: ${secret}`);
      }
    }
    task.meta.figures = { 'answers searched': answered, 'canaries in each': secrets.length };
    expect(hits).toEqual([]);
    expect(answered).toBeGreaterThan(50);
  }, 60_000);

  it('has canaries that are really there, for those who may see them', async () => {
    const quiz = world.targets['/api/quizzes/:id']!['keyed']!['id'];
    const seen =
      JSON.stringify((await world.admin.get(`/api/quizzes/${quiz}/`)).body) +
      JSON.stringify((await world.admin.get('/api/users/?page_size=100')).body);
    for (const secret of ['canary-accepted', 'canary-right', '@hidden.test']) expect(seen).toContain(secret);
  });
});

describe('whatever is sent along', () => {
  const writing = operations.filter(
    ({ endpoint }) =>
      endpoint.method !== 'GET' && endpoint.method !== 'DELETE' && endpoint.accepts !== 'multipart',
  );
  const hoped = [
    'isAdmin',
    'is_admin',
    'ownerId',
    'gradedBy',
    'createdAt',
    'tenantId',
    'tenant_id',
    'constructor',
    'prototype',
    '$set',
    'user_id ',
    'Role',
  ];

  it('and has no name in the contract is refused by name, every column of the database included (S3)', async ({
    task,
  }) => {
    const missed: string[] = [];
    let looked = 0;
    for (const operation of writing) {
      const { key, endpoint } = operation;
      const shape = z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as {
        properties?: object;
        anyOf?: { properties?: object }[];
      };
      const known = new Set(
        [shape, ...(shape.anyOf ?? [])].flatMap((one) => Object.keys(one.properties ?? {})),
      );
      const unknown = [...columns, ...hoped].filter((name) => !known.has(name));
      const valid = bodyFor(operation, []);
      // A choice between shapes: names are judged once it is clear which is meant.
      if (valid === null) continue;
      looked++;
      const body = {
        ...(valid as object),
        ...Object.fromEntries(unknown.map((name) => [name, 1])),
      };
      const parsed = endpoint.body.safeParse(body);
      const named = new Set(
        JSON.stringify(parsed.error?.issues ?? [])
          .match(/"[^"\\]+"/g)
          ?.map((one) => one.slice(1, -1)),
      );
      for (const name of unknown) if (!named.has(name)) missed.push(`${key}: ${name}`);
    }
    task.meta.figures = { 'routes that write': looked, 'names tried at each': columns.length + hoped.length };
    expect(missed.slice(0, 20)).toEqual([]);
    expect(looked).toBeGreaterThan(100);
  });

  it('is refused over HTTP, and changes no row', async () => {
    const before = await rowsOf();
    for (const operation of writing) {
      if (operation.endpoint.path.startsWith('/api/auth/')) continue;
      const method = [operation.endpoint.method].flat()[0] as string;
      const base = Object.entries(world.targets).find(([prefix]) =>
        operation.endpoint.path.startsWith(`${prefix}/`),
      );
      const target = Object.values(base?.[1] ?? {})[0] ?? {};
      const url = operation.endpoint.path.replaceAll(
        /:([a-z_]+)/g,
        (_, name: string) => target[name] ?? '00000000-0000-4000-8000-000000000000',
      );
      const send = (body: string) =>
        fetch(product.url + url, {
          method,
          body,
          headers: { authorization: `Bearer ${world.admin.token}`, 'content-type': 'application/json' },
        });
      const valid = JSON.stringify(bodyFor(operation, []) ?? {}).replace(/\}$/, '');
      const comma = valid.length > 1 ? ',' : '';
      for (const extra of [
        '"owner_id":"x","created_at":"2020-01-01T00:00:00Z","progress_of":100',
        '"__proto__":{"admin":true}',
        '"constructor":{"prototype":{"admin":true}}',
      ])
        expect([400, 404], `${operation.key} ${extra}`).toContain(
          (await send(`${valid}${comma}${extra}}`)).status,
        );
    }
    expect(await rowsOf()).toEqual(before);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  }, 60_000);
});

/** Rows that were written or deleted, by table; what people's own requests leave behind (last activity) aside. */
async function rowsOf() {
  await product.settle();
  const tables = await product.runtime.db.rows<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const counted: Record<string, number> = {};
  for (const { name } of tables)
    counted[name] = Number(
      (await product.runtime.db.pool.query(`select count(*) as count from "${name}"`)).rows[0].count,
    );
  return counted;
}
