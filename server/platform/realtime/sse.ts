/**
 * Server-sent events: one open answer per browser tab, fed from one bus subscription per process.
 *
 * A connection hears hints addressed to its person and those addressed to nobody in particular. It ends with its login
 * session, when it cannot keep up, when the bus was away (hints were missed), and when the process stops; the browser then
 * connects anew and fetches what it shows.
 *
 * A page reads before its stream is open, and what changed in between would never be heard of: so a new stream begins with the
 * hints of the last seconds.
 */
import { PassThrough, type Readable } from 'node:stream';
import type { Role } from '#contract/abilities.ts';
import type { Bus } from './bus.ts';
import { type Hint, hintChannel } from './hints.ts';

const heartbeatMilliseconds = 20_000;
/** A tab that has not read this much is asleep or gone. */
const mostBufferedBytes = 64 * 1024;
const mostConnectionsPerPerson = 20;
const reconnectMilliseconds = 2000;
/** Longer than a page takes from its first read to its open stream. */
const recentMilliseconds = 5000;
/** In a crowd hints come by the hundred; a page that hears a few too few is as it was without them. */
const mostRecent = 200;

export type EventListener = {
  user_id: string;
  login_session_id: string;
  roles: readonly Role[];
  /** Does the login session still stand? Asked at once, with every heartbeat, and when one of the person's sessions changed. */
  isLive: () => Promise<boolean>;
};

type Connection = EventListener & { stream: PassThrough };

class Hub {
  private readonly people = new Map<string, Set<Connection>>();
  /** Oldest first. */
  private readonly recent: { at: number; hint: Hint }[] = [];
  private readonly unsubscribe: () => void;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly bus: Bus;
  private generation: number;
  private closed = false;

  constructor(bus: Bus) {
    this.bus = bus;
    this.generation = bus.generation;
    this.unsubscribe = bus.subscribe(hintChannel, (message) => this.deliver(JSON.parse(message) as Hint));
    this.heartbeat = setInterval(() => this.beat(), heartbeatMilliseconds);
    this.heartbeat.unref();
  }

  open(listener: EventListener): Readable {
    const connection: Connection = { ...listener, stream: new PassThrough() };
    const own = this.people.get(listener.user_id) ?? new Set();
    this.people.set(listener.user_id, own.add(connection));
    const [oldest] = own;
    if (own.size > mostConnectionsPerPerson && oldest) this.end(oldest);
    connection.stream.on('close', () => this.forget(connection));
    connection.stream.write(`retry: ${reconnectMilliseconds}\nevent: ready\ndata: {}\n\n`);
    for (const text of this.recentFor(connection)) connection.stream.write(text);
    // Asked for before the process began to stop, opened after: the browser comes back, to another.
    if (this.closed) this.end(connection);
    // Nobody tells it that its session ended between the question at the door and now.
    else void this.review((listener) => listener === connection);
    return connection.stream;
  }

  /** Asks connections whether their session still stands, and ends those where it does not. */
  async review(which: (listener: EventListener) => boolean = () => true): Promise<void> {
    await Promise.all(
      [...this.connections()].filter(which).map(async (connection) => {
        // Not knowing is treated like an ended session: the browser comes back and is checked at the door.
        const isLive = await connection.isLive().catch(() => false);
        if (!isLive) this.end(connection);
      }),
    );
  }

  count(): number {
    let sum = 0;
    for (const own of this.people.values()) sum += own.size;
    return sum;
  }

  close(): void {
    this.closed = true;
    this.unsubscribe();
    clearInterval(this.heartbeat);
    for (const connection of this.connections()) this.end(connection);
  }

  private *connections(): Iterable<Connection> {
    for (const own of [...this.people.values()]) yield* [...own];
  }

  private deliver(hint: Hint): void {
    this.remember(hint);
    const text = textOf(hint);
    const addressed =
      hint.user_ids.length === 0
        ? this.connections()
        : hint.user_ids.flatMap((id) => [...(this.people.get(id) ?? [])]);
    for (const connection of new Set(addressed)) if (mayHear(connection, hint)) this.write(connection, text);
  }

  private remember(hint: Hint): void {
    this.recent.push({ at: performance.now(), hint });
    if (this.recent.length > mostRecent) this.recent.shift();
  }

  /** Each once, however often it was said. */
  private recentFor(listener: EventListener): Set<string> {
    const since = performance.now() - recentMilliseconds;
    const heard = this.recent.filter(
      ({ at, hint }) =>
        at >= since &&
        (hint.user_ids.length === 0 || hint.user_ids.includes(listener.user_id)) &&
        mayHear(listener, hint),
    );
    return new Set(heard.map(({ hint }) => textOf(hint)));
  }

  private beat(): void {
    if (this.generation !== this.bus.generation) {
      this.generation = this.bus.generation;
      for (const connection of this.connections()) this.end(connection);
      return;
    }
    for (const connection of this.connections()) this.write(connection, ': still here\n\n');
    void this.review();
  }

  private write(connection: Connection, text: string): void {
    if (connection.stream.writableLength > mostBufferedBytes) connection.stream.destroy();
    else connection.stream.write(text);
  }

  private end(connection: Connection): void {
    this.forget(connection);
    connection.stream.end();
  }

  private forget(connection: Connection): void {
    const own = this.people.get(connection.user_id);
    own?.delete(connection);
    if (own?.size === 0) this.people.delete(connection.user_id);
  }
}

const textOf = ({ name, ids }: Hint): string => `event: hint\ndata: ${JSON.stringify({ name, ids })}\n\n`;

const mayHear = (listener: EventListener, { roles }: Hint): boolean =>
  !roles || roles.some((role) => listener.roles.includes(role));

const hubs = new WeakMap<Bus, Hub>();

function hubOf(bus: Bus): Hub {
  const hub = hubs.get(bus) ?? new Hub(bus);
  hubs.set(bus, hub);
  return hub;
}

/** Listens from now on, so that the first stream, too, begins with what was said before it. */
export const startEventStreams = (bus: Bus): void => void hubOf(bus);

/** Opens a stream of hints for one person. */
export const openEventStream = (bus: Bus, listener: EventListener): Readable => hubOf(bus).open(listener);

/** After a session ended or a person's roles changed: lets go of the connections that no longer stand. */
export const reviewEventStreams = (bus: Bus, which: (listener: EventListener) => boolean): Promise<void> =>
  hubOf(bus).review(which);

/** Ends every stream of this process; an HTTP server cannot close while one is open. */
export const closeEventStreams = (bus: Bus): void => hubOf(bus).close();

/** How many streams of this process are open. */
export const countEventStreams = (bus: Bus): number => hubs.get(bus)?.count() ?? 0;
