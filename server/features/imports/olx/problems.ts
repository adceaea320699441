/**
 * Problems of Open edX with one plain answer: choice, several choices, drop-down, text, number. Pure.
 *
 * A problem may ask several things; each becomes a question. One part that cannot come over refuses the whole problem, so
 * that no half of a question is left.
 */

import { type Made, type Reason, reason, refuse } from '../questions/made.ts';
import {
  type GivenAnswer,
  makeChoices,
  makeNumeric,
  makeShortText,
  middleOf,
} from '../questions/make.rules.ts';
import { wordsOf } from '../text/plain.ts';
import { descendants, element, elements, textOf, toHtml, type XmlElement } from '../xml/xml.ts';

const isResponse = (node: XmlElement): boolean => node.name.endsWith('response');

/** What stands inside a response besides the question's own words. */
const machinery = new Set([
  'choicegroup',
  'checkboxgroup',
  'optioninput',
  'textline',
  'formulaequationinput',
  'responseparam',
  'additional_answer',
  'stringequalhint',
  'numericalhint',
  'correcthint',
  'optionhint',
  'compoundhint',
  'choicehint',
  'solution',
  'demandhint',
  'script',
  'style',
]);

/** The questions of a problem, in order, or the one reason why it stays behind. */
export function questionsOf(problem: XmlElement): Made[] {
  const parts = partsOf(problem);
  const responses = parts.filter((part): part is XmlElement => typeof part === 'object');
  if (responses.length === 0) return [refuse('kind.unsupported', { kind: 'problem' })];
  if ([...descendants(problem)].some((node) => node.name === 'script')) return [refuse('answer.computed')];
  const weight = Number(problem.attributes['weight']);
  const points = weight > 0 ? { points: Math.max(0.01, weight / responses.length) } : {};
  const made: Made[] = [];
  let before = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      before += part;
      continue;
    }
    const asked = wordsOf(`${before} ${ownWords(part)}`);
    const feedback = wordsOf(solutionOf(part) || solutionOf(problem)).words;
    const question = byKind(part, { text: asked.words, feedback, ...points });
    if ('refused' in question) return [question];
    made.push({ ...question, changes: [...asked.changes, ...question.changes] });
    before = '';
  }
  return withHints(problem, made);
}

function withHints(problem: XmlElement, made: Made[]): Made[] {
  const [first, ...others] = made;
  const hints = [...descendants(problem)].some((node) => node.name === 'demandhint');
  if (!hints || !first || 'refused' in first) return made;
  return [{ ...first, changes: [...first.changes, reason('hints.left-out')] }, ...others];
}

/** The problem in reading order: HTML between responses, and the responses, however deep they stand. */
function partsOf(node: XmlElement): (string | XmlElement)[] {
  return node.children.flatMap((child): (string | XmlElement)[] => {
    if (typeof child === 'string') return [toHtml(child)];
    if (isResponse(child)) return [child];
    if (machinery.has(child.name)) return [];
    return [...descendants(child)].some(isResponse) ? partsOf(child) : [toHtml(child)];
  });
}

const ownWords = (response: XmlElement): string =>
  response.children
    .filter((child) => typeof child === 'string' || !machinery.has(child.name))
    .map(toHtml)
    .join('');

const solutionOf = (node: XmlElement): string => elements(node, 'solution').map(toHtml).join('');

type Common = { text: string; feedback: string; points?: number };

function byKind(response: XmlElement, common: Common): Made {
  switch (response.name) {
    case 'multiplechoiceresponse':
      return choices(response, 'choicegroup', common, false);
    case 'choiceresponse':
      return choices(response, 'checkboxgroup', common, true);
    case 'optionresponse':
      return options(response, common);
    case 'stringresponse':
      return text(response, common);
    case 'numericalresponse':
      return number(response, common);
    default:
      return refuse('kind.unsupported', { kind: response.name });
  }
}

const percentOf = (correct: string | undefined): number =>
  /^true$/i.test(correct ?? '') ? 100 : /^partial/i.test(correct ?? '') ? 50 : 0;

function choices(response: XmlElement, group: string, common: Common, several: boolean): Made {
  const groups = elements(response, group, 'choicegroup', 'checkboxgroup', 'radiogroup');
  const given = groups.flatMap((one) => elements(one, 'choice')).map(choiceOf);
  const made = makeChoices({ ...common, several, choices: given.map((one) => one.answer) });
  if ('refused' in made) return made;
  return { ...made, changes: [...given.flatMap((one) => one.changes).slice(0, 1), ...made.changes] };
}

