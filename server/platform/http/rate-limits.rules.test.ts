/** The arithmetic of the sliding minute: what is allowed, what is left, and that waiting as told is enough. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowance, judgeRequest, rolled } from './rate-limits.rules.ts';

describe('a minute that slides', () => {
  it.each([
    ['the first request', 10, 0, 0, 30, { allowed: true, remaining: 9, wait_seconds: 0 }],
    ['the last that fits', 10, 9, 0, 30, { allowed: true, remaining: 0, wait_seconds: 0 }],
    ['one too many', 10, 10, 0, 30, { allowed: false, remaining: 0, wait_seconds: 36 }],
    [
      'half of the minute before still counts',
      10,
      0,
      20,
      30,
      { allowed: false, remaining: 0, wait_seconds: 3 },
    ],
    ['a minute before that has faded', 10, 0, 10, 59, { allowed: true, remaining: 8, wait_seconds: 0 }],
  ])('%s', (_what, limit, current, previous, now, expected) => {
    expect(judgeRequest(limit, { window: 0, current, previous }, now)).toEqual(expected);
  });

  it('forgets what is more than a minute old', () => {
    const count = { window: 5, current: 7, previous: 3 };
    expect(rolled(count, 5)).toBe(count);
    expect(rolled(count, 6)).toEqual({ window: 6, current: 0, previous: 7 });
    expect(rolled(count, 7)).toEqual({ window: 7, current: 0, previous: 0 });
    expect(rolled(undefined, 7)).toEqual({ window: 7, current: 0, previous: 0 });
  });

  it('is over after the seconds that were told, whatever was counted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.double({ min: 0, max: 59.999, noNaN: true }),
        (limit, currentRaw, previousRaw, now) => {
          const count = {
            window: 0,
            current: Math.min(currentRaw, limit),
            previous: Math.min(previousRaw, limit),
          };
          const { allowed, wait_seconds: wait } = judgeRequest(limit, count, now);
          if (allowed) return;
          const later = now + wait;
          expect(judgeRequest(limit, rolled(count, Math.floor(later / 60)), later).allowed).toBe(true);
        },
      ),
    );
  });

  it('never lets more than twice the limit through in any minute, however requests are timed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 180 }), { maxLength: 300 }),
        (limit, times) => {
          const passed: number[] = [];
          let count = rolled(undefined, 0);
          for (const time of times.toSorted((a, b) => a - b)) {
            count = rolled(count, Math.floor(time / 60));
            if (!judgeRequest(limit, count, time).allowed) continue;
            count = { ...count, current: count.current + 1 };
            passed.push(time);
          }
          for (const start of passed)
            expect(passed.filter((time) => time >= start && time < start + 60).length).toBeLessThanOrEqual(
              2 * limit,
            );
        },
      ),
    );
  });
});

describe('the allowance', () => {
  it('of answers is the highest, of exports the lowest, and nobody has none', () => {
    expect([
      allowance(600, 'learning'),
      allowance(600, 'read'),
      allowance(600, 'write'),
      allowance(600, 'costly'),
    ]).toEqual([1200, 600, 300, 60]);
    expect(allowance(1, 'costly')).toBe(1);
  });
});
