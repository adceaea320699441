/**
 * Several right choices. A right tick earns its share, a wrong tick takes at least as much away, never below zero.
 *
 * With n right and m wrong choices a right tick is worth 1/n and a wrong one costs 1/min(n, m). So ticking everything
 * earns nothing for any n and m: plain "right minus wrong" would pay whoever ticks all when n > m.
 */
import {
  choiceKey,
  chosen,
  correctIds,
  isBlankChoice,
  noCorrectChoice,
  readChoices,
  tooFewChoices,
} from './choice-answers.ts';
import type { QuestionType } from './question-type.ts';

export const multipleChoice: QuestionType = {
  kind: 'multiple_choice',
  shuffles_choices: true,
  problems: (question) => {
    const correct = correctIds(question).length;
    const allCorrect = question.choices.length > 0 && correct === question.choices.length;
    return [
      ...tooFewChoices(question),
      ...(correct === 0 ? [noCorrectChoice] : []),
      ...(allCorrect
        ? [
            {
              code: 'question.no-wrong-choice',
              message: 'Add a wrong choice: ticking everything must not earn points',
            },
          ]
        : []),
    ];
  },
  readAnswer: (question, sent) => readChoices(question, sent, question.choices.length),
  isBlank: isBlankChoice,
  score: (question, answer) => {
    const correct = new Set(correctIds(question));
    const right = chosen(answer).filter((id) => correct.has(id)).length;
    const wrong = chosen(answer).length - right;
    const penalty = Math.min(correct.size, question.choices.length - correct.size);
    return {
      numerator: Math.max(0, right * penalty - wrong * correct.size),
      denominator: correct.size * penalty,
    };
  },
  key: choiceKey,
};
