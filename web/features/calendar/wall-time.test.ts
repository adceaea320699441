// Wall time and instants across clock changes, by the written rule.
import { describe, expect, it } from 'vitest';
import { addDays, addMinutes, addMonths, instantOf, isDay, isWall, wallOf, weekdayOf } from './wall-time.ts';

describe('a wall time in a zone means an instant', () => {
  it.each([
    ['winter', '2026-11-19T11:00', 'Europe/Copenhagen', '2026-11-19T10:00:00.000Z'],
    ['summer', '2026-07-01T11:00', 'Europe/Copenhagen', '2026-07-01T09:00:00.000Z'],
    [
      'the hour that is left out moves forward by it',
      '2026-03-29T02:30',
      'Europe/Copenhagen',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'the hour that happens twice means the first',
      '2026-10-25T02:30',
      'Europe/Copenhagen',
      '2026-10-25T00:30:00.000Z',
    ],
    ['the first minute of a gap', '2026-03-08T02:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    [
      'half an hour of daylight saving: gap',
      '2026-10-04T02:15',
      'Australia/Lord_Howe',
      '2026-10-03T15:45:00.000Z',
    ],
    [
      'half an hour of daylight saving: overlap',
      '2026-04-05T01:45',
      'Australia/Lord_Howe',
      '2026-04-04T14:45:00.000Z',
    ],
    ['a clock change at midnight', '2026-04-24T00:30', 'Africa/Cairo', '2026-04-23T22:30:00.000Z'],
    ['a quarter of an hour off', '2026-11-19T11:00', 'Asia/Kathmandu', '2026-11-19T05:15:00.000Z'],
    ['a day ahead', '2026-11-19T00:30', 'Pacific/Kiritimati', '2026-11-18T10:30:00.000Z'],
    ['UTC', '2026-11-19T11:00', 'UTC', '2026-11-19T11:00:00.000Z'],
  ])('%s', (_name, wall, zone, instant) => {
    expect(instantOf(wall, zone)).toBe(instant);
  });

  it('and back, for every quarter of an hour around both changes', () => {
    for (const zone of ['Europe/Copenhagen', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
      for (const start of ['2026-03-28T00:00', '2026-10-24T00:00', '2026-10-03T00:00']) {
        for (let minutes = 0; minutes < 2 * 1440; minutes += 15) {
          const wall = wallOf(`${addMinutes(start, minutes)}:00Z`, zone);
          expect(wallOf(instantOf(wall, zone), zone), `${wall} ${zone}`).toBe(wall);
        }
      }
    }
  });
});

describe('days', () => {
  it('are counted over month and year ends and 29 February', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
    expect(weekdayOf('2026-11-23')).toBe(0);
  });

  it('that no calendar has are refused', () => {
    expect(isDay('2026-13-01')).toBe(false);
    expect(isDay('<script>')).toBe(false);
    expect(isWall('2026-11-19T24:00')).toBe(false);
    expect(isWall('2026-11-19T11:00')).toBe(true);
  });
});
