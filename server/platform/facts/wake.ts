/**
 * The bell between a commit and the dispatcher: within a process at once, from a process without a dispatcher over the bus.
 * A ring that is not heard costs time only, because every dispatcher also looks by itself.
 */
import type { Bus } from '../realtime/bus.ts';

const channel = 'facts';
/** One message for all that a process commits meanwhile. */
const gatherMilliseconds = 20;

const listeners = new Set<() => void>();

export function wakeDispatcher(): void {
  for (const listener of listeners) listener();
}

export function onWake(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For a process that delivers no facts: passes its rings on to those that do. @returns stops it */
export function ringElsewhere(bus: Bus): () => void {
  let waiting: NodeJS.Timeout | undefined;
  const unlisten = onWake(() => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      // What waits for a line that is down would push out messages that are missed.
      if (bus.connected) void bus.publish(channel, '');
    }, gatherMilliseconds);
  });
  return () => {
    clearTimeout(waiting);
    unlisten();
  };
}

/** For a process that delivers facts: hears of those that others have committed. @returns stops it */
export const hearElsewhere = (bus: Bus): (() => void) => bus.subscribe(channel, wakeDispatcher);
