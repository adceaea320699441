/** Tables of cases for every kind of question: what may be published, what may be answered, what it earns. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerInput, type QuestionSettings, questionKinds } from '#contract/assessment.ts';
import type { QuestionDefinition } from '../definition.ts';
import { isWithin, parseDecimal } from './decimal.ts';
import { typeOf } from './index.ts';
import { normalizeText } from './short-text.ts';

const question = (
  kind: QuestionDefinition['kind'],
  more: Partial<QuestionDefinition> = {},
): QuestionDefinition => ({
  id: 'q',
  kind,
  text: 'A question',
  answer: null,
  settings: {},
  points: 1,
  feedback: '',
  choices: [],
  ...more,
});
/** `marks`: one letter per choice, `r` right and `w` wrong; ids are c0, c1, … */
const choices = (marks: string) =>
  [...marks].map((mark, index) => ({
    id: `c${index}`,
    text: `Choice ${index}`,
    is_correct: mark === 'r',
    feedback: '',
  }));
const withChoices = (kind: QuestionDefinition['kind'], marks: string) =>
  question(kind, { choices: choices(marks) });

function share(asked: QuestionDefinition, sent: AnswerInput): number {
  const read = typeOf(asked).readAnswer(asked, sent);
  if ('refusal' in read) throw new Error(read.refusal.message);
  const { numerator, denominator } = typeOf(asked).score(asked, read.answer);
  return numerator / denominator;
}
const codes = (asked: QuestionDefinition) =>
  typeOf(asked)
    .problems(asked)
    .map((problem) => problem.code);
const refusedField = (asked: QuestionDefinition, sent: AnswerInput) => {
  const read = typeOf(asked).readAnswer(asked, sent);
  return 'refusal' in read ? read.refusal.field : null;
};

test('every kind of the contract has its type', () => {
  for (const kind of questionKinds) expect(typeOf({ kind }).kind).toBe(kind);
});

describe('what keeps a question from being published', () => {
  test.each([
    ['single_choice', 'rw', []],
    ['single_choice', 'ww', ['question.no-correct-choice']],
    ['single_choice', 'rrw', ['question.several-correct-choices']],
    ['single_choice', 'r', ['question.too-few-choices']],
    ['single_choice', '', ['question.too-few-choices', 'question.no-correct-choice']],
    ['true_false', 'rw', []],
    ['true_false', 'rww', ['question.not-two-choices']],
    ['true_false', 'ww', ['question.no-correct-choice']],
    ['multiple_choice', 'rrw', []],
    ['multiple_choice', 'rw', []],
    ['multiple_choice', 'ww', ['question.no-correct-choice']],
    ['multiple_choice', 'rrr', ['question.no-wrong-choice']],
  ] as const)('%s with choices "%s": %j', (kind, marks, expected) => {
    expect(codes(withChoices(kind, marks))).toEqual(expected);
  });

  test.each([
    ['short_text', 'Paris', []],
    ['short_text', '  ', ['question.no-answer']],
    ['short_text', null, ['question.no-answer']],
    ['numeric', '3,5', []],
    ['numeric', 'three', ['question.answer-not-a-number']],
    ['numeric', null, ['question.answer-not-a-number']],
  ] as const)('%s with the answer %j: %j', (kind, answer, expected) => {
    expect(codes(question(kind, { answer }))).toEqual(expected);
  });

  test('a short text may have its answers in the settings alone', () => {
    expect(codes(question('short_text', { settings: { accepted_answers: ['Paris'] } }))).toEqual([]);
  });
});

