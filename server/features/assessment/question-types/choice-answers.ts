/** What the kinds with choices have in common: reading chosen ids, and the checks on the choices themselves. */
import type { Answer, AnswerInput } from '#contract/assessment.ts';
import type { QuestionDefinition } from '../definition.ts';
import type { Key, QuestionProblem, Refusal } from './question-type.ts';

export const chosen = (answer: Answer): string[] => answer.choice_ids ?? [];

export const isBlankChoice = (answer: Answer): boolean => chosen(answer).length === 0;

/** The chosen ids in the author's order, each once. Ids of other questions are refused, never ignored. */
export function readChoices(
  question: QuestionDefinition,
  sent: AnswerInput,
  atMost: number,
): { answer: Answer } | { refusal: Refusal } {
  if (sent.text !== undefined) return refuse('text', 'This question is answered by choosing');
  if (sent.choice_id !== undefined && sent.choice_ids !== undefined)
    return refuse('choice_id', 'Send choice_id or choice_ids, not both');
  const field = sent.choice_id === undefined ? 'choice_ids' : 'choice_id';
  const ids = new Set(sent.choice_id === undefined ? sent.choice_ids : [sent.choice_id]);
  const known = question.choices.filter((choice) => ids.has(choice.id)).map((choice) => choice.id);
  if (known.length < ids.size) return refuse(field, 'Not a choice of this question');
  if (known.length > atMost) return refuse(field, 'Only one choice is possible here');
  return { answer: { choice_ids: known } };
}

export const choiceKey = (question: QuestionDefinition): Key => ({
  correct_choice_ids: correctIds(question),
  correct_answer: null,
});

export const correctIds = (question: QuestionDefinition): string[] =>
  question.choices.filter((choice) => choice.is_correct).map((choice) => choice.id);

export function tooFewChoices(question: QuestionDefinition): QuestionProblem[] {
  return question.choices.length < 2
    ? [{ code: 'question.too-few-choices', message: 'Add at least two choices' }]
    : [];
}

export const noCorrectChoice: QuestionProblem = {
  code: 'question.no-correct-choice',
  message: 'Mark the right choice',
};
export const severalCorrectChoices: QuestionProblem = {
  code: 'question.several-correct-choices',
  message: 'Mark only one choice as right',
};

const refuse = (field: string, message: string): { refusal: Refusal } => ({ refusal: { field, message } });
