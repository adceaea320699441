// When checking in makes sense.
import { describe, expect, it } from 'vitest';
import { isCheckInTime } from './check-in-times.ts';

const day = { starts_at: '2026-11-19T09:00:00.000Z', ends_at: '2026-11-19T11:00:00.000Z' };

describe('one can check in', () => {
  it.each([
    ['07:59:59.999', false],
    ['08:00:00.000', true],
    ['10:59:59.999', true],
    ['11:00:00.000', false],
  ])('at %s: %s', (time, expected) => {
    expect(isCheckInTime(day, new Date(`2026-11-19T${time}Z`))).toBe(expected);
  });
});
