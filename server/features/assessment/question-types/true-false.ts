/** A statement that is true or false: two choices whose order never changes. */
import { choiceKey, chosen, correctIds, isBlankChoice, readChoices } from './choice-answers.ts';
import { everything, nothing, type QuestionType } from './question-type.ts';
import { oneCorrectProblems } from './single-choice.ts';

export const trueFalse: QuestionType = {
  kind: 'true_false',
  shuffles_choices: false,
  problems: (question) => [
    ...(question.choices.length === 2
      ? []
      : [{ code: 'question.not-two-choices', message: 'Needs exactly two choices' }]),
    ...oneCorrectProblems(question),
  ],
  readAnswer: (question, sent) => readChoices(question, sent, 1),
  isBlank: isBlankChoice,
  score: (question, answer) => (chosen(answer)[0] === correctIds(question)[0] ? everything : nothing),
  key: choiceKey,
};
