/**
 * Records the SQL that a request sends, so that the same SQL can be run through the bare driver. What the request changed is rolled
 * back: the replay then changes it for real.
 */
import type pg from 'pg';
import type { Ctx } from '#server/platform/context.ts';
import type { Database, Db } from '#server/platform/db/database.ts';
import { compile, type Sql } from '#server/platform/db/sql.ts';

export type Statement = { text: string; name?: string | undefined; values: unknown[] };

class Undo extends Error {}

export async function record(
  db: Database,
  ctx: Ctx,
  request: (ctx: Ctx) => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  await db
    .transaction(async (inner) => {
      await request({ ...ctx, db: recording(inner, statements, false) });
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return statements;
}

function recording(inner: Db, statements: Statement[], inTransaction: boolean): Db {
  const noted = <Result>(query: Sql, run: (query: Sql) => Promise<Result>): Promise<Result> => {
    statements.push(compile(query));
    return run(query);
  };
  return {
    in_transaction: inTransaction,
    rows: (query) => noted(query, (one) => inner.rows(one)),
    one: (query) => noted(query, (one) => inner.one(one)),
    maybe: (query) => noted(query, (one) => inner.maybe(one)),
    run: (query) => noted(query, (one) => inner.run(one)),
    async transaction(work) {
      if (inTransaction) return work(recording(inner, statements, true));
      statements.push({ text: 'begin', values: [] });
      const result = await work(recording(inner, statements, true));
      statements.push({ text: 'commit', values: [] });
      return result;
    },
    afterCommit: () => undefined,
  };
}

/** Runs recorded requests through the bare driver for some seconds. Writes are run once each; reads go round. */
export async function replay(
  pool: pg.Pool,
  requests: Statement[][],
  options: { connections: number; seconds: number; once: boolean },
): Promise<number> {
  const until = performance.now() + options.seconds * 1000;
  const startedAt = performance.now();
  let next = 0;
  let done = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const index = next++;
      if (options.once && index >= requests.length) return;
      const client = await pool.connect();
      try {
        for (const statement of requests[index % requests.length]!) await client.query(statement);
      } finally {
        client.release();
      }
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, worker));
  return done / ((performance.now() - startedAt) / 1000);
}
