/** Scoring as tables of cases, with the adversary in it: every box ticked, no right choice, points that floats cannot hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '#contract/assessment.ts';
import type { QuestionDefinition } from './definition.ts';
import { maxScore, scoreAttempt } from './scoring.rules.ts';

let made = 0;
function single(points = 1): QuestionDefinition {
  const id = `q${made++}`;
  const choice = (letter: string, is_correct: boolean) => ({
    id: `${id}-${letter}`,
    text: letter,
    is_correct,
    feedback: '',
  });
  return {
    id,
    kind: 'single_choice',
    text: 'Pick',
    answer: null,
    settings: {},
    points,
    feedback: '',
    choices: [choice('right', true), choice('wrong', false)],
  };
}
const broken = (points = 1): QuestionDefinition => {
  const question = single(points);
  return { ...question, choices: question.choices.map((choice) => ({ ...choice, is_correct: false })) };
};
const right = (question: QuestionDefinition): [string, Answer] => [
  question.id,
  { choice_ids: [`${question.id}-right`] },
];
const wrong = (question: QuestionDefinition): [string, Answer] => [
  question.id,
  { choice_ids: [`${question.id}-wrong`] },
];

/** Scores a quiz of single-choice questions, the first `correct` of them answered right. */
function scoreOf(points: number[], correct: number, passPercent: number) {
  const questions = points.map((one) => single(one));
  return scoreAttempt(
    { pass_percent: passPercent, questions },
    new Map(questions.map((question, index) => (index < correct ? right(question) : wrong(question)))),
  );
}

describe('score, percentage and pass', () => {
  test.each([
    // points per question, answered right, pass mark -> score, percent, passed
    [[1, 1, 1], 2, 70, 2, 66, false],
    [[1, 1, 1], 3, 70, 3, 100, true],
    [[1, 1, 1], 2, 66, 2, 66, true],
    [[1, 1, 1], 2, 67, 2, 66, false],
    [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 7, 70, 7, 70, true],
    [[0.1, 0.2, 0.7], 2, 30, 0.3, 30, true],
    [[0.1, 0.1, 0.1, 0.7], 3, 30, 0.3, 30, true],
    [[1.15, 8.85], 1, 12, 1.15, 11, false],
    [[9999.99, 9999.99], 1, 50, 9999.99, 50, true],
    [[1], 0, 0, 0, 0, true],
    [[1], 0, 1, 0, 0, false],
    [[1], 1, 100, 1, 100, true],
    [Array.from({ length: 200 }, () => 1), 199, 100, 199, 99, false],
  ])('%j points, %d right, pass mark %d', (points, correct, passPercent, score, percent, passed) => {
    expect(scoreOf(points, correct, passPercent)).toMatchObject({ score, percent, passed });
  });

  test('blank and missing answers earn nothing and are no error', () => {
    const [first, second] = [single(), single()];
    const scored = scoreAttempt(
      { pass_percent: 50, questions: [first, second] },
      new Map([[first.id, { choice_ids: [] }]]),
    );
    expect(scored.questions.map((question) => [question.correct, question.points])).toEqual([
      [false, 0],
      [false, 0],
    ]);
    expect(scored.passed).toBe(false);
  });

  test('a question without a right choice counts neither way', () => {
    const [good, bad] = [single(2), broken(5)];
    const scored = scoreAttempt(
      { pass_percent: 100, questions: [good, bad] },
      new Map([right(good), right(bad)]),
    );
    expect(scored).toMatchObject({ score: 2, max_score: 2, percent: 100, passed: true });
    expect(scored.questions[1]).toEqual({ question_id: bad.id, correct: false, points: 0, max_points: 0 });
  });

  test.each([
    ['no question', []],
    ['no question that can earn points', [broken()]],
  ])('a quiz with %s is refused instead of passing everyone', (_name, questions) => {
    expect(() => scoreAttempt({ pass_percent: 0, questions }, new Map())).toThrowError(
      expect.objectContaining({ code: 'quiz.not-scorable' }),
    );
    expect(maxScore(questions)).toBe(0);
  });

  test('parts of points are floored to a hundredth, and all of them make the whole', () => {
    const id = 'm';
    const question: QuestionDefinition = {
      ...single(1),
      id,
      kind: 'multiple_choice',
      choices: ['a', 'b', 'c', 'd'].map((letter) => ({
        id: letter,
        text: letter,
        is_correct: letter !== 'd',
        feedback: '',
      })),
    };
    const earned = (ids: string[]) =>
      scoreAttempt({ pass_percent: 50, questions: [question] }, new Map([[id, { choice_ids: ids }]])).score;
    expect([
      earned(['a']),
      earned(['a', 'b']),
      earned(['a', 'b', 'c']),
      earned(['a', 'b', 'c', 'd']),
    ]).toEqual([0.33, 0.66, 1, 0]);
  });
});

describe('for any quiz and any answers', () => {
  const hundredths = fc.integer({ min: 1, max: 999_999 });
  const paper = fc.record({
    points: fc.array(hundredths, { minLength: 1, maxLength: 30 }),
    correct: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    pass: fc.integer({ min: 0, max: 100 }),
  });

  test('the score is exact, within bounds, and passing is decided without rounding', () => {
    fc.assert(
      fc.property(paper, ({ points, correct, pass }) => {
        const questions = points.map((one) => single(one / 100));
        const scored = scoreAttempt(
          { pass_percent: pass, questions },
          new Map(questions.map((question, index) => (correct[index] ? right(question) : wrong(question)))),
        );
        const earned = points.reduce((sum, one, index) => sum + (correct[index] ? BigInt(one) : 0n), 0n);
        const possible = points.reduce((sum, one) => sum + BigInt(one), 0n);
        expect(scored.score).toBe(Number(earned) / 100);
        expect(scored.percent).toBe(Number((earned * 100n) / possible));
        expect(scored.passed).toBe(earned * 100n >= BigInt(pass) * possible);
        expect(scored.percent === 100).toBe(earned === possible);
      }),
    );
  });

  test('the order of questions does not change the score', () => {
    fc.assert(
      fc.property(paper, ({ points, correct }) => {
        const questions = points.map((one) => single(one / 100));
        const answers = new Map(
          questions.map((question, index) => (correct[index] ? right(question) : wrong(question))),
        );
        const forward = scoreAttempt({ pass_percent: 50, questions }, answers);
        const backward = scoreAttempt({ pass_percent: 50, questions: questions.toReversed() }, answers);
        expect(backward.score).toBe(forward.score);
        expect(backward.passed).toBe(forward.passed);
      }),
    );
  });
});
