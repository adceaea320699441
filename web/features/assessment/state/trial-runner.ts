// An author's trial of the draft: the same screen and the same state machine, but nothing leaves this page until it is
// scored, and nothing is stored.
import type { OpenQuestion, QuizDetail } from '#contract/assessment.ts';
import { now } from '#web/lib/clock.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import { type AttemptEvent, reduceAttempt, startAttempt } from './attempt-session.ts';

export type SentAnswer = { question_id: string; choice_ids?: string[]; text?: string };

type TrialOptions = {
  quiz: QuizDetail;
  /** Scores the answers. @returns whether it worked */
  score: (answers: SentAnswer[]) => Promise<boolean>;
};

/** The questions of a draft as a learner would see them. */
export const openQuestionsOf = (quiz: QuizDetail): OpenQuestion[] =>
  quiz.questions.map(({ id, kind, text, points, choices }) => ({
    id,
    kind,
    text,
    points,
    choices: choices.map((choice) => ({ id: choice.id, text: choice.text })),
  }));

export function createTrialRunner({ quiz, score }: TrialOptions): AttemptRunner {
  const at = now();
  let state = startAttempt(
    {
      questions: openQuestionsOf(quiz),
      answers: [],
      deadline_at: null,
      submitted_at: null,
      server_now: at.toISOString(),
    },
    at.getTime(),
  );
  const listeners = new Set<() => void>();

  function dispatch(event: AttemptEvent): void {
    state = { ...reduceAttempt(state, event), line: 'idle', due_at: null };
    for (const listener of listeners) listener();
  }

  async function handIn(): Promise<boolean> {
    dispatch({ type: 'hand_in_began' });
    const answers = Object.entries(state.answers).map(([question_id, held]) => ({
      question_id,
      ...held.answer,
    }));
    const isScored = await score(answers);
    dispatch(isScored ? { type: 'ended' } : { type: 'hand_in_failed' });
    return isScored;
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    answer: (question_id, answer) =>
      dispatch({ type: 'answered', question_id, answer, at: now().getTime(), isTyping: false }),
    turnFlag: (question_id) => dispatch({ type: 'flag_turned', question_id }),
    move: (to) => dispatch({ type: 'moved', to }),
    handIn,
    retry: () => undefined,
    dismiss: () => undefined,
    start: () => () => undefined,
  };
}
