// Sends files one after the other with the function it is given, and keeps how each one stands.
import { useEffect, useReducer, useRef } from 'react';
import { type FileLimits, type Refusal, reduceTransfers, refusalOf, type Transfer } from './file-drop.ts';

/** Sends one file. Reports its share (0 to 1), stops when the signal is aborted, rejects when it failed. */
export type SendFile = (
  file: File,
  options: { onProgress: (share: number) => void; signal: AbortSignal },
) => Promise<void>;

let lastId = 0;

export function useTransfers(limits: FileLimits, send: SendFile) {
  const [transfers, dispatch] = useReducer(reduceTransfers, []);
  const running = useRef(new Map<number, AbortController>());
  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  async function start({ id, file }: Pick<Transfer, 'id' | 'file'>): Promise<void> {
    const controller = new AbortController();
    running.current.set(id, controller);
    dispatch({ type: 'started', id });
    const onProgress = (share: number) => dispatch({ type: 'progressed', id, share });
    try {
      await send(file, { onProgress, signal: controller.signal });
      dispatch({ type: 'finished', id });
    } catch {
      dispatch({ type: controller.signal.aborted ? 'removed' : 'failed', id });
    } finally {
      running.current.delete(id);
    }
  }

  async function add(files: readonly File[]): Promise<void> {
    let taken = transfers.filter(({ refusal }) => refusal === undefined).length;
    const added = files.map((file): Transfer => {
      lastId += 1;
      const refusal: Refusal | undefined = refusalOf(file, limits, taken);
      if (refusal === undefined) taken += 1;
      return { id: lastId, file, state: refusal ? 'failed' : 'waiting', share: 0, refusal };
    });
    dispatch({ type: 'added', transfers: added });
    for (const transfer of added.filter(({ refusal }) => refusal === undefined)) await start(transfer);
  }

  function remove(id: number): void {
    const controller = running.current.get(id);
    if (controller) controller.abort();
    else dispatch({ type: 'removed', id });
  }

  return { transfers, add, remove, retry: start };
}
