/**
 * The whole installation of the documents on one machine (T-20, L-111): the services users, courses and calendar, each in copies,
 * a worker, PostgreSQL with a streaming replica, Redis, the front end and the gateway, with the NGINX files that are shipped.
 *
 * What it needs besides Node comes from the distribution's packages; `missingPrograms` (programs.ts) names what is not there.
 */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '#server/testing/free-port.ts';
import { type PostgresPair, startPostgresPair } from '#server/testing/postgres-pair.ts';
import { type Started, signal, stop } from '../processes.ts';
import { startFrontend, startGateway } from './nginx.ts';
import { becomesReady, programPath, startLogged } from './programs.ts';

const serviceNames = ['users', 'courses', 'calendar'] as const;
type ServiceName = (typeof serviceNames)[number];

/** One process of a service; restarted, it keeps its port. */
export type Copy = { name: string; service: ServiceName; port: number; process: Started };

type Options = {
  /** Of each service. */
  copies?: number;
  demo?: boolean;
  env?: Record<string, string>;
};

export class Installation {
  readonly folder: string;
  readonly postgres: PostgresPair;
  readonly copies: Copy[] = [];
  /** Of the gateway. */
  url = '';
  private readonly others: Started[] = [];
  private environment: Record<string, string> = {};

  private constructor(folder: string, postgres: PostgresPair) {
    this.folder = folder;
    this.postgres = postgres;
  }

  /** Everything running and ready. When something fails, what was started is ended. */
  static async start(options: Options = {}): Promise<Installation> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-installation-'));
    await chmod(folder, 0o755);
    const postgres = await startPostgresPair();
    if (!postgres) throw new Error('PostgreSQL of the distribution is not installed');
    const installation = new Installation(folder, postgres);
    try {
      await installation.startAll(options);
      return installation;
    } catch (error) {
      await installation.stop();
      throw error;
    }
  }

  get data_dir(): string {
    return path.join(this.folder, 'data');
  }

  private async startAll({ copies = 2, demo = false, env = {} }: Options): Promise<void> {
    await mkdir(this.data_dir);
    const gatewayPort = await freePort();
    this.url = `http://localhost:${gatewayPort}`;
    this.environment = { ...this.common(await this.startRedis()), ...env };
    // The first one migrates and makes the demo; the others find both done.
    const worker = { SERVICES: 'none', WORKER: '1', DEMO: demo ? '1' : '0' };
    this.others.push(await this.startProduct('worker', await freePort(), worker));
    const started = serviceNames.flatMap((service) =>
      Array.from({ length: copies }, async (_none, index) => {
        const copy = { name: `${service}-${index + 1}`, service, port: await freePort() };
        this.copies.push({ ...copy, process: await this.startCopy(copy) });
      }),
    );
    await Promise.all(started);
    const frontendPort = await freePort();
    this.others.push(await startFrontend(this.folder, frontendPort));
    const portsOf = (service: ServiceName) =>
      this.copies.filter((copy) => copy.service === service).map(({ port }) => port);
    const upstreams = {
      users: portsOf('users'),
      courses: portsOf('courses'),
      calendar: portsOf('calendar'),
      frontend: [frontendPort],
    };
    this.others.push(await startGateway(this.folder, gatewayPort, upstreams));
  }

  private async startRedis(): Promise<string> {
    const port = await freePort();
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', this.folder];
    this.others.push(
      startLogged(programPath('redis-server')!, args, { log: path.join(this.folder, 'redis.log') }),
    );
    return `redis://127.0.0.1:${port}`;
  }

  private common(redisUrl: string): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      DATA_DIR: this.data_dir,
      DATABASE_URL: this.postgres.primary.url,
      DATABASE_REPLICA_URL: this.postgres.replica.url,
      DATABASE_POOL: '6',
      REDIS_URL: redisUrl,
      SESSION_SECRET: 'a secret of the installation that is long enough',
      PUBLIC_URL: this.url,
      TRUST_PROXY: '1',
      LOG_LEVEL: 'warn',
      DEMO: '0',
      ADMIN_EMAIL: 'root@example.test',
      ADMIN_PASSWORD: 'a fine long password',
      // All of a test comes from one address.
      RATE_LIMIT_ADDRESS: '1000000',
      RATE_LIMIT_ACCOUNT: '1000000',
    };
  }

  private async startProduct(name: string, port: number, env: Record<string, string>): Promise<Started> {
    const started = startLogged(process.execPath, ['--enable-source-maps', 'dist/server/serve.js'], {
      env: { ...this.environment, PORT: String(port), ...env },
      log: path.join(this.folder, `${name}.log`),
    });
    await becomesReady(started, `http://127.0.0.1:${port}/api/health/ready/`, 180);
    return started;
  }

  private startCopy({ name, port, service }: Omit<Copy, 'process'>): Promise<Started> {
    return this.startProduct(name, port, { SERVICES: service, WORKER: '0' });
  }

  /** Ends one copy as a deployment does and starts it again. @returns exit code and ms from signal to end */
  async restart(copy: Copy): Promise<{ code: number | null; milliseconds: number }> {
    const startedAt = performance.now();
    signal(copy.process.pid, 'SIGTERM');
    const code = await new Promise<number | null>((resolve) => copy.process.child.once('exit', resolve));
    const milliseconds = performance.now() - startedAt;
    copy.process = await this.startCopy(copy);
    return { code, milliseconds };
  }

  /** The gateway first, so that nobody comes any more; the rest at once, the databases last. */
  async stop(): Promise<void> {
    const gateway = this.others.at(-1);
    if (gateway) await stop(gateway);
    await Promise.all([...this.copies.map((copy) => copy.process), ...this.others].map(stop));
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
