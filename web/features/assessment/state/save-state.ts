// What the save mark says of an attempt: safe on the server, on its way, or on this device only. Pure.
import type { SaveStateValue } from '#web/ui/SaveState.tsx';
import { type AttemptState, unsent } from './attempt-session.ts';

export function saveStateOf(state: AttemptState): SaveStateValue {
  const isUnsafe = unsent(state).length > 0;
  if ((state.line === 'unreachable' || state.line === 'signed_out') && isUnsafe) {
    return state.kept_at === null ? { kind: 'offline' } : { kind: 'on_device', kept_at: state.kept_at };
  }
  if (isUnsafe || state.line === 'sending') return { kind: 'saving' };
  return state.saved_at === null ? { kind: 'idle' } : { kind: 'saved', saved_at: state.saved_at };
}
