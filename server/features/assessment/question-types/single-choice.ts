/** One right choice among several. */
import type { QuestionDefinition } from '../definition.ts';
import {
  choiceKey,
  chosen,
  correctIds,
  isBlankChoice,
  noCorrectChoice,
  readChoices,
  severalCorrectChoices,
  tooFewChoices,
} from './choice-answers.ts';
import { everything, nothing, type QuestionProblem, type QuestionType } from './question-type.ts';

/** Exactly one right choice, shared by every kind that takes one. */
export function oneCorrectProblems(question: QuestionDefinition): QuestionProblem[] {
  const correct = correctIds(question).length;
  if (correct === 0) return [noCorrectChoice];
  return correct > 1 ? [severalCorrectChoices] : [];
}

export const singleChoice: QuestionType = {
  kind: 'single_choice',
  shuffles_choices: true,
  problems: (question) => [...tooFewChoices(question), ...oneCorrectProblems(question)],
  readAnswer: (question, sent) => readChoices(question, sent, 1),
  isBlank: isBlankChoice,
  score: (question, answer) => (chosen(answer)[0] === correctIds(question)[0] ? everything : nothing),
  key: choiceKey,
};
