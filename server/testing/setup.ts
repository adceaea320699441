/** Runs before every server test file: what nobody expected fails the test instead of scrolling by. */
import { Socket } from 'node:net';
import { afterAll, beforeEach, vi } from 'vitest';
import { endFile } from './end-of-file.ts';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

// Outbound network fails a test: everything a test needs runs on this machine. Files that share a process share the guard.
const guard = Symbol.for('lyceum.test.guard');
const { connect } = Socket.prototype;
if (!(guard in connect))
  Socket.prototype.connect = Object.assign(guarded, { [guard]: true }) as typeof connect;

function guarded(this: Socket, ...args: unknown[]): Socket {
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  const host =
    typeof first === 'object' && first !== null
      ? (first as { host?: string }).host
      : typeof args[1] === 'string'
        ? args[1]
        : undefined;
  if (host && !loopback.has(host)) throw new Error(`A test tried to reach ${host}`);
  return connect.apply(this, args as never);
}

afterAll(async () => {
  vi.useRealTimers();
  await endFile();
});

beforeEach(() => {
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      throw new Error(`Unexpected console.${method}: ${parts.map(String).join(' ')}`);
    });
  }
});
