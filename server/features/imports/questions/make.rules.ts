/**
 * From what the formats have in common to a question of ours. Pure. What our questions cannot hold is either named as a
 * change (credit for a partly right answer) or, when it would mark people differently, refuses the question.
 */
import {
  QuestionDraft as draftSchema,
  maxChoicesPerQuestion,
  type QuestionDraft,
} from '#contract/assessment.ts';
import { add, divideByTwo, isDecimal, negate, plain } from './decimals.ts';
import { type Made, type Reason, reason, refuse } from './made.ts';

/** `percent` of the question's points that this answer earns; 100 is right. */
export type GivenAnswer = { text: string; percent: number; feedback: string };
type Common = { text: string; feedback: string; points?: number };

/** @param several  whether more than one may be ticked */
export function makeChoices(given: Common & { choices: GivenAnswer[]; several: boolean }): Made {
  const { choices, several } = given;
  if (choices.length < 2) return refuse('choices.too-few');
  if (choices.length > maxChoicesPerQuestion)
    return refuse('choices.too-many', { limit: maxChoicesPerQuestion });
  if (choices.some((choice) => choice.text.trim() === '')) return refuse('choices.empty');
  const right = choices.filter((choice) => (several ? choice.percent > 0 : choice.percent >= 100));
  if (right.length === 0) return refuse('answer.none-right');
  if (!several && right.length > 1) return refuse('answer.several-right');
  const partial = !several && choices.some((choice) => choice.percent > 0 && choice.percent < 100);
  const uneven = several && right.some((choice) => Math.abs(choice.percent - right[0]!.percent) > 0.01);
  return finish(
    given,
    {
      kind: several ? 'multiple_choice' : 'single_choice',
      choices: choices.map((choice) => ({
        text: choice.text,
        is_correct: right.includes(choice),
        feedback: choice.feedback,
      })),
    },
    [...(partial ? [reason('credit.partial')] : []), ...(uneven ? [reason('credit.weights')] : [])],
  );
}

export function makeTrueFalse(
  given: Common & { answer: boolean; feedback_true: string; feedback_false: string },
): Made {
  const choices = [
    { text: 'True', is_correct: given.answer, feedback: given.feedback_true },
    { text: 'False', is_correct: !given.answer, feedback: given.feedback_false },
  ];
  return finish(given, { kind: 'true_false', choices }, []);
}

/** @param wildcards  whether `*` in an answer stands for anything, as in Moodle */
export function makeShortText(
  given: Common & { answers: GivenAnswer[]; case_sensitive: boolean; wildcards: boolean },
): Made {
  const right = given.answers.filter((answer) => answer.percent >= 100 && answer.text.trim() !== '');
  const isPattern = (answer: GivenAnswer) => given.wildcards && answer.text.includes('*');
  const exact = right.filter((answer) => !isPattern(answer));
  const [first, ...others] = exact;
  if (!first)
    return right[0] ? refuse('answer.pattern', { value: right[0].text }) : refuse('answer.none-right');
  const pattern = right.find(isPattern);
  const fields = {
    kind: 'short_text' as const,
    answer: first.text.trim(),
    settings: {
      case_sensitive: given.case_sensitive,
      ...(others.length > 0 ? { accepted_answers: others.map((answer) => answer.text.trim()) } : {}),
    },
  };
  return finish(given, fields, [
    ...(pattern ? [reason('answer.pattern', { value: pattern.text })] : []),
    ...lostOn(given.answers),
  ]);
}

export type GivenNumber = GivenAnswer & { tolerance: string };

/** `text` and `tolerance` are decimals as written; the first fully right number is kept. */
export function makeNumeric(given: Common & { answers: GivenNumber[] }): Made {
  const right = given.answers.filter((answer) => answer.percent >= 100);
  const [first] = right;
  if (!first) return refuse('answer.none-right');
  if (right.length > 1) return refuse('answer.several-right');
  const wrong = [first.text, first.tolerance].find((value) => !isDecimal(value));
  if (wrong !== undefined) return refuse('answer.not-a-number', { value: wrong.slice(0, 100) });
  const tolerance = Math.abs(Number(first.tolerance));
  const fields = {
    kind: 'numeric' as const,
    answer: plain(first.text),
    settings: tolerance === 0 ? {} : { tolerance },
  };
  return finish(given, fields, lostOn(given.answers));
}

/** The middle of a closed range, and how far it reaches: `3..5` is 4 ± 1. Decimals in, decimals out, without rounding. */
export function middleOf(from: string, to: string): { text: string; tolerance: string } | null {
  if (!isDecimal(from) || !isDecimal(to)) return null;
  return { text: divideByTwo(add(from, to)), tolerance: divideByTwo(add(to, negate(from))) };
}

const lostOn = (answers: GivenAnswer[]): Reason[] => [
  ...(answers.some((answer) => answer.percent > 0 && answer.percent < 100) ? [reason('credit.partial')] : []),
  ...(answers.some((answer) => answer.feedback.trim() !== '') ? [reason('feedback.left-out')] : []),
];

function finish(given: Common, fields: Omit<QuestionDraft, 'text'>, changes: Reason[]): Made {
  const text = given.text.trim();
  if (text === '') return refuse('text.empty');
  const points =
    given.points === undefined || given.points <= 0 ? {} : { points: Math.round(given.points * 100) / 100 };
  const parsed = draftSchema.safeParse({ text, feedback: given.feedback.trim(), ...points, ...fields });
  if (parsed.success) return { draft: parsed.data, changes };
  return refuse('text.too-long', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
}
