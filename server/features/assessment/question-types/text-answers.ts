/** What the kinds with a typed answer have in common. The text is kept exactly as typed; only scoring looks at its meaning. */
import type { Answer, AnswerInput } from '#contract/assessment.ts';
import type { Refusal } from './question-type.ts';

export const typed = (answer: Answer): string => answer.text ?? '';

export const isBlankText = (answer: Answer): boolean => typed(answer).trim() === '';

export function readText(sent: AnswerInput): { answer: Answer } | { refusal: Refusal } {
  if (sent.choice_id !== undefined)
    return { refusal: { field: 'choice_id', message: 'This question is answered with text' } };
  if (sent.choice_ids !== undefined)
    return { refusal: { field: 'choice_ids', message: 'This question is answered with text' } };
  return { answer: { text: sent.text ?? '' } };
}
