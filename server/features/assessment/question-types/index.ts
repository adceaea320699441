/** All kinds of question. The compiler asks for an entry for every kind in the contract. */
import type { QuestionKind } from '#contract/assessment.ts';
import type { QuestionDefinition } from '../definition.ts';
import { multipleChoice } from './multiple-choice.ts';
import { numeric } from './numeric.ts';
import type { QuestionType } from './question-type.ts';
import { shortText } from './short-text.ts';
import { singleChoice } from './single-choice.ts';
import { trueFalse } from './true-false.ts';

const types: Record<QuestionKind, QuestionType> = {
  single_choice: singleChoice,
  multiple_choice: multipleChoice,
  true_false: trueFalse,
  short_text: shortText,
  numeric,
};

export const typeOf = (question: Pick<QuestionDefinition, 'kind'>): QuestionType => types[question.kind];
