/** What is kept must never outlive a change that was announced, or could have been. */
import { expect, it } from 'vitest';
import type { Bus } from '../realtime/bus.ts';
import { createCache } from './cache.ts';
import { entries } from './entries.ts';
import type { SharedCache } from './shared.ts';

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
  expect(
    await Promise.all([1, 2, 3].map(() => cache.remember(entries.course, { course_id: '1' }, load))),
  ).toEqual([1, 1, 1]);
  expect(await cache.remember(entries.course, { course_id: '1' }, load)).toBe(1);
});

it.each([
  ['this process', 'course:1'],
  ['another process', 'course:1'],
  ['this process, of a category', 'category'],
  ['another process, of everything', '*'],
])('never keeps a value that was read before %s announced a change', async (who, pattern) => {
  const { bus, hears } = aBus();
  const cache = createCache(bus);
  const table = aSlowTable('old');
  const early = cache.remember(entries.course, { course_id: '1' }, table.read);
  table.change('new');
  if (who.startsWith('this')) void cache.changed([pattern]);
  else hears(`other\n${pattern}`);
  const late = cache.remember(entries.course, { course_id: '1' }, table.read);
  table.answer();
  expect([await early, await late]).toEqual(['old', 'new']);
  expect(await cache.remember(entries.course, { course_id: '1' }, table.read)).toBe('new');
});

/** A Redis that holds one old value until it has done what it was told to forget, which takes until `forgets`. */
function aSlowRedis(old: string) {
  let holds = true;
  const waiting: (() => void)[] = [];
  const forget = () =>
    new Promise<boolean>((resolve) =>
      waiting.push(() => {
        holds = false;
        resolve(true);
      }),
    );
  const shared: SharedCache = {
    find: async () =>
      holds
        ? { kind: 'hit', value: Buffer.from(JSON.stringify(old)), left_ms: 60_000 }
        : { kind: 'miss', fill: null },
    forget,
    forgetAll: forget,
    close: async () => undefined,
  };
  return {
    shared,
    async forgets() {
      for (const done of waiting.splice(0)) done();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it.each([
  ['this process', 'course:1'],
  ['the database', 'course:1'],
  ['the database, of everything', '*'],
])(
  'never keeps what Redis still held while a change told by %s was on its way to it',
  async (who, pattern) => {
    const { bus, hears } = aBus();
    const { shared, forgets } = aSlowRedis('old');
    const cache = createCache(bus, shared);
    const read = () => cache.remember(entries.course, { course_id: '1' }, async () => 'new');
    const told = who.startsWith('this') ? cache.changed([pattern]) : hears(`!database\n${pattern}`);
    await read();
    await forgets();
    await told;
    expect(await read()).toBe('new');
  },
);

it('forgets everything when the bus was away, because a change may have been missed', async () => {
  const { bus, breaks, returns } = aBus();
  const cache = createCache(bus);
  let value = 'old';
  const load = async () => value;
  await cache.remember(entries.course, { course_id: '1' }, load);
  breaks();
  value = 'new';
  expect(await cache.remember(entries.course, { course_id: '1' }, load)).toBe('new');
  value = 'newest';
  returns();
  expect(await cache.remember(entries.course, { course_id: '1' }, load)).toBe('newest');
});

it('forgets what was being read while the bus broke and came back', async () => {
  const { bus, breaks, returns } = aBus();
  const cache = createCache(bus);
  const table = aSlowTable('old');
  const early = cache.remember(entries.course, { course_id: '1' }, table.read);
  breaks();
  table.change('new');
  returns();
  table.answer();
  await early;
  const late = cache.remember(entries.course, { course_id: '1' }, table.read);
  table.answer();
  expect(await late).toBe('new');
});

it('keeps no failure, and tells the other processes what to forget', async () => {
  const { bus, sent } = aBus();
  const cache = createCache(bus);
  const failing = cache.remember(entries.course, { course_id: '1' }, () => Promise.reject(new Error('away')));
  await expect(failing).rejects.toThrow('away');
  expect(await cache.remember(entries.course, { course_id: '1' }, async () => 'there')).toBe('there');
  await cache.changed(['course:1', 'course:1', 'category']);
  expect(sent.map((message) => message.split('\n').slice(1))).toEqual([['course:1', 'category']]);
});
