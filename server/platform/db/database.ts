/**
 * The database as features see it: `ctx.db`. The pool lives here and nowhere else, so a query outside the caller's
 * transaction cannot be written by mistake.
 */
import pg from 'pg';
import type { AppError } from '../errors.ts';
import { compile, type Sql } from './sql.ts';

const { types } = pg;
// Instants leave PostgreSQL as `2026-11-17 09:42:07.123+00` (sessions run in UTC); JSON wants ISO 8601. Text to text is
// far cheaper than a Date for every cell of a list.
const isoInstant = (value: string) =>
  `${value.slice(0, 10)}T${padMilliseconds(value.slice(11, value.lastIndexOf('+')))}Z`;
const padMilliseconds = (time: string) =>
  time.length === 8 ? `${time}.000` : time.slice(0, 12).padEnd(12, '0');
types.setTypeParser(types.builtins.TIMESTAMPTZ, isoInstant);
types.setTypeParser(types.builtins.DATE, (value) => value);
types.setTypeParser(types.builtins.INT8, Number);
const timestamptzArray = 1185;
types.setTypeParser(timestamptzArray as never, (value: string) =>
  value === '{}'
    ? []
    : value
        .slice(1, -1)
        .split(',')
        .map((one) => isoInstant(one.replaceAll('"', ''))),
);

/** Who acts in a transaction and from where: what triggers write into the history of records. */
export type Acting = {
  user_id: string | null;
  login_session_id: string | null;
  request_id: string;
  ip: string;
};

/** Anything that can run a query: the pool or one transaction. */
export type Db = {
  /** All rows. */
  rows<Row>(query: Sql): Promise<Row[]>;
  /** Exactly one row; none is a bug in the caller. */
  one<Row>(query: Sql): Promise<Row>;
  /** The row, or undefined. */
  maybe<Row>(query: Sql): Promise<Row | undefined>;
  /** Runs a statement; answers the number of rows it touched. */
  run(query: Sql): Promise<number>;
  /**
   * Runs `work` in a transaction; inside one, joins it. Work is repeated up to three times when PostgreSQL asks for it
   * (serialization failure, deadlock), so it must not have effects outside the database.
   */
  transaction<Result>(work: (db: Db) => Promise<Result>, acting?: Acting): Promise<Result>;
  readonly in_transaction: boolean;
  /** Runs after the outermost transaction has committed (at once when there is none). For wake-ups, never for effects. */
  afterCommit(work: () => void): void;
};

type Queryable = {
  query(config: {
    text: string;
    name?: string | undefined;
    values: unknown[];
  }): Promise<{ rows: unknown[]; rowCount: number | null }>;
};

abstract class Executor {
  protected abstract readonly target: Queryable;

  async rows<Row>(query: Sql): Promise<Row[]> {
    const result = await this.target.query(compile(query));
    return result.rows as Row[];
  }
  async one<Row>(query: Sql): Promise<Row> {
    const found = await this.rows<Row>(query);
    if (found.length !== 1)
      throw new Error(`Expected one row, got ${found.length}: ${query.text.slice(0, 120)}`);
    return found[0]!;
  }
  async maybe<Row>(query: Sql): Promise<Row | undefined> {
    return (await this.rows<Row>(query))[0];
  }
  async run(query: Sql): Promise<number> {
    const result = await this.target.query(compile(query));
    return result.rowCount ?? 0;
  }
}

class Transaction extends Executor implements Db {
  readonly in_transaction = true;
  readonly after: (() => void)[] = [];
  protected readonly target: Queryable;
  constructor(client: pg.PoolClient) {
    super();
    this.target = client as unknown as Queryable;
  }
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
    return work(this);
  }
  afterCommit(work: () => void): void {
    this.after.push(work);
  }
}

/** Travels with `begin`, so it costs no round trip; `set local` ends with the transaction. */
function settingsOf({ user_id, login_session_id, request_id, ip }: Acting): string {
  const settings = {
    'lyceum.actor': user_id,
    'lyceum.session': login_session_id,
    'lyceum.request': request_id,
    'lyceum.ip': ip,
  };
  return Object.entries(settings)
    .filter(([, value]) => value)
    .map(([name, value]) => `set local ${name} = ${pg.escapeLiteral(value!)}`)
    .join('; ');
}

const mayRetry = (error: unknown) => ['40001', '40P01'].includes((error as { code?: string }).code ?? '');

export class Database extends Executor implements Db {
  readonly in_transaction = false;
  readonly pool: pg.Pool;
  protected readonly target: Queryable;

  constructor(options: {
    connection_string: string;
    pool_size: number;
    application_name?: string;
    on_error?: (error: Error) => void;
  }) {
    super();
    this.pool = new pg.Pool({
      connectionString: options.connection_string,
      max: options.pool_size,
      application_name: options.application_name ?? 'lyceum',
      connectionTimeoutMillis: 5000,
      idleTimeoutMillis: 60_000,
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 30_000,
      // Every statement is prepared and planned once per connection: left to itself PostgreSQL plans wide joins again for each
      // call, which cost more than running them (catalog page 353 -> 1,104 per second, `npm run bench`).
      // For the same reason joins are planned as a whole up to 14 tables: with the default of 8 a view of people beside three
      // other tables was joined in full, 10,000 rows, before one of them was picked.
      options:
        '-c timezone=UTC -c jit=off -c plan_cache_mode=force_generic_plan -c join_collapse_limit=14 -c from_collapse_limit=14 -c geqo_threshold=16',
      keepAlive: true,
    });
    // An idle connection that breaks (database restart) must not take the process down; the next query opens a new one.
    this.pool.on('error', (error) => options.on_error?.(error));
    this.pool.on('connect', (client) => client.on('error', (error) => options.on_error?.(error)));
    this.target = this.pool as unknown as Queryable;
  }

  async transaction<Result>(work: (db: Db) => Promise<Result>, acting?: Acting): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.attempt(work, acting);
      } catch (error) {
        if (tries < 3 && mayRetry(error)) continue;
        throw error;
      }
    }
  }

  private async attempt<Result>(work: (db: Db) => Promise<Result>, acting?: Acting): Promise<Result> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const transaction = new Transaction(client);
    try {
      await client.query(acting ? `begin; ${settingsOf(acting)}` : 'begin');
      const result = await work(transaction);
      await client.query('commit');
      for (const run of transaction.after) run();
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  afterCommit(work: () => void): void {
    work();
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

/**
 * Turns a violation of one named constraint into the error it means; anything else passes through.
 *
 *     await onConstraint(db.run(…), { enrollments_open_key: () => new AppError('already_enrolled') })
 */
export async function onConstraint<Result>(
  work: Promise<Result>,
  mapping: Record<string, () => AppError>,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const make = mapping[(error as { constraint?: string }).constraint ?? ''];
    if (make) throw Object.assign(make(), { cause: error });
    throw error;
  }
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08003',
  '08001',
  '57014',
  '53200',
  '53100',
]);

/** True when the failure is the database being away, slow or full rather than our query being wrong: answer 503, not 500. */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    (code !== undefined && connectionCodes.has(code)) ||
    /timeout exceeded when trying to connect|Connection terminated|server closed the connection/i.test(
      message ?? '',
    )
  );
}
