/** When answers still count, how many attempts are left, and in which order a paper asks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attemptsLeft, closesAt, deadlineOf, graceSeconds, isOverdue, orderFor } from './attempts.rules.ts';
import type { QuestionDefinition, QuizDefinition } from './definition.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 9, 25, 0, 59, 0) + seconds * 1000);

describe('the end of an attempt', () => {
  test.each([
    [0, false, 'at once'],
    [60, false, 'at the deadline'],
    [60 + graceSeconds, false, 'at the last moment of the grace'],
    [60 + graceSeconds + 0.001, true, 'a millisecond later'],
  ])('after %d s of a 60 s attempt it is overdue: %s (%s)', (seconds, overdue) => {
    const deadline = deadlineOf({ time_limit_seconds: 60 }, at(0))!;
    expect(isOverdue({ deadline_at: deadline.toISOString() }, at(seconds))).toBe(overdue);
  });

  test('the change to winter time does not lengthen an attempt', () => {
    expect(deadlineOf({ time_limit_seconds: 3600 }, at(0))!.getTime() - at(0).getTime()).toBe(3_600_000);
  });

  test('without a time limit there is no deadline, ever', () => {
    expect(deadlineOf({ time_limit_seconds: null }, at(0))).toBeNull();
    expect(isOverdue({ deadline_at: null }, at(1e9))).toBe(false);
  });

  test('the server hands in only once nothing can arrive any more', () => {
    expect(isOverdue({ deadline_at: at(60).toISOString() }, closesAt(at(60)))).toBe(true);
  });
});

test.each([
  [null, 7, null],
  [3, 0, 3],
  [3, 3, 0],
  [2, 5, 0],
])('with a limit of %s and %d used, %s are left', (limit, used, left) => {
  expect(attemptsLeft(limit, used)).toBe(left);
});

describe('the order of a paper', () => {
  const question = (id: string, kind: QuestionDefinition['kind'] = 'single_choice'): QuestionDefinition => ({
    id,
    kind,
    text: id,
    answer: null,
    settings: {},
    points: 1,
    feedback: '',
    choices: ['a', 'b', 'c', 'd'].map((letter) => ({
      id: `${id}${letter}`,
      text: letter,
      is_correct: letter === 'a',
      feedback: '',
    })),
  });
  const quiz = (more: Partial<QuizDefinition>): QuizDefinition => ({
    title: 'Quiz',
    description: '',
    pass_percent: 70,
    max_attempts: null,
    time_limit_seconds: null,
    feedback_mode: 'full',
    shuffle_questions: true,
    shuffle_choices: true,
    questions: Array.from({ length: 8 }, (_, index) => question(`q${index}`)),
    ...more,
  });
  const ids = (questions: QuestionDefinition[]) => questions.map((one) => one.id);

  test('is the same for the same seed, and has every question and choice once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const first = orderFor(quiz({}), seed);
        expect(orderFor(quiz({}), seed)).toEqual(first);
        expect(ids(first).toSorted()).toEqual(ids(quiz({}).questions));
        for (const one of first)
          expect(one.choices.map((choice) => choice.text).toSorted()).toEqual(['a', 'b', 'c', 'd']);
      }),
    );
  });

  test('differs between seeds, so neighbours see different papers', () => {
    const orders = new Set(Array.from({ length: 50 }, (_, seed) => ids(orderFor(quiz({}), seed)).join()));
    expect(orders.size).toBeGreaterThan(45);
  });

  test('puts every question first about equally often', () => {
    const firsts = new Map<string, number>();
    for (let seed = 0; seed < 4000; seed++) {
      const [first] = ids(orderFor(quiz({}), seed * 7919));
      firsts.set(first!, (firsts.get(first!) ?? 0) + 1);
    }
    for (const count of firsts.values()) expect(Math.abs(count - 500)).toBeLessThan(110);
    expect(firsts.size).toBe(8);
  });

  test('is the author’s without shuffling, and true or false is never turned round', () => {
    expect(orderFor(quiz({ shuffle_questions: false, shuffle_choices: false }), 5)).toEqual(
      quiz({}).questions,
    );
    const statements = quiz({
      questions: Array.from({ length: 20 }, (_, index) => question(`t${index}`, 'true_false')),
    });
    for (const one of orderFor(statements, 11))
      expect(one.choices.map((choice) => choice.text)).toEqual(['a', 'b', 'c', 'd']);
  });
});
