/** Where clocks change: the written rule, as a table. */
import { describe, expect, it } from 'vitest';
import type { AppError } from '#server/platform/errors.ts';
import { findZone, instantOf, moveWall, resolveDays, wallMinutesBetween, wallOf } from './zones.rules.ts';

describe('a wall time', () => {
  it.each([
    ['an ordinary one', '2026-07-01T11:00', 'Europe/Copenhagen', '2026-07-01T09:00', '2026-07-01T11:00'],
    [
      'skipped by an hour is an hour later',
      '2026-03-29T02:30',
      'Europe/Copenhagen',
      '2026-03-29T01:30',
      '2026-03-29T03:30',
    ],
    [
      'skipped by half an hour is that later',
      '2026-10-04T02:15',
      'Australia/Lord_Howe',
      '2026-10-03T15:45',
      '2026-10-04T02:45',
    ],
    [
      'twice there is the first',
      '2026-10-25T02:30',
      'Europe/Copenhagen',
      '2026-10-25T00:30',
      '2026-10-25T02:30',
    ],
    [
      'twice there by half an hour is the first',
      '2026-04-05T01:45',
      'Australia/Lord_Howe',
      '2026-04-04T14:45',
      '2026-04-05T01:45',
    ],
    ['in a zone of 45 minutes', '2026-06-01T00:00', 'Asia/Kathmandu', '2026-05-31T18:15', '2026-06-01T00:00'],
    [
      'on a day that never was is a day later',
      '2011-12-30T09:00',
      'Pacific/Apia',
      '2011-12-30T19:00',
      '2011-12-31T09:00',
    ],
    ['skipped at midnight', '2026-04-24T00:30', 'Africa/Cairo', '2026-04-23T22:30', '2026-04-24T01:30'],
  ])('%s', (_, wall, zone, utc, shown) => {
    const instant = instantOf(wall, zone);
    expect(instant.toISOString().slice(0, 16)).toBe(utc);
    expect(wallOf(instant, zone)).toBe(shown);
  });

  it('moves as if no clock ever changed', () => {
    expect(moveWall('2026-03-28T11:00', 1440)).toBe('2026-03-29T11:00');
    expect(wallMinutesBetween('2026-03-28T11:00', '2026-03-29T11:00')).toBe(1440);
    expect(moveWall('2028-02-28T23:30', 60)).toBe('2028-02-29T00:30');
  });
});

it.each([
  ['europe/copenhagen', 'Europe/Copenhagen'],
  ['UTC', 'UTC'],
  ['+02:00', null],
  ['Mars/Olympus', null],
  ['', null],
  ['Europe/Copenhagen\n', null],
  ['../etc/passwd', null],
  ['A'.repeat(65), null],
])('%j is the zone %j', (name, zone) => {
  expect(findZone(name)).toBe(zone);
  expect(findZone(name)).toBe(zone);
});

describe('days', () => {
  const problem = (days: [string, string][], zone = 'Europe/Copenhagen') => {
    try {
      resolveDays(
        days.map(([starts_local, ends_local]) => ({ starts_local, ends_local })),
        zone,
      );
      return null;
    } catch (error) {
      return (error as AppError).fields[0]?.path;
    }
  };

  it.each([
    [
      'touching',
      [
        ['2026-05-01T09:00', '2026-05-01T11:00'],
        ['2026-05-01T11:00', '2026-05-01T12:00'],
      ],
      null,
    ],
    [
      'a minute over',
      [
        ['2026-05-01T09:00', '2026-05-01T11:01'],
        ['2026-05-01T11:00', '2026-05-01T12:00'],
      ],
      'days.1.starts_local',
    ],
    [
      'given in any order',
      [
        ['2026-05-02T09:00', '2026-05-02T11:00'],
        ['2026-05-01T09:00', '2026-05-01T11:00'],
      ],
      null,
    ],
    ['through a night', [['2026-05-01T22:00', '2026-05-02T06:00']], null],
    ['24 hours', [['2026-05-01T22:00', '2026-05-02T22:00']], null],
    ['24 hours on a night with one more', [['2026-10-24T22:00', '2026-10-25T22:00']], 'days.0.ends_local'],
    ['of no length', [['2026-05-01T09:00', '2026-05-01T09:00']], 'days.0.ends_local'],
    ['wholly inside a skipped hour', [['2026-03-29T02:10', '2026-03-29T02:50']], null],
    ['ended by the repeated hour', [['2026-10-25T02:50', '2026-10-25T02:40']], 'days.0.ends_local'],
  ])('%s', (_, days, path) => {
    expect(problem(days as [string, string][])).toBe(path);
  });
});
