/** Pure: what a question becomes when only some of its fields are given, as clients of both documents do. */
import type { NestedChoice, QuestionKind } from '#contract/assessment.ts';
import { normalizeText } from './question-types/short-text.ts';

export type DraftChoice = { id: string | null; text: string; is_correct: boolean; feedback: string };

const choiceKinds: readonly QuestionKind[] = ['single_choice', 'multiple_choice', 'true_false'];
export const hasChoices = (kind: QuestionKind): boolean => choiceKinds.includes(kind);

/** True when a choice says the same as the question's `answer`, which the first document's QUESTION carries (L-27). */
export const saysAnswer = (text: string, answer: string | null): boolean =>
  answer !== null &&
  normalizeText(answer, false) !== '' &&
  normalizeText(text, false) === normalizeText(answer, false);

/**
 * The choices as they will be kept. What a known choice leaves out stays as it was; a new one is right when it says so,
 * or, when no choice says anything about being right, when it equals the question's `answer`.
 */
export function completeChoices(
  given: readonly NestedChoice[],
  known: readonly DraftChoice[],
  answer: string | null,
): DraftChoice[] {
  const byId = new Map(known.map((choice) => [choice.id, choice]));
  const silent = given.every((choice) => choice.is_correct === undefined);
  return given.map((choice) => {
    const before = choice.id === undefined ? undefined : byId.get(choice.id);
    const matches = silent && saysAnswer(choice.text, answer);
    return {
      id: choice.id ?? null,
      text: choice.text,
      is_correct: choice.is_correct ?? before?.is_correct ?? matches,
      feedback: choice.feedback ?? before?.feedback ?? '',
    };
  });
}

/**
 * The kind a question has when nobody names one: choices decide, then an accepted answer, then the kind it had.
 *
 * A question of one right choice that gets a second one becomes multiple choice; it never falls back by itself, because
 * an author may be about to mark another.
 */
export function kindFor(
  current: QuestionKind | null,
  answer: string | null,
  choices: readonly Pick<DraftChoice, 'is_correct'>[],
): QuestionKind {
  if (choices.length > 0) {
    const several = choices.filter((choice) => choice.is_correct).length > 1;
    if (current === null || !hasChoices(current) || current === 'single_choice')
      return several ? 'multiple_choice' : 'single_choice';
    return current;
  }
  if (current !== null) return current;
  return answer !== null && answer.trim() !== '' ? 'short_text' : 'single_choice';
}

const words = { true: 'True', false: 'False' } as const;

/** The two choices of a statement. `answer` may already say which one is right. */
export function trueFalseChoices(answer: string | null): DraftChoice[] {
  return [words.true, words.false].map((text) => ({
    id: null,
    text,
    is_correct: saysAnswer(text, answer),
    feedback: '',
  }));
}
