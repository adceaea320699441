/** Moodle XML: the supported kinds, broken and hostile files, and Moodle's own when they are there. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '#server/testing/cpu.ts';
import { decodeText } from '../text/decode.ts';
import { parseMoodleXml } from './moodle-xml.ts';

const quiz = (...questions: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>`;
const question = (type: string, inside: string, text = '<p>Which?</p>') =>
  `<question type="${type}"><name><text>A name</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext>${inside}</question>`;
const answer = (fraction: string, text: string, more = '') =>
  `<answer fraction="${fraction}"><text>${text}</text>${more}</answer>`;
const feedback = (text: string) => `<feedback format="html"><text>${text}</text></feedback>`;

const codes = (source: string) =>
  parseMoodleXml(source).findings.map(({ line, effect, code }) => [line, effect, code]);
const drafts = (source: string) => parseMoodleXml(source).questions.map((one) => one.draft);

describe('a question comes over', () => {
  it('with one right choice, points and feedback', () => {
    const source = quiz(
      question(
        'multichoice',
        `<generalfeedback><text>In general</text></generalfeedback><defaultgrade>2.5</defaultgrade><single>true</single>${answer('100', 'Yes', feedback('Right'))}${answer('0', '&lt;b&gt;No&lt;/b&gt;')}`,
      ),
    );
    expect(parseMoodleXml(source).questions).toEqual([
      {
        line: 3,
        path: null,
        title: 'A name',
        draft: {
          kind: 'single_choice',
          text: 'Which?',
          feedback: 'In general',
          points: 2.5,
          choices: [
            { text: 'Yes', is_correct: true, feedback: 'Right' },
            { text: 'No', is_correct: false, feedback: '' },
          ],
        },
      },
    ]);
  });

  it.each([
    [
      'several right choices',
      'multichoice',
      `<single>false</single>${answer('50', 'a')}${answer('50', 'b')}${answer('-100', 'c')}`,
      { kind: 'multiple_choice' },
    ],
    [
      'a statement',
      'truefalse',
      `${answer('0', 'true', feedback('No'))}${answer('100', 'false')}`,
      {
        kind: 'true_false',
        choices: [
          { text: 'True', is_correct: false, feedback: 'No' },
          { text: 'False', is_correct: true, feedback: '' },
        ],
      },
    ],
    [
      'a word',
      'shortanswer',
      `<usecase>1</usecase>${answer('100', 'frog')}${answer('100', 'toad')}`,
      { kind: 'short_text', answer: 'frog', settings: { accepted_answers: ['toad'], case_sensitive: true } },
    ],
    [
      'a number',
      'numerical',
      answer('100', '6.25', '<tolerance>0.05</tolerance>'),
      { kind: 'numeric', answer: '6.25', settings: { tolerance: 0.05 } },
    ],
    [
      'a number that is exact',
      'numerical',
      answer('100', ' -3 ', ''),
      { kind: 'numeric', answer: '-3', settings: {} },
    ],
  ])('as %s', (_name, type, inside, expected) => {
    expect(drafts(quiz(question(type, inside)))).toEqual([expect.objectContaining(expected)]);
  });

  it('alone, without a quiz around it', () => {
    expect(drafts(question('truefalse', `${answer('100', 'true')}${answer('0', 'false')}`))).toHaveLength(1);
  });

  it('with entities that people write', () => {
    expect(
      drafts(
        quiz(question('shortanswer', answer('100', 'caf&#233; &amp; co'), 'A&nbsp;&lt;b&gt; &ouml;')),
      )[0],
    ).toMatchObject({ answer: 'caf\u00e9 & co', text: 'A <b> \u00f6' });
  });
});

describe('what cannot come over is told with its line', () => {
  it.each<[string, string, [number, string, string][]]>([
    ['other kinds', question('essay', ''), [[3, 'skipped', 'kind.unsupported']]],
    ['a kind without a name', '<question></question>', [[3, 'skipped', 'kind.unsupported']]],
    [
      'no right answer',
      question('multichoice', `${answer('0', 'a')}${answer('0', 'b')}`),
      [[3, 'skipped', 'answer.none-right']],
    ],
    [
      'a grade that is none',
      question('multichoice', `${answer('x', 'a')}${answer('0', 'b')}`),
      [[3, 'skipped', 'answer.not-a-number']],
    ],
    [
      'a statement that is both',
      question('truefalse', `${answer('100', 'true')}${answer('100', 'false')}`),
      [[3, 'skipped', 'answer.none-right']],
    ],
    ['any number', question('numerical', answer('100', '*')), [[3, 'skipped', 'answer.not-a-number']]],
    [
      'units',
      question(
        'numerical',
        `${answer('100', '5')}<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>`,
      ),
      [[3, 'changed', 'units.left-out']],
    ],
    [
      'hints',
      question('truefalse', `${answer('100', 'true')}${answer('0', 'false')}<hint><text>think</text></hint>`),
      [[3, 'changed', 'hints.left-out']],
    ],
    [
      'a picture',
      question(
        'truefalse',
        `${answer('100', 'true')}${answer('0', 'false')}`,
        '<img src="@@PLUGINFILE@@/a.png">Is it?',
      ),
      [[3, 'changed', 'picture.left-out']],
    ],
  ])('%s', (_name, inside, expected) => {
    expect(codes(quiz(inside))).toEqual(expected);
  });

  it('categories are no question and no finding', () => {
    expect(codes(quiz('<question type="category"><category><text>top</text></category></question>'))).toEqual(
      [],
    );
  });
});

describe('a file that is broken or hostile is answered soon, with a line', () => {
  it.each<[string, string, number]>([
    ['an open element', '<quiz>\n<question type="essay">\n</quiz>', 3],
    ['no XML', 'hello', 1],
    ['nothing', '', 1],
    [
      'an entity that reads files',
      '<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<quiz>&x;</quiz>',
      2,
    ],
    ['a document type from elsewhere', '<!DOCTYPE quiz SYSTEM "https://evil.test/x.dtd"><quiz/>', 1],
    [
      'a billion laughs',
      `<!DOCTYPE lolz [<!ENTITY a "lol">${'bcdefghij'
        .split('')
        .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index]};`.repeat(10)}">`)
        .join('')}]><quiz>&j;</quiz>`,
      1,
    ],
    ['depth without end', `<quiz>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</quiz>`, 1],
    ['tags without end', `<quiz>${'<a/>'.repeat(200_000)}</quiz>`, 1],
    ['attributes of prototypes', '<quiz><question __proto__="x" constructor="y"/></quiz>', 1],
  ])('%s', (_name, source, line) => {
    expect(cpuMilliseconds(() => parseMoodleXml(source))).toBeLessThan(3000);
    const { questions, findings } = parseMoodleXml(source);
    expect(questions).toEqual([]);
    expect(findings).toEqual([expect.objectContaining({ line, effect: 'skipped' })]);
  });

  it('five megabytes of questions', () => {
    const one = question('truefalse', `${answer('100', 'true')}${answer('0', 'false')}`);
    const source = quiz(one.repeat(4000));
    expect(cpuMilliseconds(() => parseMoodleXml(source))).toBeLessThan(5000);
    expect(parseMoodleXml(source).questions).toHaveLength(500);
  });

  it('another document', () => {
    expect(codes('<html><body/></html>')).toEqual([[1, 'skipped', 'kind.unsupported']]);
  });
});

const fixtures = path.resolve('../shared/fixtures/moodle/question-formats');

describe.skipIf(!existsSync(fixtures))("Moodle's own files", () => {
  it.each([
    ['format/xml/tests/fixtures/multichoice.xml', ['single_choice'], []],
    [
      'format/xml/tests/fixtures/nested_categories_with_questions.xml',
      ['true_false', 'true_false', 'true_false', 'true_false'],
      ['essay'],
    ],
    ['format/xml/tests/fixtures/categories_reverse_order.xml', ['short_text'], ['essay']],
    ['format/xml/tests/fixtures/html_chars_in_idnumbers.xml', ['true_false'], []],
    ['format/xml/tests/fixtures/error_invalid_grades.xml', ['multiple_choice'], []],
    ['format/xml/tests/fixtures/sample_questions_with_old_image_tag.xml', ['single_choice'], ['cloze']],
    ['type/numerical/tests/fixtures/testquestion.moodle.xml', ['numeric'], []],
    ['type/shortanswer/tests/fixtures/testquestion.moodle.xml', ['short_text'], []],
    ['type/match/tests/fixtures/testquestion.moodle.xml', [], ['matching']],
    ['type/ordering/tests/fixtures/testimport.moodle.xml', [], ['ordering']],
  ])('%s', (name, kinds, skipped) => {
    const { questions, findings } = parseMoodleXml(decodeText(readFileSync(path.join(fixtures, name))));
    expect(questions.map((one) => one.draft.kind)).toEqual(kinds);
    expect(findings.filter((one) => one.effect === 'skipped').map((one) => one.params['kind'])).toEqual(
      skipped,
    );
  });
});
