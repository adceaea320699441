/**
 * Short messages between the processes of one installation: PostgreSQL LISTEN/NOTIFY by default, Redis when configured.
 *
 * Delivery is best effort by design: messages are hints ("session x ended", "enrollment y changed"), never data. While the
 * connection is down `connected` is false, and whoever caches by these hints must ask the database instead.
 */
import pg from 'pg';
import type { Logger } from '../telemetry/log.ts';

export type Bus = {
  publish(channel: string, message: string): Promise<void>;
  subscribe(channel: string, listener: (message: string) => void): () => void;
  readonly connected: boolean;
  /** Grows with every connection made. Whoever caches forgets all when it moved: messages were missed in between. */
  readonly generation: number;
  close(): Promise<void>;
};

const wire = 'lyceum_bus';
// NOTIFY carries at most 8000 bytes.
const largestMessage = 7000;

class Channels {
  private readonly listeners = new Map<string, Set<(message: string) => void>>();
  subscribe(channel: string, listener: (message: string) => void): () => void {
    const set = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, set.add(listener));
    return () => set.delete(listener);
  }
  deliver(packed: string): void {
    const cut = packed.indexOf('\n');
    const message = packed.slice(cut + 1);
    for (const listener of this.listeners.get(packed.slice(0, cut)) ?? []) listener(message);
  }
}

const pack = (channel: string, message: string): string => {
  if (message.length > largestMessage) throw new Error(`Bus message too long: ${message.length}`);
  return `${channel}\n${message}`;
};

export async function connectBus(options: {
  connection_string: string;
  redis_url?: string | undefined;
  log: Logger;
}): Promise<Bus> {
  return options.redis_url
    ? connectRedis(options.redis_url, options.log)
    : connectPostgres(options.connection_string, options.log);
}

async function connectPostgres(connectionString: string, log: Logger): Promise<Bus> {
  const channels = new Channels();
  let client: pg.Client | null = null;
  let closed = false;
  let generation = 0;
  let sending: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = new pg.Client({ connectionString, application_name: 'lyceum-bus', keepAlive: true });
    next.on('notification', ({ payload }) => payload && channels.deliver(payload));
    next.on('error', (error) => log.warn({ err: error }, 'bus connection lost'));
    next.on('end', () => {
      if (client === next) client = null;
      if (!closed) reconnectLater();
    });
    await next.connect();
    await next.query(`listen ${wire}`);
    client = next;
    generation++;
  };
  const reconnectLater = () => {
    clearTimeout(retry);
    retry = setTimeout(() => {
      connect().catch(() => reconnectLater());
    }, 500);
  };
  await connect();
  return {
    get connected() {
      return client !== null;
    },
    get generation() {
      return generation;
    },
    async publish(channel, message) {
      const packed = pack(channel, message);
      // One at a time: a connection runs one query, and hints come in bursts.
      sending = sending
        .then(() => client?.query('select pg_notify($1, $2)', [wire, packed]))
        .then(
          () => undefined,
          (error: Error) => log.warn({ err: error }, 'bus publish failed'),
        );
      await sending;
    },
    subscribe: (channel, listener) => channels.subscribe(channel, listener),
    async close() {
      closed = true;
      clearTimeout(retry);
      // A command that changes something and ends must still be heard by the processes that run on.
      await sending;
      await client?.end().catch(() => undefined);
    },
  };
}

async function connectRedis(url: string, log: Logger): Promise<Bus> {
  // Loaded only where it is used.
  const { Redis } = await import('ioredis');
  const channels = new Channels();
  const settings = {
    maxRetriesPerRequest: 1,
    retryStrategy: (times: number) => Math.min(times * 200, 2000),
    enableOfflineQueue: false,
    lazyConnect: true,
  };
  const publisher = new Redis(url, settings);
  const subscriber = new Redis(url, { ...settings, enableOfflineQueue: true });
  for (const one of [publisher, subscriber])
    one.on('error', (error) => log.warn({ err: error }, 'redis connection'));
  let generation = 0;
  subscriber.on('ready', () => generation++);
  subscriber.on('message', (_channel, packed) => channels.deliver(packed));
  await Promise.all([
    publisher.connect().catch(() => undefined),
    subscriber.connect().catch(() => undefined),
  ]);
  subscriber.subscribe(wire).catch(() => undefined);
  return {
    get connected() {
      return subscriber.status === 'ready';
    },
    get generation() {
      return generation;
    },
    async publish(channel, message) {
      await publisher
        .publish(wire, pack(channel, message))
        .catch((error: Error) => log.warn({ err: error }, 'bus publish failed'));
    },
    subscribe: (channel, listener) => channels.subscribe(channel, listener),
    async close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
