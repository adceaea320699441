/** Those who take for ever are let go of; those who are merely slow, or wait for us, are not. */
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { endSlowClients } from './slow-clients.ts';

const apps: FastifyInstance[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const app of apps.splice(0)) await app.close();
});

const patience = 1000;
const large = Buffer.alloc(32 * 1024 * 1024, 'a');

async function aServer() {
  const app = fastify({ forceCloseConnections: true });
  apps.push(app);
  endSlowClients(app.server, {
    least_bytes: 2048,
    patience_milliseconds: patience,
    look_every_milliseconds: 50,
  });
  app.post('/take', async ({ body }) => String((body as { text: string }).text.length));
  app.get('/large', async () => large);
  app.get('/late', async () => {
    await sleep(2 * patience);
    return 'late';
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return (sent: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    socket.write(sent);
    return socket;
  };
}

const heads = (length: number) =>
  `POST /take HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const closed = (socket: Socket) => once(socket, 'close');

it('a body that comes byte by byte is not waited for', { timeout: 30_000 }, async () => {
  const open = await aServer();
  const socket = open(heads(10_000));
  socket.resume();
  const drip = setInterval(() => socket.write('{'), 100);
  await closed(socket);
  clearInterval(drip);
  expect(socket.bytesWritten).toBeLessThan(5000);
});

it('an answer that nobody reads is not kept', { timeout: 30_000 }, async () => {
  const open = await aServer();
  const socket = open('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
  socket.pause();
  await sleep(3 * patience);
  socket.resume();
  let read = 0;
  socket.on('data', (part) => {
    read += part.length;
  });
  await closed(socket);
  expect(read).toBeLessThan(large.length);
});

it('a slow body that moves is taken, however long it takes', { timeout: 60_000 }, async () => {
  const open = await aServer();
  const text = JSON.stringify({ text: 'a'.repeat(40_000) });
  const socket = open(heads(text.length));
  const startedAt = performance.now();
  for (let at = 0; at < text.length; at += 4000) {
    socket.write(text.slice(at, at + 4000));
    await sleep(patience / 5);
  }
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(performance.now() - startedAt).toBeGreaterThan(patience);
  expect(answer.toString()).toContain('200 OK');
});

it('who waits for us is not slow', { timeout: 30_000 }, async () => {
  const open = await aServer();
  const socket = open('GET /late HTTP/1.1\r\nhost: x\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('late');
});
