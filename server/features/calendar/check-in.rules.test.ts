/** Codes: short, readable, of one day and one half minute. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { codeOf, isValidCode, windowAt, windowTimes } from './check-in.rules.ts';

const secret = Buffer.alloc(32, 7);
const turn = new Date('2026-11-19T09:00:30.000Z');
const later = (milliseconds: number) => new Date(turn.getTime() + milliseconds);
const shown = codeOf(secret, 'day', windowAt(turn));

describe('a check-in code', () => {
  it('has six letters and digits that nobody confuses', () => {
    for (let window = 0; window < 500; window++)
      expect(codeOf(randomBytes(32), 'day', window)).toMatch(/^[CDFGHJKMNPQRTVWXY34679]{6}$/);
  });

  it('is shown for thirty seconds by the server’s clock', () => {
    expect(windowTimes(windowAt(later(29_999)))).toEqual({ shown_from: turn, shown_until: later(30_000) });
    expect(windowAt(later(30_000))).toBe(windowAt(turn) + 1);
  });

  it.each([
    ['in its first millisecond', shown, 0, true],
    ['in its last', shown, 29_999, true],
    ['just gone', shown, 30_000, true],
    ['gone for almost five seconds', shown, 34_999, true],
    ['gone for five seconds', shown, 35_000, false],
    ['a code of the future', shown, -1, false],
    ['two turns old', shown, 60_000, false],
    ['in small letters with a gap', ` ${shown.slice(0, 3).toLowerCase()} ${shown.slice(3)} `, 0, true],
    ['one letter short', shown.slice(0, 5), 0, false],
    ['one letter more', `${shown}C`, 0, false],
    ['nothing', '', 0, false],
    ['letters of many bytes', '🙂🙂🙂', 0, false],
  ] as const)('%s', (_, typed, milliseconds, valid) => {
    expect(isValidCode(secret, 'day', typed, later(milliseconds))).toBe(valid);
  });

  it('of one day or one secret says nothing about another', () => {
    expect(isValidCode(secret, 'another day', shown, turn)).toBe(false);
    expect(isValidCode(Buffer.alloc(32, 8), 'day', shown, turn)).toBe(false);
  });
});
