/** Short ways to write quiz questions. Each carries the feedback that is shown after handing in. */
import type { QuestionDraft } from '#contract/assessment.ts';

/** The text of a choice, or the text and what to say to whoever picks it. */
type Option = string | readonly [text: string, feedback: string];

const choice = (option: Option, isCorrect: boolean) => {
  const [text, feedback] = typeof option === 'string' ? [option, ''] : option;
  return { text, is_correct: isCorrect, feedback };
};

/** Spreads the right ones among the wrong ones, always the same way for the same question. */
function mixed(text: string, right: readonly Option[], wrong: readonly Option[]) {
  const choices = wrong.map((option) => choice(option, false));
  right.forEach((option, index) => {
    choices.splice((text.length + index * 2) % (choices.length + 1), 0, choice(option, true));
  });
  return choices;
}

export const oneOf = (
  text: string,
  right: Option,
  wrong: readonly Option[],
  feedback: string,
  points = 1,
): QuestionDraft => ({
  kind: 'single_choice',
  text,
  feedback,
  points,
  choices: mixed(text, [right], wrong),
});

export const severalOf = (
  text: string,
  right: readonly Option[],
  wrong: readonly Option[],
  feedback: string,
  points = 2,
): QuestionDraft => ({
  kind: 'multiple_choice',
  text,
  feedback,
  points,
  choices: mixed(text, right, wrong),
});

export const trueOrFalse = (text: string, isTrue: boolean, feedback: string, points = 1): QuestionDraft => ({
  kind: 'true_false',
  text,
  feedback,
  points,
  choices: [choice('True', isTrue), choice('False', !isTrue)],
});

/** @param answers the first is shown as the right one, the others count as well */
export const inAWord = (
  text: string,
  answers: readonly [string, ...string[]],
  feedback: string,
  points = 1,
): QuestionDraft => ({
  kind: 'short_text',
  text,
  feedback,
  points,
  answer: answers[0],
  settings: answers.length > 1 ? { accepted_answers: answers.slice(1) } : {},
});

/** @param tolerance how far off still counts, in the answer's own unit */
export const inFigures = (
  text: string,
  answer: string,
  tolerance: number,
  feedback: string,
  points = 2,
): QuestionDraft => ({ kind: 'numeric', text, feedback, points, answer, settings: { tolerance } });
