import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asMultirange, fromMultirange, mergeRanges, type Range, watchedSeconds } from './watched.rules.ts';

const ranges = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 })) as fc.Arbitrary<Range>,
  { maxLength: 30 },
);
const covered = (list: readonly Range[]) => {
  const seconds = new Set<number>();
  for (const [from, to] of list) for (let second = from; second < to; second++) seconds.add(second);
  return seconds.size;
};

describe('watched ranges', () => {
  it('merges overlapping and touching ranges and drops empty ones', () => {
    expect(
      mergeRanges([
        [10, 20],
        [0, 10],
        [15, 30],
        [50, 50],
        [60, 40],
        [70, 71],
      ]),
    ).toEqual([
      [0, 30],
      [70, 71],
    ]);
  });
  it('counts every second once, however it was reported', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        expect(watchedSeconds(list)).toBe(covered(list));
      }),
    );
  });
  it('does not change what it was given', () => {
    const given: Range[] = [
      [0, 5],
      [3, 9],
    ];
    mergeRanges(given);
    expect(given).toEqual([
      [0, 5],
      [3, 9],
    ]);
  });
  it('survives the way through the database text', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        expect(fromMultirange(asMultirange(list))).toEqual(mergeRanges(list));
      }),
    );
    expect(fromMultirange('{}')).toEqual([]);
  });
});
