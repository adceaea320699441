/** The percentage, and that the database computes the same. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Database } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { cloneDatabase } from '#server/testing/database.ts';
import { wholePercent } from './percent.rules.ts';

describe('wholePercent', () => {
  it.each([
    [0, 0, 0],
    [0, 1, 0],
    [1, 1, 100],
    [1, 3, 33],
    [2, 3, 66],
    [199, 200, 99],
    [999_999, 1_000_000, 99],
    [29, 50, 58],
    [57, 100, 57],
    [5, 4, 100],
    [-1, 4, 0],
    [3, -2, 0],
  ])('%i of %i is %i %%', (done, total, expected) => {
    expect(wholePercent(done, total)).toBe(expected);
  });

  it('is 100 only when nothing is left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (total, done) => {
          expect(wholePercent(done, total) === 100).toBe(done >= total);
        },
      ),
    );
  });
});

describe('whole_percent in SQL', () => {
  let db: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await cloneDatabase(inject('admin_url'));
    db = new Database({ connection_string: database.connection_string, pool_size: 2 });
    drop = database.drop;
  });
  afterAll(async () => {
    await db.close();
    await drop();
  });

  it('equals wholePercent for any figures', async () => {
    const pairs = fc.sample(
      fc.tuple(fc.integer({ min: -5, max: 2000 }), fc.integer({ min: -5, max: 2000 })),
      2000,
    );
    const rows = await db.rows<{ done: number; total: number; percent: number }>(sql`
      select done, total, whole_percent(done, total) as percent
        from unnest(${pairs.map(([done]) => done)}::int[], ${pairs.map(([, total]) => total)}::int[]) as t(done, total)`);
    expect(rows).toHaveLength(2000);
    expect(rows.filter((row) => row.percent !== wholePercent(row.done, row.total))).toEqual([]);
  });
});
