// Which code stands on the screen: never a dead one, never a gap.
import { describe, expect, it } from 'vitest';
import { codeAt, secondsLeft, type TurningCode, untilNextFetch } from './code-turn.ts';

const base = Date.parse('2026-11-19T09:00:00.000Z');
const code = (turn: number): TurningCode => ({
  code: `CODE${turn}`,
  url: 'https://lyceum.example/check-in/d1',
  qr_svg: '<svg/>',
  shown_from: new Date(base + turn * 30_000).toISOString(),
  shown_until: new Date(base + (turn + 1) * 30_000).toISOString(),
});
const both = [code(0), code(1)];

describe('the code on the screen', () => {
  it.each([
    [0, 'CODE0', 30],
    [29_001, 'CODE0', 1],
    [29_999, 'CODE0', 1],
    [30_000, 'CODE1', 30],
    [59_999, 'CODE1', 1],
    [60_000, undefined, 0],
    [-1, undefined, 0],
  ])('after %i ms', (ms, shown, seconds) => {
    const found = codeAt(both, base + ms);
    expect(found?.code).toBe(shown);
    expect(found ? secondsLeft(found, base + ms) : 0).toBe(seconds);
  });

  it('is fetched anew before the last known one dies', () => {
    expect(untilNextFetch(both, base)).toBe(48_000);
    expect(untilNextFetch(both, base + 59_000)).toBe(1000);
    expect(untilNextFetch([], base)).toBe(1000);
  });
});
