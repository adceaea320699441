// The pure parts of home and My learning.
import { describe, expect, test } from 'vitest';
import { completionsByMonth } from './completions-by-month.ts';
import { greetingOf } from './greeting.ts';
import { learningHref, readLearningSearch } from './learning-search.ts';

describe('the greeting follows the hour of the person’s zone', () => {
  test.each([
    ['2026-11-17T03:59:00Z', 'UTC', 'evening'],
    ['2026-11-17T04:00:00Z', 'UTC', 'morning'],
    ['2026-11-17T12:00:00Z', 'UTC', 'afternoon'],
    ['2026-11-17T18:00:00Z', 'UTC', 'evening'],
    ['2026-11-17T10:00:00Z', 'America/Los_Angeles', 'evening'],
    ['2026-11-17T00:30:00Z', 'Asia/Kathmandu', 'morning'],
  ])('%s in %s is %s', (moment, zone, expected) => {
    expect(greetingOf(new Date(moment), zone)).toBe(expected);
  });
});

describe('completions by month', () => {
  test('cover the twelve months that end now, in the person’s zone', () => {
    const months = completionsByMonth(
      ['2026-11-30T23:30:00Z', '2026-11-01T00:00:00Z', '2025-12-01T00:00:00Z', '2025-11-30T00:00:00Z'],
      new Date('2026-11-17T00:00:00Z'),
      'Europe/Copenhagen',
    );
    expect(months).toHaveLength(12);
    expect(months[0]).toEqual({ month: '2025-12', count: 1 });
    // 23:30 UTC on 30 November is already December in Copenhagen, which is not over yet and so not counted.
    expect(months.at(-1)).toEqual({ month: '2026-11', count: 1 });
  });
});

describe('the address of My learning', () => {
  test.each([
    ['', { page: 1 }],
    ['?status=completed&page=3', { status: 'completed', page: 3 }],
    ['?status=nonsense&page=-2', { page: 1 }],
    ['?page=1e99', { page: 1e99 }],
  ])('%s is read', (search, expected) => {
    expect(readLearningSearch(search)).toEqual(expected);
  });

  test('is written without what is the default', () => {
    expect(learningHref({ page: 1 })).toBe('/learning');
    expect(learningHref({ status: 'active', page: 2 })).toBe('/learning?status=active&page=2');
  });
});
