/**
 * Request counters in Redis, for all processes together.
 *
 * One round trip per request, and none that is waited for long: when Redis is away or hangs, the process goes on with its own
 * counters (they are never off) and looks for Redis again beside the requests, not in them.
 */
import type { Redis } from 'ioredis';
import type { Logger } from '../telemetry/log.ts';
import { windowSeconds } from './rate-limits.rules.ts';

/** Longer than any healthy answer, shorter than what a person notices. */
const patienceMilliseconds = 100;
const lookAgainMilliseconds = 1000;

/** Per key the requests of this minute and of the one before; counted only if every key has room, like judgeRequest. */
const script = `
local now = redis.call('TIME')
local seconds = tonumber(now[1]) + tonumber(now[2]) / 1000000
local window = math.floor(seconds / ${windowSeconds})
local gone = seconds / ${windowSeconds} - window
local answer = { tostring(seconds) }
local room = true
for i, key in ipairs(KEYS) do
  local current = tonumber(redis.call('GET', key .. ':' .. window) or '0')
  local previous = tonumber(redis.call('GET', key .. ':' .. (window - 1)) or '0')
  if current + previous * (1 - gone) + 1 > tonumber(ARGV[i]) + 0.000001 then room = false end
  answer[#answer + 1] = current
  answer[#answer + 1] = previous
end
if room then
  for _, key in ipairs(KEYS) do
    if redis.call('INCR', key .. ':' .. window) == 1 then redis.call('EXPIRE', key .. ':' .. window, ${2 * windowSeconds}) end
  end
end
return answer`;

/** What was counted before this request, in the order of the keys. */
export type SharedCounts = { now_seconds: number; counts: { current: number; previous: number }[] };

export type SharedCounters = {
  /** Null when Redis did not answer in time. */
  count(keys: readonly string[], limits: readonly number[]): Promise<SharedCounts | null>;
  close(): void;
};

type Counting = Redis & {
  countRequest(keys: number, ...args: (string | number)[]): Promise<(string | number)[]>;
};

export async function connectSharedCounters(url: string, log: Logger): Promise<SharedCounters> {
  // Loaded only where it is used.
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: patienceMilliseconds,
    connectTimeout: 2000,
    retryStrategy: (times) => Math.min(times * 200, 2000),
  }) as Counting;
  redis.on('error', (error) => log.debug({ err: error }, 'redis connection for rate limits'));
  redis.defineCommand('countRequest', { lua: script });
  void redis.connect().catch(() => undefined);
  let isAway = false;
  let lookAgain: NodeJS.Timeout | undefined;

  const look = (): void => {
    lookAgain = setTimeout(() => {
      const answer = redis.status === 'ready' ? redis.ping() : Promise.reject(new Error('not connected'));
      answer.then(
        () => {
          isAway = false;
          log.info({}, 'rate limits are counted in redis again');
        },
        () => look(),
      );
    }, lookAgainMilliseconds);
    lookAgain.unref();
  };
  const goOnAlone = (error: Error): null => {
    if (!isAway) {
      isAway = true;
      log.warn({ err: error }, 'redis does not answer: rate limits are counted in this process');
      look();
    }
    return null;
  };

  return {
    async count(keys, limits) {
      if (isAway || redis.status !== 'ready') return null;
      try {
        const [now, ...counted] = await redis.countRequest(keys.length, ...keys, ...limits);
        return {
          now_seconds: Number(now),
          counts: keys.map((_key, index) => ({
            current: Number(counted[2 * index]),
            previous: Number(counted[2 * index + 1]),
          })),
        };
      } catch (error) {
        return goOnAlone(error as Error);
      }
    },
    close() {
      clearTimeout(lookAgain);
      redis.disconnect();
    },
  };
}
