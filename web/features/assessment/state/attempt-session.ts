// One attempt as the browser sees it: what is answered, what of it the server has, and where the learner is. A pure
// state machine; attempt-runner.ts gives it time, the network and a memory on this device.
//
// Every answer carries a sequence that grows with the server's time, so of two devices the later one wins, and a save
// that arrives late or twice changes nothing.
import type { Answer, AttemptPaper, OpenQuestion, SavedAnswer, SaveReceipt } from '#contract/assessment.ts';
import { isAnswered } from './answers.ts';

export type HeldAnswer = { answer: Answer; sequence: number };
export type KeptAttempt = {
  answers: Readonly<Record<string, HeldAnswer>>;
  flags: readonly string[];
  current: number;
};

export type AttemptState = {
  questions: readonly OpenQuestion[];
  deadline_at: string | null;
  /** The server's clock minus this device's, in ms. */
  offset_ms: number;
  /** Place of the question in front of the learner. */
  current: number;
  /** Ids of questions to come back to. */
  flags: readonly string[];
  /** What is shown, by question id. */
  answers: Readonly<Record<string, HeldAnswer>>;
  /** The highest sequence that the server is known to have, by question id. */
  safe: Readonly<Record<string, number>>;
  phase: 'open' | 'handing_in' | 'ended';
  line: 'idle' | 'waiting' | 'sending' | 'unreachable' | 'signed_out';
  /** When the next save is due, in device ms. */
  due_at: number | null;
  /** When the oldest unsent change was made, in device ms. */
  waiting_since: number | null;
  failures: number;
  /** Handing in was tried and did not arrive. */
  hand_in_failed: boolean;
  saved_at: string | null;
  /** When an answer was last kept on this device only. */
  kept_at: string | null;
  /** How many answers went out after the line had been down; shown once. */
  caught_up: number | null;
  /** Questions whose newer answer came from another device. */
  elsewhere: readonly string[];
};

export type AttemptEvent =
  /** `isTyping` waits for a pause; a choice is sent at once. */
  | { type: 'answered'; question_id: string; answer: Answer; at: number; isTyping: boolean }
  | { type: 'flag_turned'; question_id: string }
  | { type: 'moved'; to: number }
  | { type: 'sent' }
  | { type: 'acknowledged'; receipts: readonly SaveReceipt[]; server_now: string; at: number }
  | { type: 'unreachable'; at: number }
  | { type: 'signed_out' }
  | { type: 'retried'; at: number }
  /** What this device kept from before a reload. */
  | { type: 'recovered'; kept: KeptAttempt; at: number }
  /** The paper as the server has it now: after coming back to this window. */
  | { type: 'read'; answers: readonly SavedAnswer[]; server_now: string; at: number }
  | { type: 'elsewhere_seen' }
  | { type: 'caught_up_seen' }
  | { type: 'hand_in_began' }
  | { type: 'hand_in_failed' }
  | { type: 'ended' };

export const typing_ms = 600;
export const choice_ms = 120;
/** A learner who keeps typing is saved at least this often. */
export const longest_ms = 1400;
const longestRetry_ms = 15_000;

/** What of a paper the machine starts from. */
type StartingPaper = Pick<
  AttemptPaper,
  'questions' | 'answers' | 'deadline_at' | 'submitted_at' | 'server_now'
>;

export function startAttempt(paper: StartingPaper, at: number): AttemptState {
  const answers = Object.fromEntries(
    paper.answers.map(({ question_id, answer, sequence }) => [question_id, { answer, sequence }]),
  );
  const first = paper.questions.findIndex(({ id }) => !isAnswered(answers[id]?.answer));
  return {
    questions: paper.questions,
    deadline_at: paper.deadline_at,
    offset_ms: Date.parse(paper.server_now) - at,
    current: Math.max(0, first),
    flags: [],
    answers,
    safe: sequencesOf(paper.answers),
    phase: paper.submitted_at === null ? 'open' : 'ended',
    line: 'idle',
    due_at: null,
    waiting_since: null,
    failures: 0,
    hand_in_failed: false,
    saved_at:
      paper.answers
        .map(({ saved_at }) => saved_at)
        .toSorted()
        .at(-1) ?? null,
    kept_at: null,
    caught_up: null,
    elsewhere: [],
  };
}

const sequencesOf = (saved: readonly Pick<SavedAnswer, 'question_id' | 'sequence'>[]) =>
  Object.fromEntries(saved.map(({ question_id, sequence }) => [question_id, sequence]));

/** Answers that the server does not have yet. */
export function unsent(
  state: Pick<AttemptState, 'answers' | 'safe'>,
): { question_id: string; answer: Answer; sequence: number }[] {
  return Object.entries(state.answers)
    .filter(([question_id, held]) => held.sequence > (state.safe[question_id] ?? -1))
    .map(([question_id, { answer, sequence }]) => ({ question_id, answer, sequence }));
}

export const answeredCount = (state: Pick<AttemptState, 'questions' | 'answers'>): number =>
  state.questions.filter(({ id }) => isAnswered(state.answers[id]?.answer)).length;

/** Milliseconds until the next save; undefined when there is nothing to send or nowhere to send it. */
export function dueIn(state: AttemptState, at: number): number | undefined {
  if (state.phase === 'ended' || state.due_at === null) return undefined;
  return state.line === 'waiting' || state.line === 'unreachable'
    ? Math.max(0, state.due_at - at)
    : undefined;
}

