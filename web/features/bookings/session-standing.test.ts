// How one stands to a session, as a table.
import { describe, expect, it } from 'vitest';
import { aTrainingSession, marta, ownBooking } from './bookings.samples.ts';
import { inTheWay, standingOf, timeLeft } from './session-standing.ts';
import { readSessionsSearch, sessionsHref } from './sessions-search.ts';

describe('how one stands to a session', () => {
  it.each([
    ['open', {}],
    ['joins_list', { seats_taken: 12 }],
    ['joins_list', { seats_taken: 11, waiting_count: 1 }],
    ['asks', { approval: 'manager' as const }],
    ['closed', { can: [] }],
    ['full', { can: [], seats_taken: 12 }],
    ['booked', { own_booking: ownBooking('booked'), can: [] }],
    ['waiting', { own_booking: ownBooking('waiting', { place: 2 }), can: [] }],
    ['offered', { own_booking: ownBooking('offered'), can: [] }],
    ['requested', { own_booking: ownBooking('requested'), can: [] }],
    ['cancelled', { status: 'cancelled' as const, own_booking: ownBooking('booked') }],
    ['over', { status: 'over' as const, can: [] }],
    ['was_booked', { status: 'over' as const, own_booking: ownBooking('booked'), can: [] }],
  ])('is %s', (expected, more) => {
    expect(standingOf(aTrainingSession(more), undefined)).toBe(expected);
  });

  it('is teaching for who holds it', () => {
    expect(standingOf(aTrainingSession({ can: [] }), marta.id)).toBe('teaching');
  });
});

describe('what is in the way', () => {
  const entry = (kind: string, session: { id: string; role: string; status: string } | null) => ({
    title: 'x',
    kind,
    link: null,
    session,
  });
  it.each([
    [entry('own_event', null), true],
    [entry('deadline', null), false],
    [entry('holiday', null), false],
    [entry('session', { id: 'this', role: 'offered', status: 'planned' }), false],
    [entry('session', { id: 'other', role: 'booked', status: 'planned' }), true],
    [entry('session', { id: 'other', role: 'trainer', status: 'planned' }), true],
    [entry('session', { id: 'other', role: 'waiting', status: 'planned' }), false],
    [entry('session', { id: 'other', role: 'booked', status: 'cancelled' }), false],
  ])('%j: %s', (one, expected) => {
    expect(inTheWay({ id: 'this' }, [one]).length > 0).toBe(expected);
  });
});

it('counts what is left up to a full minute, and never below nothing', () => {
  const now = new Date('2026-11-17T10:00:00.000Z');
  expect(timeLeft('2026-11-19T13:20:30.000Z', now)).toEqual({ days: 2, hours: 3, minutes: 21 });
  expect(timeLeft('2026-11-17T09:00:00.000Z', now)).toEqual({ days: 0, hours: 0, minutes: 0 });
});

it('keeps the list’s state in the address and leaves nonsense out', () => {
  const state = readSessionsSearch('?view=mine&free=true&course_id=nonsense&search=%20battery%20');
  expect(state).toEqual({ view: 'mine', free: true, search: 'battery', course_id: undefined });
  expect(readSessionsSearch(sessionsHref(state).slice('/sessions'.length))).toEqual(state);
  expect(sessionsHref(readSessionsSearch('?view=evil'))).toBe('/sessions');
});
