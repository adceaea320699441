// Which days a view shows, what its address says, and where entries stand.
import { describe, expect, it } from 'vitest';
import { anEntry, aSessionEntry } from './calendar.samples.ts';
import { daysIn, firstWeekday, instantsOf, rangeOf, stepped } from './calendar-range.ts';
import { calendarHref, readCalendarSearch } from './calendar-search.ts';
import { byDay, figuresOf, filtered } from './placing.ts';

describe('a view', () => {
  it.each([
    ['day', '2026-11-19', 0, '2026-11-19', '2026-11-19'],
    ['week', '2026-11-19', 0, '2026-11-16', '2026-11-22'],
    ['week', '2026-11-22', 6, '2026-11-22', '2026-11-28'],
    ['week', '2026-11-16', 0, '2026-11-16', '2026-11-22'],
    ['month', '2026-11-19', 0, '2026-10-26', '2026-12-06'],
    ['month', '2026-02-01', 0, '2026-01-26', '2026-03-01'],
    ['agenda', '2026-11-19', 0, '2026-11-19', '2026-12-18'],
  ] as const)('%s of %s, weeks from %i', (view, date, first, from, to) => {
    expect(rangeOf(view, date, first)).toEqual({ from, to });
  });

  it('turns its pages', () => {
    expect(stepped('month', '2026-01-31', 1)).toBe('2026-02-28');
    expect(stepped('week', '2026-11-19', -1)).toBe('2026-11-12');
    expect(stepped('day', '2026-12-31', 1)).toBe('2027-01-01');
  });

  it('asks for whole days of the reader, also where a clock changes', () => {
    expect(instantsOf({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/Copenhagen')).toEqual({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    });
  });

  it('begins its weeks as the language does', () => {
    expect(firstWeekday('no such language!')).toBe(0);
  });
});

describe('an address', () => {
  it('is read as it was written, and nothing is believed', () => {
    const open = 'session:019aa5c0-0000-7000-8000-cccc00000001';
    const state = {
      view: 'month',
      date: '2026-11-19',
      offered: true,
      kinds: ['session', 'deadline'],
      open,
    } as const;
    const { searchParams } = new URL(calendarHref('/calendar', state), 'http://here');
    expect(readCalendarSearch(searchParams.toString())).toMatchObject(state);
    const hostile = readCalendarSearch('view=year&date=2026-99-01&open=session:x&kinds=all&at=now&like=1');
    expect(Object.values(hostile).filter((value) => value !== undefined)).toEqual([]);
  });
});

describe('entries', () => {
  const zone = 'Europe/Copenhagen';
  const days = daysIn({ from: '2026-11-16', to: '2026-11-22' });
  const placed = (entries: ReturnType<typeof anEntry>[]) =>
    byDay(entries, days, zone).flatMap(({ day, above, timed }) => [
      ...above.map(({ title }) => `${day} above ${title}`),
      ...timed.map(({ entry, start, end }) => `${day} ${start}-${end} ${entry.title}`),
    ]);

  it.each([
    ['within a day', '2026-11-19T10:00:00.000Z', '2026-11-19T12:00:00.000Z', ['2026-11-19 660-780 it']],
    [
      'over midnight',
      '2026-11-19T21:00:00.000Z',
      '2026-11-20T01:00:00.000Z',
      ['2026-11-19 1320-1440 it', '2026-11-20 0-120 it'],
    ],
    ['until midnight', '2026-11-19T21:00:00.000Z', '2026-11-19T23:00:00.000Z', ['2026-11-19 1320-1440 it']],
    ['from before the week', '2026-11-15T22:00:00.000Z', '2026-11-16T08:00:00.000Z', ['2026-11-16 0-540 it']],
    ['beyond the week', '2026-11-22T22:00:00.000Z', '2026-11-23T08:00:00.000Z', ['2026-11-22 1380-1440 it']],
  ])('%s', (_name, starts_at, ends_at, expected) => {
    expect(placed([anEntry('own_event', { title: 'it', starts_at, ends_at })])).toEqual(expected);
  });

  it('of whole days, and moments, stand above the hours', () => {
    expect(
      placed([
        anEntry('holiday', { title: 'closed', starts_on: '2026-11-14', ends_on: '2026-11-17' }),
        anEntry('deadline', {
          title: 'due',
          starts_at: '2026-11-19T22:59:00.000Z',
          ends_at: '2026-11-19T22:59:00.000Z',
        }),
      ]),
    ).toEqual(['2026-11-16 above closed', '2026-11-17 above closed', '2026-11-19 above due']);
  });

  it('are counted as people count: a session once, and not when it is cancelled', () => {
    const entries = [
      aSessionEntry(1, { waiting_count: 3, day_number: 1, day_count: 2 }),
      { ...aSessionEntry(1, { waiting_count: 3, day_number: 2, day_count: 2 }), key: 'day:other' },
      aSessionEntry(2, { waiting_count: 2 }),
      aSessionEntry(3, { status: 'cancelled', waiting_count: 9 }),
      anEntry('deadline'),
    ];
    expect(figuresOf(entries)).toEqual({ sessions: 2, waiting: 5, deadlines: 1, expiries: 0 });
    expect(filtered(entries, { kinds: ['deadline'] })).toHaveLength(1);
  });
});
