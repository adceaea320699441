/**
 * A PostgreSQL of a check's own, which can be killed, stopped and brought back on the same port. The programs are those of the
 * embedded mode; the product is given its address like that of any other server.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { listBinaries, probeBinaries, programPath } from '#server/platform/embedded/binaries.ts';
import { ensureCluster } from '#server/platform/embedded/cluster.ts';
import { connectionStrings, ensureDatabase } from '#server/platform/embedded/database.ts';
import { openDataFolder } from '#server/platform/embedded/folders.ts';
import { clearLeftovers } from '#server/platform/embedded/leftovers.ts';
import { plainRunner } from '#server/platform/embedded/runner.ts';
import { chooseServer, type ServerChoice } from '#server/platform/embedded/server-choice.ts';
import { listSettings } from '#server/platform/embedded/settings.ts';
import { freePort } from '#server/testing/free-port.ts';
import { ended, hasEnded, type Started, signal, signalAll, treeOf, waitUntil } from './processes.ts';
import type { Report } from './report.ts';

const silent = () => undefined;

export class Cluster {
  readonly url: string;
  readonly admin_url: string;
  private readonly choice: ServerChoice;
  private readonly port: number;
  private readonly settings: Record<string, string>;
  private server: Started | null = null;
  private stopped: number[] = [];

  private constructor(
    choice: ServerChoice,
    port: number,
    strings: ReturnType<typeof connectionStrings>,
    settings: Record<string, string>,
  ) {
    this.choice = choice;
    this.port = port;
    this.url = strings.connectionString;
    this.admin_url = strings.adminConnectionString;
    this.settings = settings;
  }

  /** A new one, durable, running; gone with the report. `folder` where the files shall be, else a temporary one. */
  static async create(
    report: Report,
    options: { folder?: string; settings?: Record<string, string> } = {},
  ): Promise<Cluster> {
    const place = options.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'lyceum-cluster-')));
    if (!options.folder) report.defer(() => rm(place, { recursive: true, force: true }));
    const folder = await openDataFolder(place);
    const choice = await chooseServer(folder, {
      isolation: 'auto',
      outsideDir: undefined,
      onProgress: silent,
    });
    const credentials = await ensureCluster(choice, folder, { isDurable: true, onProgress: silent });
    const port = await freePort();
    const cluster = new Cluster(choice, port, connectionStrings(port, credentials), options.settings ?? {});
    report.defer(() => cluster.stop());
    await cluster.start();
    await ensureDatabase(connectionStrings(port, credentials), credentials);
    return cluster;
  }

  get version(): string {
    return this.choice.version;
  }

  get pid(): number {
    if (!this.server) throw new Error('The cluster is not running');
    return this.server.pid;
  }

  /** Starts the server and waits until it takes connections. */
  async start(): Promise<void> {
    await clearLeftovers(this.choice.clusterDir, silent);
    const settings = [
      ...listSettings({ port: this.port, isDurable: true, maxConnections: 100 }),
      ...Object.entries(this.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const child = this.choice.runner.start(
      programPath(this.choice.binaries, 'postgres'),
      ['-D', this.choice.clusterDir, ...settings],
      { cwd: this.choice.clusterDir, stdio: 'ignore', detached: true },
    );
    this.server = { child, pid: child.pid ?? -1, output: () => '' };
    const mine = this.server;
    await waitUntil(
      () => {
        if (hasEnded(mine))
          throw new Error(`PostgreSQL ended while starting (exit code ${mine.child.exitCode})`);
        return this.answers();
      },
      60_000,
      'PostgreSQL takes connections',
    );
  }

  async answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.admin_url, connectionTimeoutMillis: 1000 });
    client.on('error', silent);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      void client.end().catch(silent);
    }
  }

  /** kill -9 of the postmaster: its children notice and end; nothing is written down in order. */
  async kill(): Promise<void> {
    signal(this.pid, 'SIGKILL');
    await this.gone();
  }

  /** The way an administrator restarts: connections are cut, the rest is in order. */
  async restart(): Promise<void> {
    signal(this.pid, 'SIGINT');
    await this.gone();
    await this.start();
  }

  private async gone(): Promise<void> {
    if (this.server) await ended(this.server);
    this.server = null;
  }

  /** Every process of the server stands still: connections are open and nothing answers. */
  hang(): void {
    this.stopped = treeOf(this.pid);
    signalAll(this.stopped, 'SIGSTOP');
  }

  resume(): void {
    signalAll(this.stopped.toReversed(), 'SIGCONT');
    this.stopped = [];
  }

  /** Puts the write-ahead log on another disk, as administrators do. */
  async moveLog(folder: string): Promise<void> {
    await this.stop();
    const place = path.join(this.choice.clusterDir, 'pg_wal');
    const target = path.join(folder, 'pg_wal');
    // With its owner, who is not us.
    if (spawnSync('cp', ['-a', place, target]).status !== 0) throw new Error('The log could not be moved');
    await rm(place, { recursive: true });
    await symlink(target, place);
    await this.start();
  }

  isRunning(): boolean {
    return this.server !== null && !hasEnded(this.server);
  }

  async stop(): Promise<void> {
    if (this.stopped.length > 0) this.resume();
    if (this.isRunning()) {
      signal(this.pid, 'SIGINT');
      await Promise.race([this.gone(), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
      if (this.isRunning()) signal(this.pid, 'SIGKILL');
      await this.gone();
    }
    await clearLeftovers(this.choice.clusterDir, silent).catch(silent);
  }

  async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', silent);
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end().catch(silent);
    }
  }
}

/** Of the programs that checks use. */
export async function postgresVersion(): Promise<string> {
  const [first] = listBinaries();
  const found = first && (await probeBinaries(plainRunner(), first));
  return found && 'version' in found ? found.version : 'unknown';
}
