/**
 * A port of this machine for a program that is started next. Outside of what the system gives to outgoing connections (from 32768
 * up on Linux, from 49152 on others): one of those may be taken between the look and the start.
 */
import { createServer } from 'node:net';

const lowest = 15_000;
const highest = 32_000;
const given = new Set<number>();

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Never the same twice in one process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error('No port of this machine is free');
}
