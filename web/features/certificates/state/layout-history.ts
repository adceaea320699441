// Undo and redo of a layout: what it was, what it is, what was taken back. Pure.
import type { Layout } from '#contract/certificate-layout.ts';

export type History = { past: readonly Layout[]; present: Layout; future: readonly Layout[] };

/** Enough to take back an afternoon. */
const longest = 200;

export const startHistory = (present: Layout): History => ({ past: [], present, future: [] });

/** A change that changes nothing is not one: undo then always shows a difference. */
export function commit(history: History, next: Layout): History {
  if (JSON.stringify(next) === JSON.stringify(history.present)) return history;
  return { past: [...history.past, history.present].slice(-longest), present: next, future: [] };
}

export function undo({ past, present, future }: History): History {
  const before = past.at(-1);
  return before
    ? { past: past.slice(0, -1), present: before, future: [present, ...future] }
    : { past, present, future };
}

export function redo({ past, present, future }: History): History {
  const [next, ...rest] = future;
  return next ? { past: [...past, present], present: next, future: rest } : { past, present, future };
}
