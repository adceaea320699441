// The embedded PostgreSQL: a real server from npm, for evaluation, development, tests and small sites.
import { ensureCluster } from './cluster.ts';
import { connectionStrings, ensureDatabase } from './database.ts';
import { type DataFolder, openDataFolder } from './folders.ts';
import { clearLeftovers } from './leftovers.ts';
import { acquireLock } from './lock.ts';
import { type Postmaster, type PostmasterExit, startPostmaster } from './postmaster.ts';
import { chooseServer } from './server-choice.ts';

export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './errors.ts';
export type { PostmasterExit } from './postmaster.ts';
export { findRunningPostgres } from './running.ts';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster (`postgres/`), the password file and the lock; made with mode 0700 when missing. */
  dataDir: string;
  /** Default true. False gives up every guarantee after a power cut or a crash of the machine: tests only. */
  durable?: boolean;
  /** Default 100. */
  maxConnections?: number;
  /** Sentences for the operator; nothing is ever printed here. */
  onProgress?: (message: string) => void;
  /** The server ended without `stop()`. The data folder stays locked until `stop()`, which then only unlocks. */
  onExit?: (exit: PostmasterExit) => void;
  /** Only root: 'account' leaves out the user namespace and runs the server as `nobody`. Default 'auto'. */
  isolation?: 'auto' | 'account';
  /** Only root: where programs and cluster go when the account cannot reach theirs; default below /var/lib. */
  outsideDir?: string;
}

export interface EmbeddedPostgres {
  /** The database `lyceum` as its owner, the role `lyceum` (may create databases, no superuser). */
  connectionString: string;
  /** The database `postgres` as the superuser. */
  adminConnectionString: string;
  /** Ends the server (fast, after 10 s immediate, then by force) and unlocks the folder. May be called again. */
  stop(): Promise<void>;
  /** Of the postmaster. */
  pid: number;
  /** Of PostgreSQL: "18.4". */
  version: string;
}

/**
 * Starts the server of a data folder, whatever state the last run has left it in.
 *
 * One owner per folder. An orphaned server is stopped, a cut-off first start begun anew, a lost password file
 * replaced; a completed cluster is never wiped. A process that ends without `stop()` asks the server to end;
 * one that is killed leaves an orphan for the next start to find.
 *
 * @throws EmbeddedPostgresError see `EmbeddedPostgresErrorCode`; the folder is unlocked again
 * @source docs/decisions (embedded mode), row R3b
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = await openDataFolder(options.dataDir);
  const lock = await acquireLock(folder.lock);
  let postmaster: Postmaster | undefined;
  try {
    const started = await startLocked(folder, options, (running) => {
      postmaster = running;
    });
    let stopping: Promise<void> | undefined;
    const stopOnce = () => {
      stopping ??= started.stop().finally(() => lock.release());
      return stopping;
    };
    return { ...started, stop: stopOnce };
  } catch (error) {
    await postmaster?.stop();
    await lock.release();
    throw error;
  }
}

async function startLocked(
  folder: DataFolder,
  options: EmbeddedPostgresOptions,
  onRunning: (postmaster: Postmaster) => void,
): Promise<EmbeddedPostgres> {
  const { durable: isDurable = true, maxConnections = 100, isolation = 'auto', outsideDir } = options;
  const onProgress = options.onProgress ?? (() => undefined);
  const choice = await chooseServer(folder, { isolation, outsideDir, onProgress });
  await clearLeftovers(choice.clusterDir, onProgress);
  const credentials = await ensureCluster(choice, folder, { isDurable, onProgress });
  onProgress(`Starting PostgreSQL ${choice.version}.`);
  const postmaster = await startPostmaster(choice, {
    isDurable,
    maxConnections,
    startLog: folder.startLog,
    onProgress,
    onExit: options.onExit ?? (() => undefined),
  });
  onRunning(postmaster);
  const strings = connectionStrings(postmaster.port, credentials);
  await ensureDatabase(strings, credentials);
  return { ...strings, stop: postmaster.stop, pid: postmaster.pid, version: choice.version };
}
