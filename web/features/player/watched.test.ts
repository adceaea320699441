// What counts as watched: seconds that were played, once each, and nothing that was jumped over.
import { describe, expect, it } from 'vitest';
import { mergeRanges, playedBetween, type Range, watchedPercent } from './watched.ts';

describe('merging', () => {
  it.each<[string, Range[], Range[]]>([
    ['nothing', [], []],
    [
      'what touches',
      [
        [0, 5],
        [5, 9],
      ],
      [[0, 9]],
    ],
    [
      'what overlaps, in any order',
      [
        [4, 9],
        [0, 5],
      ],
      [[0, 9]],
    ],
    [
      'what lies inside',
      [
        [0, 9],
        [2, 3],
      ],
      [[0, 9]],
    ],
    [
      'gaps stay',
      [
        [0, 2],
        [4, 6],
      ],
      [
        [0, 2],
        [4, 6],
      ],
    ],
    [
      'empty and backward ranges leave',
      [
        [3, 3],
        [9, 2],
      ],
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(mergeRanges(given)).toEqual(expected);
  });

  it('leaves its input alone', () => {
    const given: Range[] = [
      [0, 5],
      [5, 9],
    ];
    mergeRanges(given);
    expect(given).toEqual([
      [0, 5],
      [5, 9],
    ]);
  });
});

describe('the share', () => {
  it.each<[string, Range[], number | null, number]>([
    ['of an unknown length is nothing', [[0, 50]], null, 0],
    [
      'counts a second once',
      [
        [0, 50],
        [0, 50],
        [10, 60],
      ],
      121,
      50,
    ],
    ['forgives the last second', [[0, 60]], 61, 100],
    ['never exceeds everything', [[0, 4000]], 60, 100],
    ['ignores what lies beyond the end', [[100, 200]], 60, 0],
    ['is floored', [[0, 79]], 101, 79],
    ['of a one-second clip is no division by zero', [[0, 1]], 1, 100],
  ])('%s', (_, ranges, length, expected) => {
    expect(watchedPercent(ranges, length)).toBe(expected);
  });
});

describe('between two reports of the place', () => {
  it.each<[string, number | null, number, Range | null]>([
    ['whole seconds that were passed', 3.2, 5.1, [3, 5]],
    ['nothing when no second was passed', 3.2, 3.9, null],
    ['nothing after a jump or a pause', null, 30, null],
    ['nothing when it went back', 30, 10, null],
    ['nothing when it leapt ahead', 10, 300, null],
    ['nothing when it stood still', 10, 10, null],
  ])('%s', (_, previous, current, expected) => {
    expect(playedBetween(previous, current)).toEqual(expected);
  });
});
