// What counts as an answer, and which letter belongs to which choice. Pure.
import type { Answer, OpenQuestion, QuestionKind } from '#contract/assessment.ts';

const choiceKinds: readonly QuestionKind[] = ['single_choice', 'multiple_choice', 'true_false'];

export const hasChoices = (kind: QuestionKind): boolean => choiceKinds.includes(kind);
export const takesSeveral = (kind: QuestionKind): boolean => kind === 'multiple_choice';

export const chosenOf = (answer: Answer | undefined): readonly string[] => answer?.choice_ids ?? [];

export function isAnswered(answer: Answer | null | undefined): boolean {
  return chosenOf(answer ?? undefined).length > 0 || (answer?.text ?? '').trim() !== '';
}

/** Choosing among several adds or takes away; choosing one replaces the other. */
export function withChoice(question: OpenQuestion, answer: Answer | undefined, choice_id: string): Answer {
  if (!takesSeveral(question.kind)) return { choice_ids: [choice_id] };
  const chosen = new Set(chosenOf(answer));
  if (!chosen.delete(choice_id)) chosen.add(choice_id);
  return { choice_ids: question.choices.filter(({ id }) => chosen.has(id)).map(({ id }) => id) };
}

export const blankOf = (question: OpenQuestion): Answer =>
  hasChoices(question.kind) ? { choice_ids: [] } : { text: '' };

const firstLetter = 'A'.charCodeAt(0);
const letters = 26;

/** A to Z; choices beyond have no letter. */
export const letterOf = (index: number): string | undefined =>
  index < letters ? String.fromCharCode(firstLetter + index) : undefined;

/** The place of the choice that a key stands for; undefined for keys that stand for none. */
export function choiceOfKey(key: string, choice_count: number): number | undefined {
  if (!/^[a-z]$/i.test(key)) return undefined;
  const index = key.toUpperCase().charCodeAt(0) - firstLetter;
  return index < choice_count ? index : undefined;
}
