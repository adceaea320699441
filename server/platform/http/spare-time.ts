/**
 * Work that must not take the time of what is more important: done in the order in which it came, a millisecond at once, and altogether
 * in a small share of the time; what has waited too long is done all the same.
 */
import { WaitingLine } from './waiting-line.ts';

const atOnceMilliseconds = 1;

export type Clock = {
  /** Milliseconds. */
  now(): number;
  after(milliseconds: number, work: () => void): void;
};

const realClock: Clock = {
  now: () => performance.now(),
  // A timer of Node.js takes a millisecond at least: nothing, for who has to wait no longer.
  after: (milliseconds, work) =>
    void (milliseconds > 0 ? setTimeout(work, milliseconds) : setImmediate(work)),
};

export type SpareTime = {
  /** Of all time, 0 to 1. */
  share: number;
  /** Whoever has waited so long waits no longer for the share, only for those before it. */
  longest_milliseconds: number;
};

/** @returns plans one piece of work */
export function inSpareTime<Piece>(
  doIt: (piece: Piece) => void,
  { share, longest_milliseconds }: SpareTime,
  clock: Clock = realClock,
): (piece: Piece) => void {
  const waiting = new WaitingLine<{ piece: Piece; since: number }>();
  let isPlanned = false;
  const someOfIt = () => {
    const begun = clock.now();
    let now = begun;
    let waited = 0;
    do {
      const { piece, since } = waiting.take()!;
      waited = begun - since;
      doIt(piece);
      now = clock.now();
    } while (waiting.length > 0 && now < begun + atOnceMilliseconds);
    isPlanned = waiting.length > 0;
    if (!isPlanned) return;
    clock.after(waited > longest_milliseconds ? 0 : (now - begun) * (1 / share - 1), someOfIt);
  };
  return (piece) => {
    waiting.add({ piece, since: clock.now() });
    if (isPlanned) return;
    isPlanned = true;
    clock.after(0, someOfIt);
  };
}
