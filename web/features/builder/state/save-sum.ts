// One sentence about everything that is being saved: the worst of it counts. Pure.
import type { SaveStateValue } from '#web/ui/SaveState.tsx';
import { type AutosaveState, isSafe } from './autosave.ts';

/** `refused` and `conflict` wait for the person; the rest passes by itself. */
export type SaveSum = SaveStateValue | { kind: 'refused' } | { kind: 'conflict' };

type Part = Pick<AutosaveState<object>, 'phase' | 'failures' | 'saved_at' | 'edits' | 'sending'>;

export function sumOf(
  parts: readonly Part[],
  structure: { working: number; saved_at: string | null },
  isOnline: boolean,
): SaveSum {
  if (parts.some(({ phase }) => phase === 'conflict')) return { kind: 'conflict' };
  if (parts.some(({ phase }) => phase === 'refused')) return { kind: 'refused' };
  if (parts.some((part) => part.failures > 0 && !isSafe(part)))
    return { kind: isOnline ? 'retrying' : 'offline' };
  if (structure.working > 0 || parts.some((part) => !isSafe(part))) return { kind: 'saving' };
  const times = [structure.saved_at, ...parts.map(({ saved_at }) => saved_at)].filter(
    (time) => time !== null,
  );
  const saved_at = times.toSorted().at(-1);
  return saved_at === undefined ? { kind: 'idle' } : { kind: 'saved', saved_at };
}
