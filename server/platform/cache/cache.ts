/**
 * The in-process cache: a bounded LRU per process, invalidated across processes over the bus.
 *
 * Lifetimes are upper bounds (contract L-97); every write invalidates at once. Never holds an authorisation decision.
 * While the bus is down nothing is served from here, and when it is back everything is forgotten: an invalidation could have
 * been missed.
 */
import { LRUCache } from 'lru-cache';
import type { Bus } from '../realtime/bus.ts';

export type Cache = {
  /** The cached value, or what `load` makes. Concurrent callers of one key share one load. */
  remember<Value>(key: string, ttl_seconds: number, load: () => Promise<Value>): Promise<Value>;
  /** Forgets keys in every process; a trailing `*` forgets all keys with that prefix. Call it after commit. */
  forget(...patterns: string[]): void;
};

const channel = 'cache';

export function createCache(bus: Bus): Cache {
  const values = new LRUCache<string, { promise: Promise<unknown> }>({ max: 20_000 });
  let generation = bus.generation;
  const forgetHere = (pattern: string) => {
    if (!pattern.endsWith('*')) {
      values.delete(pattern);
      return;
    }
    const prefix = pattern.slice(0, -1);
    for (const key of values.keys()) if (key.startsWith(prefix)) values.delete(key);
  };
  bus.subscribe(channel, (message) => message.split('\n').forEach(forgetHere));
  return {
    async remember<Value>(key: string, ttlSeconds: number, load: () => Promise<Value>): Promise<Value> {
      if (!bus.connected) return load();
      if (generation !== bus.generation) {
        values.clear();
        generation = bus.generation;
      }
      const known = values.get(key);
      if (known) return known.promise as Promise<Value>;
      // The entry goes in before the value is there: what is forgotten meanwhile is removed with it, so a value that was
      // read before a change is never kept after it.
      const entry = { promise: load() };
      values.set(key, entry, { ttl: ttlSeconds * 1000 });
      entry.promise.catch(() => {
        if (values.peek(key) === entry) values.delete(key);
      });
      return entry.promise;
    },
    forget(...patterns) {
      patterns.forEach(forgetHere);
      void bus.publish(channel, patterns.join('\n'));
    },
  };
}
