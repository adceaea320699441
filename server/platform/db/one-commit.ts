/**
 * A database in which everything a request does is committed at once.
 *
 * Handlers are written for the pool: each statement and each transaction of theirs stands when it returns, and one that failed
 * leaves nothing. Here each is a savepoint of one real transaction, so both stay true towards the handler, and what else belongs to
 * the request (its kept answer) is committed with it. When the transaction has ended, late statements go to the pool.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db } from './database.ts';
import { type Sql, sql } from './sql.ts';

const uncachedWork = new AsyncLocalStorage<true>();

/**
 * Runs work that reads what it has not committed yet: the cache neither keeps what it reads nor answers it with what was true
 * before its own writes.
 */
export const uncached = <Result>(work: () => Promise<Result>): Promise<Result> =>
  uncachedWork.run(true, work);
export const isUncached = (): boolean => uncachedWork.getStore() === true;

export class OneCommit implements Db {
  readonly in_transaction = false;
  private readonly pool: Db;
  private readonly outer: Db;
  private hasEnded = false;
  /** A transaction of the handler is open; what reaches us meanwhile is part of it. */
  private isOpen = false;
  /** Savepoints nest, so units follow one another even when a handler starts several at once. */
  private line: Promise<unknown> = Promise.resolve();

  /** @param transaction  the real one, as `pool.transaction` hands it out */
  constructor(pool: Db, transaction: Db) {
    this.pool = pool;
    this.outer = transaction;
    transaction.afterCommit(() => this.end());
  }

  /** From here on nothing touches the transaction's connection. */
  end(): void {
    this.hasEnded = true;
  }

  rows<Row>(query: Sql): Promise<Row[]> {
    return this.unit((db) => db.rows<Row>(query));
  }
  one<Row>(query: Sql): Promise<Row> {
    return this.unit((db) => db.one<Row>(query));
  }
  maybe<Row>(query: Sql): Promise<Row | undefined> {
    return this.unit((db) => db.maybe<Row>(query));
  }
  run(query: Sql): Promise<number> {
    return this.unit((db) => db.run(query));
  }
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
    if (this.hasEnded) return this.pool.transaction(work);
    return this.unit(async (db) => {
      this.isOpen = true;
      try {
        return await work(db);
      } finally {
        this.isOpen = false;
      }
    });
  }
  afterCommit(work: () => void): void {
    (this.hasEnded ? this.pool : this.outer).afterCommit(work);
  }
  whenCommitted(work: () => Promise<void>): Promise<void> {
    return (this.hasEnded ? this.pool : this.outer).whenCommitted(work);
  }
  async announce(changes: readonly string[]): Promise<void> {
    // Until then the transaction gathers what changes itself.
    if (this.hasEnded) await this.pool.announce(changes);
  }

  private unit<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
    if (this.hasEnded) return work(this.pool);
    if (this.isOpen) return work(this.outer);
    const turn = this.line.then(() => this.inSavepoint(work));
    this.line = turn.catch(() => undefined);
    return turn;
  }

  private async inSavepoint<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
    await this.outer.run(sql`savepoint unit`);
    try {
      const result = await work(this.outer);
      await this.outer.run(sql`release savepoint unit`);
      return result;
    } catch (error) {
      // Fails when the connection is gone; the first error is the one that says why.
      await this.outer.run(sql`rollback to savepoint unit`).catch(() => undefined);
      throw error;
    }
  }
}