describe('what may be answered', () => {
  test.each<[QuestionDefinition['kind'], AnswerInput, string | null]>([
    ['single_choice', { choice_ids: ['c0', 'c1'] }, 'choice_ids'],
    ['single_choice', { choice_id: 'other' }, 'choice_id'],
    ['single_choice', { text: 'c0' }, 'text'],
    ['single_choice', { choice_id: 'c0', choice_ids: ['c0'] }, 'choice_id'],
    ['multiple_choice', { choice_ids: ['c0', 'other'] }, 'choice_ids'],
    ['multiple_choice', { choice_ids: ['c0', 'c1', 'c2'] }, null],
    ['true_false', { choice_ids: ['c0', 'c1'] }, 'choice_ids'],
    ['short_text', { choice_id: 'c0' }, 'choice_id'],
    ['numeric', { choice_ids: [] }, 'choice_ids'],
    ['numeric', { text: 'not a number at all' }, null],
    ['single_choice', {}, null],
    ['short_text', {}, null],
  ])('%s answered with %j: refused field %j', (kind, sent, field) => {
    const marks = kind === 'true_false' ? 'rw' : 'rww';
    const asked =
      kind === 'short_text' || kind === 'numeric'
        ? question(kind, { answer: '1' })
        : withChoices(kind, marks);
    expect(refusedField(asked, sent)).toBe(field);
  });

  test('a choice named twice counts once', () => {
    const asked = withChoices('multiple_choice', 'rrw');
    expect(typeOf(asked).readAnswer(asked, { choice_ids: ['c0', 'c0'] })).toEqual({
      answer: { choice_ids: ['c0'] },
    });
    expect(share(asked, { choice_ids: ['c0', 'c0'] })).toBe(0.5);
  });

  test('text is kept exactly as typed', () => {
    const asked = question('short_text', { answer: 'x' });
    expect(typeOf(asked).readAnswer(asked, { text: '  New\u00a0York ' })).toEqual({
      answer: { text: '  New\u00a0York ' },
    });
  });
});

describe('single choice and true or false', () => {
  test.each([
    ['single_choice', 'wrw', 'c1', 1],
    ['single_choice', 'wrw', 'c0', 0],
    ['true_false', 'wr', 'c1', 1],
    ['true_false', 'wr', 'c0', 0],
  ] as const)('%s "%s" answered %s earns %d', (kind, marks, choiceId, earned) => {
    expect(share(withChoices(kind, marks), { choice_id: choiceId })).toBe(earned);
  });
});

describe('multiple choice', () => {
  test.each<[string, string, number, string]>([
    ['rrww', 'c0 c1', 1, 'all right ones'],
    ['rrww', 'c0', 1 / 2, 'one of two'],
    ['rrww', 'c0 c1 c2', 1 / 2, 'all right ones and a wrong one'],
    ['rrww', 'c0 c2', 0, 'as many wrong as right'],
    ['rrww', 'c2 c3', 0, 'only wrong ones: never below zero'],
    ['rrww', 'c0 c1 c2 c3', 0, 'everything'],
    ['rrrw', 'c0 c1 c2 c3', 0, 'everything, with more right than wrong ones'],
    ['rrrw', 'c0 c1', 2 / 3, 'two of three'],
    ['rwwww', 'c0 c1', 0, 'the right one and a guess'],
    ['rwwww', 'c0', 1, 'the only right one'],
  ])('"%s" answered %s earns %d (%s)', (marks, ids, earned) => {
    expect(share(withChoices('multiple_choice', marks), { choice_ids: ids.split(' ') })).toBeCloseTo(
      earned,
      12,
    );
  });

  const marksOf = fc
    .string({ unit: fc.constantFrom('r', 'w'), minLength: 2, maxLength: 12 })
    .filter((marks) => marks.includes('r') && marks.includes('w'));

  test('ticking everything earns nothing, whatever the choices', () => {
    fc.assert(
      fc.property(marksOf, (marks) => {
        const asked = withChoices('multiple_choice', marks);
        expect(share(asked, { choice_ids: asked.choices.map((choice) => choice.id) })).toBe(0);
      }),
    );
  });

  test('a further wrong tick never helps, a further right one never hurts, and only the exact answer earns all', () => {
    fc.assert(
      fc.property(marksOf, fc.array(fc.nat(11)), fc.nat(11), (marks, picks, extra) => {
        const asked = withChoices('multiple_choice', marks);
        const ids = [...new Set(picks.filter((pick) => pick < marks.length))].map((pick) => `c${pick}`);
        const more = extra % marks.length;
        const before = share(asked, { choice_ids: ids });
        const after = share(asked, { choice_ids: [...ids, `c${more}`] });
        if (marks[more] === 'w') expect(after).toBeLessThanOrEqual(before);
        else expect(after).toBeGreaterThanOrEqual(before);
        const exact = asked.choices.every((choice) => choice.is_correct === ids.includes(choice.id));
        expect(before === 1).toBe(exact);
      }),
    );
  });
});

