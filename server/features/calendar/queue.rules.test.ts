/** Who gets which seat, as tables: D-7, C-6. */
import { describe, expect, it } from 'vitest';
import { freeSeats, offersDue, outcomeOfApproval, outcomesFor, whyEnded, whyNotBook } from './queue.rules.ts';

const now = new Date('2026-11-19T10:00:00.000Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000).toISOString();
const numbers = (more: object = {}) => ({
  seats: 3,
  seats_taken: 0,
  waiting_count: 0,
  waiting_list: true,
  approval: 'none' as 'none' | 'manager' | 'trainer',
  ...more,
});
const times = (more: object = {}) => ({
  booking_closes_at: minutes(60),
  ends_at: minutes(180),
  cancelled_at: null,
  ...more,
});

describe('what becomes of those who ask', () => {
  it.each([
    ['seats for all', {}, 3, false, ['booked', 'booked', 'booked']],
    ['one seat left, the others wait', { seats_taken: 2 }, 3, false, ['booked', 'waiting', 'waiting']],
    ['full', { seats_taken: 3 }, 1, false, ['waiting']],
    ['full, without a waiting list', { seats_taken: 3, waiting_list: false }, 1, false, ['full']],
    [
      'one seat left, without a waiting list',
      { seats_taken: 2, waiting_list: false },
      2,
      false,
      ['booked', 'full'],
    ],
    [
      'a free seat, but somebody waits for it already',
      { seats_taken: 2, waiting_count: 1 },
      1,
      false,
      ['waiting'],
    ],
    [
      'the same without a list to wait in',
      { seats_taken: 2, waiting_count: 1, waiting_list: false },
      1,
      false,
      ['full'],
    ],
    ['somebody has to agree first', { approval: 'manager' }, 2, false, ['requested', 'requested']],
    [
      'asking for a seat that cannot come',
      { approval: 'trainer', seats_taken: 3, waiting_list: false },
      1,
      false,
      ['full'],
    ],
    ['whoever agrees books', { approval: 'manager', seats_taken: 2 }, 2, true, ['booked', 'waiting']],
    ['more taken than there are seats, which the table refuses', { seats_taken: 9 }, 1, false, ['waiting']],
    ['nobody', {}, 0, false, []],
  ] as const)('%s', (_what, state, count, agreed, expected) => {
    expect(outcomesFor(numbers(state), count, agreed)).toEqual(expected);
  });

  it('never gives out more than is free, however many ask', () => {
    for (let taken = 0; taken <= 5; taken++)
      for (let waiting = 0; waiting <= 2; waiting++) {
        const session = numbers({ seats: 5, seats_taken: taken, waiting_count: waiting });
        const booked = outcomesFor(session, 20, false).filter((one) => one === 'booked').length;
        expect(booked).toBeLessThanOrEqual(freeSeats(session));
        if (waiting > 0) expect(booked).toBe(0);
      }
  });
});

describe('an approved request', () => {
  it.each([
    ['takes a free seat', { seats_taken: 2 }, 0, 'booked'],
    ['waits when it is full', { seats_taken: 3 }, 0, 'waiting'],
    [
      'waits behind who asked earlier, though a seat is free',
      { seats_taken: 2, waiting_count: 1 },
      1,
      'waiting',
    ],
    ['goes before who asked later', { seats_taken: 2, waiting_count: 1 }, 0, 'booked'],
    ['has no seat and no list', { seats_taken: 3, waiting_list: false }, 0, 'full'],
  ] as const)('%s', (_what, state, ahead, expected) => {
    expect(outcomeOfApproval(numbers(state), ahead)).toBe(expected);
  });
});

describe('offers', () => {
  const offer = (state: object, moment: object = {}, offer_minutes = 30) =>
    offersDue({ ...numbers(state), ...times(moment), offer_minutes }, now);
  const until = (count: number, after: number) => ({ count, until: new Date(minutes(after)) });

  it.each([
    ['nobody waits', { seats_taken: 2 }, {}, null],
    ['nothing is free', { seats_taken: 3, waiting_count: 4 }, {}, null],
    ['one seat, four wait', { seats_taken: 2, waiting_count: 4 }, {}, until(1, 30)],
    ['three seats raised, two wait', { waiting_count: 2 }, {}, until(2, 30)],
    [
      'the cut-off is sooner than the offer would end',
      { seats_taken: 2, waiting_count: 1 },
      { booking_closes_at: minutes(10) },
      until(1, 10),
    ],
    [
      'one minute before the cut-off',
      { seats_taken: 2, waiting_count: 1 },
      { booking_closes_at: minutes(1) },
      until(1, 1),
    ],
    ['at the cut-off', { seats_taken: 2, waiting_count: 1 }, { booking_closes_at: minutes(0) }, null],
    ['after the cut-off', { seats_taken: 2, waiting_count: 1 }, { booking_closes_at: minutes(-1) }, null],
    ['cancelled', { seats_taken: 2, waiting_count: 1 }, { cancelled_at: minutes(-5) }, null],
    ['over', { seats_taken: 2, waiting_count: 1 }, { ends_at: minutes(0) }, null],
    ['seats lowered to what is taken', { seats: 2, seats_taken: 2, waiting_count: 1 }, {}, null],
  ] as const)('%s', (_what, state, moment, expected) => {
    expect(offer(state, moment)).toEqual(expected);
  });
});

describe('the cut-off', () => {
  it.each([
    ['before it', {}, null, null],
    ['at it', { booking_closes_at: minutes(0) }, 'booking.closed', null],
    ['when the session has begun', { booking_closes_at: minutes(-90) }, 'booking.closed', null],
    [
      'when it is over',
      { booking_closes_at: minutes(-90), ends_at: minutes(0) },
      'session.over',
      'session.over',
    ],
    ['when it is cancelled', { cancelled_at: minutes(-1) }, 'session.cancelled', 'session.cancelled'],
    [
      'cancelled and over',
      { cancelled_at: minutes(-1), ends_at: minutes(-1) },
      'session.cancelled',
      'session.cancelled',
    ],
  ] as const)('%s', (_what, moment, forPeople, forThoseWhoRunIt) => {
    expect(whyNotBook(times(moment), now, false)).toBe(forPeople);
    expect(whyNotBook(times(moment), now, true)).toBe(forThoseWhoRunIt);
    expect(whyEnded(times(moment), now)).toBe(forThoseWhoRunIt);
  });
});
