/** The line between the processes, and what happens when it breaks. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { cloneDatabase, withAdmin } from '#server/testing/database.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Bus, connectBus } from './bus.ts';

const silence = () => undefined;
const log: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => log };

type Line = {
  /** A process on this line. */
  join(): Promise<Bus>;
  /** Breaks every connection; they may come back at once. */
  breakOff(): Promise<void>;
};

async function postgresLine(): Promise<Line> {
  const { connection_string, drop } = await cloneDatabase(inject('admin_url'));
  afterAll(drop);
  return {
    join: () => connectBus({ connection_string, log }),
    breakOff: () =>
      withAdmin(connection_string, (client) =>
        client.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lyceum-bus' and datname = current_database()`,
        ),
      ),
  };
}

/**
 * As much of Redis as the bus needs. `confirms` false: it accepts connections and keeps SUBSCRIBE waiting. `hang`: it keeps its
 * connections and answers nothing until `resume`.
 */
async function aRedis() {
  const sockets = new Set<Socket>();
  const subscribers = new Set<Socket>();
  const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
  const redis = {
    url: '',
    confirms: true,
    sockets,
    subscribers,
    hang() {
      for (const socket of sockets) socket.pause();
    },
    resume() {
      for (const socket of sockets) socket.resume();
    },
  };
  const answer = (socket: Socket, [command = '', channel = '', message = '']: string[]) => {
    switch (command.toLowerCase()) {
      case 'hello':
        return socket.write("-ERR unknown command 'hello'\r\n");
      case 'info':
        return socket.write(bulk('redis_version:7.0.0\r\nloading:0\r\n'));
      case 'subscribe':
        if (!redis.confirms) return false;
        subscribers.add(socket);
        return socket.write(`*3\r\n${bulk('subscribe')}${bulk(channel)}:1\r\n`);
      case 'publish':
        for (const one of subscribers) one.write(`*3\r\n${bulk('message')}${bulk(channel)}${bulk(message)}`);
        return socket.write(`:${subscribers.size}\r\n`);
      default:
        return socket.write('+OK\r\n');
    }
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    let rest = '';
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let found = readCommand(rest); found; found = readCommand(rest)) {
        rest = found.rest;
        answer(socket, found.words);
      }
    });
    socket.on('error', silence);
    socket.on('close', () => {
      sockets.delete(socket);
      subscribers.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  afterAll(() => server.close());
  redis.url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return redis;
}

/** The first command in `text`, an array of bulk strings; undefined when it has not arrived whole. */
function readCommand(text: string): { words: string[]; rest: string } | undefined {
  const words: string[] = [];
  let at = text.indexOf('\r\n') + 2;
  for (let left = Number(text.slice(1, at)); left > 0; left--) {
    const end = text.indexOf('\r\n', at) + 2;
    if (end < 2) return undefined;
    const length = Number(text.slice(at + 1, end));
    if (text.length < end + length + 2) return undefined;
    words.push(text.slice(end, end + length));
    at = end + length + 2;
  }
  return words.length > 0 ? { words, rest: text.slice(at) } : undefined;
}

const redis = await aRedis();
const postgres = await postgresLine();
const redisLine: Line = {
  join: () => connectBus({ connection_string: '', redis_url: redis.url, log }),
  async breakOff() {
    for (const socket of redis.sockets) socket.destroy();
  },
};

async function aProcess(line: Line) {
  const bus = await line.join();
  onTestFinished(() => bus.close());
  const heard: string[] = [];
  bus.subscribe('news', (message) => void heard.push(message));
  await vi.waitFor(() => expect(bus.connected).toBe(true), 5000);
  return { bus, heard };
}

describe.each([
  ['PostgreSQL', postgres],
  ['Redis', redisLine],
])('over %s', (_name, line) => {
  it('everyone hears what one says, in order, a burst included', async () => {
    const [one, other] = [await aProcess(line), await aProcess(line)];
    const burst = Array.from({ length: 250 }, (_, n) => `message ${n}`);
    await Promise.all(burst.map((message) => one.bus.publish('news', message)));
    for (const { heard } of [other, one]) await vi.waitFor(() => expect(heard).toEqual(burst), 5000);
    await expect(one.bus.publish('news', 'ü'.repeat(4000))).rejects.toThrow('too long');
  });

  it('a break shows, and the new connection has another generation and hears again', async () => {
    const [one, other] = [await aProcess(line), await aProcess(line)];
    const before = other.bus.generation;
    await line.breakOff();
    await vi.waitFor(() => expect(other.bus.connected).toBe(false), { timeout: 5000, interval: 1 });
    expect(other.bus.generation).toBe(before);
    await vi.waitFor(() => expect([one.bus.connected, other.bus.connected]).toEqual([true, true]), 5000);
    expect(other.bus.generation).toBeGreaterThan(before);
    await one.bus.publish('news', 'back');
    await vi.waitFor(() => expect(other.heard).toContain('back'), 5000);
  });

  it('what a process says while its own line is broken is heard by the others afterwards', async () => {
    const speaker = await aProcess(line);
    await line.breakOff();
    await vi.waitFor(() => expect(speaker.bus.connected).toBe(false), { timeout: 5000, interval: 1 });
    const listener = await aProcess(line);
    await speaker.bus.publish('news', 'session ended');
    await vi.waitFor(() => expect(listener.heard).toEqual(['session ended']), 5000);
  });
});

it('a message that PostgreSQL cannot take does not hold up the others', async () => {
  const [one, other] = [await aProcess(postgres), await aProcess(postgres)];
  for (const message of ['\u0000', 'second', 'third', 'fourth']) await one.bus.publish('news', message);
  await vi.waitFor(() => expect(other.heard).toContain('fourth'), 5000);
});

it('Redis counts as connected only when it has confirmed that it listens', async () => {
  const { bus } = await aProcess(redisLine);
  const before = bus.generation;
  redis.confirms = false;
  await redisLine.breakOff();
  await vi.waitFor(() => expect(bus.connected).toBe(false), { timeout: 5000, interval: 1 });
  await vi.waitFor(() => expect(redis.sockets.size).toBe(2), 5000);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([bus.connected, bus.generation]).toEqual([false, before]);
  redis.confirms = true;
  await redisLine.breakOff();
  await vi.waitFor(() => expect(bus.connected).toBe(true), 5000);
  expect(bus.generation).toBe(before + 1);
});

describe('Redis that hangs', () => {
  it('does not count as connected, and what is said meanwhile is heard when it goes on', {
    timeout: 40_000,
  }, async () => {
    const [speaker, listener] = [await aProcess(redisLine), await aProcess(redisLine)];
    redis.hang();
    onTestFinished(() => redis.resume());
    await vi.waitFor(
      () => expect([speaker.bus.connected, listener.bus.connected]).toEqual([false, false]),
      15_000,
    );
    await speaker.bus.publish('news', 'said while it hung');
    redis.resume();
    await vi.waitFor(() => expect(listener.heard).toContain('said while it hung'), 10_000);
    await vi.waitFor(
      () => expect([speaker.bus.connected, listener.bus.connected]).toEqual([true, true]),
      10_000,
    );
  });

  it('does not keep a process from stopping', { timeout: 40_000 }, async () => {
    const { bus } = await aProcess(redisLine);
    redis.hang();
    onTestFinished(() => redis.resume());
    void bus.publish('news', 'into the void');
    const closed = vi.fn();
    void bus.close().then(closed);
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 20_000);
  });
});