describe('short text', () => {
  test.each<[string, string, QuestionSettings, boolean]>([
    ['Paris', '  paris ', {}, true],
    ['New York', 'new\u00a0 york', {}, true],
    ['café', 'cafe\u0301', {}, true],
    ['café', 'cafe', {}, false],
    ['Straße', 'STRASSE', {}, true],
    ['ΟΔΟΣ', 'οδος', {}, true],
    ['don’t', "don't", {}, true],
    ['co-op', 'co‐op', {}, true],
    ['ﬁnance', 'finance', {}, true],
    ['fire', 'fi\u200bre', {}, true],
    ['Na', 'NA', { case_sensitive: true }, false],
    ['Na', ' Na ', { case_sensitive: true }, true],
    ['colour', 'color', { accepted_answers: ['color'] }, true],
    ['colour', '', { accepted_answers: [''] }, false],
    ['Paris', 'Paris, France', {}, false],
    ['.*', 'anything', {}, false],
  ])('the answer %j is met by %j with %j: %s', (answer, typed, settings, right) => {
    const asked = question('short_text', { answer, settings });
    expect(share(asked, { text: typed })).toBe(right ? 1 : 0);
  });

  test('normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, caseSensitive) => {
        const once = normalizeText(text, caseSensitive);
        expect(normalizeText(once, caseSensitive)).toBe(once);
      }),
    );
  });
});

describe('numeric', () => {
  test.each([
    ['3.5', '3,5', 0, true],
    ['3.5', '3.50', 0, true],
    ['-0.25', '−0,25', 0, true],
    ['1000', '1 000', 0, true],
    ['1000', "1'000", 0, true],
    ['1234.5', '1.234,5', 0, true],
    ['1234.5', '1,234.5', 0, true],
    ['1234567', '1,234,567', 0, true],
    ['1', '1,000', 0, true],
    ['0.3', '0.4', 0.1, true],
    ['0.3', '0.2', 0.1, true],
    ['0.3', '0.401', 0.1, false],
    ['0.1', '0.3', 0.2, true],
    ['602200000000000000000000', '6.022e23', 0, true],
    ['5', '5 kg', 0, false],
    ['5', '', 0, false],
    ['5', 'Infinity', 1e15, false],
    ['5', '0x5', 0, false],
    ['5', '5e9999999', 0, false],
    ['1234', '12,34', 0, false],
    ['100', '1e2', 0, true],
    ['0', '-0', 0, true],
    ['٣', '3', 0, false],
  ] as const)('the answer %s is met by %j within %d: %s', (answer, typed, tolerance, right) => {
    const asked = question('numeric', { answer, settings: { tolerance } });
    if (parseDecimal(answer)) expect(share(asked, { text: typed })).toBe(right ? 1 : 0);
    else expect(codes(asked)).toEqual(['question.answer-not-a-number']);
  });

  test.each([
    '',
    '.',
    ',',
    '-',
    '+',
    'e5',
    '1.2.3',
    '1,2,3',
    '1..2',
    '1.234.5',
    '--1',
    '1e',
    'NaN',
    '1'.repeat(61),
    '1,234,56.7',
  ])('%j is not a number', (typed) => {
    expect(parseDecimal(typed)).toBeNull();
  });

  test('what JavaScript prints is read back as the same number', () => {
    fc.assert(
      fc.property(
        fc
          .double({ noNaN: true, noDefaultInfinity: true, min: -1e50, max: 1e50 })
          .filter((value) => value === 0 || Math.abs(value) > 1e-50),
        (value) => {
          const parsed = parseDecimal(String(value));
          expect(parsed).not.toBeNull();
          expect(Number(`${parsed!.digits}e${-parsed!.scale}`)).toBe(value === 0 ? 0 : value);
        },
      ),
    );
  });

  test('a distance of exactly the tolerance counts, a hair more does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 0, max: 8 }),
        (centre, distance, scale) => {
          const decimal = (digits: number) => ({ digits: BigInt(digits), scale });
          expect(isWithin(decimal(centre + distance), decimal(centre), decimal(distance))).toBe(true);
          expect(isWithin(decimal(centre - distance), decimal(centre), decimal(distance))).toBe(true);
          expect(isWithin(decimal(centre + distance + 1), decimal(centre), decimal(distance))).toBe(false);
        },
      ),
    );
  });
});

describe('the key after handing in', () => {
  test('names the right choices, or the accepted answer', () => {
    expect(typeOf({ kind: 'multiple_choice' }).key(withChoices('multiple_choice', 'rwr'))).toEqual({
      correct_choice_ids: ['c0', 'c2'],
      correct_answer: null,
    });
    expect(typeOf({ kind: 'short_text' }).key(question('short_text', { answer: 'Paris' }))).toEqual({
      correct_choice_ids: [],
      correct_answer: 'Paris',
    });
    expect(typeOf({ kind: 'numeric' }).key(question('numeric', { answer: '3,5' }))).toEqual({
      correct_choice_ids: [],
      correct_answer: '3,5',
    });
  });
});
