/**
 * The database as features see it: `ctx.db`. The pool lives here and nowhere else, so a query outside the caller's
 * transaction cannot be written by mistake.
 */
import pg from 'pg';
import type { AppError } from '../errors.ts';
import {
  countDatabaseError,
  countRetry,
  countTransaction,
  observeStatement,
  statementKind,
  watchPool,
} from '../telemetry/database-metrics.ts';
import { beginStatement, endSpan } from '../telemetry/trace.ts';
import { compile, type Sql } from './sql.ts';
import { DatabaseUnavailable, ServerWatch } from './watch.ts';

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
  /** The same for what the caller's answer waits for: every process has forgotten what changed. */
  whenCommitted(work: () => Promise<void>): Promise<void>;
  /**
   * Says that something changed which is cached, by tags of cache/entries.ts. Only for a single statement that runs outside a
   * transaction and gathers itself (`actingNow`): in a transaction the database says it with the commit.
   */
  announce(changes: readonly string[]): Promise<void>;
};

type Query = ReturnType<typeof compile>;
type Queryable = { query(config: Query): Promise<{ rows: unknown[]; rowCount: number | null }> };

abstract class Executor {
  protected abstract readonly target: Queryable;
  /** Names the pool in the metrics. */
  protected abstract readonly pool_name: string;

  private async send(query: Sql): ReturnType<Queryable['query']> {
    const kind = statementKind(query.text);
    const span = beginStatement(kind.operation, kind.table);
    const startedAt = performance.now();
    try {
      const result = await this.target.query(compile(query));
      observeStatement(this.pool_name, kind.operation, performance.now() - startedAt);
      if (span) endSpan(span);
      return result;
    } catch (error) {
      countDatabaseError(error);
      if (span) endSpan(span, String((error as { code?: string }).code ?? (error as Error).name));
      throw error;
    }
  }

  async rows<Row>(query: Sql): Promise<Row[]> {
    const result = await this.send(query);
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
    const result = await this.send(query);
    return result.rowCount ?? 0;
  }
}

class Transaction extends Executor implements Db {
  readonly in_transaction = true;
  readonly after: (() => void | Promise<void>)[] = [];
  protected readonly target: Queryable;
  protected readonly pool_name: string;
  constructor(target: Queryable, poolName: string) {
    super();
    this.pool_name = poolName;
    this.target = target;
  }
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
    return work(this);
  }
  afterCommit(work: () => void): void {
    this.after.push(work);
  }
  async whenCommitted(work: () => Promise<void>): Promise<void> {
    this.after.push(work);
  }
  async announce(): Promise<void> {
    // The triggers have gathered it.
  }
}

/** What was changed and is cached (migrations/0040), told by the last statement of a transaction. */
const commitTelling = `select current_setting('lyceum.changed', true) as changed; commit`;
type Told = { rows: { changed?: string | null }[] }[];
const changesOf = (told: Told): string[] => (told[0]?.rows[0]?.changed ?? '').split('\n').filter(Boolean);

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

/** PostgreSQL asks for the whole transaction again: it met another one (serialisation, deadlock). */
export const mayRetry = (error: unknown): boolean =>
  ['40001', '40P01'].includes((error as { code?: string }).code ?? '');
/** Whether the connection can be used again. Of what the server says, only `ERROR` leaves it as it was. */
const isUsable = (error: unknown) => (error as { severity?: string }).severity === 'ERROR';

const mostTries = 3;
const poolWaitMilliseconds = 4000;
/** So many may wait for each connection of the pool; whoever comes then is better told to come back. */
const mostWaitingPerConnection = 30;

type Options = {
  connection_string: string;
  pool_size: number;
  application_name?: string;
  /** Default 15: after that the server gives up, and the caller is told to try later. */
  statement_timeout_seconds?: number;
  /** Default 5: for a row or a table that somebody else holds. */
  lock_timeout_seconds?: number;
  on_error?: (error: Error) => void;
};

const poolOf = (options: Options, statementMilliseconds: number): pg.Pool =>
  new pg.Pool({
    connectionString: options.connection_string,
    max: options.pool_size,
    application_name: options.application_name ?? 'lyceum',
    connectionTimeoutMillis: poolWaitMilliseconds,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementMilliseconds,
    lock_timeout: (options.lock_timeout_seconds ?? 5) * 1000,
    idle_in_transaction_session_timeout: 30_000,
    // Every statement is prepared and planned once per connection: left to itself PostgreSQL plans wide joins again for each
    // call, which cost more than running them (catalog page 353 -> 1,104 per second, `npm run bench`).
    // For the same reason joins are planned as a whole up to 14 tables: with the default of 8 a view of people beside three
    // other tables was joined in full, 10,000 rows, before one of them was picked.
    options:
      '-c timezone=UTC -c jit=off -c plan_cache_mode=force_generic_plan -c join_collapse_limit=14 -c from_collapse_limit=14 -c geqo_threshold=16',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });

export class Database extends Executor implements Db {
  readonly in_transaction = false;
  readonly pool: pg.Pool;
  /** Told of every change of something cached, after the commit and before the writer goes on. */
  onChanges: (changes: readonly string[]) => Promise<void> = async () => undefined;
  protected readonly pool_name: string;
  private readonly unwatch: () => void;
  protected readonly target: Queryable = { query: (config) => this.runAlone(config) };
  private readonly watch: ServerWatch;
  private readonly mostWaiting: number;
  /** By connection: how often the server had been found hanging when it was made. */
  private readonly madeIn = new WeakMap<pg.PoolClient, number>();

