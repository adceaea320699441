// What of an attempt stays on this device: the learner's own answers, flags and place. Nothing of the paper.
import type { HeldAnswer, KeptAttempt } from './attempt-session.ts';

export type KeptAttempts = {
  read: () => KeptAttempt | null;
  write: (kept: KeptAttempt) => void;
  clear: () => void;
};

const keyOf = (attempt_id: string): string => `lyceum.attempt.${attempt_id}`;

export function keptAttempts(attempt_id: string): KeptAttempts {
  const key = keyOf(attempt_id);
  return {
    read() {
      try {
        return readKept(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(kept) {
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {
        // Storage may be full or switched off; answers are then only as safe as the line to the server.
      }
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // See above.
      }
    },
  };
}

/** Believes nothing that is not of the expected shape: the storage may be older than this code. */
function readKept(text: string | null): KeptAttempt | null {
  if (text === null) return null;
  const kept: unknown = JSON.parse(text);
  if (!isRecord(kept) || !isRecord(kept['answers'])) return null;
  const answers = Object.fromEntries(
    Object.entries(kept['answers']).filter((entry): entry is [string, HeldAnswer] => isHeld(entry[1])),
  );
  const flags = Array.isArray(kept['flags']) ? kept['flags'].filter((flag) => typeof flag === 'string') : [];
  return { answers, flags, current: typeof kept['current'] === 'number' ? kept['current'] : 0 };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isHeld(value: unknown): value is HeldAnswer {
  if (!isRecord(value) || typeof value['sequence'] !== 'number' || !isRecord(value['answer'])) return false;
  const { text, choice_ids } = value['answer'];
  return (
    (text === undefined || typeof text === 'string') &&
    (choice_ids === undefined || Array.isArray(choice_ids))
  );
}
