/** What stands between the braces of a GIFT question. Escapes are hidden when it arrives here. */

import { type Made, refuse } from '../questions/made.ts';
import {
  type GivenAnswer,
  type GivenNumber,
  makeChoices,
  makeNumeric,
  makeShortText,
  makeTrueFalse,
  middleOf,
} from '../questions/make.rules.ts';
import { showEscapes } from './escapes.ts';
import { plainPart, type TextFormat } from './formats.ts';

type Asked = { text: string; feedback: string; format: TextFormat };

/** Tells the kinds apart in Moodle's order, and builds the question. */
export function parseAnswers(answers: string, asked: Asked): Made {
  if (answers === '') return refuse('kind.unsupported', { kind: 'essay' });
  if (answers.startsWith('#')) return numeric(answers.slice(1), asked);
  if (answers.includes('~')) {
    const choices = answersOf(answers, asked.format);
    return choices === null
      ? refuse('file.unreadable', { detail: excerpt(answers) })
      : makeChoices({ ...asked, choices, several: !answers.includes('=') });
  }
  if (answers.includes('=') && answers.includes('->'))
    return refuse('kind.unsupported', { kind: 'matching' });
  const statement = /^(TRUE|T|FALSE|F)\s*(?:#|$)/i.exec(answers);
  if (statement) return trueFalse(answers, (statement[1] ?? '').toUpperCase().startsWith('T'), asked);
  const accepted = answersOf(answers.startsWith('=') ? answers : `=${answers}`, asked.format);
  if (accepted === null) return refuse('file.unreadable', { detail: excerpt(answers) });
  return makeShortText({ ...asked, answers: accepted, case_sensitive: false, wildcards: true });
}

/** `TRUE#shown when wrong#shown when right` */
function trueFalse(answers: string, answer: boolean, asked: Asked): Made {
  const [, wrong = '', right = ''] = answers.split('#').map((part) => plainPart(part, asked.format).words);
  return makeTrueFalse({
    ...asked,
    answer,
    feedback_true: answer ? right : wrong,
    feedback_false: answer ? wrong : right,
  });
}

/** `=right`, `~wrong`, `~%50%partly`, each with `#feedback`; null when text stands in front of the first. */
function answersOf(answers: string, format: TextFormat): GivenAnswer[] | null {
  const pieces = answers.split(/(?=[=~])/, mostPieces).map((piece) => piece.trim());
  if (!/^[=~]/.test(pieces[0] ?? '')) return null;
  return pieces.map((piece) => {
    const { percent, rest } = weightOf(piece.slice(1), piece.startsWith('=') ? 100 : 0);
    const [text = '', ...feedback] = rest.split('#');
    return {
      text: plainPart(text, format).words,
      percent,
      feedback: plainPart(feedback.join('#'), format).words,
    };
  });
}

/** More than any question may have; the rest would only be counted. */
const mostPieces = 100;

function weightOf(answer: string, usual: number): { percent: number; rest: string } {
  const weight = /^\s*%(-?\d{1,3}(?:\.\d{0,10})?)%/.exec(answer);
  return weight
    ? { percent: Number(weight[1]), rest: answer.slice(weight[0].length) }
    : { percent: usual, rest: answer };
}

/** `#1822:1`, `#3.141..3.142`, or several with `=` and weights. */
function numeric(answers: string, asked: Asked): Made {
  const written = answers.trim();
  const pieces = written.startsWith('=')
    ? written.split(/(?==)/, mostPieces).map((piece) => piece.trim().slice(1))
    : [written];
  const given = pieces.map((piece) => numberOf(piece, asked.format));
  const wrong = given.find((one) => 'wrong' in one);
  if (wrong && 'wrong' in wrong) return refuse('answer.not-a-number', { value: excerpt(wrong.wrong) });
  return makeNumeric({ ...asked, answers: given.filter((one): one is GivenNumber => !('wrong' in one)) });
}

function numberOf(piece: string, format: TextFormat): GivenNumber | { wrong: string } {
  const { percent, rest } = weightOf(piece, 100);
  const [number = '', ...more] = rest.split('#');
  const feedback = plainPart(more.join('#'), format).words;
  const [from, to] = number.split('..').map((part) => part.trim());
  if (from !== undefined && to !== undefined) {
    const middle = middleOf(from, to);
    return middle ? { ...middle, percent, feedback } : { wrong: number };
  }
  const [text = '', tolerance = '0'] = number.split(':').map((part) => part.trim());
  return { text, tolerance: tolerance || '0', percent, feedback };
}

const excerpt = (text: string): string => showEscapes(text).trim().slice(0, 60);
