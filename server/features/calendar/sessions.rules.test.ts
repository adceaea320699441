/** What state a session is in and what that allows, to the second. */
import { describe, expect, it } from 'vitest';
import { firstOfEach, isBookable, ownBookingCan, sessionCan, statusOf } from './sessions.rules.ts';

const session = {
  starts_at: '2026-11-19T10:00:00.000Z',
  ends_at: '2026-11-20T12:00:00.000Z',
  cancelled_at: null as string | null,
  cut_off_minutes: 60,
  seats: 2,
  seats_taken: 0,
  waiting_count: 0,
  waiting_list: true,
  approval: 'none' as const,
};
const at = (text: string) => new Date(`2026-11-${text}.000Z`);

describe('a session', () => {
  it.each([
    ['19T09:59:59', 'planned'],
    ['19T10:00:00', 'running'],
    ['20T03:00:00', 'running'],
    ['20T11:59:59', 'running'],
    ['20T12:00:00', 'over'],
  ])('at %s is %s', (now, status) => {
    expect(statusOf(session, at(now))).toBe(status);
    expect(statusOf({ ...session, cancelled_at: '2026-11-01' }, at(now))).toBe('cancelled');
  });

  it.each([
    ['a second before the cut-off', {}, '19T08:59:59', true],
    ['at the cut-off', {}, '19T09:00:00', false],
    ['full with a waiting list', { seats_taken: 2 }, '18T00:00:00', true],
    ['full without one', { seats_taken: 2, waiting_list: false }, '18T00:00:00', false],
    [
      'a free seat that others wait for, without a list',
      { waiting_count: 1, waiting_list: false },
      '18T00:00:00',
      false,
    ],
    ['cancelled', { cancelled_at: '2026-11-01' }, '18T00:00:00', false],
    ['without a cut-off, as it begins', { cut_off_minutes: 0 }, '19T10:00:00', false],
  ])('%s: whether it can be booked', (_, more, now, expected) => {
    expect(isBookable({ ...session, ...more }, at(now))).toBe(expected);
  });
});

describe('what one may do', () => {
  const manager = { ...session, is_managed: true, is_trainer: false, was_booked: false, own_booking: null };
  const person = { ...manager, is_managed: false };
  const may = { book: true, book_others: false };
  it.each([
    [
      'a manager, planned',
      manager,
      '18T00:00:00',
      ['update', 'cancel', 'delete', 'book', 'book_others', 'see_people', 'record_attendance'],
    ],
    [
      'its trainer, planned',
      { ...manager, is_trainer: true },
      '18T00:00:00',
      ['update', 'cancel', 'delete', 'book_others', 'see_people', 'record_attendance'],
    ],
    [
      'a manager, planned, booked once',
      { ...manager, was_booked: true },
      '18T00:00:00',
      ['update', 'cancel', 'book', 'book_others', 'see_people', 'record_attendance'],
    ],
    ['a manager, over', manager, '21T00:00:00', ['delete', 'see_people', 'record_attendance']],
    [
      'a manager, cancelled',
      { ...manager, cancelled_at: 'x' },
      '18T00:00:00',
      ['restore', 'delete', 'see_people'],
    ],
    [
      'a manager, cancelled and past',
      { ...manager, cancelled_at: 'x' },
      '21T00:00:00',
      ['delete', 'see_people'],
    ],
    ['a person', person, '18T00:00:00', ['book']],
    ['a person after the cut-off', person, '19T09:30:00', []],
    [
      'a person who has a seat',
      { ...person, own_booking: { state: 'booked' as const, offered_until: null } },
      '18T00:00:00',
      [],
    ],
  ])('%s', (_, row, now, expected) => {
    expect(sessionCan(row, may, at(now))).toEqual(expected);
  });

  it.each([
    ['booked', null, '18T00:00:00', ['cancel']],
    ['offered', '2026-11-18T12:00:00Z', '18T11:59:59', ['accept', 'decline', 'cancel']],
    ['offered', '2026-11-18T12:00:00Z', '18T12:00:00', ['cancel']],
    ['waiting', null, '20T12:00:00', []],
    ['cancelled', null, '18T00:00:00', []],
  ] as const)('with a booking that is %s until %s, at %s: %j', (state, offered_until, now, expected) => {
    expect(ownBookingCan({ state, offered_until }, session, at(now))).toEqual(expected);
  });
});

it('names each trainer once, with the first session that is theirs', () => {
  expect(firstOfEach([['a', 'b', 'a'], [], ['b', 'c'], ['a', 'c']])).toEqual([['a', 'b'], [], ['c'], []]);
});
