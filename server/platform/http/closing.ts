/**
 * The end of the HTTP server: what is under way is finished, and nothing else is waited for.
 *
 * Node itself closes the connections it calls idle, once, and from then on watches no time limit. It leaves open those on which
 * nothing was ever asked (browsers open them ahead of need) and those that become idle afterwards; either would hold up a
 * stopping server for as long as the other side pleases.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Shorter than what a process is commonly given to stop (30 s), so that jobs and the database still end in order. */
const graceMilliseconds = 15_000;

/** Belongs before `listen`. After the grace whoever is still sending, or not reading an answer, is let go of. */
export function closeInTime(app: FastifyInstance, grace = graceMilliseconds): void {
  const { server } = app;
  const silent = new Set<Socket>();
  const underWay = new Set<ServerResponse>();
  let closing = false;
  server.on('connection', (socket: Socket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of silent) socket.destroy();
    for (const response of underWay) endWith(response);
    const timer = setTimeout(() => server.closeAllConnections(), grace);
    timer.unref();
    server.once('close', () => clearTimeout(timer));
  });
}

/** The connection ends with this answer; one whose head is not sent yet says so to the other side. */
function endWith(response: ServerResponse): void {
  const { socket } = response;
  response.shouldKeepAlive = false;
  response.once('finish', () => socket?.end());
}
