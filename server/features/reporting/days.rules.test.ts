/** Days and instants of the file of reporting lines. */
import { describe, expect, it } from 'vitest';
import { readMoment } from './days.rules.ts';

describe('readMoment', () => {
  it.each([
    ['a day begins at its midnight', '2026-07-01', 'UTC', 'beginning', '2026-07-01T00:00:00.000Z'],
    ['as an end, with the next day', '2026-07-31', 'UTC', 'end', '2026-08-01T00:00:00.000Z'],
    ['in the east it begins earlier', '2026-07-01', 'Asia/Tokyo', 'beginning', '2026-06-30T15:00:00.000Z'],
    ['in the west later', '2026-07-01', 'America/Los_Angeles', 'beginning', '2026-07-01T07:00:00.000Z'],
    ['a day of 23 hours', '2026-03-29', 'Europe/Berlin', 'end', '2026-03-29T22:00:00.000Z'],
    ['a day of 25 hours', '2026-10-25', 'Europe/Berlin', 'end', '2026-10-25T23:00:00.000Z'],
    ['the end of a year', '2026-12-31', 'Europe/Berlin', 'end', '2026-12-31T23:00:00.000Z'],
    ['a leap day', '2028-02-29', 'UTC', 'end', '2028-03-01T00:00:00.000Z'],
    ['an instant', '2026-07-01T08:30:00Z', 'Asia/Tokyo', 'beginning', '2026-07-01T08:30:00.000Z'],
    [
      'an instant as an end is that instant',
      '2026-07-01T08:30:00Z',
      'Asia/Tokyo',
      'end',
      '2026-07-01T08:30:00.000Z',
    ],
    [
      'an instant with its own offset',
      '2026-07-01T08:30:00+02:00',
      'UTC',
      'beginning',
      '2026-07-01T06:30:00.000Z',
    ],
  ] as const)('%s', (_name, written, zone, as, expected) => {
    expect(readMoment(written, zone, as)?.toISOString()).toBe(expected);
  });

  it.each([
    ['a day that no calendar has', '2026-02-29'],
    ['a month that no calendar has', '2026-13-01'],
    ['an hour that no clock has', '2026-07-01T25:00:00Z'],
    ['an instant without a zone', '2026-07-01T08:00:00'],
    ['a day as Germans write it', '01.07.2026'],
    ['words', 'next Monday'],
    ['nothing', ''],
  ])('%s is refused', (_name, written) => {
    expect(readMoment(written, 'UTC', 'beginning')).toBeNull();
  });
});
