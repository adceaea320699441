/** The built product as processes: started as an operator starts it, killed as fate does. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '#server/testing/free-port.ts';
import { ask } from './http.ts';
import {
  answersReady,
  ended,
  hasEnded,
  type StartedProduct,
  signal,
  startProcess,
  stop,
  waitUntil,
} from './processes.ts';
import type { Report } from './report.ts';

export const administrator = { email: 'root@example.test', password: 'a fine long password' };

/** What every process of a check runs with; limits of rate are not what is measured here. */
export const common: Record<string, string> = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  DEMO: '0',
  LOG_LEVEL: 'warn',
  ADMIN_EMAIL: administrator.email,
  ADMIN_PASSWORD: administrator.password,
  SESSION_SECRET: 'a secret for the reliability checks, long enough',
  RATE_LIMIT_ADDRESS: '1000000',
  RATE_LIMIT_ACCOUNT: '1000000',
};

/** One process of the product, on one port for all its lives. */
export class Program {
  readonly base: string;
  private readonly environment: Record<string, string>;
  private running: StartedProduct | null = null;

  constructor(port: number, environment: Record<string, string>) {
    this.base = `http://127.0.0.1:${port}`;
    this.environment = { ...common, PORT: String(port), ...environment };
  }

  get pid(): number {
    if (!this.running) throw new Error('This process has not been started');
    return this.running.pid;
  }

  launch(): void {
    this.running = startProcess(process.execPath, ['dist/server/serve.js'], this.environment);
  }

  /** @returns milliseconds from launch to ready */
  async start(within = 60_000): Promise<number> {
    this.launch();
    return this.becomesReady(within);
  }

  becomesReady(within = 60_000): Promise<number> {
    const mine = this.running!;
    return waitUntil(
      () => {
        if (hasEnded(mine)) throw new Error(`The product ended by itself:\n${mine.output()}`);
        return answersReady(this.base);
      },
      within,
      `${this.base} is ready`,
    );
  }

  isLive = (timeout_milliseconds = 1000): Promise<boolean> =>
    ask(`${this.base}/api/health/live/`, { timeout_milliseconds }).then(
      ({ status }) => status === 200,
      () => false,
    );

  get output(): string {
    return this.running?.output() ?? '';
  }

  /** The first lines of level error of this life. */
  get errors(): readonly string[] {
    return this.running?.errors() ?? [];
  }

  hasEnded(): boolean {
    return !this.running || hasEnded(this.running);
  }

  ended(): Promise<void> {
    return this.running ? ended(this.running) : Promise.resolve();
  }

  async kill(): Promise<void> {
    if (!this.running) return;
    signal(this.running.pid, 'SIGKILL');
    await ended(this.running);
  }

  async stop(): Promise<void> {
    if (this.running) await stop(this.running);
  }
}

/** A folder that is gone with the report. */
export async function temporaryFolder(report: Report, name: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `lyceum-${name}-`));
  report.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export type Site = {
  webs: Program[];
  worker: Program | null;
  /** What its processes run with. */
  environment: Record<string, string>;
  data_dir: string;
  bases: string[];
};

/**
 * Web processes and a worker on one database and one folder of files, ready; ended with the report.
 *
 * @param options.worker  false: nobody works on jobs; 'inside': the first web process does
 */
export async function startSite(
  report: Report,
  options: {
    database_url: string;
    webs?: number;
    worker?: boolean | 'inside';
    environment?: Record<string, string>;
  },
): Promise<Site> {
  const data_dir = options.environment?.['DATA_DIR'] ?? (await temporaryFolder(report, 'data'));
  const environment = { DATABASE_URL: options.database_url, DATA_DIR: data_dir, ...options.environment };
  const webs: Program[] = [];
  for (let n = 0; n < (options.webs ?? 2); n++) {
    const isWorker = options.worker === 'inside' && n === 0;
    const web = new Program(await freePort(), { ...environment, WORKER: isWorker ? '1' : '0' });
    report.defer(() => web.stop());
    // One after the other: the first one migrates.
    await web.start();
    webs.push(web);
  }
  const worker = options.worker === true ? await startWorker(report, environment) : null;
  return { webs, worker, environment, data_dir, bases: webs.map(({ base }) => base) };
}

/** A process that works on jobs and facts and serves nothing; ended with the report. */
export async function startWorker(report: Report, environment: Record<string, string>): Promise<Program> {
  const worker = new Program(await freePort(), { ...environment, WORKER: '1', SERVICES: 'none' });
  report.defer(() => worker.stop());
  await worker.start();
  return worker;
}
