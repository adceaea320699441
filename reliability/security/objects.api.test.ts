/** S1 to the object: who reaches which record, against a table that a person reviewed (object-matrix.ts). */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { features } from '#server/main/features.ts';
import { sql } from '#server/platform/db/sql.ts';
import { startProduct } from '#server/testing/product.ts';
import { objectMatrix, withoutRecord } from './object-matrix.ts';
import { type Reached, reachObjects } from './objects.ts';
import { aWorld } from './world.ts';

const operations = features.flatMap(({ name, routes }) =>
  routes.map(({ name: route, endpoint }) => ({ key: `${name}.${route}`, endpoint })),
);
const product = await startProduct();
let reached: Reached;

// The worker cannot cross off what it was doing while nothing may be written, and would be waited for.
afterAll(async () => {
  const client = await product.runtime.db.pool.connect();
  await client.query('set default_transaction_read_only = off');
  await client.query(
    `do $$ begin execute format('alter database %I reset default_transaction_read_only', current_database()); end $$`,
  );
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  client.release(true);
});

beforeAll(async () => {
  const world = await aWorld(product);
  const decided = await reachObjects(product.url, world, operations, 'writable');
  const { db } = product.runtime;
  const [{ name }] = (await db.rows<{ name: string }>(sql`select current_database() as name`)) as [
    { name: string },
  ];
  // From here on every write fails, whoever asks for it: what is looked at stays as it is.
  await db.pool.query(`alter database "${name}" set default_transaction_read_only = on`);
  await db.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await db.pool.query('set default_transaction_read_only = on').catch(() => undefined);
  const frozen = await reachObjects(product.url, world, operations, 'frozen');
  reached = {
    rows: { ...frozen.rows, ...decided.rows },
    telling: [...frozen.telling, ...decided.telling],
    without: frozen.without,
    requests: frozen.requests + decided.requests,
  };
  if (process.env['OBJECT_MATRIX'])
    await writeFile(process.env['OBJECT_MATRIX'], JSON.stringify(reached, null, 1));
}, 300_000);

describe('a record', () => {
  test('is reached by exactly those in its row, on every route that takes an id', ({ task }) => {
    task.meta.figures = {
      'routes that take an id': Object.keys(reached.rows).length,
      'requests for records': reached.requests,
    };
    expect(reached.rows).toEqual(objectMatrix);
  });

  test('that is not theirs answers everyone else like one that does not exist', () => {
    expect(reached.telling).toEqual([]);
  });

  test('is there for every route, but those that are named', () => {
    expect(reached.without.toSorted()).toEqual(withoutRecord);
  });
});
