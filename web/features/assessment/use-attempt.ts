// An attempt's runner in React: made once, started while the screen is there.
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { AttemptRunner } from './state/attempt-runner.ts';
import type { AttemptState } from './state/attempt-session.ts';

export function useAttempt(create: () => AttemptRunner): { runner: AttemptRunner; state: AttemptState } {
  const [runner] = useState(create);
  const state = useSyncExternalStore(runner.subscribe, runner.getState);
  useEffect(() => runner.start(), [runner]);
  return { runner, state };
}
