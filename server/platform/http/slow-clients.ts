/**
 * Ends connections of those who take for ever: to say what they want, to send a body, or to read an answer. Thousands of them cost an
 * attacker nothing and would hold memory and files here. Judged by bytes that move, not by the whole time a request takes: a large
 * upload over a slow line is no attack.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { slowClientsEnded } from '../telemetry/metrics.ts';

/** Node's own limit for heads, and how often it looks. */
export const headLimits = { headersTimeout: 20_000, connectionsCheckingInterval: 2_500 };

const defaults = {
  /** So much has to move in `patience`; a telephone line moves a hundred times as much. */
  least_bytes: 2048,
  patience_milliseconds: 20_000,
  look_every_milliseconds: 2_500,
};

type Waiting = {
  what: 'body' | 'answer';
  /** What has moved, when it last was enough. */
  moved: number;
  since: number;
};

type Exchange = { request: IncomingMessage; waiting: Waiting | null };

/** Belongs before `listen`. */
export function endSlowClients(server: Server, limits = defaults): void {
  const exchanges = new Map<Socket, Exchange>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const mine: Exchange = { request, waiting: null };
    exchanges.set(socket, mine);
    response.once('close', () => {
      if (exchanges.get(socket) === mine) exchanges.delete(socket);
    });
  });
  const look = () => {
    const now = performance.now();
    for (const [socket, exchange] of exchanges) {
      exchange.waiting = stillWaiting(exchange, socket, now, limits.least_bytes);
      if (!exchange.waiting || now - exchange.waiting.since < limits.patience_milliseconds) continue;
      slowClientsEnded.inc({ kind: exchange.waiting.what });
      socket.destroy();
    }
  };
  const timer = setInterval(look, limits.look_every_milliseconds);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}

/** Null when it is not the other side that is waited for, or enough has moved. */
function stillWaiting(
  { request, waiting }: Exchange,
  socket: Socket,
  now: number,
  leastBytes: number,
): Waiting | null {
  const what = waitsFor(request, socket);
  if (!what) return null;
  const moved = what === 'body' ? socket.bytesRead : bytesTaken(socket);
  return waiting?.what === what && moved - waiting.moved < leastBytes ? waiting : { what, moved, since: now };
}

function waitsFor(request: IncomingMessage, socket: Socket): Waiting['what'] | null {
  if (socket.writableLength > 0) return 'answer';
  // What has come and lies unread is ours to wait for: a disk or a store that is slow.
  return request.complete || request.readableLength > 0 || request.isPaused() ? null : 'body';
}

/**
 * Bytes the other side, or the system for it, has taken. Node counts what it handed to its stream, which for one large answer is all
 * of it at once; how much of that still lies there only the stream knows.
 */
function bytesTaken(socket: Socket): number {
  const queued = (socket as Socket & { _handle?: { writeQueueSize?: number } | null })._handle
    ?.writeQueueSize;
  const notHandedOver = Math.max(0, socket.writableLength - (queued ?? 0));
  return socket.bytesWritten - (queued === undefined ? socket.writableLength : queued + notHandedOver);
}
