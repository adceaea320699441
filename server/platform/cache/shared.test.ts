/** The level in Redis, on a real one: nothing outdated is found, however commands race, and no state of Redis harms. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { newId } from '../ids.ts';
import type { Bus } from '../realtime/bus.ts';
import { createLogger } from '../telemetry/log.ts';
import { createCache } from './cache.ts';
import { entries } from './entries.ts';
import { connectSharedCache, type SharedCache } from './shared.ts';

const program = 'redis-server';
const hasRedis = (() => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!hasRedis) process.stdout.write('No redis-server here: the level of the cache in Redis is not tested.\n');

const log = createLogger('silent');

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A Redis of this test's own, so that it may be stopped, filled and flushed. */
async function startRedis(port: number, folder: string) {
  const child = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  const client = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  await client.connect().catch(() => undefined);
  await vi.waitFor(() => client.ping(), { timeout: 5000, interval: 50 });
  return {
    client,
    pid: child.pid!,
    async stop() {
      client.disconnect();
      process.kill(child.pid!, 'SIGCONT');
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe.skipIf(!hasRedis)('the cache in Redis', () => {
  let folder: string;
  let port: number;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-redis-'));
    port = await freePort();
    redis = await startRedis(port, folder);
  });
  afterAll(async () => {
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function connect(prefix: string): Promise<SharedCache> {
    const shared = await connectSharedCache({ url: `redis://127.0.0.1:${port}`, prefix, version: '1', log });
    onTestFinished(() => shared.close());
    return shared;
  }
  const bytes = (text: string) => Buffer.from(text);
  /** What is kept under `k`; null for a miss, which it fills when given something. */
  async function ask(shared: SharedCache, tags: string[], fill?: string): Promise<string | null> {
    const found = await shared.find('k', tags, 60);
    if (found.kind === 'hit') return found.value.toString();
    if (found.kind === 'miss') found.fill?.(fill === undefined ? null : bytes(fill));
    return null;
  }
  const settled = () => redis.client.ping();

  it('finds in one process what another kept, until a change of one of its tags', async () => {
    const prefix = newId();
    const [here, there] = [await connect(prefix), await connect(prefix)];
    expect(await ask(here, ['a', 'b'], 'value')).toBeNull();
    await expect.poll(() => ask(there, ['a', 'b'])).toBe('value');
    await there.forget(['b']);
    expect(await ask(here, ['a', 'b'])).toBeNull();
  });

  it('never mixes two installations', async () => {
    const [one, other] = [await connect(newId()), await connect(newId())];
    await ask(one, ['a'], 'of one');
    await settled();
    expect(await ask(other, ['a'])).toBeNull();
    await other.forgetAll();
    expect(await ask(one, ['a'])).toBe('of one');
  });

  it('lets nobody keep what was read before a change, also when the stamp itself was lost', async () => {
    const prefix = newId();
    const [reader, writer] = [await connect(prefix), await connect(prefix)];
    for (const loss of ['change', 'eviction'] as const) {
      const found = await reader.find('k', ['a'], 60);
      if (found.kind !== 'miss' || !found.fill) throw new Error(`Expected a miss, got ${found.kind}`);
      if (loss === 'change') await writer.forget(['a']);
      else await redis.client.del(`lyceum:{${prefix}}:stamp:a`);
      found.fill(bytes('outdated'));
      expect(await ask(reader, ['a'])).toBeNull();
    }
  });

  it('serves the newest value in every one of 300 races of readers with a writer in two processes', async () => {
    const prefix = newId();
    const shared = [await connect(prefix), await connect(prefix)] as const;
    let row = 0;
    // The database: a read sees what is committed when it begins, and answers a moment later.
    const load = async () => {
      const seen = row;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      return bytes(String(seen));
    };
    const read = async (one: SharedCache) => {
      const found = await one.find('k', ['a'], 60);
      if (found.kind === 'hit') return Number(found.value);
      const value = await load();
      if (found.kind === 'miss') found.fill?.(value);
      return Number(value);
    };
    let outdated = 0;
    for (let round = 1; round <= 300; round++) {
      const early = [read(shared[0]), read(shared[1])];
      if (round % 2) await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      row = round;
      await shared[round % 2]!.forget(['a']);
      // From here on everybody sees the new row, also while the early readers are still about to keep the old one.
      const late = await Promise.all([read(shared[0]), read(shared[1])]);
      await Promise.all(early);
      const last = await Promise.all([read(shared[0]), read(shared[1])]);
      outdated += [...late, ...last].filter((value) => value !== round).length;
    }
    expect(outdated).toBe(0);
  });

  it('lets one of many processes read while the others wait for it', async () => {
    const prefix = newId();
    const all = await Promise.all(Array.from({ length: 6 }, () => connect(prefix)));
    // Whoever starts forgets what was kept, so all are there before anything is.
    let reads = 0;
    const answers = await Promise.all(
      all.map(async (shared) => {
        const found = await shared.find('k', ['a'], 60);
        if (found.kind === 'hit') return found.value.toString();
        reads++;
        await new Promise((resolve) => setTimeout(resolve, 40));
        if (found.kind === 'miss') found.fill?.(bytes('once'));
        return 'once';
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['once']));
    expect(reads).toBe(1);
  });

  it('does not wait long for somebody who never comes back, nor at all for one who gave up', async () => {
    const prefix = newId();
    const [gone, other] = [await connect(prefix), await connect(prefix)];
    await gone.find('k', ['a'], 60);
    const began = performance.now();
    expect(await other.find('k', ['a'], 60)).toEqual({ kind: 'miss', fill: null });
    expect(performance.now() - began).toBeLessThan(1000);

    await ask(gone, ['other']);
    const given = await gone.find('k2', ['a'], 60);
    if (given.kind === 'miss') given.fill?.(null);
    await settled();
    const next = await other.find('k2', ['a'], 60);
    expect(next.kind === 'miss' && next.fill).toBeTruthy();
  });

  it('steps aside when Redis is full, and what was kept is still found or missed, never wrong', async () => {
    const shared = await connect(newId());
    await ask(shared, ['a'], 'kept');
    await settled();
    await redis.client.config('SET', 'maxmemory', '1mb');
    await redis.client.config('SET', 'maxmemory-policy', 'noeviction');
    onTestFinished(async () => {
      await redis.client.config('SET', 'maxmemory', '0');
    });
    expect(['kept', null]).toContain(await ask(shared, ['a']));
    const other = await shared.find('k2', ['never', 'seen'], 60);
    if (other.kind === 'miss') other.fill?.(bytes('no room'));
    expect(await shared.forget(['a'])).toBe(true);
    expect(await ask(shared, ['a'])).toBeNull();
  });

  it('is empty after FLUSHALL and works on', async () => {
    const shared = await connect(newId());
    await ask(shared, ['a'], 'kept');
    await settled();
    await redis.client.flushall();
    expect(await ask(shared, ['a'], 'again')).toBeNull();
    await expect.poll(() => ask(shared, ['a'])).toBe('again');
  });

  it('keeps nobody waiting while Redis hangs, and believes nothing kept before a change it did not hear of', async () => {
    const prefix = newId();
    const shared = await connect(prefix);
    await ask(shared, ['a'], 'old');
    await settled();
    process.kill(redis.pid, 'SIGSTOP');
    onTestFinished(() => void process.kill(redis.pid, 'SIGCONT'));
    const waits: number[] = [];
    for (let call = 0; call < 20; call++) {
      const began = performance.now();
      expect(await ask(shared, ['a'])).toBeNull();
      waits.push(performance.now() - began);
    }
    expect(Math.max(...waits)).toBeLessThan(400);
    expect(waits.filter((wait) => wait > 20)).toHaveLength(1);
    expect(await shared.forget(['a'])).toBe(false);
    process.kill(redis.pid, 'SIGCONT');
    // Back within seconds, and the value from before is not.
    let found: string | null = null;
    await expect
      .poll(
        async () => {
          const answer = await shared.find('k', ['a'], 60);
          if (answer.kind === 'hit') found = answer.value.toString();
          if (answer.kind === 'miss') answer.fill?.(bytes('new'));
          return answer.kind;
        },
        { timeout: 5000, interval: 50 },
      )
      .toBe('hit');
    expect(found).toBe('new');
  });

  it('is left out while Redis is away and used again within five seconds', async () => {
    const shared = await connect(newId());
    await ask(shared, ['a'], 'old');
    await redis.stop();
    expect(await shared.find('k', ['a'], 60)).toEqual({ kind: 'away' });
    expect(await shared.forget(['a'])).toBe(false);
    redis = await startRedis(port, folder);
    const began = performance.now();
    await expect
      .poll(async () => (await shared.find('k', ['a'], 60)).kind, { timeout: 5000, interval: 50 })
      .toBe('miss');
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe.skipIf(!hasRedis)('the cache of two processes over one Redis', () => {
  it('never shows an old row in either once both have heard of a change, in 200 rounds', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-redis-'));
    const port = await freePort();
    const redis = await startRedis(port, folder);
    onTestFinished(async () => {
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    });
    const prefix = newId();
    const wire = aWire();
    const caches = await Promise.all(
      [0, 1].map(async () => {
        const shared = await connectSharedCache({
          url: `redis://127.0.0.1:${port}`,
          prefix,
          version: '1',
          log,
        });
        onTestFinished(() => shared.close());
        return createCache(wire.join(), shared);
      }),
    );
    let row = 0;
    const read = (cache: (typeof caches)[number]) =>
      cache.remember(entries.user, { user_id: '7' }, async () => {
        const seen = row;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
        return { seen };
      });
    let outdated = 0;
    for (let round = 1; round <= 200; round++) {
      const early = caches.map(read);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
      row = round;
      await caches[round % 2]!.changed(['user:7']);
      await wire.quiet();
      const late = await Promise.all(caches.map(read));
      await Promise.all(early);
      const last = await Promise.all(caches.map(read));
      outdated += [...late, ...last].filter(({ seen }) => seen !== round).length;
    }
    expect(outdated).toBe(0);
  });
});

/** Messages between processes, each a moment late. */
function aWire() {
  const listeners: ((message: string) => void)[] = [];
  let underWay = 0;
  return {
    quiet: () => expect.poll(() => underWay, { interval: 1 }).toBe(0),
    join: (): Bus => ({
      connected: true,
      generation: 1,
      publish: async (_channel, message) => {
        underWay++;
        setTimeout(() => {
          for (const listener of listeners) listener(message);
          underWay--;
        }, Math.random() * 2);
      },
      subscribe: (_channel, listener) => {
        listeners.push(listener);
        return () => undefined;
      },
      close: async () => undefined,
    }),
  };
}
