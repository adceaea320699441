// The draft of a quiz: what changing one thing does to the others.
import { describe, expect, it } from 'vitest';
import { aQuestion } from '../assessment.samples.ts';
import {
  allFields,
  bodyOf,
  copyOf,
  draftOf,
  newChoice,
  newQuestion,
  problemsOf,
  withChoiceIds,
  withKind,
  withPlace,
  withRight,
} from './quiz-draft.ts';

const words = { yes: 'True', no: 'False' };
const draft = () => draftOf(aQuestion(1));

describe('marking what is right', () => {
  it('unmarks the others where only one can be right', () => {
    const question = draft();
    expect(withRight(question, question.choices[1]!.key, true).map((choice) => choice.is_correct)).toEqual([
      false,
      true,
    ]);
    const several = { ...question, kind: 'multiple_choice' as const };
    expect(withRight(several, question.choices[1]!.key, true).map((choice) => choice.is_correct)).toEqual([
      true,
      true,
    ]);
  });
});

describe('changing the kind', () => {
  it('to a text keeps the words of the choices, without the ids the server drops', () => {
    const changed = withKind(draft(), 'short_text', words);
    expect(changed.choices.map(({ id, text }) => [id, text])).toEqual([
      [null, 'Right'],
      [null, 'Wrong'],
    ]);
    expect(bodyOf({ ...draft(), ...changed }, ['kind', 'choices'])).toEqual({
      kind: 'short_text',
      choices: [],
    });
  });

  it('to one right choice leaves the first that was right', () => {
    const question = {
      ...draft(),
      kind: 'multiple_choice' as const,
      choices: draft().choices.map((choice) => ({ ...choice, is_correct: true })),
    };
    expect(withKind(question, 'single_choice', words).choices.map((choice) => choice.is_correct)).toEqual([
      true,
      false,
    ]);
  });

  it('to a statement makes its two choices, or keeps two that are there', () => {
    expect(withKind(draft(), 'true_false', words).choices.map(({ text }) => text)).toEqual([
      'Right',
      'Wrong',
    ]);
    const three = { ...draft(), choices: [...draft().choices, newChoice('Third')] };
    expect(withKind(three, 'true_false', words).choices.map(({ text }) => text)).toEqual(['True', 'False']);
  });
});

describe('what is sent', () => {
  it('leaves out rows that are still empty, and ids the server did not give', () => {
    const question = { ...draft(), choices: [...draft().choices, newChoice('Third'), newChoice('  ')] };
    const body = bodyOf(question, allFields);
    expect(body.choices).toHaveLength(3);
    expect(body.choices?.map((choice) => 'id' in choice)).toEqual([true, true, false]);
    expect(body.answer).toBeNull();
  });

  it('gives new choices the ids they were given, also when one was added meanwhile', () => {
    const [first, second] = [newChoice('a'), newChoice('b')];
    const later = newChoice('c');
    const named = withChoiceIds([later, first, second], [first, second], [{ id: 'id-a' }, { id: 'id-b' }]);
    expect(named.map(({ id }) => id)).toEqual([null, 'id-a', 'id-b']);
  });
});

it('a copy is a new question in every part', () => {
  const copy = copyOf(draft());
  expect([copy.id, ...copy.choices.map(({ id }) => id)]).toEqual([null, null, null]);
  expect(copy.key).not.toBe(draft().key);
});

it.each([
  ['a', 2, 'bca'],
  ['c', 0, 'cab'],
  ['b', 99, 'acb'],
  ['b', -1, 'bac'],
  ['x', 1, 'abc'],
])('moving %s to %d gives %s', (key, to, expected) => {
  const items = [...'abc'].map((one) => ({ key: one }));
  expect(
    withPlace(items, key, to)
      .map((item) => item.key)
      .join(''),
  ).toBe(expected);
});

describe('what a question lacks', () => {
  it.each([
    [{}, []],
    [{ text: ' ' }, ['no-text']],
    [{ choices: [] }, ['too-few-choices', 'no-correct-choice']],
    [{ kind: 'short_text' as const }, ['no-answer']],
    [{ kind: 'short_text' as const, settings: { accepted_answers: ['x'] } }, []],
    [{ kind: 'numeric' as const, answer: 'five' }, ['answer-not-a-number']],
    [{ kind: 'numeric' as const, answer: '5' }, []],
    [
      {
        kind: 'multiple_choice' as const,
        choices: draft().choices.map((choice) => ({ ...choice, is_correct: true })),
      },
      ['no-wrong-choice'],
    ],
  ])('%j: %j', (more, expected) => {
    expect(problemsOf({ ...draft(), ...more })).toEqual(expected);
  });

  it('a new question of any kind says so', () => {
    expect(problemsOf(newQuestion('single_choice', words))).toContain('no-text');
    expect(newQuestion('true_false', words).choices.map(({ is_correct }) => is_correct)).toEqual([
      true,
      false,
    ]);
  });
});