function choiceOf(choice: XmlElement): { answer: GivenAnswer; changes: Reason[] } {
  const own = choice.children.filter((child) => typeof child === 'string' || !/hint$/.test(child.name));
  const { words, changes } = wordsOf(own.map(toHtml).join(''));
  const hint = elements(choice, 'choicehint').find((one) => one.attributes['selected'] !== 'false');
  const feedback = wordsOf(hint ? hint.children.map(toHtml).join('') : '').words;
  return { answer: { text: words, percent: percentOf(choice.attributes['correct']), feedback }, changes };
}

/** One drop-down; several in one sentence make a cloze text, which a single question cannot be. */
function options(response: XmlElement, common: Common): Made {
  const inputs = [...descendants(response)].filter((node) => node.name === 'optioninput');
  const [input] = inputs;
  if (!input || inputs.length > 1) return refuse('kind.unsupported', { kind: 'optionresponse' });
  const written = elements(input, 'option').map((option) => {
    const words = option.children
      .filter((child) => typeof child === 'string' || child.name !== 'optionhint')
      .map(toHtml)
      .join('');
    const feedback = wordsOf(elements(option, 'optionhint').map(toHtml).join('')).words;
    return { text: wordsOf(words).words, percent: percentOf(option.attributes['correct']), feedback };
  });
  const { options: list, correct } = input.attributes;
  const short = [...(list ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)].map(
    ([, single, double]) => single ?? double ?? '',
  );
  const given =
    written.length > 0
      ? written
      : short.map((one) => ({ text: one, percent: one === correct ? 100 : 0, feedback: '' }));
  return makeChoices({ ...common, several: false, choices: given });
}

function text(response: XmlElement, common: Common): Made {
  const { answer = '', type = '' } = response.attributes;
  if (/\bregexp\b/.test(type)) return refuse('answer.pattern', { value: answer.slice(0, 100) });
  const more = elements(response, 'additional_answer').map((one) => one.attributes['answer'] ?? textOf(one));
  const answers = [answer, ...more].map((one) => ({ text: one, percent: 100, feedback: '' }));
  const made = makeShortText({ ...common, answers, case_sensitive: !/\bci\b/.test(type), wildcards: false });
  return withLostFeedback(response, made);
}

/** `5`, `[4.9, 5.1]`, with a tolerance in units or per cent. Expressions are not computed. */
function number(response: XmlElement, common: Common): Made {
  const answer = (response.attributes['answer'] ?? '').trim();
  if (elements(response, 'additional_answer').length > 0) return refuse('answer.several-right');
  const range = /^([[(])\s*([^,\s]+)\s*,\s*([^,\s]+)\s*([\])])$/.exec(answer);
  if (range && (range[1] !== '[' || range[4] !== ']')) return refuse('answer.open-range', { value: answer });
  const middle = range
    ? middleOf(range[2] ?? '', range[3] ?? '')
    : { text: answer, tolerance: toleranceOf(response, answer) };
  if (!middle) return refuse('answer.not-a-number', { value: answer.slice(0, 100) });
  const made = makeNumeric({ ...common, answers: [{ ...middle, percent: 100, feedback: '' }] });
  const lost = response.attributes['partial_credit'] === undefined ? [] : [reason('credit.partial')];
  return withLostFeedback(
    response,
    'refused' in made ? made : { ...made, changes: [...lost, ...made.changes] },
  );
}

function toleranceOf(response: XmlElement, answer: string): string {
  const parameter = elements(response, 'responseparam').find((one) => one.attributes['type'] === 'tolerance');
  const written = (parameter?.attributes['default'] ?? '').trim();
  if (!written.endsWith('%')) return written || '0';
  const share = Math.abs(Number(answer)) * (Number(written.slice(0, -1)) / 100);
  return Number.isFinite(share) ? String(Number(share.toPrecision(12))) : '0';
}

function withLostFeedback(response: XmlElement, made: Made): Made {
  const has = ['stringequalhint', 'numericalhint', 'correcthint'].some((name) => element(response, name));
  return 'refused' in made || !has
    ? made
    : { ...made, changes: [...made.changes, reason('feedback.left-out')] };
}