/** Seconds left by the server's clock, never below zero; null without a time limit. */
export function secondsLeft(
  state: Pick<AttemptState, 'deadline_at' | 'offset_ms'>,
  at: number,
): number | null {
  return state.deadline_at === null
    ? null
    : Math.max(0, Math.ceil((Date.parse(state.deadline_at) - at - state.offset_ms) / 1000));
}

export function reduceAttempt(state: AttemptState, event: AttemptEvent): AttemptState {
  switch (event.type) {
    case 'answered':
      return answered(state, event);
    case 'flag_turned':
      return {
        ...state,
        flags: state.flags.includes(event.question_id)
          ? state.flags.filter((id) => id !== event.question_id)
          : [...state.flags, event.question_id],
      };
    case 'moved':
      return { ...state, current: Math.max(0, Math.min(state.questions.length - 1, event.to)) };
    case 'sent':
      return { ...state, line: 'sending', due_at: null, waiting_since: null };
    case 'acknowledged':
      return acknowledged(state, event);
    case 'unreachable':
      return unreachable(state, event.at);
    case 'signed_out':
      return { ...state, line: 'signed_out', due_at: null };
    case 'retried':
      return unsent(state).length === 0 || state.line === 'sending'
        ? state
        : { ...state, line: 'waiting', due_at: event.at };
    case 'recovered':
      return recovered(state, event);
    case 'read':
      return withSaved({ ...state, offset_ms: Date.parse(event.server_now) - event.at }, event.answers);
    case 'elsewhere_seen':
      return { ...state, elsewhere: [] };
    case 'caught_up_seen':
      return { ...state, caught_up: null };
    case 'hand_in_began':
      return state.phase === 'open' ? { ...state, phase: 'handing_in', hand_in_failed: false } : state;
    case 'hand_in_failed':
      return { ...state, phase: 'open', hand_in_failed: true };
    case 'ended':
      return { ...state, phase: 'ended', line: 'idle', due_at: null };
  }
}

function answered(
  state: AttemptState,
  { question_id, answer, at, isTyping }: Extract<AttemptEvent, { type: 'answered' }>,
): AttemptState {
  if (state.phase === 'ended') return state;
  const before = Math.max(state.answers[question_id]?.sequence ?? 0, state.safe[question_id] ?? 0);
  const sequence = Math.max(before + 1, Math.round(at + state.offset_ms));
  const next = {
    ...state,
    answers: { ...state.answers, [question_id]: { answer, sequence } },
    kept_at: new Date(at).toISOString(),
  };
  if (state.line === 'unreachable' || state.line === 'signed_out') return next;
  const since = state.waiting_since ?? at;
  const due_at = Math.min(at + (isTyping ? typing_ms : choice_ms), since + longest_ms);
  // While a save is under way the next one waits for its answer; the reducer of that answer starts it.
  return { ...next, line: state.line === 'sending' ? 'sending' : 'waiting', due_at, waiting_since: since };
}

function acknowledged(
  state: AttemptState,
  event: Extract<AttemptEvent, { type: 'acknowledged' }>,
): AttemptState {
  const wasDown = state.failures > 0;
  const accepted = event.receipts.filter((receipt) => receipt.accepted).length;
  const saved = {
    ...state,
    offset_ms: Date.parse(event.server_now) - event.at,
    failures: 0,
    saved_at: event.server_now,
  };
  const next = withSaved(saved, event.receipts);
  const left = unsent(next).length > 0;
  return {
    ...next,
    line: left ? 'waiting' : 'idle',
    due_at: left ? (next.due_at ?? event.at) : null,
    waiting_since: left ? next.waiting_since : null,
    caught_up: wasDown ? accepted : next.caught_up,
  };
}

/** Learns what the server has. An answer that is newer there than here came from another device, and is shown. */
function withSaved(
  state: AttemptState,
  saved: readonly Pick<SavedAnswer, 'question_id' | 'answer' | 'sequence'>[],
): AttemptState {
  const answers = { ...state.answers };
  const elsewhere = new Set(state.elsewhere);
  for (const { question_id, answer, sequence } of saved) {
    const held = answers[question_id];
    if (held && held.sequence >= sequence) continue;
    answers[question_id] = { answer, sequence };
    elsewhere.add(question_id);
  }
  return { ...state, answers, safe: { ...state.safe, ...sequencesOf(saved) }, elsewhere: [...elsewhere] };
}

function unreachable(state: AttemptState, at: number): AttemptState {
  const failures = state.failures + 1;
  return {
    ...state,
    line: 'unreachable',
    failures,
    due_at: at + Math.min(longestRetry_ms, 1000 * 2 ** (failures - 1)),
  };
}

function recovered(
  state: AttemptState,
  { kept, at }: Extract<AttemptEvent, { type: 'recovered' }>,
): AttemptState {
  const known = new Set(state.questions.map(({ id }) => id));
  const newer = Object.entries(kept.answers).filter(
    ([id, held]) => known.has(id) && held.sequence > (state.answers[id]?.sequence ?? -1),
  );
  const next = {
    ...state,
    answers: { ...state.answers, ...Object.fromEntries(newer) },
    flags: kept.flags.filter((id) => known.has(id)),
    current: Math.max(0, Math.min(state.questions.length - 1, kept.current)),
  };
  if (newer.length === 0 || state.phase === 'ended') return next;
  // Counts as a failure, so that the learner is told when they have arrived after all.
  return {
    ...next,
    line: 'waiting',
    due_at: at,
    waiting_since: at,
    failures: 1,
    kept_at: new Date(at).toISOString(),
  };
}
