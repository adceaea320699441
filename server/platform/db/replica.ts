/**
 * Reports and exports on a streaming replica (DATABASE_REPLICA_URL), without ever answering with something older than the
 * reader could have seen.
 *
 * Before each such read the primary is asked how far its log is on disk, and the replica whether it has applied that much. What
 * anybody was told is committed lies before that point, so read-your-writes holds for everybody and in every process, with
 * nothing to remember between requests. A replica that is behind is waited for briefly; then, and whenever it is away, cancels
 * the read or turns out to be no replica, the primary answers.
 */
import { Counter } from 'prom-client';
import type { Logger } from '../telemetry/log.ts';
import { registry } from '../telemetry/metrics.ts';
import { Database, type Db, isUnavailable } from './database.ts';
import { sql } from './sql.ts';

const waits = [0, 10, 30, 60];
/** A replica that takes longer to say how far it is counts as away. */
const patienceMilliseconds = 1000;
/** So long the replica is left alone after it could not be reached. */
const restMilliseconds = 5000;
/** Cancelled because of what the primary removed meanwhile; and: the read wanted to write after all. */
const notHere = new Set(['40001', '25006']);

const reads = new Counter({
  name: 'lyceum_replica_reads_total',
  help: 'Reports and exports: answered by the replica, or by the primary because the replica was behind, away or cancelled',
  labelNames: ['result'],
  registers: [registry],
});

/** Runs reads that may be answered by a replica. `work` may run twice, so it must write nothing. */
export type Reports = {
  read<Result>(work: (db: Db) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

/** Without a replica: everything is read from the primary. */
export const onlyPrimary = (primary: Db): Reports => ({
  read: (work) => work(primary),
  close: async () => undefined,
});

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('The replica does not answer'), { code: 'ETIMEDOUT' })),
      patienceMilliseconds,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export class ReplicaReports implements Reports {
  private readonly primary: Database;
  private readonly replica: Database;
  private readonly log: Logger;
  private restUntil = 0;

  constructor(primary: Database, replica: ConstructorParameters<typeof Database>[0], log: Logger) {
    this.primary = primary;
    this.replica = new Database({ ...replica, application_name: 'lyceum-reports' });
    this.log = log;
  }

  async read<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
    const reason = await this.reasonAgainst();
    if (reason) return this.onPrimary(reason, work);
    try {
      const result = await work(this.replica);
      reads.inc({ result: 'replica' });
      return result;
    } catch (error) {
      if (notHere.has((error as { code?: string }).code ?? '')) return this.onPrimary('cancelled', work);
      if (!isUnavailable(error)) throw error;
      this.rest(error);
      return this.onPrimary('away', work);
    }
  }

  /** Bytes of the primary's log that the replica has not applied; null while either does not answer. */
  async lagBytes(): Promise<number | null> {
    try {
      const { position } = await this.primary.one<{ position: string }>(
        sql`select pg_current_wal_flush_lsn()::text as position`,
      );
      return await inTime(this.behind(position));
    } catch {
      return null;
    }
  }

  private async reasonAgainst(): Promise<'away' | 'behind' | null> {
    if (Date.now() < this.restUntil) return 'away';
    const { position } = await this.primary.one<{ position: string }>(
      sql`select pg_current_wal_flush_lsn()::text as position`,
    );
    try {
      return (await inTime(this.hasReached(position))) ? null : 'behind';
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      this.rest(error);
      return 'away';
    }
  }

  private rest(error: unknown): void {
    this.restUntil = Date.now() + restMilliseconds;
    this.log.warn({ err: error }, 'replica away; reports are read from the primary');
  }

  private onPrimary<Result>(result: string, work: (db: Db) => Promise<Result>): Promise<Result> {
    reads.inc({ result });
    return work(this.primary);
  }

  /** A server that is not in recovery answers null: after a failover it may be the primary of another history. */
  private async hasReached(position: string): Promise<boolean> {
    for (const wait of waits) {
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const behind = await this.behind(position);
      if (behind === 0) return true;
      if (behind === null) return false;
    }
    return false;
  }

  private async behind(position: string): Promise<number | null> {
    const { behind } = await this.replica.one<{ behind: number | null }>(sql`
      select case when pg_is_in_recovery()
                  then greatest(pg_wal_lsn_diff(${position}::pg_lsn, pg_last_wal_replay_lsn()), 0)::float8 end as behind`);
    return behind;
  }

  close(): Promise<void> {
    return this.replica.close();
  }
}
