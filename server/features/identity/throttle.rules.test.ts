import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, type Limit, limits } from './throttle.rules.ts';

const limit: Limit = { free: 3, forget_seconds: 60, longest_wait_seconds: 100 };
const start = new Date('2026-03-29T01:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

describe('judging a try', () => {
  it.each([
    ['the first', 0, 0, { allowed: true, failures: 1 }],
    ['the last free one', 2, 0, { allowed: true, failures: 3 }],
    ['one too many, at once', 3, 0, { allowed: false, retry_after_seconds: 1 }],
    ['one too many, a second later', 3, 1, { allowed: true, failures: 4 }],
    ['the wait doubles', 5, 1, { allowed: false, retry_after_seconds: 3 }],
    ['half a second is rounded up', 5, 3.5, { allowed: false, retry_after_seconds: 1 }],
    ['the wait has an end', 40, 0, { allowed: false, retry_after_seconds: 100 }],
    ['a huge count does not overflow', 2_000_000_000, 0, { allowed: false, retry_after_seconds: 100 }],
    ['a minute forgets one', 3, 60, { allowed: true, failures: 3 }],
    ['an hour forgets all', 30, 3600, { allowed: true, failures: 1 }],
    ['a clock that went back forgets nothing', 3, -50, { allowed: false, retry_after_seconds: 1 }],
  ])('%s', (_, failures, seconds, expected) => {
    expect(judge(limit, { failures, updated_at: start }, later(seconds))).toEqual(expected);
  });

  it('always ends: whoever waits as told may try', () => {
    void fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(limits)),
        fc.nat(10_000),
        fc.nat(5000),
        (one, failures, elapsed) => {
          const first = judge(one, { failures, updated_at: start }, later(elapsed));
          if (first.allowed) return;
          expect(first.retry_after_seconds).toBeLessThanOrEqual(one.longest_wait_seconds);
          expect(
            judge(one, { failures, updated_at: start }, later(elapsed + first.retry_after_seconds)).allowed,
          ).toBe(true);
        },
      ),
    );
  });

  it('lets at most a hundred wrong passwords through in a day of guessing at one account from one network', () => {
    let counter = { failures: 0, updated_at: start };
    let tries = 0;
    for (let second = 0; second < 86_400; second++) {
      const verdict = judge(limits.sign_in_account_network, counter, later(second));
      if (!verdict.allowed) continue;
      tries++;
      counter = { failures: verdict.failures, updated_at: later(second) };
    }
    expect(tries).toBeLessThanOrEqual(320);
  });
});
