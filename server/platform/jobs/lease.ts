/**
 * Who still works: every process holds an advisory lock per pool of workers, in a session of its own. The session ends with the
 * process, however it ends, and the locks with it; a process that is merely slow keeps both, which a heartbeat could not promise.
 *
 * Jobs locked by a worker without a lock are given back, so that a killed process holds up its jobs for seconds instead of
 * graphile-worker's four hours. A session can also break under a living worker (the database restarts); it is back within
 * one pause, and only who is missing at two looks in a row counts as dead.
 */
import pg from 'pg';
import type { Logger } from '../telemetry/log.ts';

export type Lease = {
  /** From now on these workers count as alive as well, until `end` or the end of the process. */
  holdFor(workerId: string): void;
  end(): Promise<void>;
};

/** First half of the lock's key: the other uses of advisory locks must not look like workers. */
const lockSpace = 1_279_870_803;
const lookEveryMilliseconds = 5000;
const reconnectMilliseconds = 500;

// The server must notice a machine that vanished without closing its connection.
const serverSettings = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

const jobsWithoutWorker = `
  with alive as materialized (
    select objid from pg_locks
     where locktype = 'advisory' and granted and objsubid = 2 and classid = $1::bigint::oid
       and database = (select oid from pg_database where datname = current_database()))
  select distinct locked_by from graphile_worker.jobs
   where locked_by is not null
     and (hashtext(locked_by)::bigint & 4294967295)::oid not in (select objid from alive)`;

export async function openLease(options: {
  connection_string: string | undefined;
  log: Logger;
  look_every_milliseconds?: number;
}): Promise<Lease> {
  const { log } = options;
  let client: pg.Client | null = null;
  const workerIds = new Set<string>();
  let held = new Set<string>();
  let missing = new Set<string>();
  let ended = false;
  let retry: NodeJS.Timeout | undefined;
  let nextLook: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = new pg.Client({
      connectionString: options.connection_string,
      application_name: 'lyceum-worker',
      keepAlive: true,
      options: serverSettings,
    });
    next.on('error', (error) => log.warn({ err: error }, 'worker lease lost'));
    next.on('end', () => {
      if (client === next) client = null;
      if (!ended) reconnectLater();
    });
    await next.connect();
    if (ended) return next.end();
    client = next;
    held = new Set();
    missing = new Set();
    // Looking tries again.
    await hold(next).catch((error: Error) => log.warn({ err: error }, 'worker lease not taken'));
  };
  const reconnectLater = () => {
    clearTimeout(retry);
    retry = setTimeout(() => {
      connect().catch(() => reconnectLater());
    }, reconnectMilliseconds);
  };
  const hold = async (db: pg.Client) => {
    for (const id of workerIds) {
      if (held.has(id)) continue;
      // Shared, because the server may not have noticed yet that an earlier session of these workers is gone.
      await db.query('select pg_advisory_lock_shared($1::int, hashtext($2))', [lockSpace, id]);
      held.add(id);
    }
  };
  const giveBackJobs = async (db: pg.Client) => {
    const { rows } = await db.query<{ locked_by: string }>(jobsWithoutWorker, [lockSpace]);
    const dead = rows.map((row) => row.locked_by).filter((id) => missing.has(id));
    missing = new Set(rows.map((row) => row.locked_by));
    if (dead.length === 0) return;
    await db.query('select graphile_worker.force_unlock_workers($1::text[])', [dead]);
    log.warn({ worker_ids: dead }, 'jobs of dead workers were given back');
  };
  const look = async () => {
    try {
      if (client) {
        await hold(client);
        await giveBackJobs(client);
      }
    } catch (error) {
      log.warn({ err: error }, 'looking for dead workers failed');
    }
    if (!ended) nextLook = setTimeout(look, options.look_every_milliseconds ?? lookEveryMilliseconds);
  };

  await connect();
  return {
    holdFor(id) {
      workerIds.add(id);
      // One that looks already would look twice as often; until it does next, nobody misses a newcomer.
      if (workerIds.size === 1) void look();
      else if (client)
        hold(client).catch((error: Error) => log.warn({ err: error }, 'worker lease not taken'));
    },
    async end() {
      ended = true;
      clearTimeout(retry);
      clearTimeout(nextLook);
      await client?.end().catch(() => undefined);
    },
  };
}
