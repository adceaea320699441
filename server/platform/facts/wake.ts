/** The bell between a commit and the dispatcher in the same process; other processes find facts by polling. */
const listeners = new Set<() => void>();

export function wakeDispatcher(): void {
  for (const listener of listeners) listener();
}

export function onWake(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
