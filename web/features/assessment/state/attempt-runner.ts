// Gives the attempt's state machine time, the network and a memory on this device. No React in here.
import type { Answer, AttemptPaper, AttemptResult, SaveReceipt } from '#contract/assessment.ts';
import { api } from '#web/lib/api.ts';
import { now } from '#web/lib/clock.ts';
import { problemOf } from '#web/ui/problem.ts';
import {
  type AttemptEvent,
  type AttemptState,
  dueIn,
  reduceAttempt,
  secondsLeft,
  startAttempt,
  unsent,
} from './attempt-session.ts';
import { type KeptAttempts, keptAttempts } from './kept-attempt.ts';

export type AttemptRunner = {
  subscribe: (listener: () => void) => () => void;
  getState: () => AttemptState;
  answer: (question_id: string, answer: Answer, options?: { isTyping?: boolean }) => void;
  turnFlag: (question_id: string) => void;
  move: (to: number) => void;
  /** Saves what is left and hands in. @returns whether it worked; the state says why not */
  handIn: () => Promise<boolean>;
  retry: () => void;
  dismiss: (what: 'elsewhere' | 'caught_up') => void;
  start: () => () => void;
};

type RunnerOptions = {
  paper: AttemptPaper;
  /** The attempt is over, handed in here or anywhere else; `result` is there when it was here. */
  onEnded: (result: AttemptResult | null) => void;
  kept?: KeptAttempts;
};

/** Pause between tries to hand in after the time is over. */
const endRetry_ms = 3000;

const clock = (): number => now().getTime();

export function createAttemptRunner({
  paper,
  onEnded,
  kept = keptAttempts(paper.id),
}: RunnerOptions): AttemptRunner {
  const params = { id: paper.id };
  let state = startAttempt(paper, clock());
  let saveTimer: ReturnType<typeof setTimeout> | undefined;
  let endTimer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | null = null;
  let isRunning = false;
  const listeners = new Set<() => void>();

  function dispatch(event: AttemptEvent): void {
    const before = state;
    state = reduceAttempt(state, event);
    if (state === before) return;
    const isKeptSame =
      state.answers === before.answers && state.flags === before.flags && state.current === before.current;
    if (!isKeptSame && state.phase !== 'ended') keep();
    for (const listener of listeners) listener();
    plan();
  }

  const keep = (): void => kept.write({ answers: state.answers, flags: state.flags, current: state.current });

  function plan(): void {
    clearTimeout(saveTimer);
    const wait = isRunning && !sending ? dueIn(state, clock()) : undefined;
    if (wait !== undefined) saveTimer = setTimeout(() => void send(), wait);
  }

  function send(): Promise<void> {
    clearTimeout(saveTimer);
    sending ??= sendNow().finally(() => {
      sending = null;
      plan();
    });
    return sending;
  }

  async function sendNow(): Promise<void> {
    const answers = unsent(state);
    if (answers.length === 0 || state.phase === 'ended') return;
    dispatch({ type: 'sent' });
    try {
      const { answers: receipts, server_now } = await api.assessment.saveAnswers({
        params,
        body: { answers },
      });
      dispatch({ type: 'acknowledged', receipts: receipts satisfies SaveReceipt[], server_now, at: clock() });
    } catch (error) {
      failed(error);
    }
  }

  function failed(error: unknown): void {
    const problem = problemOf(error);
    if (problem?.status === 401) dispatch({ type: 'signed_out' });
    else if (problem?.code === 'attempt.closed') ended(null);
    else if (problem?.code === 'attempt.too-late') void submit();
    else dispatch({ type: 'unreachable', at: clock() });
  }

  function ended(result: AttemptResult | null): void {
    kept.clear();
    dispatch({ type: 'ended' });
    onEnded(result);
  }

  async function handIn(): Promise<boolean> {
    if (sending) await sending;
    await send();
    const mayGoOn = unsent(state).length === 0 || secondsLeft(state, clock()) === 0;
    return state.phase === 'open' && mayGoOn ? submit() : state.phase === 'ended';
  }

  async function submit(): Promise<boolean> {
    dispatch({ type: 'hand_in_began' });
    try {
      ended(await api.assessment.submitAttempt({ params }));
      return true;
    } catch (error) {
      const isSignedOut = problemOf(error)?.status === 401;
      dispatch({ type: 'hand_in_failed' });
      if (isSignedOut) dispatch({ type: 'signed_out' });
      else planEnd();
      return false;
    }
  }

  /** At the end the browser hands in what it has; the server does the same should nobody be there. */
  function planEnd(): void {
    clearTimeout(endTimer);
    const left = secondsLeft(state, clock());
    if (left === null || !isRunning || state.phase === 'ended') return;
    const wait = left > 0 ? left * 1000 : state.hand_in_failed ? endRetry_ms : 0;
    endTimer = setTimeout(() => void (secondsLeft(state, clock()) === 0 ? handIn() : planEnd()), wait);
  }

  async function look(): Promise<void> {
    if (document.visibilityState !== 'visible' || state.phase !== 'open' || sending) return;
    const latest = await api.assessment.getAttempt({ params }).catch(() => null);
    if (latest === null || state.phase !== 'open') return;
    if (latest.submitted_at !== null) ended(null);
    else dispatch({ type: 'read', answers: latest.answers, server_now: latest.server_now, at: clock() });
  }

  /** Last words while the page is being closed; what does not arrive is still on this device. */
  function flushOnLeave(): void {
    const answers = unsent(state);
    if (answers.length > 0 && state.phase === 'open') {
      void api.assessment.saveAnswers({ params, body: { answers }, keepalive: true }).catch(() => undefined);
    }
  }

  const retry = (): void => dispatch({ type: 'retried', at: clock() });
  const onVisible = (): void => void look();

  function start(): () => void {
    isRunning = true;
    const earlier = kept.read();
    if (earlier) dispatch({ type: 'recovered', kept: earlier, at: clock() });
    if (state.phase === 'ended') queueMicrotask(() => ended(null));
    plan();
    planEnd();
    window.addEventListener('online', retry);
    window.addEventListener('pagehide', flushOnLeave);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      isRunning = false;
      flushOnLeave();
      clearTimeout(saveTimer);
      clearTimeout(endTimer);
      window.removeEventListener('online', retry);
      window.removeEventListener('pagehide', flushOnLeave);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    answer: (question_id, answer, { isTyping = false } = {}) =>
      dispatch({ type: 'answered', question_id, answer, at: clock(), isTyping }),
    turnFlag: (question_id) => dispatch({ type: 'flag_turned', question_id }),
    move: (to) => dispatch({ type: 'moved', to }),
    handIn,
    retry,
    dismiss: (what) => dispatch({ type: what === 'elsewhere' ? 'elsewhere_seen' : 'caught_up_seen' }),
    start,
  };
}
