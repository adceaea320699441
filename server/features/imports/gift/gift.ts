/**
 * Reads GIFT, Moodle's plain-text question format: multiple choice, several answers, true/false, short answer, numerical.
 * Pure. Follows Moodle's own reading where its documentation is silent: questions end at a blank line, comment lines do
 * not end one, and the order in which the kinds are told apart is Moodle's.
 *
 * @source https://docs.moodle.org/en/GIFT_format
 */
import { isFull, type Made, type ParsedQuestions, refuse, take } from '../questions/made.ts';
import { parseAnswers } from './answers.ts';
import { hideEscapes, showEscapes } from './escapes.ts';
import { plainPart, type TextFormat, textFormatOf } from './formats.ts';

/** @returns questions in the order of the file; findings carry the line a question starts on, counted from 1 */
export function parseGift(source: string): ParsedQuestions {
  const result: ParsedQuestions = { questions: [], findings: [] };
  for (const block of blocksOf(source)) {
    if (isFull(result, block.line)) break;
    const { name, made } = readQuestion(block.text);
    take(result, { line: block.line, path: null, title: name }, made);
  }
  return result;
}

type Block = { line: number; text: string };

/** Stretches of lines between blank ones, without comments and category lines; `line` is where the text begins. */
function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let start = 0;
  const close = () => {
    const text = lines.join('\n').trim();
    if (text !== '') blocks.push({ line: start, text });
    lines = [];
  };
  source.split(/\r\n|\n|\r/).forEach((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '') close();
    else if (trimmed.startsWith('//') || trimmed.startsWith('$CATEGORY:')) return;
    else {
      if (lines.length === 0) start = index + 1;
      lines.push(line);
    }
  });
  close();
  return blocks;
}

const longestName = 80;

function readQuestion(written: string): { name: string; made: Made } {
  const { name, rest } = splitName(hideEscapes(written));
  const { format, text } = textFormatOf(rest);
  const open = text.indexOf('{');
  const close = text.indexOf('}');
  const title = (name || plainPart(open < 0 ? text : text.slice(0, open), format).words).slice(
    0,
    longestName,
  );
  if (open < 0 && close < 0)
    return { name: title, made: refuse('kind.unsupported', { kind: 'description' }) };
  const balanced =
    open >= 0 && close > open && text.indexOf('{', open + 1) < 0 && text.indexOf('}', close + 1) < 0;
  if (!balanced) return { name: title, made: refuse('braces.unbalanced') };
  const asked = questionText(text.slice(0, open), text.slice(close + 1), format);
  const [answers = '', ...general] = text.slice(open + 1, close).split('####');
  const feedback = plainPart(general.join('####'), format);
  const made = parseAnswers(answers.trim(), { text: asked.words, feedback: feedback.words, format });
  return {
    name: title,
    made: 'refused' in made ? made : { ...made, changes: [...asked.changes, ...made.changes] },
  };
}

function splitName(text: string): { name: string; rest: string } {
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  return end < 0
    ? { name: '', rest: text }
    : { name: showEscapes(text.slice(2, end)).trim(), rest: text.slice(end + 2).trim() };
}

/** Text after the answers makes a gap in the sentence; a stray full stop after a finished question does not. */
function questionText(before: string, after: string, format: TextFormat) {
  const stray = /^[\s.,;:!?]*$/.test(after) && /[.?!:]\s*$/.test(before);
  const sentence = after.trim() === '' || stray ? before : `${before.trimEnd()} _____ ${after.trimStart()}`;
  return plainPart(sentence.replace(/_____ (?=[.,;:!?])/, '_____'), format);
}
