/** What is kept must never outlive a change that was announced, or could have been. */
import { expect, it } from 'vitest';
import type { Bus } from '../realtime/bus.ts';
import { createCache } from './cache.ts';

/** A bus that breaks when the test says so; `hears` is a message of another process. */
function aBus() {
  const listeners: ((message: string) => void)[] = [];
  const sent: string[] = [];
  const bus: { -readonly [Name in keyof Bus]: Bus[Name] } = {
    connected: true,
    generation: 1,
    publish: async (_channel, message) => void sent.push(message),
    subscribe: (_channel, listener) => {
      listeners.push(listener);
      return () => undefined;
    },
    close: async () => undefined,
  };
  return {
    bus,
    sent,
    hears(message: string) {
      for (const listener of listeners) listener(message);
    },
    breaks() {
      bus.connected = false;
    },
    returns() {
      bus.connected = true;
      bus.generation++;
    },
  };
}

/** A table with one row that is read slowly: `read` begins now, the answer arrives with `answer`. */
function aSlowTable(first: string) {
  let current = first;
  const waiting: (() => void)[] = [];
  return {
    change: (value: string) => {
      current = value;
    },
    read: () => {
      const seen = current;
      return new Promise<string>((resolve) => waiting.push(() => resolve(seen)));
    },
    answer() {
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}

it('reads once for everybody who asks at the same time and afterwards', async () => {
  const cache = createCache(aBus().bus);
  let reads = 0;
  const load = async () => ++reads;
  expect(await Promise.all([1, 2, 3].map(() => cache.remember('course:1', 60, load)))).toEqual([1, 1, 1]);
  expect(await cache.remember('course:1', 60, load)).toBe(1);
});

it.each([
  ['this process', 'course:1'],
  ['another process', 'course:1'],
  ['this process, by prefix', 'course:*'],
  ['another process, by prefix', 'course:*'],
])('never keeps a value that was read before %s announced a change', async (who, pattern) => {
  const { bus, hears } = aBus();
  const cache = createCache(bus);
  const table = aSlowTable('old');
  const early = cache.remember('course:1', 60, table.read);
  table.change('new');
  if (who.startsWith('this')) cache.forget(pattern);
  else hears(pattern);
  const late = cache.remember('course:1', 60, table.read);
  table.answer();
  expect([await early, await late]).toEqual(['old', 'new']);
  expect(await cache.remember('course:1', 60, table.read)).toBe('new');
});

it('forgets everything when the bus was away, because a change may have been missed', async () => {
  const { bus, breaks, returns } = aBus();
  const cache = createCache(bus);
  let value = 'old';
  const load = async () => value;
  await cache.remember('course:1', 60, load);
  breaks();
  value = 'new';
  expect(await cache.remember('course:1', 60, load)).toBe('new');
  value = 'newest';
  returns();
  expect(await cache.remember('course:1', 60, load)).toBe('newest');
});

it('forgets what was being read while the bus broke and came back', async () => {
  const { bus, breaks, returns } = aBus();
  const cache = createCache(bus);
  const table = aSlowTable('old');
  const early = cache.remember('course:1', 60, table.read);
  breaks();
  table.change('new');
  returns();
  table.answer();
  await early;
  const late = cache.remember('course:1', 60, table.read);
  table.answer();
  expect(await late).toBe('new');
});

it('keeps no failure, and tells the other processes what to forget', async () => {
  const { bus, sent } = aBus();
  const cache = createCache(bus);
  const failing = cache.remember('course:1', 60, () => Promise.reject(new Error('away')));
  await expect(failing).rejects.toThrow('away');
  expect(await cache.remember('course:1', 60, async () => 'there')).toBe('there');
  cache.forget('course:1', 'course:list:*');
  expect(sent).toEqual(['course:1\ncourse:list:*']);
});
