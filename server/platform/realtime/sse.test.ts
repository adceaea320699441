/** Streams of hints, apart from HTTP. The whole way to a browser: notifications/events.api.test.ts. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bus } from './bus.ts';
import { closeEventStreams, openEventStream, startEventStreams } from './sse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const aBus = (): { -readonly [Name in keyof Bus]: Bus[Name] } => ({
  connected: true,
  generation: 1,
  publish: async () => undefined,
  subscribe: () => () => undefined,
  close: async () => undefined,
});

const listener = {
  user_id: 'anna',
  login_session_id: 'one',
  roles: ['learner'],
  isLive: async () => true,
} as const;

it('ends a stream that is opened while the process stops, whether or not there was one before', async () => {
  for (const before of [true, false]) {
    const bus = aBus();
    if (before) openEventStream(bus, listener).resume();
    closeEventStreams(bus);
    const stream = openEventStream(bus, listener);
    const heard: string[] = [];
    stream.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
    await vi.advanceTimersByTimeAsync(1);
    expect(stream.readableEnded).toBe(true);
    expect(heard.join('')).toMatch(/^retry: \d+\nevent: ready/);
  }
});

it('ends a stream whose session ended between the question at the door and the opening', async () => {
  const bus = aBus();
  const stream = openEventStream(bus, { ...listener, isLive: async () => false }).resume();
  const other = openEventStream(bus, listener).resume();
  await vi.advanceTimersByTimeAsync(1);
  expect([stream.readableEnded, other.readableEnded]).toEqual([true, false]);
  closeEventStreams(bus);
});

it('ends the streams after the bus was away, so that browsers fetch what they may have missed', async () => {
  const bus = aBus();
  const open = () => openEventStream(bus, listener);
  const stream = open().resume();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stream.readableEnded).toBe(false);
  bus.connected = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stream.readableEnded).toBe(false);
  bus.connected = true;
  bus.generation++;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(stream.readableEnded).toBe(true);

  const again = open().resume();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(again.readableEnded).toBe(false);
  closeEventStreams(bus);
});

it('begins with the hints of the last seconds that are for the person, each once', async () => {
  const bus = aBus();
  let say: (message: string) => void = () => undefined;
  bus.subscribe = (_channel, hears) => {
    say = hears;
    return () => undefined;
  };
  const hint = (name: string, more: object = {}) =>
    say(JSON.stringify({ name, ids: [], user_ids: ['anna'], ...more }));
  startEventStreams(bus);
  hint('long.ago');
  await vi.advanceTimersByTimeAsync(6000);
  hint('certificate.issued');
  hint('certificate.issued');
  hint('lesson.completed', { user_ids: ['bert'] });
  hint('activity.seen', { user_ids: [], roles: ['admin'] });
  hint('course.published', { user_ids: [] });
  await vi.advanceTimersByTimeAsync(2000);
  const heard: string[] = [];
  openEventStream(bus, listener).on('data', (chunk: Buffer) => heard.push(chunk.toString()));
  await vi.advanceTimersByTimeAsync(1);
  expect(heard.join('').match(/(?<="name":")[^"]+/g)).toEqual(['certificate.issued', 'course.published']);
});
