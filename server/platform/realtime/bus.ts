/**
 * Short messages between the processes of one installation: PostgreSQL LISTEN/NOTIFY by default, Redis when configured.
 *
 * Messages are hints ("session x ended", "enrollment y changed"), never data. While the connection is down `connected` is
 * false, and whoever caches by these hints must ask the database instead; what this process says meanwhile is said when the
 * connection is back, for processes that could listen all the time.
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
const mostWaiting = 10_000;
const batchSize = 100;
const mostFailures = 3;
// A connection whose other end vanished without a word is found out within half a minute.
const keepAliveInitialDelayMillis = 10_000;
/** Redis that hangs keeps its connections: only its silence tells. */
const heartbeatMilliseconds = 1000;
const redisPatienceMilliseconds = 2000;

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

/**
 * Messages on their way out, in order. What cannot be sent waits for the connection; a batch that fails again and again is
 * dropped, because then it is not the connection.
 */
class Outgoing {
  private waiting: string[] = [];
  private failures = 0;
  private sending: Promise<void> = Promise.resolve();
  private readonly isOpen: () => boolean;
  private readonly send: (batch: string[]) => Promise<unknown>;
  private readonly log: Logger;
  constructor(log: Logger, isOpen: () => boolean, send: (batch: string[]) => Promise<unknown>) {
    this.log = log;
    this.isOpen = isOpen;
    this.send = send;
  }
  /** Resolves when the message is sent, or waits for the connection. */
  add(message: string): Promise<void> {
    this.waiting.push(message);
    return this.flush();
  }
  flush(): Promise<void> {
    this.sending = this.sending.then(() => this.sendWaiting());
    return this.sending;
  }
  private async sendWaiting(): Promise<void> {
    while (this.waiting.length > 0 && this.isOpen()) {
      const batch = this.waiting.splice(0, batchSize);
      try {
        await this.send(batch);
        this.failures = 0;
      } catch (error) {
        this.log.warn({ err: error }, 'bus publish failed');
        this.failures++;
        if (this.failures < mostFailures) {
          // Heard twice does no harm, and which of them were heard is not known.
          this.waiting.unshift(...batch);
          break;
        }
        this.failures = 0;
      }
    }
    this.waiting.splice(0, this.waiting.length - mostWaiting);
  }
}

const pack = (channel: string, message: string): string => {
  const size = Buffer.byteLength(message);
  if (size > largestMessage) throw new Error(`Bus message too long: ${size}`);
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
  let retry: NodeJS.Timeout | undefined;
  // One statement at a time, a burst in one: a connection runs one query.
  const outgoing = new Outgoing(
    log,
    () => client !== null,
    async (batch) =>
      client?.query('select pg_notify($1, message) from unnest($2::text[]) as message', [wire, batch]),
  );

  const connect = async () => {
    const next = new pg.Client({
      connectionString,
      application_name: 'lyceum-bus',
      keepAlive: true,
      keepAliveInitialDelayMillis,
    });
    next.on('notification', ({ payload }) => payload && channels.deliver(payload));
    next.on('error', (error) => log.warn({ err: error }, 'bus connection lost'));
    next.on('end', () => {
      if (client === next) client = null;
      if (!closed) reconnectLater();
    });
    await next.connect();
    if (closed) return next.end();
    await next.query(`listen ${wire}`);
    client = next;
    generation++;
    void outgoing.flush();
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
    publish: async (channel, message) => outgoing.add(pack(channel, message)),
    subscribe: (channel, listener) => channels.subscribe(channel, listener),
    async close() {
      closed = true;
      clearTimeout(retry);
      // A command that changes something and ends must still be heard by the processes that run on.
      await outgoing.flush();
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
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    lazyConnect: true,
    keepAlive: keepAliveInitialDelayMillis,
  };
  const publisher = new Redis(url, { ...settings, commandTimeout: redisPatienceMilliseconds });
  const subscriber = new Redis(url, settings);
  for (const one of [publisher, subscriber])
    one.on('error', (error) => log.warn({ err: error }, 'redis connection'));
  let isAnswering = true;
  const outgoing = new Outgoing(
    log,
    () => publisher.status === 'ready' && isAnswering,
    (batch) => Promise.all(batch.map((packed) => publisher.publish(wire, packed))),
  );
  const answers = (now: boolean) => {
    if (now !== isAnswering) log.warn({}, now ? 'redis answers again' : 'redis does not answer');
    isAnswering = now;
    if (now) void outgoing.flush();
  };
  publisher.on('ready', () => answers(true));
  const heartbeat = setInterval(() => {
    if (publisher.status !== 'ready') return;
    publisher.ping().then(
      () => answers(true),
      () => answers(false),
    );
  }, heartbeatMilliseconds);
  heartbeat.unref();
  let generation = 0;
  // Not before Redis has confirmed: between being connected and listening, messages are missed.
  let isListening = false;
  subscriber.on('ready', () => {
    subscriber.subscribe(wire).then(
      () => {
        generation++;
        isListening = true;
      },
      (error: Error) => log.warn({ err: error }, 'redis subscription'),
    );
  });
  subscriber.on('close', () => {
    isListening = false;
  });
  subscriber.on('message', (_channel, packed) => channels.deliver(packed));
  await Promise.all([
    publisher.connect().catch(() => undefined),
    subscriber.connect().catch(() => undefined),
  ]);
  return {
    get connected() {
      return isListening && isAnswering;
    },
    get generation() {
      return generation;
    },
    publish: async (channel, message) => outgoing.add(pack(channel, message)),
    subscribe: (channel, listener) => channels.subscribe(channel, listener),
    async close() {
      clearInterval(heartbeat);
      await outgoing.flush();
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
