/** Counting in one process and, with Redis, in all; what happens while Redis hangs or is away (R5), and what counting costs. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { slowness } from '#server/testing/cpu.ts';
import type { Actor } from '../context.ts';
import { createLogger } from '../telemetry/log.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';

const log = createLogger('silent');
const anonymous: Actor = { kind: 'anonymous' };
const person = (user_id: string): Actor => ({
  kind: 'user',
  user_id,
  login_session_id: 's',
  role: 'learner',
  roles: ['learner'],
});
const open: RateLimits[] = [];
const limitsOf = async (more: object = {}, now = () => new Date(60_000)) => {
  const limits = await createRateLimits({
    config: {
      RATE_LIMIT_ADDRESS: 10,
      RATE_LIMIT_ACCOUNT: 10,
      REDIS_URL: undefined,
      DATABASE_URL: undefined,
      session_secret: 'a secret for tests that is long enough',
      ...more,
    },
    clock: now,
    log,
  });
  open.push(limits);
  return limits;
};
const passed = async (times: number, one: () => Promise<unknown>) =>
  (await Promise.allSettled(Array.from({ length: times }, one))).filter(
    ({ status }) => status === 'fulfilled',
  ).length;
afterEach(() => {
  for (const limits of open.splice(0)) limits.close();
});

describe('one process', () => {
  it('lets an address have its minute, then tells how long to wait', async () => {
    const limits = await limitsOf();
    const ask = () => limits.count({ ip: '192.0.2.1', actor: anonymous }, 'read');
    expect(await ask()).toEqual({
      'ratelimit-policy': '"address-read";q=10;w=60',
      ratelimit: '"address-read";r=9;t=60',
    });
    expect(await passed(20, ask)).toBe(9);
    await expect(ask()).rejects.toMatchObject({
      code: 'rate.limited',
      retry_after: 66,
      headers: { ratelimit: '"address-read";r=0;t=66' },
    });
    expect(await passed(5, () => limits.count({ ip: '192.0.2.2', actor: anonymous }, 'read'))).toBe(5);
  });

  it('takes all addresses of one IPv6 network for one', async () => {
    const limits = await limitsOf();
    let n = 0;
    expect(
      await passed(30, () =>
        limits.count({ ip: `2001:db8:1:2::${(n++).toString(16)}`, actor: anonymous }, 'read'),
      ),
    ).toBe(10);
  });

  it('counts an account wherever it comes from, and people of one address each for themselves', async () => {
    const limits = await limitsOf();
    let n = 0;
    expect(await passed(30, () => limits.count({ ip: `192.0.2.${n++}`, actor: person('a') }, 'read'))).toBe(
      10,
    );
    let who = 0;
    expect(
      await passed(40, () => limits.count({ ip: '192.0.2.1', actor: person(`p${who++}`) }, 'read')),
    ).toBe(40);
  });

  it('still takes in answers of a person whose every other request is refused', async () => {
    const limits = await limitsOf();
    const caller = { ip: '192.0.2.1', actor: person('a') };
    for (const cost of ['read', 'write', 'costly'] as const)
      await passed(50, () => limits.count(caller, cost));
    expect(await passed(50, () => limits.count(caller, 'learning'))).toBe(20);
    expect(await limits.count(caller, 'free')).toBeNull();
  });

  it('costs less than 20 µs a request', async () => {
    const limits = await limitsOf({ RATE_LIMIT_ADDRESS: 1_000_000, RATE_LIMIT_ACCOUNT: 1_000_000 });
    const caller = { ip: '192.0.2.1', actor: person('a') };
    const rounds: number[] = [];
    for (let round = 0; round < 20; round++) {
      const before = process.cpuUsage();
      for (let n = 0; n < 1000; n++) await limits.count(caller, 'read');
      const { user, system } = process.cpuUsage(before);
      rounds.push((user + system) / 1000);
    }
    // The quietest round: other work of this process and its compiler only add.
    expect(Math.min(...rounds) / slowness()).toBeLessThan(20);
  });
});

/** Accepts connections and says nothing: a Redis that hangs. */
const hanging: Server = createServer((socket) => socket.on('error', () => undefined));
afterAll(() => hanging.close());

describe('with Redis', () => {
  it('that hangs, counts for itself and makes nobody wait', async () => {
    const sockets: Socket[] = [];
    hanging.on('connection', (socket) => sockets.push(socket));
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
    const { port } = hanging.address() as { port: number };
    const limits = await limitsOf({ REDIS_URL: `redis://127.0.0.1:${port}` });
    const startedAt = performance.now();
    expect(await passed(30, () => limits.count({ ip: '192.0.2.1', actor: anonymous }, 'read'))).toBe(10);
    expect(performance.now() - startedAt).toBeLessThan(500);
    for (const socket of sockets) socket.destroy();
  });

  it('that is away, counts for itself', async () => {
    const limits = await limitsOf({ REDIS_URL: 'redis://127.0.0.1:1' });
    expect(await passed(30, () => limits.count({ ip: '192.0.2.1', actor: anonymous }, 'read'))).toBe(10);
  });

  const server = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((one) => existsSync(one));
  it.skipIf(!server)(
    'counts together with other processes, alone while it is stopped, together again after',
    async () => {
      const port = 20_000 + (process.pid % 20_000);
      const redis = spawn(server!, ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], {
        stdio: 'ignore',
      });
      try {
        const url = `redis://127.0.0.1:${port}`;
        await until(async () => {
          const { Redis } = await import('ioredis');
          const probe = new Redis(url, {
            lazyConnect: true,
            maxRetriesPerRequest: 0,
            retryStrategy: () => null,
          });
          probe.on('error', () => undefined);
          await probe.connect();
          probe.disconnect();
        });
        const [one, other] = [await limitsOf({ REDIS_URL: url }), await limitsOf({ REDIS_URL: url })];
        const ask = (limits: RateLimits, ip: string) => () => limits.count({ ip, actor: anonymous }, 'read');
        await until(async () => {
          await one.count({ ip: '198.51.100.1', actor: anonymous }, 'learning');
          const headers = await other.count({ ip: '198.51.100.1', actor: anonymous }, 'learning');
          // What the other process says is left shows that it heard of the first.
          if (!/;r=(?:[0-9]|1[0-7]);/.test(headers!.ratelimit)) throw new Error(headers!.ratelimit);
        });
        expect((await passed(30, ask(one, '192.0.2.1'))) + (await passed(30, ask(other, '192.0.2.1')))).toBe(
          10,
        );
        redis.kill('SIGSTOP');
        const startedAt = performance.now();
        expect(await passed(30, ask(one, '192.0.2.2'))).toBe(10);
        for (let n = 0; n < 50; n++) await one.count({ ip: `192.0.3.${n}`, actor: anonymous }, 'read');
        expect(performance.now() - startedAt).toBeLessThan(500);
        expect(await passed(5, ask(one, '192.0.2.2'))).toBe(0);
        redis.kill('SIGCONT');
        await until(async () => {
          const ip = `203.0.113.${Math.floor(Math.random() * 250)}`;
          await one.count({ ip, actor: anonymous }, 'read');
          const headers = await other.count({ ip, actor: anonymous }, 'read');
          if (!headers!.ratelimit.includes(';r=8;')) throw new Error(headers!.ratelimit);
        });
      } finally {
        redis.kill('SIGCONT');
        redis.kill('SIGKILL');
      }
    },
  );
});

async function until(works: () => Promise<void>): Promise<void> {
  const end = Date.now() + 8000;
  for (;;) {
    try {
      return await works();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
