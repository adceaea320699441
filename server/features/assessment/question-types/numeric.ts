/** A number, within a tolerance. Decimal point and decimal comma are both understood. */
import { isWithin, parseDecimal } from './decimal.ts';
import { everything, nothing, type QuestionType } from './question-type.ts';
import { isBlankText, readText, typed } from './text-answers.ts';

const exact = { digits: 0n, scale: 0 };

export const numeric: QuestionType = {
  kind: 'numeric',
  shuffles_choices: false,
  problems: (question) =>
    parseDecimal(question.answer ?? '')
      ? []
      : [{ code: 'question.answer-not-a-number', message: 'Give the answer as a number' }],
  readAnswer: (_question, sent) => readText(sent),
  isBlank: isBlankText,
  score: (question, answer) => {
    const wanted = parseDecimal(question.answer ?? '');
    const given = parseDecimal(typed(answer));
    const tolerance = parseDecimal(String(question.settings.tolerance ?? 0)) ?? exact;
    return wanted && given && isWithin(given, wanted, tolerance) ? everything : nothing;
  },
  key: (question) => ({ correct_choice_ids: [], correct_answer: question.answer }),
};
