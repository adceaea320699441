// The browser's only clock. Tests and stories set it to a fixed moment; everything else asks it.
import { useSyncExternalStore } from 'react';

let fixed: number | null = null;
let second = Math.floor(Date.now() / 1000);
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

export function now(): Date {
  return new Date(fixed ?? Date.now());
}

/** Stops the clock at a moment, or starts it again with `null`. For tests and stories. */
export function setClock(moment: string | null): void {
  fixed = moment === null ? null : new Date(moment).getTime();
  tick();
}

function tick(): void {
  second = Math.floor(now().getTime() / 1000);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * The present moment for rendering, renewed at most every `every_seconds`.
 *
 * A page full of due dates wants a minute; a timer in a test wants a second.
 */
export function useNow(every_seconds = 60): Date {
  const step = useSyncExternalStore(subscribe, () => Math.floor(second / every_seconds));
  return fixed === null ? new Date(Math.max(step * every_seconds * 1000, now().getTime())) : now();
}
