/** What statements, transactions and pools leave in the metrics. Kinds of statement and classes of error, never their text. */
import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from './metrics.ts';

const registers = [registry];

const statements = new Histogram({
  name: 'lyceum_database_query_seconds',
  help: 'Time of a statement from sending to the last row, by pool and kind',
  labelNames: ['pool', 'operation'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  registers,
});
const transactions = new Counter({
  name: 'lyceum_database_transactions_total',
  help: 'Transactions, by how they ended',
  labelNames: ['outcome'],
  registers,
});
const retries = new Counter({
  name: 'lyceum_database_retries_total',
  help: 'Transactions that were tried again after a deadlock or a serialization failure',
  registers,
});
const errors = new Counter({
  name: 'lyceum_database_errors_total',
  help: 'Statements that failed, by class; broken constraints are often an ordinary refusal',
  labelNames: ['class'],
  registers,
});

const operations = ['select', 'insert', 'update', 'delete'] as const;
export type Operation = (typeof operations)[number] | 'other';
/** What a statement does and to which table: all that leaves this process of it (traces) besides its time. */
export type StatementKind = { operation: Operation; table: string };

const kinds = new Map<string, StatementKind>();
const mostKinds = 3000;

/** Of a statement with CTEs the one that changes something counts: that is what it is for. */
function readKind(text: string): StatementKind {
  const plain = text.replace(/--[^\n]*/g, ' ');
  const change = /\b(insert\s+into|update|delete\s+from)\s+"?([a-z_][a-z0-9_.]*)/i.exec(
    plain.replace(/\bfor\s+(no\s+key\s+)?update\b|\bdo\s+update\b/gi, ' '),
  );
  if (change) return { operation: change[1]!.slice(0, 6).toLowerCase() as Operation, table: change[2]! };
  if (!/^\s*(select|with|\()/i.test(plain)) return { operation: 'other', table: '' };
  return { operation: 'select', table: /\bfrom\s+"?([a-z_][a-z0-9_.]*)/i.exec(plain)?.[1] ?? '' };
}

export function statementKind(text: string): StatementKind {
  let known = kinds.get(text);
  if (!known) {
    known = readKind(text);
    if (kinds.size < mostKinds) kinds.set(text, known);
  }
  return known;
}

export const observeStatement = (pool: string, operation: Operation, milliseconds: number): void =>
  statements.observe({ pool, operation }, milliseconds / 1000);

export const countTransaction = (outcome: 'commit' | 'rollback'): void => transactions.inc({ outcome });
export const countRetry = (): void => retries.inc();

/** SQLSTATE to one of a handful of words that tell an operator where to look. */
function classOf(code: string): string {
  if (code === '57014') return 'timeout';
  if (code === '55P03') return 'lock_timeout';
  if (code === '40001' || code === '40P01') return 'conflict';
  const known: Record<string, string> = {
    '23': 'constraint',
    '22': 'input',
    '53': 'resources',
    '42': 'statement',
  };
  return known[code.slice(0, 2)] ?? (/^(08|57)|^E[A-Z]+$/.test(code) ? 'connection' : 'other');
}

export function countDatabaseError(error: unknown): void {
  const { code } = error as { code?: unknown };
  errors.inc({ class: typeof code === 'string' ? classOf(code) : 'connection' });
}

type Pool = { totalCount: number; idleCount: number; waitingCount: number; options: { max?: number } };
const pools = new Map<string, Pool>();

/** @returns what `/metrics` and the health page say about this process's pools */
export const poolStates = () =>
  [...pools].map(([name, pool]) => ({
    name,
    busy: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
    limit: pool.options.max ?? 10,
  }));

/** @returns stops watching */
export function watchPool(name: string, pool: Pool): () => void {
  pools.set(name, pool);
  return () => {
    if (pools.get(name) === pool) pools.delete(name);
  };
}

new Gauge({
  name: 'lyceum_database_pool_connections',
  help: 'Connections of a pool of this process, by what they do',
  labelNames: ['pool', 'state'],
  registers,
  collect() {
    this.reset();
    for (const { name, busy, idle } of poolStates()) {
      this.set({ pool: name, state: 'busy' }, busy);
      this.set({ pool: name, state: 'idle' }, idle);
    }
  },
});
new Gauge({
  name: 'lyceum_database_pool_limit',
  help: 'The most connections a pool of this process may open (DATABASE_POOL)',
  labelNames: ['pool'],
  registers,
  collect() {
    this.reset();
    for (const { name, limit } of poolStates()) this.set({ pool: name }, limit);
  },
});
new Gauge({
  name: 'lyceum_database_pool_waiting',
  help: 'Calls that wait for a connection of a pool of this process',
  labelNames: ['pool'],
  registers,
  collect() {
    this.reset();
    for (const { name, waiting } of poolStates()) this.set({ pool: name }, waiting);
  },
});

let replicaLag: (() => Promise<number | null>) | null = null;
export const watchReplica = (lag: (() => Promise<number | null>) | null): void => {
  replicaLag = lag;
};
/** Null without a replica; NaN while it does not answer. */
export const replicaLagBytes = async (): Promise<number | null> =>
  replicaLag ? ((await replicaLag()) ?? Number.NaN) : null;

new Gauge({
  name: 'lyceum_replica_lag_bytes',
  help: 'What the replica has not applied of the log of the primary; missing without a replica',
  registers,
  async collect() {
    const bytes = await replicaLagBytes();
    this.reset();
    this.set(bytes ?? Number.NaN);
  },
});
