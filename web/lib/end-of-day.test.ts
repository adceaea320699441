// The end of a day, where clocks change and offsets are odd.
import { expect, test } from 'vitest';
import { endOfDay } from './end-of-day.ts';

test.each([
  ['2026-12-04', 'UTC', '2026-12-04T23:59:00.000Z'],
  ['2026-12-04', 'Europe/Copenhagen', '2026-12-04T22:59:00.000Z'],
  ['2026-03-29', 'Europe/Copenhagen', '2026-03-29T21:59:00.000Z'],
  ['2026-10-25', 'Europe/Copenhagen', '2026-10-25T22:59:00.000Z'],
  ['2026-06-30', 'America/Los_Angeles', '2026-07-01T06:59:00.000Z'],
  ['2026-06-30', 'Asia/Kathmandu', '2026-06-30T18:14:00.000Z'],
  ['2026-04-05', 'Australia/Lord_Howe', '2026-04-05T13:29:00.000Z'],
  ['2026-12-31', 'Pacific/Kiritimati', '2026-12-31T09:59:00.000Z'],
])('%s in %s ends at %s', (day, zone, expected) => {
  expect(endOfDay(day, zone)).toBe(expected);
});
