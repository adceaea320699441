// A session and its people as the contract shows them, for page tests.
import type { Booking, SessionDetail, TrainingSession } from './bookings.queries.ts';

const idOf = (number: number) => `019aa5c0-0000-7000-8000-00000002${String(number).padStart(4, '0')}`;
const person = (number: number, display_name: string) => ({
  id: idOf(number),
  display_name,
  avatar_url: null,
});
export const marta = person(1, 'Marta Nowak');
export const mikkel = person(2, 'Mikkel Strand');
export const freja = person(3, 'Freja Lund');

/** Thursday 19 November 2026, 11:00 to 13:00 in Copenhagen, 9 of 12 booked. */
export const aTrainingSession = (more: Partial<TrainingSession> = {}): TrainingSession => ({
  id: idOf(100),
  title: 'Handling lithium batteries',
  course: null,
  lesson_id: null,
  series_id: null,
  series_position: null,
  series_count: null,
  status: 'planned',
  time_zone: 'Europe/Copenhagen',
  starts_at: '2026-11-19T10:00:00.000Z',
  ends_at: '2026-11-19T12:00:00.000Z',
  days: [
    {
      id: idOf(101),
      starts_at: '2026-11-19T10:00:00.000Z',
      ends_at: '2026-11-19T12:00:00.000Z',
      starts_local: '2026-11-19T11:00',
      ends_local: '2026-11-19T13:00',
      minutes: 120,
    },
  ],
  room: { id: idOf(102), name: 'Skagen', location: 'Hall B, first floor', capacity: 16 },
  online_url: null,
  is_online: false,
  trainers: [marta],
  seats: 12,
  seats_taken: 9,
  waiting_count: 0,
  requested_count: 0,
  booking_closes_at: '2026-11-18T10:00:00.000Z',
  approval: 'none',
  own_booking: null,
  can: ['book'],
  ...more,
});

export const aSessionDetail = (more: Partial<SessionDetail> = {}): SessionDetail => ({
  ...aTrainingSession(),
  description: 'Bring your gloves.',
  cancelled_at: null,
  cancel_reason: null,
  cut_off_minutes: 1440,
  offer_minutes: 1440,
  waiting_list: true,
  attendance_percent: 80,
  alternatives: [],
  record_version: 1,
  created_at: '2026-11-01T08:00:00.000Z',
  updated_at: '2026-11-01T08:00:00.000Z',
  ...more,
});

export const ownBooking = (
  state: Booking['state'],
  more: Partial<NonNullable<TrainingSession['own_booking']>> = {},
): NonNullable<TrainingSession['own_booking']> => ({
  id: idOf(200),
  state,
  place: null,
  offered_until: null,
  outcome: 'pending',
  record_version: 1,
  can: ['cancel'],
  ...more,
});

export const aBooking = (more: Partial<Booking> = {}): Booking => ({
  id: idOf(200),
  session_id: idOf(100),
  session: {
    title: 'Handling lithium batteries',
    starts_at: '2026-11-19T10:00:00.000Z',
    ends_at: '2026-11-19T12:00:00.000Z',
    time_zone: 'Europe/Copenhagen',
    status: 'planned',
    room_name: 'Skagen',
    is_online: false,
    course_id: null,
  },
  user: mikkel,
  state: 'booked',
  place: null,
  waiting_count: 0,
  offered_until: null,
  booked_by: null,
  decided_by: null,
  decided_at: null,
  note: '',
  reason: null,
  created_at: '2026-11-09T08:00:00.000Z',
  state_since: '2026-11-09T08:00:00.000Z',
  record_version: 1,
  can: [],
  ...more,
});
