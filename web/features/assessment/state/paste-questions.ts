// Reads questions from plain text, the way people keep them in documents:
//
//     Which numbers are on the load plate?
//     * The weight of the load
//     * Its distance from the fork heel
//     The driver's name
//
// A blank line ends a question. `*` marks what is right, `=` gives the answer of a typed question (`= 3.5 +- 0.1` for a
// number), `#` the feedback. Letters, dashes and numbers in front of choices are left out. Pure.
import { maxChoicesPerQuestion, type QuestionDraft } from '#contract/assessment.ts';

export type PasteProblem = {
  line: number;
  code: 'no-answers' | 'no-right-choice' | 'one-choice' | 'too-many-choices' | 'too-long';
};
export type PastedQuestions = { questions: QuestionDraft[]; problems: PasteProblem[] };

type Line = { number: number; text: string };
type Choice = { text: string; is_correct: boolean };

const longestQuestion = 10_000;
const longestChoice = 2000;
const bullet = /^(?:[-–•]\s+|\(?[A-Za-z0-9]{1,2}[.)]\s+)/;
const questionNumber = /^\(?\d{1,3}[.)]\s+/;
const typedNumber = /^([+-−]?[\d.,\s]*\d(?:e[+-]?\d+)?)\s*(?:(?:\+-|\+\/-|±)\s*([\d.,]+))?$/i;

export function readPastedQuestions(text: string): PastedQuestions {
  const result: PastedQuestions = { questions: [], problems: [] };
  for (const block of blocksOf(text)) {
    const read = readBlock(block);
    if ('code' in read) result.problems.push(read);
    else result.questions.push(read);
  }
  return result;
}

function blocksOf(text: string): Line[][] {
  const lines = text.split(/\r\n|\r|\n/).map((line, index) => ({ number: index + 1, text: line.trim() }));
  const blocks: Line[][] = [[]];
  for (const line of lines) {
    if (line.text === '') blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.filter((block) => block.length > 0);
}

function readBlock(block: Line[]): QuestionDraft | PasteProblem {
  const [first, ...rest] = block;
  if (!first) return { line: 0, code: 'no-answers' };
  const refuse = (code: PasteProblem['code'], line = first): PasteProblem => ({ line: line.number, code });
  const asked = first.text.replace(questionNumber, '');
  const feedback = rest
    .filter(({ text }) => text.startsWith('#'))
    .map(({ text }) => text.slice(1).trim())
    .join('\n');
  const typed = rest.filter(({ text }) => text.startsWith('=')).map(({ text }) => text.slice(1).trim());
  const choices = rest.filter(({ text }) => !/^[#=]/.test(text)).map(readChoice);
  if (asked.length > longestQuestion) return refuse('too-long');
  const question = { text: asked, ...(feedback ? { feedback } : {}) };
  if (typed.length > 0) return { ...question, ...readTyped(typed) };
  if (choices.length === 0) return refuse('no-answers');
  if (choices.length === 1) return refuse('one-choice');
  if (choices.length > maxChoicesPerQuestion) return refuse('too-many-choices');
  if (choices.some((choice) => choice.text.length > longestChoice)) return refuse('too-long');
  if (!choices.some((choice) => choice.is_correct)) return refuse('no-right-choice');
  return { ...question, kind: kindOf(choices), choices };
}

/** The mark may stand before or after the letter: `*a) Paris` and `a) *Paris`. */
function readChoice({ text }: Line): Choice {
  const marked = text.startsWith('*');
  const inner = (marked ? text.slice(1).trim() : text).replace(bullet, '');
  const markedInside = inner.startsWith('*');
  return { text: markedInside ? inner.slice(1).trim() : inner, is_correct: marked || markedInside };
}

function kindOf(choices: readonly Choice[]): 'single_choice' | 'multiple_choice' | 'true_false' {
  const words = choices.map(({ text }) => text.toLowerCase()).toSorted();
  const right = choices.filter((choice) => choice.is_correct).length;
  if (right > 1) return 'multiple_choice';
  return ['false,true', 'falsch,richtig', 'falsch,wahr'].includes(words.join())
    ? 'true_false'
    : 'single_choice';
}

function readTyped([answer = '', ...others]: string[]): Partial<QuestionDraft> {
  const number = others.length === 0 ? typedNumber.exec(answer) : null;
  if (!number)
    return {
      kind: 'short_text',
      answer,
      ...(others.length > 0 ? { settings: { accepted_answers: others } } : {}),
    };
  const tolerance = Number((number[2] ?? '0').replace(',', '.'));
  return {
    kind: 'numeric',
    answer: (number[1] ?? '').trim(),
    settings: Number.isFinite(tolerance) && tolerance > 0 ? { tolerance } : {},
  };
}
