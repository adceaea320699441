/**
 * A mail server that can be told to misbehave, and says what it saw and when. As any mail server it has taken a message when it
 * was whole, also when the sender has left before the 250: who asks again then sends it twice.
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/**
 * polite: takes everything. busy: 4xx. refuses: 5xx. drops: breaks the connection after the whole message. greets_late and
 * takes_late: says the first word, or the 250, after `slow_milliseconds`.
 */
export type Manner = 'polite' | 'busy' | 'refuses' | 'drops' | 'greets_late' | 'takes_late';

/** `port`: of the connection it came over, at its sender's end. */
export type ReceivedMail = { to: string[]; raw: string; message_id: string; port: number; at: number };
/** Somebody tried to send to this address. */
export type Attempt = { to: string; at: number };

export type Moment = 'connected' | 'in_data' | 'before_250' | 'after_250';
/** @returns 'cut' in the middle of a message: the rest of it never came */
export type Watcher = (moment: Moment, client: { port: number; message_id: string }) => 'cut' | undefined;

export class MailServer {
  manner: Manner = 'polite';
  slow_milliseconds = 60_000;
  /** Called at every moment of every conversation. */
  watcher: Watcher | null = null;
  readonly received: ReceivedMail[] = [];
  readonly attempts: Attempt[] = [];
  private server: SMTPServer | null = null;
  private port = 0;
  private readonly pauses = new Set<NodeJS.Timeout>();

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** The same port again when it was open before; nothing changes while it is. */
  async open(port = this.port): Promise<void> {
    if (this.server) return;
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onConnect: (session, done) => {
        this.watcher?.('connected', { port: session.remotePort, message_id: '' });
        if (this.manner === 'greets_late') this.later(done);
        else done();
      },
      onRcptTo: ({ address }, _session, done) => {
        this.attempts.push({ to: address, at: performance.now() });
        const code = this.manner === 'busy' ? 451 : this.manner === 'refuses' ? 550 : 0;
        done(code === 0 ? null : Object.assign(new Error('Not this one'), { responseCode: code }));
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        let isCut = false;
        stream.on('data', (part: Buffer) => {
          if (parts.push(part) === 1) isCut = this.watcher?.('in_data', about(session, parts)) === 'cut';
        });
        // Cut off: there is nobody to answer.
        stream.on('error', () => undefined);
        stream.on('end', () => {
          if (isCut || this.manner === 'drops') breakConnections(server, session.id);
          else if (this.manner === 'takes_late') this.later(() => this.take(session, parts, done));
          else this.take(session, parts, done);
        });
      },
    });
    // Broken connections are what this server is for.
    server.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve());
    });
    this.server = server;
    this.port = (server.server.address() as AddressInfo).port;
  }

  /** Nobody listens any more, and conversations are broken off. */
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    for (const pause of this.pauses) clearTimeout(pause);
    this.pauses.clear();
    breakConnections(server);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private take(session: SMTPServerSession, parts: Buffer[], done: () => void): void {
    const what = about(session, parts);
    this.watcher?.('before_250', what);
    this.received.push({
      to: session.envelope.rcptTo.map((one) => one.address),
      raw: Buffer.concat(parts).toString(),
      ...what,
      at: performance.now(),
    });
    done();
    this.watcher?.('after_250', what);
  }

  private later(work: () => void): void {
    const timer = setTimeout(() => {
      this.pauses.delete(timer);
      work();
    }, this.slow_milliseconds);
    this.pauses.add(timer);
  }
}

function about({ remotePort }: SMTPServerSession, parts: Buffer[]): { port: number; message_id: string } {
  const message_id = /^Message-ID: <([^>]+)>/im.exec(Buffer.concat(parts).toString())?.[1] ?? '';
  return { port: remotePort, message_id };
}

// smtp-server keeps its connections to itself; there is no public way to break one.
function breakConnections(server: SMTPServer, sessionId?: string): void {
  type Connection = { id: string; _socket: { destroy(): void } };
  const { connections } = server as unknown as { connections: Set<Connection> };
  for (const connection of connections)
    if (sessionId === undefined || connection.id === sessionId) connection._socket.destroy();
}
