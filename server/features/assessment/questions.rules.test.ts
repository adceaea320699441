/** What a question becomes when a client of either document sends only its own fields. */
import { describe, expect, test } from 'vitest';
import type { QuestionKind } from '#contract/assessment.ts';
import { completeChoices, kindFor, trueFalseChoices } from './questions.rules.ts';

const marked = (...flags: boolean[]) => flags.map((is_correct) => ({ is_correct }));

test.each<[QuestionKind | null, string | null, { is_correct: boolean }[], QuestionKind, string]>([
  [null, 'Paris', [], 'short_text', 'an answer alone'],
  [null, null, [], 'single_choice', 'nothing yet'],
  [null, '   ', [], 'single_choice', 'a blank answer'],
  [null, null, marked(true, false), 'single_choice', 'one right choice'],
  [null, null, marked(true, true, false), 'multiple_choice', 'two right choices'],
  [null, 'Paris', marked(false, false), 'single_choice', 'choices beside an answer'],
  ['short_text', 'Paris', marked(true, false), 'single_choice', 'choices added to a short text'],
  ['single_choice', null, marked(true, true), 'multiple_choice', 'a second right choice'],
  ['multiple_choice', null, marked(true, false), 'multiple_choice', 'one left of two'],
  ['true_false', null, marked(true, true), 'true_false', 'a statement stays one'],
  ['numeric', '5', [], 'numeric', 'nothing about choices'],
])('of a %s with answer %j and choices %j it makes %s (%s)', (current, answer, choices, kind) => {
  expect(kindFor(current, answer, choices)).toBe(kind);
});

describe('choices', () => {
  test('the one that equals the answer is right when none says so', () => {
    const completed = completeChoices([{ text: 'London' }, { text: ' paris ' }], [], 'Paris');
    expect(completed.map((choice) => choice.is_correct)).toEqual([false, true]);
  });

  test('what they say themselves counts more than the answer', () => {
    const completed = completeChoices([{ text: 'London', is_correct: true }, { text: 'Paris' }], [], 'Paris');
    expect(completed.map((choice) => choice.is_correct)).toEqual([true, false]);
  });

  test('a known choice keeps what is left out', () => {
    const known = [{ id: 'a', text: 'Paris', is_correct: true, feedback: 'Yes' }];
    expect(completeChoices([{ id: 'a', text: 'Paris!' }], known, null)).toEqual([
      { id: 'a', text: 'Paris!', is_correct: true, feedback: 'Yes' },
    ]);
  });

  test.each([
    ['true', [true, false]],
    ['False', [false, true]],
    [null, [false, false]],
    ['maybe', [false, false]],
  ])('a statement whose answer is %j has its two choices marked %j', (answer, expected) => {
    expect(trueFalseChoices(answer).map((choice) => choice.is_correct)).toEqual(expected);
  });
});
