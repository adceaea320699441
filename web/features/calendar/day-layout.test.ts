// Blocks side by side: none over another, none narrower than it must be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursShown, layDay, type Span } from './day-layout.ts';

const hours = (start: number, end: number): Span => ({ start: start * 60, end: end * 60 });
const shape = (blocks: Span[], shortest = 0) =>
  layDay(blocks, shortest).map(({ block, lane, lanes, reach }) => [
    `${block.start / 60}-${block.end / 60}`,
    lane,
    lanes,
    reach,
  ]);

describe('blocks of a day', () => {
  it.each<[string, Span[], ReturnType<typeof shape>]>([
    ['nothing', [], []],
    ['one takes all', [hours(9, 10)], [['9-10', 0, 1, 1]]],
    [
      'one after the other',
      [hours(9, 10), hours(10, 11)],
      [
        ['9-10', 0, 1, 1],
        ['10-11', 0, 1, 1],
      ],
    ],
    [
      'two at once share',
      [hours(9, 11), hours(10, 12)],
      [
        ['9-11', 0, 2, 1],
        ['10-12', 1, 2, 1],
      ],
    ],
    [
      'the longer first',
      [hours(9, 10), hours(9, 12)],
      [
        ['9-12', 0, 2, 1],
        ['9-10', 1, 2, 1],
      ],
    ],
    [
      'a chain shares, though its ends do not meet',
      [hours(9, 11), hours(10, 13), hours(12, 14)],
      [
        ['9-11', 0, 2, 1],
        ['10-13', 1, 2, 1],
        ['12-14', 0, 2, 1],
      ],
    ],
    [
      'free room beside a block is given to it',
      [hours(9, 12), hours(9, 10), hours(9, 10), hours(11, 12)],
      [
        ['9-12', 0, 3, 1],
        ['9-10', 1, 3, 1],
        ['9-10', 2, 3, 1],
        ['11-12', 1, 3, 2],
      ],
    ],
    [
      'a group ends where nothing lasts on',
      [hours(9, 10), hours(9, 10), hours(11, 12)],
      [
        ['9-10', 0, 2, 1],
        ['9-10', 1, 2, 1],
        ['11-12', 0, 1, 1],
      ],
    ],
  ])('%s', (_name, blocks, expected) => {
    expect(shape(blocks)).toEqual(expected);
  });

  it('gives short ones the room their words need', () => {
    const [first, second] = layDay(
      [
        { start: 540, end: 545 },
        { start: 550, end: 600 },
      ],
      25,
    );
    expect([first?.lanes, second?.lanes]).toEqual([2, 2]);
  });

  it('never draws one over another, whatever they are', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 1420 }), fc.integer({ min: 1, max: 400 }))
      .map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (blocks) => {
        const placed = layDay(blocks);
        expect(placed).toHaveLength(blocks.length);
        for (const one of placed) {
          expect(one.lane + one.reach).toBeLessThanOrEqual(one.lanes);
          for (const other of placed) {
            if (one === other || one.block.start >= other.block.end || other.block.start >= one.block.end)
              continue;
            expect(one.lanes).toBe(other.lanes);
            expect(one.lane + one.reach <= other.lane || other.lane + other.reach <= one.lane).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('hours', () => {
  it.each<[string, Span[], boolean, [number, number]]>([
    ['the usual ones', [], false, [7, 19]],
    ['all when wanted', [], true, [0, 24]],
    ['further ones where something stands', [hours(5.5, 6), hours(20, 21.25)], false, [5, 22]],
    ['until midnight', [hours(22, 24)], false, [7, 24]],
  ])('%s', (_name, spans, all, [from, to]) => {
    expect(hoursShown(spans, all)).toEqual(hours(from, to));
  });
});
