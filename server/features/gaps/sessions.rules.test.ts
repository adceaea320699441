/** The session that a plan or a recommendation names. */
import { describe, expect, it } from 'vitest';
import { chooseSessions, type OfferedSession, timeOfWeek } from './sessions.rules.ts';

describe('the part of the week', () => {
  it.each<[string, string, string]>([
    ['2026-11-19T10:59:59Z', 'Europe/Copenhagen', 'weekday_morning'],
    ['2026-11-19T11:00:00Z', 'Europe/Copenhagen', 'weekday_afternoon'],
    ['2026-11-19T15:59:59Z', 'Europe/Copenhagen', 'weekday_afternoon'],
    ['2026-11-19T16:00:00Z', 'Europe/Copenhagen', 'weekday_evening'],
    // Friday evening in London is Saturday morning in Auckland.
    ['2026-11-20T19:00:00Z', 'Europe/London', 'weekday_evening'],
    ['2026-11-20T19:00:00Z', 'Pacific/Auckland', 'weekend'],
    // Monday has begun in Copenhagen and is Sunday still in New York.
    ['2026-11-23T04:00:00Z', 'Europe/Copenhagen', 'weekday_morning'],
    ['2026-11-23T04:00:00Z', 'America/New_York', 'weekend'],
    ['2026-11-19T23:30:00Z', 'Europe/London', 'weekday_evening'],
    ['2026-11-19T00:00:00Z', 'Europe/London', 'weekday_morning'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(timeOfWeek(new Date(instant), zone)).toBe(expected);
  });
});

const on = (id: string, starts_at: string, more: Partial<OfferedSession> = {}): OfferedSession => ({
  course_id: 'c',
  id,
  title: id,
  starts_at,
  time_zone: 'UTC',
  is_online: false,
  room_name: 'Fyn',
  free_seats: 3,
  has_seat: true,
  own_state: null,
  ...more,
});
const morning = '2026-11-24T08:00:00.000Z';
const evening = '2026-11-25T18:00:00.000Z';
const later = '2026-12-02T18:00:00.000Z';

describe('the session to name', () => {
  it.each<[string, OfferedSession[], string[], string | undefined]>([
    ['the next one when no times are named', [on('b', evening), on('a', morning)], [], 'a'],
    ['one that suits before an earlier one', [on('a', morning), on('b', evening)], ['weekday_evening'], 'b'],
    ['the first of those that suit', [on('b', later), on('a', evening)], ['weekday_evening'], 'a'],
    [
      'the own booking before all, also when it is full',
      [on('a', morning), on('own', later, { own_state: 'waiting', has_seat: false, free_seats: 0 })],
      ['weekday_morning'],
      'own',
    ],
    [
      'a full one never, however well it suits',
      [on('full', morning, { has_seat: false, free_seats: 0 }), on('b', later)],
      ['weekday_morning'],
      'b',
    ],
    ['nothing when all are full', [on('full', morning, { has_seat: false })], [], undefined],
    ['nothing when there is none', [], ['weekend'], undefined],
  ])('%s', (_name, sessions, times, expected) => {
    expect(chooseSessions(sessions, { time_zone: 'UTC', times }).get('c')?.id).toBe(expected);
  });

  it('is chosen for each course by itself', () => {
    const chosen = chooseSessions([on('a', morning), on('b', evening, { course_id: 'other' })], {
      time_zone: 'UTC',
      times: [],
    });
    expect([...chosen].map(([course, { id }]) => `${course}:${id}`)).toEqual(['c:a', 'other:b']);
  });
});
