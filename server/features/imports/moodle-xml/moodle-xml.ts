/**
 * Reads Moodle XML: multichoice (single and several), truefalse, shortanswer, numerical. Pure. Other kinds are listed with
 * their line.
 *
 * @source https://docs.moodle.org/en/Moodle_XML_format
 */

import {
  isFull,
  type Made,
  type ParsedQuestions,
  type Reason,
  reason,
  refuse,
  take,
} from '../questions/made.ts';
import {
  type GivenAnswer,
  makeChoices,
  makeNumeric,
  makeShortText,
  makeTrueFalse,
} from '../questions/make.rules.ts';
import { wordsOf } from '../text/plain.ts';
import { element, elements, parseXml, textOf, type XmlElement } from '../xml/xml.ts';

export function parseMoodleXml(source: string): ParsedQuestions {
  const result: ParsedQuestions = { questions: [], findings: [] };
  const parsed = parseXml(source);
  if ('error' in parsed) {
    const { line, detail } = parsed.error;
    result.findings.push({
      line,
      path: null,
      title: '',
      effect: 'skipped',
      ...reason('file.unreadable', { detail }),
    });
    return result;
  }
  const { root } = parsed;
  if (root.name !== 'quiz' && root.name !== 'question') {
    take(result, { line: root.line, path: null, title: '' }, refuse('kind.unsupported', { kind: root.name }));
    return result;
  }
  for (const question of root.name === 'question' ? [root] : elements(root, 'question')) {
    if (isFull(result, question.line)) break;
    const type = question.attributes['type'] ?? '';
    if (type === 'category') continue;
    const place = { line: question.line, path: null, title: words(element(question, 'name')).slice(0, 80) };
    take(result, place, questionOf(question, type));
  }
  return result;
}

function questionOf(question: XmlElement, type: string): Made {
  const asked = marked(element(question, 'questiontext'));
  const weight = Number(textOf(element(question, 'defaultgrade')) || 1);
  const common = {
    text: asked.words,
    feedback: words(element(question, 'generalfeedback')),
    ...(Number.isFinite(weight) ? { points: weight } : {}),
  };
  const made = byType(question, type, common);
  if ('refused' in made) return made;
  return {
    ...made,
    changes: [...asked.changes, ...picturesOf(question), ...hintsOf(question), ...made.changes],
  };
}

type Common = { text: string; feedback: string; points?: number };

function byType(question: XmlElement, type: string, common: Common): Made {
  switch (type) {
    case 'multichoice':
      return choices(question, common);
    case 'truefalse':
      return trueFalse(question, common);
    case 'shortanswer':
      return shortAnswer(question, common);
    case 'numerical':
      return numerical(question, common);
    default:
      return refuse('kind.unsupported', { kind: type || 'unknown' });
  }
}

function choices(question: XmlElement, common: Common): Made {
  const several = /^(false|0)$/i.test(textOf(element(question, 'single')).trim());
  const answers = answersOf(question);
  if ('refused' in answers) return answers;
  return makeChoices({ ...common, choices: answers.given, several });
}

function trueFalse(question: XmlElement, common: Common): Made {
  const answers = answersOf(question);
  if ('refused' in answers) return answers;
  const [yes, no] = ['true', 'false'].map((value) =>
    answers.given.find((one) => one.text.trim().toLowerCase() === value),
  );
  if (!yes || !no || yes.percent === no.percent) return refuse('answer.none-right');
  return makeTrueFalse({
    ...common,
    answer: yes.percent > no.percent,
    feedback_true: yes.feedback,
    feedback_false: no.feedback,
  });
}

function shortAnswer(question: XmlElement, common: Common): Made {
  const answers = answersOf(question);
  if ('refused' in answers) return answers;
  const caseSensitive = /^(1|true)$/i.test(textOf(element(question, 'usecase')).trim());
  return makeShortText({ ...common, answers: answers.given, case_sensitive: caseSensitive, wildcards: true });
}

function numerical(question: XmlElement, common: Common): Made {
  const answers = answersOf(question);
  if ('refused' in answers) return answers;
  const tolerances = elements(question, 'answer').map(
    (answer) => textOf(element(answer, 'tolerance')).trim() || '0',
  );
  const made = makeNumeric({
    ...common,
    answers: answers.given.map((answer, index) => ({
      ...answer,
      text: answer.text.trim(),
      tolerance: tolerances[index] ?? '0',
    })),
  });
  const hasUnits = elements(question, 'units').some((units) => elements(units, 'unit').length > 0);
  return 'refused' in made || !hasUnits
    ? made
    : { ...made, changes: [...made.changes, reason('units.left-out')] };
}

function answersOf(question: XmlElement): { given: GivenAnswer[] } | { refused: Reason } {
  const given: GivenAnswer[] = [];
  for (const answer of elements(question, 'answer')) {
    const fraction = answer.attributes['fraction'] ?? '0';
    const percent = Number(fraction);
    if (fraction.trim() === '' || !Number.isFinite(percent))
      return refuse('answer.not-a-number', { value: fraction.slice(0, 60) });
    given.push({ text: words(answer), percent, feedback: words(element(answer, 'feedback')) });
  }
  return { given };
}

const hintsOf = (question: XmlElement): Reason[] =>
  elements(question, 'hint').some((hint) => words(hint) !== '') ? [reason('hints.left-out')] : [];

/** Pictures in answers, embedded files, and the `image` of old exports. */
function picturesOf(question: XmlElement): Reason[] {
  const inAnswers = elements(question, 'answer').some((answer) => marked(answer).changes.length > 0);
  const old = elements(question, 'image', 'image_base64').some((image) => textOf(image).trim() !== '');
  return inAnswers || old ? [reason('picture.left-out')] : [];
}

const words = (node: XmlElement | undefined): string => marked(node).words;

/** The words of `<x format="html"><text>…</text></x>`; texts without a format are plain in answers' values and HTML elsewhere. */
function marked(node: XmlElement | undefined): { words: string; changes: Reason[] } {
  if (!node) return { words: '', changes: [] };
  const text = textOf(element(node, 'text') ?? '').trim();
  const format = node.attributes['format'] ?? 'moodle_auto_format';
  if (format === 'plain_text' || format === 'markdown' || !text.includes('<'))
    return { words: unescaped(text), changes: [] };
  return wordsOf(text);
}

/** HTML without an element in it may still hold entities (`&nbsp;`). */
const unescaped = (text: string): string => (text.includes('&') ? wordsOf(text).words : text);
