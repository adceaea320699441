/**
 * The end of the HTTP server: what is under way is finished, and nothing else is waited for.
 *
 * Node itself closes the connections it calls idle, once, and from then on watches no time limit. It leaves open those on which
 * nothing was ever asked (browsers open them ahead of need) and those that become idle afterwards; either would hold up a
 * stopping server for as long as the other side pleases.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Socket, Server as TcpServer } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Shorter than what a process is commonly given to stop (30 s), so that jobs and the database still end in order. */
const graceMilliseconds = 15_000;

type Closing = {
  /** Every connection. */
  open: Set<Socket>;
  /** Those on which nothing was asked yet. */
  silent: Set<Socket>;
  underWay: Set<ServerResponse>;
  /** Answers end their connections from now on. */
  draining: boolean;
  /** Whoever connects is sent away. */
  closing: boolean;
};
const states = new WeakMap<FastifyInstance, Closing>();

/** Belongs before `listen`. After the grace whoever is still sending, or not reading an answer, is let go of. */
export function closeInTime(app: FastifyInstance, grace = graceMilliseconds): void {
  const { server } = app;
  const state: Closing = {
    open: new Set(),
    silent: new Set(),
    underWay: new Set(),
    draining: false,
    closing: false,
  };
  states.set(app, state);
  server.on('connection', (socket: Socket) => {
    if (state.closing) {
      socket.destroy();
      return;
    }
    for (const sockets of [state.open, state.silent]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    state.silent.delete(socket);
    state.underWay.add(response);
    response.once('close', () => state.underWay.delete(response));
    if (state.draining) endWith(response);
  });
  app.addHook('preClose', async () => {
    state.closing = true;
    for (const socket of state.silent) socket.destroy();
    for (const response of state.underWay) endWith(response);
    const timer = setTimeout(() => server.closeAllConnections(), grace);
    timer.unref();
    server.once('close', () => clearTimeout(timer));
  });
}

/**
 * Before `app.close()`, behind a reverse proxy: takes leave without failing a request.
 *
 * A proxy keeps connections for later use and may be sending on one at the very moment at which it is closed from here; what it
 * sent then fails, and what is not idempotent it must not send again. So connections are left for the proxy to close. First all
 * goes on as before, so that it keeps to those it has; then nobody new is let in, which it answers by asking another process, and
 * each answer ends its connection; last, connections that lie idle are left until the proxy's own time for them (shorter than
 * `idle`) has run out.
 *
 * @param listening  how long to go on accepting, in ms: until whoever asks has seen that this process is not ready
 * @param idle  how long connections without a request are waited for, in ms
 */
export async function drain(
  app: FastifyInstance,
  { listening, idle, onClosed }: { listening: number; idle: number; onClosed: () => void },
): Promise<void> {
  const state = states.get(app);
  if (!state || !app.server.listening) return;
  await pause(listening);
  await quietMoment();
  // The HTTP server's own way to stop listening closes idle connections; this one leaves them.
  TcpServer.prototype.close.call(app.server);
  state.draining = true;
  for (const response of state.underWay) endWith(response);
  onClosed();
  const until = performance.now() + idle;
  while (state.open.size > 0 && performance.now() < until) await pause(50);
}

const mostLooks = 500;
const quietMilliseconds = 0.5;

/**
 * Until a turn of the event loop had next to nothing to do. Whoever knocks while a turn is busy is connected by the system but not
 * yet let in, and would be cut off by closing the door; right after a quiet turn nobody stands there.
 */
async function quietMoment(): Promise<void> {
  for (let look = 0; look < mostLooks; look++) {
    const before = performance.now();
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (performance.now() - before < quietMilliseconds) return;
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The connection ends with this answer; one whose head is not sent yet says so to the other side. */
function endWith(response: ServerResponse): void {
  const { socket } = response;
  response.shouldKeepAlive = false;
  response.once('finish', () => socket?.end());
}