  constructor(options: Options) {
    super();
    const onError = (error: Error) => options.on_error?.(error);
    const statementMilliseconds = (options.statement_timeout_seconds ?? 15) * 1000;
    this.pool = poolOf(options, statementMilliseconds);
    this.mostWaiting = options.pool_size * mostWaitingPerConnection;
    this.watch = new ServerWatch({
      connection_string: options.connection_string,
      longest_milliseconds: statementMilliseconds + poolWaitMilliseconds,
      onChange: (hangs) => onError(new Error(hangs ? 'The database hangs' : 'The database answers again')),
    });
    // An idle connection that breaks (database restart) must not take the process down; the next query opens a new one.
    this.pool.on('error', onError);
    this.pool.on('connect', (client) => {
      this.madeIn.set(client, this.watch.generation);
      client.on('error', onError);
      this.watch.prepare();
    });
    this.pool_name = options.application_name === 'lyceum-reports' ? 'replica' : 'primary';
    this.unwatch = watchPool(this.pool_name, this.pool);
  }

  /** @throws DatabaseUnavailable when too many wait already, or nobody answers */
  private async acquire(): Promise<pg.PoolClient> {
    for (;;) {
      this.watch.refuseWhileHanging();
      if (this.pool.waitingCount >= this.mostWaiting)
        throw new DatabaseUnavailable('Too many requests wait for the database');
      const client = await this.watch.guard(this.pool.connect(), (late) => late.release(true));
      if (this.madeIn.get(client) === this.watch.generation) return client;
      client.release(true);
    }
  }

  private guarded = (client: pg.PoolClient): Queryable => ({
    query: (config) => this.watch.guard(client.query(config)),
  });

  /** A statement that stands for itself is repeated like a transaction: what PostgreSQL asks to repeat, it has undone. */
  private async runAlone(config: Query) {
    for (let tries = 1; ; tries++) {
      const client = await this.acquire();
      let failure: unknown;
      try {
        return await this.watch.guard(client.query(config));
      } catch (error) {
        failure = error;
      } finally {
        client.release(failure !== undefined && !isUsable(failure));
      }
      if (tries >= mostTries || !mayRetry(failure)) throw failure;
      countRetry();
    }
  }

  async transaction<Result>(work: (db: Db) => Promise<Result>, acting?: Acting): Promise<Result> {
    const { result, changes, after } = await this.attempts(work, acting);
    // Not before the connection is given back: what follows may wait for others.
    if (changes.length > 0) await this.onChanges(changes);
    for (const run of after) await run();
    return result;
  }

  private async attempts<Result>(work: (db: Db) => Promise<Result>, acting?: Acting) {
    for (let tries = 1; ; tries++) {
      try {
        return await this.attempt(work, acting);
      } catch (error) {
        if (tries >= mostTries || !mayRetry(error)) throw error;
        countRetry();
      }
    }
  }

  private async attempt<Result>(work: (db: Db) => Promise<Result>, acting?: Acting) {
    const client = await this.acquire();
    const target = this.guarded(client);
    const say = (text: string) => target.query({ text, name: undefined, values: [] });
    let isBroken = false;
    let isCommitting = false;
    const transaction = new Transaction(target, this.pool_name);
    try {
      await say(`begin; set local lyceum.gathers = 1; ${acting ? settingsOf(acting) : ''}`);
      const result = await work(transaction);
      isCommitting = true;
      const changes = changesOf((await say(commitTelling)) as unknown as Told);
      countTransaction('commit');
      return { result, changes, after: transaction.after };
    } catch (error) {
      countTransaction('rollback');
      // Who hangs is not asked to undo: without its connection the server does.
      if (error instanceof DatabaseUnavailable) isBroken = true;
      else
        await say('rollback').catch(() => {
          isBroken = true;
        });
      // Cut off while committing: whether it happened, and what it changed, is not known.
      if (isCommitting && isBroken) await this.onChanges(['*']);
      throw error;
    } finally {
      client.release(isBroken);
    }
  }

  afterCommit(work: () => void): void {
    work();
  }
  whenCommitted(work: () => Promise<void>): Promise<void> {
    return work();
  }

  announce(changes: readonly string[]): Promise<void> {
    return this.onChanges(changes);
  }

  async close(): Promise<void> {
    this.unwatch();
    this.watch.close();
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
  'DATABASE_UNAVAILABLE',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  // The server shuts down, starts, recovers, or has cut the connection.
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '08006',
  '08003',
  '08001',
  // It has taken another's place as a copy that takes no writes.
  '25006',
  // Too slow (statement, lock), too many connections, out of memory, out of disk.
  '57014',
  '55P03',
  '53300',
  '53200',
  '53100',
]);

/** True when the failure is the database being away, slow or full rather than our query being wrong: answer 503, not 500. */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    (code !== undefined && connectionCodes.has(code)) ||
    /timeout exceeded when trying to connect|Connection terminated|server closed the connection|connection error and is not queryable/i.test(
      message ?? '',
    )
  );
}
