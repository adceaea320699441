// Dates with zones, phrases, durations and shares, in each language and across the nights when clocks change.
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { calendarDay, createFormat, floorPercent, zoneWord } from './format.ts';

const copenhagen = () => createFormat('en', 'Europe/Copenhagen', i18next.t);
const now = '2026-11-17T09:42:07Z';

describe('dates', () => {
  it('are written with the zone as people say it', () => {
    expect(copenhagen().dateTime('2026-11-20T16:00:00Z')).toBe('20 Nov 2026, 17:00 CET');
    expect(copenhagen().longDate('2026-11-13T16:00:00Z')).toBe('Fri 13 Nov 2026');
    expect(createFormat('de', 'Europe/Berlin', i18next.t).dateTime('2026-07-01T10:00:00Z')).toBe(
      '1. Juli 2026, 12:00 MESZ',
    );
  });

  it.each([
    ['Europe/Copenhagen', '2026-07-01T00:00:00Z', 'CEST'],
    ['America/New_York', '2026-11-17T00:00:00Z', 'EST'],
    ['Australia/Sydney', '2026-11-17T00:00:00Z', 'AEDT'],
    ['UTC', '2026-11-17T00:00:00Z', 'UTC'],
    ['Asia/Kathmandu', '2026-11-17T00:00:00Z', 'GMT+5:45'],
  ])('name the zone %s', (zone, moment, word) => {
    expect(zoneWord(moment, zone, 'en-GB')).toBe(word);
  });
});

describe('due phrases', () => {
  it.each([
    ['2026-11-20T16:00:00Z', 'Due in 3 days'],
    ['2026-11-17T16:00:00Z', 'Due today'],
    ['2026-11-18T07:00:00Z', 'Due tomorrow'],
    ['2026-11-17T08:00:00Z', 'Overdue since today'],
    ['2026-11-16T16:00:00Z', 'Overdue by 1 day'],
    ['2026-11-13T16:00:00Z', 'Overdue by 4 days'],
    [null, 'No date'],
  ])('for %s say %s', (due_at, text) => {
    expect(copenhagen().due(due_at, now).text).toBe(text);
  });

  it('count calendar days of the reader’s zone, not spans of 24 hours', () => {
    const late = '2026-11-17T23:30:00Z';
    expect(copenhagen().due(late, now).text).toBe('Due tomorrow');
    expect(createFormat('en', 'America/New_York', i18next.t).due(late, now).text).toBe('Due today');
  });

  it('are right over the night when clocks change', () => {
    expect(
      calendarDay('2026-10-25T23:30:00Z', 'Europe/Berlin') -
        calendarDay('2026-10-24T22:30:00Z', 'Europe/Berlin'),
    ).toBe(1);
  });
});

describe('figures', () => {
  it('floor a share, so that 100 means done', () => {
    expect([99.99, 100, 0.4, 64.9, -3, 140, 28.999999999999996].map(floorPercent)).toEqual([
      99, 100, 0, 64, 0, 100, 29,
    ]);
    expect(copenhagen().percent(64.9)).toBe('64\u00a0%');
  });

  it('write durations in hours and minutes', () => {
    expect([0, 55, 60, 80].map(copenhagen().minutes)).toEqual(['0 min', '55 min', '1 h', '1 h 20 min']);
    expect([0, 222, 3822].map(copenhagen().clock)).toEqual(['0:00', '3:42', '1:03:42']);
  });

  it('write sizes', () => {
    expect([0, 999, 12_000, 1_500_000, 4_000_000_000].map(copenhagen().bytes)).toEqual([
      '0\u00a0B',
      '999\u00a0B',
      '12\u00a0kB',
      '1.5\u00a0MB',
      '4\u00a0GB',
    ]);
  });

  it('join lists and separate thousands', () => {
    expect(copenhagen().list(['reading', 'video', 'quiz'])).toBe('reading, video and quiz');
    expect(copenhagen().number(5012)).toBe('5,012');
  });
});
