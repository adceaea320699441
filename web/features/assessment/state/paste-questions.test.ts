// Questions as people keep them in documents.
import { describe, expect, it } from 'vitest';
import { readPastedQuestions } from './paste-questions.ts';

const one = (text: string) => readPastedQuestions(text).questions[0];
const problems = (text: string) => readPastedQuestions(text).problems;

describe('what is read', () => {
  it('a question with its choices, and the kind from how many are right', () => {
    expect(one('Capital of France?\n*Paris\nLondon')).toEqual({
      text: 'Capital of France?',
      kind: 'single_choice',
      choices: [
        { text: 'Paris', is_correct: true },
        { text: 'London', is_correct: false },
      ],
    });
    expect(one('Which?\n* A one\n* B two\nC three')?.kind).toBe('multiple_choice');
    expect(one('The sun is hot\n*True\nFalse')?.kind).toBe('true_false');
    expect(one('Die Sonne ist heiß\nFalsch\n*Richtig')?.kind).toBe('true_false');
  });

  it.each([
    ['*a) Paris', 'Paris', true],
    ['a) *Paris', 'Paris', true],
    ['B. London', 'London', false],
    ['(c) Rome', 'Rome', false],
    ['- Oslo', 'Oslo', false],
    ['• Bern', 'Bern', false],
    ['3) Wien', 'Wien', false],
    ['A-team', 'A-team', false],
    ['3.5 t', '3.5 t', false],
  ])('the choice "%s" is "%s", right: %s', (line, text, is_correct) => {
    expect(one(`Which?\n${line}\n*other\nthird`)?.choices?.[0]).toEqual({ text, is_correct });
  });

  it.each([
    ['= Helmet', { kind: 'short_text', answer: 'Helmet' }],
    [
      '= Helmet\n= A helmet',
      { kind: 'short_text', answer: 'Helmet', settings: { accepted_answers: ['A helmet'] } },
    ],
    ['= 3,5', { kind: 'numeric', answer: '3,5', settings: {} }],
    ['= 3.5 +- 0,1', { kind: 'numeric', answer: '3.5', settings: { tolerance: 0.1 } }],
    ['= -2 ± 1', { kind: 'numeric', answer: '-2', settings: { tolerance: 1 } }],
    ['= 5 kg', { kind: 'short_text', answer: '5 kg' }],
  ])('the answer "%s"', (line, expected) => {
    expect(one(`What?\n${line}`)).toEqual({ text: 'What?', ...expected });
  });

  it('numbers in front of questions are left out, feedback is kept, Windows lines are lines', () => {
    expect(one('12. Capital?\r\n*Paris\r\nLondon\r\n# Since 987.')).toMatchObject({
      text: 'Capital?',
      feedback: 'Since 987.',
    });
  });

  it('several blocks, however many blank lines stand between them', () => {
    const { questions } = readPastedQuestions('\n\nOne?\n= 1\n\n\n\nTwo?\n= 2\n');
    expect(questions.map(({ text }) => text)).toEqual(['One?', 'Two?']);
    expect(readPastedQuestions('   \n \n')).toEqual({ questions: [], problems: [] });
  });
});

describe('what is left out, with its line', () => {
  it.each([
    ['Just a line', { line: 1, code: 'no-answers' }],
    ['Which?\nOne\nTwo', { line: 1, code: 'no-right-choice' }],
    ['Which?\n*One', { line: 1, code: 'one-choice' }],
    [`Which?\n*${'x'.repeat(2001)}\nTwo`, { line: 1, code: 'too-long' }],
    [
      `Which?\n${Array.from({ length: 51 }, (_, index) => `*choice ${index}`).join('\n')}`,
      { line: 1, code: 'too-many-choices' },
    ],
  ])('%#', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('counts lines from the top, and reads the rest', () => {
    const text = 'One?\n= 1\n\nBroken\n\nTwo?\n= 2';
    expect(problems(text)).toEqual([{ line: 4, code: 'no-answers' }]);
    expect(readPastedQuestions(text).questions).toHaveLength(2);
  });
});
