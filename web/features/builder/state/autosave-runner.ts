// Gives the autosave machine time, the network and a memory on this device. Lives outside of React, so that a lesson is
// saved to the end also after another one was opened.
import { now } from '#web/lib/clock.ts';
import { problemOf } from '#web/ui/problem.ts';
import {
  type AutosaveEvent,
  type AutosaveState,
  type Base,
  dueIn,
  type FieldRefusal,
  isSafe,
  reduceAutosave,
  startAutosave,
} from './autosave.ts';
import type { KeptEdits } from './kept-edits.ts';
import type { WriteQueue } from './write-queue.ts';

export type AutosaveOptions<Fields> = {
  base: Base<Fields>;
  /** Writes some fields on the condition that the record still has this version. */
  write: (fields: Partial<Fields>, version: number) => Promise<Base<Fields>>;
  /** Reads the record as it now is. */
  read: () => Promise<Base<Fields>>;
  /** What of these fields cannot be sent as it is. */
  check: (fields: Partial<Fields>) => readonly FieldRefusal[];
  queue: WriteQueue;
  kept: KeptEdits<Fields>;
};

export type Autosave<Fields> = {
  subscribe: (listener: () => void) => () => void;
  getState: () => AutosaveState<Fields>;
  edit: (fields: Partial<Fields>) => void;
  /** Writes at once. @returns whether everything is safe on the server now */
  flush: () => Promise<boolean>;
  /** Tries again now: after coming online, or because somebody asked. */
  retry: () => void;
  keepMine: () => void;
  takeTheirs: () => void;
  /** Tells about a newer state of the record that was read for another reason. */
  learn: (base: Base<Fields>) => void;
  stop: () => void;
};

const clock = (): number => now().getTime();

export function createAutosave<Fields>(options: AutosaveOptions<Fields>): Autosave<Fields> {
  const { write, read, check, queue, kept } = options;
  let state = startAutosave(options.base);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function dispatch(event: AutosaveEvent<Fields>): void {
    state = reduceAutosave(state, event);
    if (isSafe(state)) kept.clear();
    else
      kept.write({
        edits: { ...state.sending, ...state.edits },
        from: state.base.fields,
        version: state.base.version,
      });
    for (const listener of listeners) listener();
    plan();
  }

  function plan(): void {
    clearTimeout(timer);
    const wait = dueIn(state, clock());
    if (wait !== undefined && !running) timer = setTimeout(() => void send(), wait);
  }

  function send(): Promise<void> {
    clearTimeout(timer);
    running ??= queue.run(sendNow).finally(() => {
      running = null;
      plan();
    });
    return running;
  }

  async function sendNow(): Promise<void> {
    if (isSafe(state) || state.phase === 'conflict') return;
    dispatch({ type: 'sent', held: check(state.edits) });
    if (!state.sending) return;
    try {
      const base = await write(state.sending, state.base.version);
      dispatch({ type: 'acknowledged', base, at: now().toISOString() });
    } catch (error) {
      await failed(error);
    }
  }

  async function failed(error: unknown): Promise<void> {
    const problem = problemOf(error);
    if (problem?.code === 'record.stale') {
      const theirs = await read().catch(() => null);
      if (theirs && theirs.version !== state.base.version)
        return dispatch({ type: 'read', base: theirs, at: clock() });
    }
    const mayPass = !problem || problem.status === 401 || problem.status === 412 || problem.status === 429;
    if (mayPass || problem.status >= 500) return dispatch({ type: 'unreachable', at: clock() });
    const refusals =
      problem.errors.length > 0 ? problem.errors : [{ path: '', code: problem.code, message: problem.title }];
    dispatch({ type: 'refused', refusals });
  }

  async function flush(): Promise<boolean> {
    if (running) await running;
    if (state.phase === 'waiting' || state.phase === 'unreachable') await send();
    return isSafe(state);
  }

  const earlier = kept.read();
  if (earlier) {
    state = reduceAutosave(state, { type: 'recovered', ...earlier, at: clock() });
    if (isSafe(state)) kept.clear();
    plan();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    edit: (fields) => dispatch({ type: 'edited', fields, at: clock() }),
    flush,
    retry: () => dispatch({ type: 'retried', at: clock() }),
    keepMine: () => dispatch({ type: 'kept-mine', at: clock() }),
    takeTheirs: () => dispatch({ type: 'took-theirs' }),
    learn: (base) => {
      if (!state.sending) dispatch({ type: 'read', base, at: clock() });
    },
    stop: () => clearTimeout(timer),
  };
}
