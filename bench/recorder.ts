/**
 * Records the SQL that a request sends, so that the same SQL can be run through the bare driver. What the request changed is rolled
 * back: the replay then changes it for real.
 */
import type pg from 'pg';
import type { Endpoint } from '#contract/endpoint.ts';
import { features } from '#server/main/features.ts';
import type { Runtime } from '#server/main/runtime.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Database, Db } from '#server/platform/db/database.ts';
import { compile, type Sql } from '#server/platform/db/sql.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { newId } from '#server/platform/ids.ts';
import { userId } from './dataset.ts';
import { type BenchRequest, firstLearner } from './scenarios.ts';

export type Statement = { text: string; name?: string | undefined; values: unknown[] };

class Undo extends Error {}

async function record(db: Database, ctx: Ctx, request: (ctx: Ctx) => Promise<unknown>): Promise<Statement[]> {
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
    whenCommitted: async () => undefined,
    announce: async () => undefined,
  };
}

/** The SQL of a chain of requests (often of one), as the product sends it. */
export function recordChain(
  runtime: Runtime,
  endpoints: string[],
  chain: BenchRequest[],
): Promise<Statement[]> {
  // Every list is read from the database, as for the first person who asks.
  void runtime.services.cache.changed(['*']);
  return record(runtime.db, runtime.systemCtx(), async (ctx) => {
    let firstId = '';
    for (const [index, request] of chain.entries()) {
      const [owner, name] = endpoints[index]!.split('.');
      const bound = features
        .filter((feature) => feature.name === owner)
        .flatMap((feature) => feature.routes)
        .find((route) => route.name === name);
      if (!bound) throw new Error(`No endpoint ${endpoints[index]}`);
      const address = new URL(request.url.replace('{id}', firstId), 'http://localhost');
      const role = request.user < firstLearner ? 'trainer' : 'learner';
      const actor = {
        kind: 'user' as const,
        user_id: userId(request.user),
        // Nobody's: it is written beside facts, which take any.
        login_session_id: newId(),
        role,
        roles: [role],
      } as const;
      const input = {
        params: pathParams(bound.endpoint, address.pathname),
        query: bound.endpoint.query.parse(Object.fromEntries(address.searchParams)),
        body: bound.endpoint.body.parse(request.body ?? {}),
        request: { headers: {}, url: request.url, host: 'localhost', protocol: 'http' },
      };
      const answer = await bound.handler({ ...ctx, actor }, input as never);
      if (index === 0 && chain.length > 1)
        firstId = ((answer instanceof HttpReply ? answer.body : answer) as { id: string }).id;
    }
  });
}

function pathParams(endpoint: Endpoint, pathname: string): Record<string, string> {
  const pattern =
    [endpoint.path, ...(endpoint.aliases ?? [])].find(
      (one) => one.split('/').length === pathname.split('/').length,
    ) ?? endpoint.path;
  const given = pathname.split('/');
  return Object.fromEntries(
    pattern
      .split('/')
      .flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), given[index]!]] : [])),
  );
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
