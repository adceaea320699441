/** GIFT as Moodle reads it, on samples of every kind, on broken ones, and on Moodle's own examples when they are there. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '#server/testing/cpu.ts';
import { decodeText } from '../text/decode.ts';
import { parseGift } from './gift.ts';

const drafts = (source: string) => parseGift(source).questions.map((question) => question.draft);
const codes = (source: string) =>
  parseGift(source).findings.map(({ line, effect, code }) => [line, effect, code]);
const marks = (source: string) =>
  drafts(source)[0]?.choices?.map((choice) => `${choice.is_correct ? '+' : '-'}${choice.text}`);

describe('a question comes over', () => {
  it('with one right choice and feedback on each', () => {
    expect(drafts('::Name::Which? {\n~No#Not this\n=Yes#Right\n#### In general.\n}')).toEqual([
      {
        kind: 'single_choice',
        text: 'Which?',
        feedback: 'In general.',
        choices: [
          { text: 'No', is_correct: false, feedback: 'Not this' },
          { text: 'Yes', is_correct: true, feedback: 'Right' },
        ],
      },
    ]);
  });

  it.each([
    [
      'several right ones by weight',
      'Two? {~%-50%A ~%50%B ~%50%C ~%-50%D}',
      'multiple_choice',
      ['-A', '+B', '+C', '-D'],
    ],
    ['one of several by weight', 'One? {~%100%A ~%-100%B}', 'multiple_choice', ['+A', '-B']],
    ['a true statement', 'The sun rises in the east.{T}', 'true_false', ['+True', '-False']],
    ['a false statement', 'Grant is buried.{ FALSE #No one is.}', 'true_false', ['-True', '+False']],
    [
      'escaped control characters',
      'Which? {\n~ \\= 2 + 2\n= \\~\\{\\}\\#\\:\\\\\n}',
      'single_choice',
      ['-= 2 + 2', '+~{}#:\\'],
    ],
  ])('as %s', (_name, source, kind, expected) => {
    expect(drafts(source)[0]?.kind).toBe(kind);
    expect(marks(source)).toEqual(expected);
  });

  it('with the feedback of a true/false question on the side it belongs to', () => {
    const choices = (source: string) => drafts(source)[0]?.choices?.map((choice) => choice.feedback);
    expect(choices('S.{T#wrong#right}')).toEqual(['right', 'wrong']);
    expect(choices('S.{F#wrong#right}')).toEqual(['wrong', 'right']);
  });

  it.each([
    ['Two plus two? {=four =4}', 'four', { case_sensitive: false, accepted_answers: ['4'] }],
    ['Origins::Name?{China}', 'China', { case_sensitive: false }],
    ['Partly? {=Nazareth =%75%Nazereth}', 'Nazareth', { case_sensitive: false }],
    ['Empty ones? {= =x}', 'x', { case_sensitive: false }],
  ])('as short text: %s', (source, answer, settings) => {
    expect(drafts(source)[0]).toMatchObject({ kind: 'short_text', answer, settings });
  });

  it.each([
    ['{#1822}', '1822', {}],
    ['{#1822:1}', '1822', { tolerance: 1 }],
    ['{#3.141..3.142}', '3.1415', { tolerance: 0.0005 }],
    ['{#-1e-3..1e-3}', '0', { tolerance: 0.001 }],
    ['{#=1822:0 =%50%1822:2}', '1822', {}],
    ['{# = 6.02e2 : 1e1 #Good}', '602', { tolerance: 10 }],
  ])('as a number: %s', (answers, answer, settings) => {
    expect(drafts(`How many? ${answers}`)[0]).toMatchObject({ kind: 'numeric', answer, settings });
  });

  it.each([
    ['a gap in a sentence', 'Grant is {~buried =entombed} in a tomb.', 'Grant is _____ in a tomb.'],
    ['no gap for a stray full stop', 'How many? {#4}.', 'How many?'],
    ['the words of HTML', '[html]<p>Which&nbsp;<b>one</b>?</p>{=a}', 'Which one?'],
    ['HTML nobody announced', '<p>Which <b>one</b>?</p>{=a}', 'Which one?'],
    ['what only looks like HTML', 'Is a<b or b>a?{T}', 'Is a<b or b>a?'],
    ['Markdown as it is', '[markdown]**Which**?{=a}', '**Which**?'],
    ['line breaks asked for', 'One\\nTwo{=a}', 'One\nTwo'],
    ['a name that is not one', ':: Which?{=a}', ':: Which?'],
  ])('with %s', (_name, source, text) => {
    expect(drafts(source)[0]?.text).toBe(text);
  });

  it('after comments, categories and Windows line ends', () => {
    const source =
      '// question: 1\r\n$CATEGORY: $course$/top\r\n\r\n// [id:x]\r\nOne? {T}\r\n\r\n\r\n//two\r\nTwo?\r\n// inside\r\n{F}\r\n';
    expect(parseGift(source).questions.map(({ line, title }) => [line, title])).toEqual([
      [5, 'One?'],
      [9, 'Two?'],
    ]);
  });
});

describe('what cannot come over is told with its line', () => {
  it.each<[string, string, [number, string, string][]]>([
    ['an essay', 'Write.{}', [[1, 'skipped', 'kind.unsupported']]],
    ['a description', '\n\nJust text.', [[3, 'skipped', 'kind.unsupported']]],
    ['a matching question', 'M {=a->b =c->d}', [[1, 'skipped', 'kind.unsupported']]],
    ['no end of the answers', 'One? {=a\n\nTwo? {T}', [[1, 'skipped', 'braces.unbalanced']]],
    ['no beginning of the answers', 'One? =a}', [[1, 'skipped', 'braces.unbalanced']]],
    ['answers twice', 'One {=a} two {=b}', [[1, 'skipped', 'braces.unbalanced']]],
    ['no question', '{=a}', [[1, 'skipped', 'text.empty']]],
    ['no right choice', 'One? {~a ~b}', [[1, 'skipped', 'answer.none-right']]],
    ['two right choices where one is asked', 'One? {=a =b ~c}', [[1, 'skipped', 'answer.several-right']]],
    ['one choice', 'One? {~a}', [[1, 'skipped', 'choices.too-few']]],
    ['an empty choice', 'One? {=a ~}', [[1, 'skipped', 'choices.empty']]],
    ['text before the first choice', 'One? {so =a ~b}', [[1, 'skipped', 'file.unreadable']]],
    ['a number that is none', 'One? {#abc}', [[1, 'skipped', 'answer.not-a-number']]],
    ['a range of nothing', 'One? {#1..x}', [[1, 'skipped', 'answer.not-a-number']]],
    ['no number', 'One? {#}', [[1, 'skipped', 'answer.not-a-number']]],
    ['two right numbers', 'One? {#=1 =2}', [[1, 'skipped', 'answer.several-right']]],
    ['a pattern alone', 'One? {=*}', [[1, 'skipped', 'answer.pattern']]],
    ['a pattern beside a word', 'One? {=a =a*}', [[1, 'changed', 'answer.pattern']]],
    ['credit for half an answer', 'One? {=a ~%50%b}', [[1, 'changed', 'credit.partial']]],
    ['different weights', 'Two? {~%70%a ~%30%b ~c}', [[1, 'changed', 'credit.weights']]],
    ['feedback on a text answer', 'One? {=a#good}', [[1, 'changed', 'feedback.left-out']]],
    ['a picture', '[html]<img src\\="x.png">Which?{T}', [[1, 'changed', 'picture.left-out']]],
    ['too long a choice', `One? {=${'x'.repeat(2001)} ~b}`, [[1, 'skipped', 'text.too-long']]],
    ['too many choices', `One? {=a ${'~b '.repeat(50)}}`, [[1, 'skipped', 'choices.too-many']]],
  ])('%s', (_name, source, expected) => {
    expect(codes(source)).toEqual(expected);
  });

  it('and the rest of the file is still read', () => {
    const { questions, findings } = parseGift('One? {=a\n\nTwo? {T}\n\nThree.{}\n\nFour? {#4}');
    expect(questions.map((one) => one.line)).toEqual([3, 7]);
    expect(findings.map((one) => one.line)).toEqual([1, 5]);
  });
});

describe('a file', () => {
  it('of five megabytes is read soon, as far as a quiz goes', () => {
    const source = '::Name::Which of these is right? {~no =yes ~neither#because}\n\n'.repeat(80_000);
    expect(cpuMilliseconds(() => parseGift(source))).toBeLessThan(3000);
    const { questions, findings } = parseGift(source);
    expect(questions).toHaveLength(500);
    expect(findings).toEqual([expect.objectContaining({ code: 'questions.too-many', line: 1001 })]);
  });

  it.each([
    ['of braces', '{'.repeat(500_000)],
    ['of one endless question', `One? {${'~a'.repeat(500_000)}}`],
    ['of tildes', '~'.repeat(500_000)],
    ['of backslashes', '\\'.repeat(500_000)],
    ['of colons', ':'.repeat(500_000)],
    ['of weights', `One? {${'~%50%'.repeat(200_000)}}`],
    ['of tags', `[html]${'<b>'.repeat(200_000)}{T}`],
    ['of nothing', ''],
    ['of blank lines', '\n'.repeat(500_000)],
  ])('%s is answered soon', (_name, source) => {
    expect(cpuMilliseconds(() => parseGift(source))).toBeLessThan(3000);
  });

  it('of anything at all never throws', () => {
    const piece = fc.constantFrom(
      '::',
      '{',
      '}',
      '~',
      '=',
      '#',
      '##',
      '####',
      '%50%',
      '->',
      '\\',
      '\n',
      '\n\n',
      '//',
      'T',
      'x',
      '..',
      ':',
      '[html]',
      '<p>',
      '\ue100',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => void parseGift(parts.join(''))),
      { numRuns: 2000 },
    );
  });
});

const fixtures = path.resolve('../shared/fixtures/moodle/question-formats/format/gift');

describe.skipIf(!existsSync(fixtures))("Moodle's own files", () => {
  const read = (name: string) => parseGift(decodeText(readFileSync(path.join(fixtures, name))));

  it('come over: every supported example', () => {
    const { questions, findings } = read('examples.txt');
    const counts: Record<string, number> = {};
    for (const { draft } of questions) counts[draft.kind ?? ''] = (counts[draft.kind ?? ''] ?? 0) + 1;
    expect(Object.entries(counts).sort()).toEqual([
      ['multiple_choice', 2],
      ['numeric', 8],
      ['short_text', 9],
      ['single_choice', 16],
      ['true_false', 5],
    ]);
    expect(
      findings.filter((one) => one.effect === 'skipped').map((one) => [one.line, one.params['kind']]),
    ).toEqual([
      [55, 'matching'],
      [61, 'matching'],
      [177, 'matching'],
    ]);
  });

  it('in an old code page are read, and essays and matching are told', () => {
    const { questions, findings } = read('tests/fixtures/questions_encoding_windows-1252.gift.txt');
    expect(questions).toEqual([]);
    expect(findings.map((one) => [one.line, one.params['kind']])).toEqual([
      [6, 'essay'],
      [10, 'essay'],
      [14, 'matching'],
    ]);
  });
});
