/** Connections that would keep a stopping server from its end. */
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { closeInTime, drain } from './closing.ts';

const apps: FastifyInstance[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const app of apps.splice(0)) await app.close();
});

/** A server whose `/slow` answers when told to. */
async function aServer(grace?: number) {
  const app = fastify({ forceCloseConnections: 'idle' });
  apps.push(app);
  closeInTime(app, grace);
  let arrived = () => {};
  let answer = () => {};
  const isAsked = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  app.get('/slow', async () => {
    arrived();
    await mayAnswer;
    return 'done';
  });
  app.get('/parts', async () => {
    async function* parts() {
      yield 'first';
      await mayAnswer;
      yield 'last';
    }
    return Readable.from(parts());
  });
  app.get('/quick', async () => 'done');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const open = async (sent = '') => {
    const accepted = once(app.server, 'connection');
    const socket = connect(port, '127.0.0.1');
    // Being let go of may look like an error on this side.
    socket.on('error', () => undefined);
    sockets.push(socket);
    await accepted;
    if (sent) socket.write(sent);
    return socket;
  };
  return { app, url: `http://127.0.0.1:${port}`, open, isAsked, answer };
}

const within = (milliseconds: number, work: Promise<unknown>): Promise<'ended' | 'still open'> => {
  let timer: NodeJS.Timeout;
  const late = new Promise<'still open'>((resolve) => {
    timer = setTimeout(() => resolve('still open'), milliseconds);
  });
  return Promise.race([work.then(() => 'ended' as const), late]).finally(() => clearTimeout(timer));
};

it('does not wait for a browser that has opened a connection ahead of need', async () => {
  const { app, open, url } = await aServer();
  await open();
  const late = await open('GET /quick HTTP/1.1\r\nHost: ');
  expect(await (await fetch(`${url}/quick`)).text()).toBe('done');
  expect(await within(2000, app.close())).toBe('ended');
  if (!late.closed) await once(late, 'close');
  expect(late.bytesRead).toBe(0);
});

it('finishes a request that is under way, also on a connection that was silent for long', async () => {
  const { app, open, isAsked, answer } = await aServer();
  const socket = await open();
  socket.write('GET /slow HTTP/1.1\r\nHost: here\r\n\r\n');
  await isAsked;
  let heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });
  const closed = app.close();
  expect(await within(200, closed)).toBe('still open');
  answer();
  expect(await within(2000, closed)).toBe('ended');
  if (!socket.closed) await once(socket, 'close');
  expect(heard).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*connection: close[\s\S]*done$/i);
});

it('finishes an answer that has begun, and waits for no other request on its connection', async () => {
  const { app, open, answer } = await aServer();
  const socket = await open('GET /parts HTTP/1.1\r\nHost: here\r\n\r\n');
  let heard = '';
  const begun = new Promise<void>((resolve) => {
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      if (heard.includes('first')) resolve();
    });
  });
  await begun;
  const closed = app.close();
  expect(await within(200, closed)).toBe('still open');
  answer();
  expect(await within(2000, closed)).toBe('ended');
  if (!socket.closed) await once(socket, 'close');
  expect(heard).toMatch(/connection: keep-alive[\s\S]*first[\s\S]*last/i);
});

it('lets go after the grace of a request that does not come to its end', async () => {
  const { app, open, isAsked } = await aServer(300);
  await open('GET /slow HTTP/1.1\r\nHost: here\r\n\r\n');
  await isAsked;
  const closed = app.close();
  expect(await within(100, closed)).toBe('still open');
  expect(await within(2000, closed)).toBe('ended');
});

describe('taking leave of a reverse proxy', () => {
  const get = 'GET /quick HTTP/1.1\r\nHost: here\r\n\r\n';
  const heardBy = (socket: Socket) => {
    const heard = { text: '' };
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard.text += text;
    });
    return heard;
  };

  it('answers what comes on a kept connection until the proxy has closed it', async () => {
    const { app, open } = await aServer();
    const kept = await open(get);
    const heard = heardBy(kept);
    await expect.poll(() => heard.text).toContain('done');
    let isClosedToOthers = false;
    const drained = drain(app, {
      listening: 100,
      idle: 2000,
      onClosed: () => {
        isClosedToOthers = true;
      },
    });
    await expect.poll(() => isClosedToOthers).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    kept.write(get);
    await expect.poll(() => heard.text).toMatch(/done[\s\S]*connection: close[\s\S]*done/i);
    expect(await within(500, drained)).toBe('ended');
  });

  it('lets nobody new in once it has stopped listening, so that the proxy asks another', async () => {
    const { app, open, url } = await aServer();
    await open(get);
    const drained = drain(app, { listening: 150, idle: 400, onClosed: () => undefined });
    const answer = await fetch(`${url}/quick`);
    expect(await answer.text()).toBe('done');
    await new Promise((resolve) => setTimeout(resolve, 250));
    const late = connect(Number(new URL(url).port), '127.0.0.1');
    sockets.push(late);
    const [refused] = (await once(late, 'error').catch((error: Error) => [error])) as [NodeJS.ErrnoException];
    expect(refused.code).toBe('ECONNREFUSED');
    expect(await within(1000, drained)).toBe('ended');
  });

  it('does not wait for ever for a proxy that keeps its connections', async () => {
    const { app, open } = await aServer();
    await open(get);
    await open();
    const drained = drain(app, { listening: 0, idle: 300, onClosed: () => undefined });
    expect(await within(100, drained)).toBe('still open');
    expect(await within(1000, drained)).toBe('ended');
    expect(await within(1000, app.close())).toBe('ended');
  });
});
