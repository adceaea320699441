// Rules of series, and what of a form is sent.
import { describe, expect, it } from 'vitest';
import { aSessionDetail } from '../calendar.samples.ts';
import { type Repeat, ruleOf, usualRepeat, weekOfMonth } from './repeat-rule.ts';
import { changeOf, copyOf, dayInputOf, movedDays, rebased, shiftedDays, valuesOf } from './session-values.ts';

const zone = 'Europe/Copenhagen';
const tuesday = '2026-11-17';
const usual = usualRepeat(tuesday);

describe('a rule', () => {
  it.each<[string, Partial<Repeat>, string | null]>([
    ['as most people mean it', {}, 'FREQ=WEEKLY;BYDAY=TU;COUNT=4'],
    [
      'two days a week, every other week',
      { every: 2, weekdays: ['TH', 'TU'] },
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4',
    ],
    ['daily', { unit: 'day', count: 5 }, 'FREQ=DAILY;COUNT=5'],
    ['the same date', { unit: 'month' }, 'FREQ=MONTHLY;BYMONTHDAY=17;COUNT=4'],
    ['the third Tuesday', { unit: 'month', monthly: 'weekday' }, 'FREQ=MONTHLY;BYDAY=3TU;COUNT=4'],
    [
      'until the end of a day in its zone',
      { ends: 'until', until: '2026-12-31' },
      'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T225900Z',
    ],
    ['without a weekday', { weekdays: [] }, null],
    ['without an end', { ends: 'until', until: '' }, null],
    ['that ends before it begins', { ends: 'until', until: '2026-11-16' }, null],
    ['of none', { count: 0 }, null],
    ['of too many', { count: 201 }, null],
    ['of half a session', { count: 1.5 }, null],
    ['every nothing', { every: Number.NaN }, null],
  ])('%s', (_name, change, expected) => {
    expect(ruleOf({ ...usual, ...change }, tuesday, zone)).toBe(expected);
  });

  it('says "last" where few months have a fifth', () => {
    expect([weekOfMonth('2026-11-01'), weekOfMonth('2026-11-07'), weekOfMonth('2026-11-30')]).toEqual([
      1, 1, -1,
    ]);
    const monthly = { ...usual, unit: 'month', monthly: 'weekday' } as const;
    expect(ruleOf(monthly, '2026-11-30', zone)).toBe('FREQ=MONTHLY;BYDAY=-1MO;COUNT=4');
  });
});

describe('what is sent', () => {
  const before = valuesOf(aSessionDetail());

  it('is only what was changed', () => {
    expect(changeOf(before, before)).toEqual({});
    expect(changeOf(before, { ...before, seats: 20, title: ` ${before.title} ` })).toEqual({ seats: 20 });
  });

  it('keeps the identity of days that are moved', () => {
    const id = before.days[0]?.id ?? '';
    const days = movedDays(before.days, id, '2026-11-20T13:00', '2026-11-20T15:00');
    expect(changeOf(before, { ...before, days })).toEqual({
      days: [{ id, starts_local: '2026-11-20T13:00', ends_local: '2026-11-20T15:00' }],
    });
  });

  it('ends on the next day when it ends before it begins', () => {
    expect(dayInputOf({ day: '2026-12-31', from: '22:00', to: '06:00' })).toEqual({
      starts_local: '2026-12-31T22:00',
      ends_local: '2027-01-01T06:00',
    });
  });

  it('moves all days of a session to a free slot, at their distances', () => {
    const two = [
      { day: '2026-11-19', from: '11:00', to: '13:00' },
      { day: '2026-11-20', from: '09:00', to: '10:00' },
    ];
    expect(shiftedDays(two, '2026-11-23T09:00')).toEqual([
      { day: '2026-11-23', from: '09:00', to: '11:00' },
      { day: '2026-11-24', from: '07:00', to: '08:00' },
    ]);
  });

  it('is what I typed on top of what somebody else has changed', () => {
    const mine = { ...before, seats: 20 };
    const theirs = { ...before, seats: 14, title: 'Another title' };
    expect(rebased(before, mine, theirs)).toMatchObject({ seats: 20, title: 'Another title' });
  });

  it('of a copy has no days of the one it is like', () => {
    expect(copyOf(aSessionDetail()).days).toEqual([{ day: '2026-11-26', from: '11:00', to: '13:00' }]);
  });
});
