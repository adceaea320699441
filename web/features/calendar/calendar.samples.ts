// Entries, sessions and rooms as the calendar's endpoints show them, for tests.
import type { Clash, Feed, OwnEvent, Room } from '#contract/calendar.ts';
import type { CalendarEntry } from './placing.ts';
import type { SessionDetail } from './planning/session-values.ts';

const at = '2026-11-03T08:00:00.000Z';
export const sampleId = (number: number): string =>
  `019aa5c0-0000-7000-8000-5e5500${String(number).padStart(6, '0')}`;
const marta = { id: sampleId(900), display_name: 'Marta Nowak', avatar_url: null };

export const anEntry = (kind: CalendarEntry['kind'], more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  key: `${kind}:${sampleId(1)}`,
  kind,
  title: kind,
  starts_at: null,
  ends_at: null,
  starts_on: null,
  ends_on: null,
  link: null,
  session: null,
  course_id: null,
  can: [],
  ...more,
});

type SessionPart = NonNullable<CalendarEntry['session']>;

/** Thursday 19 November 2026, 11:00 to 13:00 in Copenhagen, unless it is said otherwise. */
export const aSessionEntry = (
  number: number,
  session: Partial<SessionPart> = {},
  more: Partial<CalendarEntry> = {},
): CalendarEntry =>
  anEntry('session', {
    key: `day:${sampleId(number + 100)}`,
    title: `Session ${number}`,
    starts_at: '2026-11-19T10:00:00.000Z',
    ends_at: '2026-11-19T12:00:00.000Z',
    link: `/sessions/${sampleId(number)}`,
    session: {
      id: sampleId(number),
      day_id: sampleId(number + 100),
      status: 'planned',
      role: 'booked',
      time_zone: 'Europe/Copenhagen',
      starts_local: '2026-11-19T11:00',
      ends_local: '2026-11-19T13:00',
      day_number: 1,
      day_count: 1,
      room_name: 'Skagen',
      is_online: false,
      seats: 16,
      seats_taken: 9,
      waiting_count: 0,
      trainer_names: ['Marta Nowak'],
      record_version: 1,
      ...session,
    },
    ...more,
  });

export const aRoom = (number: number, more: Partial<Room> = {}): Room => ({
  id: sampleId(number + 500),
  name: number === 1 ? 'Skagen' : `Room ${number}`,
  location: 'Building 2',
  capacity: 16,
  equipment: ['projector'],
  time_zone: 'Europe/Copenhagen',
  notes: '',
  archived_at: null,
  upcoming_count: 2,
  record_version: 1,
  created_at: at,
  updated_at: at,
  can: [],
  ...more,
});

export const aSessionDetail = (more: Partial<SessionDetail> = {}): SessionDetail => ({
  id: sampleId(1),
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
      id: sampleId(101),
      starts_at: '2026-11-19T10:00:00.000Z',
      ends_at: '2026-11-19T12:00:00.000Z',
      starts_local: '2026-11-19T11:00',
      ends_local: '2026-11-19T13:00',
      minutes: 120,
    },
  ],
  room: { id: aRoom(1).id, name: 'Skagen', location: 'Building 2', capacity: 16 },
  online_url: null,
  is_online: false,
  trainers: [marta],
  seats: 16,
  seats_taken: 16,
  waiting_count: 4,
  requested_count: 0,
  booking_closes_at: '2026-11-18T10:00:00.000Z',
  approval: 'none',
  own_booking: null,
  can: ['update', 'cancel', 'restore', 'see_people', 'record_attendance'],
  description: '',
  cancelled_at: null,
  cancel_reason: null,
  cut_off_minutes: 1440,
  offer_minutes: 1440,
  waiting_list: true,
  attendance_percent: 80,
  alternatives: [],
  record_version: 3,
  created_at: at,
  updated_at: at,
  ...more,
});

export const aClash = (more: Partial<Clash> = {}): Clash => ({
  kind: 'room',
  session_id: sampleId(2),
  title: 'First aid refresher',
  starts_at: '2026-11-19T08:00:00.000Z',
  ends_at: '2026-11-19T11:00:00.000Z',
  people: [],
  people_count: 0,
  room: { id: aRoom(1).id, name: 'Skagen', capacity: 16 },
  blocks: true,
  ...more,
});

export const anOwnEvent = (more: Partial<OwnEvent> = {}): OwnEvent => ({
  id: sampleId(700),
  title: 'Dentist',
  time_zone: 'Europe/Copenhagen',
  starts_local: '2026-11-18T14:00',
  ends_local: '2026-11-18T15:00',
  starts_at: '2026-11-18T13:00:00.000Z',
  ends_at: '2026-11-18T14:00:00.000Z',
  all_day: false,
  record_version: 2,
  ...more,
});

export const aFeed = (more: Partial<Feed> = {}): Feed => ({
  id: sampleId(800),
  name: 'My phone',
  contents: ['sessions', 'deadlines'],
  created_at: at,
  last_read_at: null,
  ...more,
});
