/** A mail server for tests, with manners that can be changed: polite, busy (4xx), refuses (5xx), drops (breaks after DATA). */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll } from 'vitest';

export type Manner = 'polite' | 'busy' | 'refuses' | 'drops';
export type SmtpSink = { url: string; manner: Manner; received: { to: string[]; raw: string }[] };

/** Call at the top of a test file; it is closed after the file's last test. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const sink: SmtpSink = { url: '', manner: 'polite', received: [] };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      const code = { polite: 0, drops: 0, busy: 451, refuses: 550 }[sink.manner];
      done(code === 0 ? null : Object.assign(new Error('Not this one'), { responseCode: code }));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (sink.manner === 'drops') return breakConnections(server);
        sink.received.push({
          to: session.envelope.rcptTo.map((one) => one.address),
          raw: Buffer.concat(parts).toString(),
        });
        return done();
      });
    },
  });
  // Broken connections are what `drops` is for.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  sink.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return sink;
}

// smtp-server keeps its connections to itself; there is no public way to break one.
function breakConnections(server: SMTPServer): void {
  const { connections } = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
  for (const connection of connections) connection._socket.destroy();
}
