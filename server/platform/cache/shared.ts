/**
 * The second level of the cache, in Redis, seen by all processes of an installation. Only ever a help: whatever Redis does
 * (away, hung, flushed, full, slow), an answer comes from the database instead, and no request waits longer than one command may
 * take.
 *
 * Nothing outdated is served, by stamps: every tag has a random stamp in Redis, a value carries the stamps of its tags as they
 * were before it was read from the database, and counts only while they are still the same. A change deletes the stamps of its
 * tags. So a value that was read before a change can neither be written after it nor be found, in whichever order commands
 * arrive, and stamps that Redis throws away only cost a miss.
 */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Logger } from '../telemetry/log.ts';

export type Found =
  | { kind: 'hit'; value: Buffer; left_ms: number }
  /** With `fill` the place is ours for a moment and others wait for it: it keeps what was read since, or null gives it up. */
  | { kind: 'miss'; fill: ((value: Buffer | null) => void) | null }
  | { kind: 'away' };

export type SharedCache = {
  find(key: string, tags: readonly string[], seconds: number): Promise<Found>;
  /** @returns false when it is not known to have happened: then everybody must hear of it another way */
  forget(tags: readonly string[]): Promise<boolean>;
  /** Ends everything that is kept. */
  forgetAll(): Promise<boolean>;
  close(): Promise<void>;
};

const commandMilliseconds = 100;
const pauseMilliseconds = 1000;
/** Longer than any entry lives. */
const stampSeconds = 172_800;
const lockMilliseconds = 3000;
const waitMilliseconds = 300;

const findScript = `
local stamps = ''
for i = 3, #KEYS do
  local stamp = redis.call('GET', KEYS[i])
  if not stamp then
    local made = redis.pcall('SET', KEYS[i], ARGV[1], 'EX', ARGV[2])
    if type(made) == 'table' and made.err then return {'full'} end
    stamp = ARGV[1]
  end
  stamps = stamps .. stamp
end
local value = redis.call('GET', KEYS[1])
if value and string.sub(value, 1, #stamps) == stamps then
  return {'hit', string.sub(value, #stamps + 1), redis.call('PTTL', KEYS[1])}
end
local locked = redis.pcall('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[3])
if type(locked) == 'table' and locked.ok then return {'miss', stamps, 1} end
return {'miss', stamps, 0}`;

const writeScript = `
local stamps = ''
for i = 3, #KEYS do stamps = stamps .. (redis.call('GET', KEYS[i]) or '-') end
local kept = 0
if stamps == ARGV[2] then
  local set = redis.pcall('SET', KEYS[1], ARGV[2] .. ARGV[3], 'EX', ARGV[4])
  if not set.err then kept = 1 end
end
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return kept`;

type Scripts = {
  lyceumFindBuffer(keyCount: number, ...words: (string | Buffer | number)[]): Promise<Buffer[]>;
  lyceumWrite(keyCount: number, ...words: (string | Buffer | number)[]): Promise<number>;
};

export async function connectSharedCache(options: {
  url: string;
  /** Of this installation: others on the same Redis never meet its keys. */
  prefix: string;
  /** Of this build: another one may write values of another shape. */
  version: string;
  log: Logger;
}): Promise<SharedCache> {
  const redis = new Redis(options.url, {
    commandTimeout: commandMilliseconds,
    connectTimeout: 2000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times: number) => Math.min(times * 200, 2000),
    lazyConnect: true,
    scripts: {
      lyceumFind: { lua: findScript },
      lyceumWrite: { lua: writeScript },
    },
  });
  redis.on('error', (error) => options.log.warn({ err: error }, 'redis cache connection'));
  const shared = new RedisCache(redis, options.prefix, options.version, options.log);
  await redis.connect().catch(() => undefined);
  await shared.start();
  return shared;
}

/** All keys of an installation lie in one slot of a Redis cluster, as scripts ask. */
class RedisCache implements SharedCache {
  private readonly redis: Redis & Scripts;
  private readonly prefix: string;
  private readonly version: string;
  private readonly log: Logger;
  private isUsable = false;
  private closed = false;
  private probe: NodeJS.Timeout | undefined;

  constructor(redis: Redis, prefix: string, version: string, log: Logger) {
    this.redis = redis as Redis & Scripts;
    this.prefix = `lyceum:{${prefix}}`;
    this.version = version;
    this.log = log;
  }

  /** Whoever starts may have been killed between a commit and its announcement: what was kept before is not believed. */
  start(): Promise<void> {
    return this.comeBack();
  }

  async find(key: string, tags: readonly string[], seconds: number): Promise<Found> {
    if (!this.isUsable) return { kind: 'away' };
    const keys = this.keysOf(key, tags);
    const until = performance.now() + waitMilliseconds;
    for (let pause = 10; ; pause *= 2) {
      const mine = randomBytes(12).toString('base64url');
      const answer = await this.ask(() =>
        this.redis.lyceumFindBuffer(keys.length, ...keys, mine, stampSeconds, lockMilliseconds),
      );
      const [state, first, last] = answer ?? [];
      if (!state || !first || String(state) === 'full') return { kind: 'away' };
      if (String(state) === 'hit') return { kind: 'hit', value: first, left_ms: Number(last) };
      if (Number(last) === 1)
        return {
          kind: 'miss',
          fill: (value) =>
            void this.ask(() =>
              // No stamps are empty, so nothing is written then.
              this.redis.lyceumWrite(keys.length, ...keys, mine, value ? first : '', value ?? '', seconds),
            ),
        };
      // Another process reads it from the database just now; that is worth a short wait and no long one.
      if (performance.now() + pause > until) return { kind: 'miss', fill: null };
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async forget(tags: readonly string[]): Promise<boolean> {
    if (!this.isUsable) return this.missed();
    const done = await this.ask(() => this.redis.del(...tags.map((tag) => this.stampKey(tag))));
    return done === null ? this.missed() : true;
  }

  forgetAll(): Promise<boolean> {
    return this.forget(['epoch']);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.probe);
    this.redis.disconnect();
  }

  /** A change that Redis did not hear of: it will have to forget everything before it is believed again. */
  private missed(): false {
    this.pause();
    return false;
  }

  private keysOf(key: string, tags: readonly string[]): string[] {
    const value = `${this.prefix}:${this.version}:${key}`;
    return [value, `${value}:lock`, this.stampKey('epoch'), ...tags.map((tag) => this.stampKey(tag))];
  }
  private stampKey(tag: string): string {
    return `${this.prefix}:stamp:${tag}`;
  }

  /** One command; null when it failed, after which Redis is left alone for a second. */
  private async ask<Answer>(command: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await command();
    } catch (error) {
      this.log.debug({ err: error }, 'redis cache command');
      this.pause();
      return null;
    }
  }

  private pause(): void {
    this.isUsable = false;
    if (this.closed) return;
    clearTimeout(this.probe);
    this.probe = setTimeout(() => void this.comeBack(), pauseMilliseconds);
    this.probe.unref();
  }

  /** Off the path of requests. What was kept before the pause is forgotten: changes may not have reached Redis. */
  private async comeBack(): Promise<void> {
    const done = await this.ask(() => this.redis.del(this.stampKey('epoch')));
    if (done !== null && !this.closed) this.isUsable = true;
  }
}
