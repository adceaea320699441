/** A Redis of a check's own, which can be killed, stopped, emptied and filled up. It keeps nothing on disk. */
import { spawnSync } from 'node:child_process';
import { Redis } from 'ioredis';
import { freePort } from '#server/testing/free-port.ts';
import { ended, type Started, signal, startProcess, stop, waitUntil } from './processes.ts';
import { temporaryFolder } from './product.ts';
import type { Report } from './report.ts';

export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

export class RedisServer {
  readonly url: string;
  private readonly port: number;
  private readonly folder: string;
  private running: Started | null = null;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.folder = folder;
    this.url = `redis://127.0.0.1:${port}`;
  }

  /** Running; gone with the report. */
  static async create(report: Report): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await temporaryFolder(report, 'redis'));
    report.defer(async () => {
      if (server.running) await stop(server.running);
    });
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const place = ['--bind', '127.0.0.1', '--port', String(this.port), '--dir', this.folder];
    this.running = startProcess('redis-server', [...place, '--save', '', '--appendonly', 'no'], {});
    await waitUntil(
      () => this.ask((redis) => redis.ping()).then(Boolean, () => false),
      10_000,
      'Redis answers',
    );
  }

  async kill(): Promise<void> {
    signal(this.running!.pid, 'SIGKILL');
    await ended(this.running!);
  }

  hang(): void {
    signal(this.running!.pid, 'SIGSTOP');
  }

  resume(): void {
    signal(this.running!.pid, 'SIGCONT');
  }

  flush(): Promise<unknown> {
    return this.ask((redis) => redis.flushall());
  }

  /** Takes no more writes: an empty Redis is larger than a megabyte. */
  async fillUp(): Promise<void> {
    await this.ask((redis) => redis.config('SET', 'maxmemory-policy', 'noeviction'));
    await this.ask((redis) => redis.config('SET', 'maxmemory', '1mb'));
    const isFull = await this.ask((redis) => redis.set('more', '1')).then(
      () => false,
      (error: Error) => /OOM/.test(error.message),
    );
    if (!isFull) throw new Error('Redis still takes writes');
  }

  makeRoom(): Promise<unknown> {
    return this.ask((redis) => redis.config('SET', 'maxmemory', '0'));
  }

  /** Requests that the product has counted here. */
  countedRequests(): Promise<number> {
    return this.ask(async (redis) => {
      const keys = await redis.keys('lyceum:*:rate:*');
      const values = keys.length > 0 ? await redis.mget(keys) : [];
      return values.reduce((sum, value) => sum + Number(value), 0);
    });
  }

  /** Processes that listen to one another here. */
  listeners(): Promise<number> {
    return this.ask(async (redis) => Number((await redis.pubsub('NUMSUB', 'lyceum_bus'))[1]));
  }

  private async ask<Answer>(command: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    const redis = new Redis(this.url, { lazyConnect: true, retryStrategy: null, commandTimeout: 2000 });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return await command(redis);
    } finally {
      redis.disconnect();
    }
  }
}
