/**
 * Calendar: rooms, holidays, training sessions and series, clashes, what stands in somebody's calendar, and feeds of it.
 * Seats are in bookings.ts, who was there in attendance.ts.
 *
 * A time in a session is given and kept twice: as wall time in the session's own zone (`starts_local`, which people agreed on
 * and which stays when a zone's rules change) and as the instant that it means (`starts_at`).
 */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import {
  can,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  optionalText,
  ordering,
  page,
  text,
} from './values/common.ts';

/** Wall time to the minute, without a zone: `2026-11-19T11:00`. */
export const wallTime = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/,
    'Expected YYYY-MM-DDTHH:MM',
  );
/** An IANA name: `Europe/Copenhagen`. The server refuses one it does not know. */
export const timeZone = z.string().min(1).max(64);
const day = z.iso.date();

export const equipmentKinds = [
  'projector',
  'whiteboard',
  'video_conference',
  'computers',
  'practice_area',
  'step_free',
] as const;
export type Equipment = (typeof equipmentKinds)[number];

/** Who has to agree before a seat is given. `manager`: anyone above the person; without a manager, the session's trainers. */
export const approvals = ['none', 'manager', 'trainer'] as const;
export type Approval = (typeof approvals)[number];
export const sessionStates = ['planned', 'running', 'over', 'cancelled'] as const;
export type SessionState = (typeof sessionStates)[number];
/** Where a booking stands. `requested` waits for approval, `offered` holds a seat until `offered_until`. */
export const bookingStates = [
  'requested',
  'booked',
  'waiting',
  'offered',
  'cancelled',
  'refused',
  'lapsed',
] as const;
export type BookingState = (typeof bookingStates)[number];
export const liveBookingStates = [
  'requested',
  'booked',
  'waiting',
  'offered',
] as const satisfies readonly BookingState[];

/** `pending` until the last day is over or the attendance rule is met. */
export const bookingOutcomes = ['pending', 'attended', 'missed', 'excused'] as const;

export const CalendarPerson = z.object({ id, display_name: z.string(), avatar_url: z.string().nullable() });
export type CalendarPerson = z.infer<typeof CalendarPerson>;

export const Room = z.object({
  id,
  name: z.string(),
  /** Building, floor, address: how to get there. */
  location: z.string(),
  capacity: z.int(),
  equipment: z.array(z.enum(equipmentKinds)),
  time_zone: z.string(),
  notes: z.string(),
  archived_at: instant.nullable(),
  /** Planned sessions from now on. */
  upcoming_count: z.int(),
  record_version: z.int(),
  created_at: instant,
  updated_at: instant,
  can,
});
export type Room = z.infer<typeof Room>;

const roomFields = {
  name: text(100),
  location: optionalText(300),
  capacity: z.int().min(1).max(10_000),
  equipment: z.array(z.enum(equipmentKinds)).max(equipmentKinds.length),
  time_zone: timeZone,
  notes: optionalText(2000),
};

export const Holiday = z.object({
  id,
  name: z.string(),
  starts_on: day,
  /** The last day, included. */
  ends_on: day,
  record_version: z.int(),
});
export type Holiday = z.infer<typeof Holiday>;
const holidayFields = { name: text(100), starts_on: day, ends_on: day };

export const SessionDay = z.object({
  id,
  starts_at: instant,
  ends_at: instant,
  starts_local: wallTime,
  ends_local: wallTime,
  minutes: z.int(),
});
export type SessionDay = z.infer<typeof SessionDay>;

export const dayInput = z.strictObject({
  /** Keeps the identity of a day that is only moved; a day without it is new, one that is left out is dropped. */
  id: id.optional(),
  starts_local: wallTime,
  ends_local: wallTime,
});

/** The caller's own booking of a session, where there is one. */
export const OwnBooking = z.object({
  id,
  state: z.enum(bookingStates),
  /** Place in the waiting list, from 1; null unless waiting. */
  place: z.int().nullable(),
  offered_until: instant.nullable(),
  /** What attendance made of it. */
  outcome: z.enum(bookingOutcomes),
  record_version: z.int(),
  can,
});
export type OwnBooking = z.infer<typeof OwnBooking>;

export const TrainingSession = z.object({
  id,
  title: z.string(),
  course: z.object({ id, title: z.string(), code: z.string() }).nullable(),
  lesson_id: id.nullable(),
  series_id: id.nullable(),
  /** Of how many it is which, in the order of time, counting the planned ones of its series. */
  series_position: z.int().nullable(),
  series_count: z.int().nullable(),
  status: z.enum(sessionStates),
  time_zone: z.string(),
  starts_at: instant,
  ends_at: instant,
  /** In order of time; at least one. */
  days: z.array(SessionDay),
  room: z.object({ id, name: z.string(), location: z.string(), capacity: z.int() }).nullable(),
  /** Only for those who are booked, teach or manage it; others are told by `is_online` alone. */
  online_url: z.string().nullable(),
  is_online: z.boolean(),
  trainers: z.array(CalendarPerson),
  seats: z.int(),
  /** Booked and offered. */
  seats_taken: z.int(),
  waiting_count: z.int(),
  requested_count: z.int(),
  booking_closes_at: instant,
  approval: z.enum(approvals),
  own_booking: OwnBooking.nullable(),
  /** What the caller may do: `update`, `cancel`, `restore`, `delete`, `book`, `book_others`, `see_people`, `record_attendance`. */
  can,
});
export type TrainingSession = z.infer<typeof TrainingSession>;

export const SessionDetail = TrainingSession.extend({
  description: z.string(),
  cancelled_at: instant.nullable(),
  cancel_reason: z.string().nullable(),
  /** Minutes before the start after which nobody books or is moved up any more. */
  cut_off_minutes: z.int(),
  /** How long an offered seat is kept for somebody. */
  offer_minutes: z.int(),
  waiting_list: z.boolean(),
  /** Share of the minutes one has to be there. */
  attendance_percent: z.int(),
  /** The next planned sessions with the same course or series that can be booked: what to offer when this one is full or cancelled. */
  alternatives: z.array(
    z.object({ id, title: z.string(), starts_at: instant, time_zone: z.string(), free_seats: z.int() }),
  ),
  record_version: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type SessionDetail = z.infer<typeof SessionDetail>;

const onlineUrl = z
  .url({ protocol: /^https$/, error: 'Expected an address that begins with https://' })
  .max(1000)
  .nullable();

const sessionFields = {
  title: text(200),
  description: optionalText(5000),
  course_id: id.nullable(),
  /** A lesson of kind `session` in that course, completed by being there. */
  lesson_id: id.nullable(),
  time_zone: timeZone,
  days: z.array(dayInput).min(1).max(30),
  room_id: id.nullable(),
  online_url: onlineUrl,
  trainer_ids: z.array(id).max(20),
  seats: z.int().min(1).max(10_000),
  waiting_list: z.boolean(),
  cut_off_minutes: z
    .int()
    .min(0)
    .max(60 * 24 * 90),
  offer_minutes: z
    .int()
    .min(15)
    .max(60 * 24 * 14),
  approval: z.enum(approvals),
  attendance_percent: z.int().min(1).max(100),
};
/** At least a room or an online link is required; the server says so by the field `room_id`. */
export const SessionInput = z.strictObject({
  ...sessionFields,
  description: sessionFields.description.default(''),
  course_id: sessionFields.course_id.default(null),
  lesson_id: sessionFields.lesson_id.default(null),
  room_id: sessionFields.room_id.default(null),
  online_url: sessionFields.online_url.default(null),
  waiting_list: sessionFields.waiting_list.default(true),
  cut_off_minutes: sessionFields.cut_off_minutes.default(24 * 60),
  offer_minutes: sessionFields.offer_minutes.default(24 * 60),
  approval: sessionFields.approval.default('none'),
  attendance_percent: sessionFields.attendance_percent.default(80),
});
export const SessionPatch = z.strictObject({
  ...z.object(sessionFields).partial().shape,
  /**
   * `following` changes this session and the later ones of its series that are not over: times move by the same wall time and
   * days by the same number of days.
   */
  scope: z.enum(['one', 'following']).default('one'),
  /** Whether the people are told. Left out: they are when the time, the place or the link changes, and not otherwise. */
  tell: z.boolean().optional(),
});

export const clashKinds = ['room', 'trainer', 'people', 'own_event', 'holiday', 'capacity'] as const;
/** `room` and `trainer` cannot be saved; the others are warnings. */
export const Clash = z.object({
  kind: z.enum(clashKinds),
  /** What stands there already: a session, an own event (without its title for anybody else), a holiday. */
  session_id: id.nullable(),
  title: z.string().nullable(),
  starts_at: instant.nullable(),
  ends_at: instant.nullable(),
  /** Whose calendar it is: the trainer, or those booked here who are in it too (at most 20). */
  people: z.array(CalendarPerson),
  people_count: z.int(),
  room: z.object({ id, name: z.string(), capacity: z.int() }).nullable(),
  blocks: z.boolean(),
});
export type Clash = z.infer<typeof Clash>;

export const FreeSlot = z.object({
  starts_at: instant,
  ends_at: instant,
  starts_local: wallTime,
  ends_local: wallTime,
});
export type FreeSlot = z.infer<typeof FreeSlot>;

const planned = {
  /** The session that is being edited: it does not clash with itself, and its people count. */
  session_id: id.nullable().default(null),
  time_zone: timeZone,
  days: z.array(dayInput).min(1).max(30),
  room_id: id.nullable().default(null),
  trainer_ids: z.array(id).max(20).default([]),
  seats: z.int().min(1).max(10_000).nullable().default(null),
};

/** RFC 5545 recurrence rule without DTSTART: `FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8`. At most 200 sessions in a series. */
export const recurrenceRule = z.string().min(6).max(300);

export const Series = z.object({
  id,
  title: z.string(),
  time_zone: z.string(),
  rule: z.string(),
  sessions: z.array(
    z.object({
      id,
      position: z.int(),
      status: z.enum(sessionStates),
      starts_at: instant,
      ends_at: instant,
      seats: z.int(),
      seats_taken: z.int(),
    }),
  ),
  can,
});
export type Series = z.infer<typeof Series>;

export const entryKinds = ['session', 'deadline', 'expiry', 'own_event', 'holiday'] as const;
/** How the caller is part of a session. `planned`: neither, but they may manage it or see it offered. */
export const entryRoles = ['trainer', 'booked', 'offered', 'waiting', 'requested', 'planned'] as const;

/** One thing in a calendar, made to be drawn. */
export const CalendarEntry = z.object({
  /** Unique among the answer's entries and stable over time. */
  key: z.string(),
  kind: z.enum(entryKinds),
  title: z.string(),
  /** Of one day of a session; of a deadline the moment, twice. */
  starts_at: instant.nullable(),
  ends_at: instant.nullable(),
  /** For what lasts whole days (expiries, holidays, own events without times): first and last day, included. */
  starts_on: day.nullable(),
  ends_on: day.nullable(),
  /** A path in this application. */
  link: z.string().nullable(),
  session: z
    .object({
      id,
      day_id: id,
      status: z.enum(sessionStates),
      role: z.enum(entryRoles),
      time_zone: z.string(),
      starts_local: wallTime,
      ends_local: wallTime,
      day_number: z.int(),
      day_count: z.int(),
      room_name: z.string().nullable(),
      is_online: z.boolean(),
      seats: z.int(),
      seats_taken: z.int(),
      waiting_count: z.int(),
      trainer_names: z.array(z.string()),
      record_version: z.int(),
    })
    .nullable(),
  course_id: id.nullable(),
  can,
});
export type CalendarEntry = z.infer<typeof CalendarEntry>;

export const OwnEvent = z.object({
  id,
  title: z.string(),
  time_zone: z.string(),
  starts_local: wallTime,
  ends_local: wallTime,
  starts_at: instant,
  ends_at: instant,
  all_day: z.boolean(),
  record_version: z.int(),
});
export type OwnEvent = z.infer<typeof OwnEvent>;
const ownEventFields = {
  title: text(200),
  time_zone: timeZone,
  starts_local: wallTime,
  ends_local: wallTime,
  all_day: z.boolean(),
};

export const feedContents = ['sessions', 'teaching', 'deadlines', 'expiries'] as const;
export const Feed = z.object({
  id,
  name: z.string(),
  contents: z.array(z.enum(feedContents)),
  created_at: instant,
  last_read_at: instant.nullable(),
});
export type Feed = z.infer<typeof Feed>;

export const calendar = {
  listRooms: endpoint({
    method: 'GET',
    path: '/api/calendar/rooms/',
    ability: 'calendar.read',
    summary: 'Rooms',
    rows: ['T-07', 'U-22'],
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['name', 'capacity']).default('name'),
      archived: flag.default(false),
      min_capacity: z.coerce.number().int().min(1).optional(),
    }),
    response: page(Room),
  }),
  createRoom: endpoint({
    method: 'POST',
    path: '/api/calendar/rooms/',
    ability: 'room.manage',
    summary: 'Add a room',
    rows: ['T-07', 'U-22'],
    body: z.strictObject({
      ...roomFields,
      location: roomFields.location.default(''),
      equipment: roomFields.equipment.default([]),
      notes: roomFields.notes.default(''),
    }),
    status: 201,
    response: Room,
    errors: ['record.conflict'],
  }),
  getRoom: endpoint({
    method: 'GET',
    path: '/api/calendar/rooms/:id/',
    ability: 'calendar.read',
    summary: 'One room',
    params: idParams,
    response: Room,
  }),
  updateRoom: endpoint({
    method: ['PATCH', 'PUT'],
    path: '/api/calendar/rooms/:id/',
    ability: 'room.manage',
    summary: 'Change a room (If-Match: record_version)',
    params: idParams,
    body: z.strictObject(roomFields).partial(),
    response: Room,
    errors: ['record.stale', 'record.conflict'],
  }),
  archiveRoom: endpoint({
    method: 'POST',
    path: '/api/calendar/rooms/:id/archive/',
    ability: 'room.manage',
    summary: 'Offer the room no more; refused while sessions are planned in it',
    params: idParams,
    response: Room,
    errors: ['record.in-use'],
  }),
  restoreRoom: endpoint({
    method: 'POST',
    path: '/api/calendar/rooms/:id/restore/',
    ability: 'room.manage',
    summary: 'Offer an archived room again',
    params: idParams,
    response: Room,
  }),

  listHolidays: endpoint({
    method: 'GET',
    path: '/api/calendar/holidays/',
    ability: 'calendar.read',
    summary: 'Days on which the organization does not work',
    query: z.strictObject({ ...listQuery, from: day.optional(), to: day.optional() }),
    response: page(Holiday),
  }),
  createHoliday: endpoint({
    method: 'POST',
    path: '/api/calendar/holidays/',
    ability: 'room.manage',
    summary: 'Add a holiday',
    body: z.strictObject(holidayFields),
    status: 201,
    response: Holiday,
    errors: ['record.conflict'],
  }),
  updateHoliday: endpoint({
    method: ['PATCH', 'PUT'],
    path: '/api/calendar/holidays/:id/',
    ability: 'room.manage',
    summary: 'Change a holiday (If-Match: record_version)',
    params: idParams,
    body: z.strictObject(holidayFields).partial(),
    response: Holiday,
    errors: ['record.stale', 'record.conflict'],
  }),
  deleteHoliday: endpoint({
    method: 'DELETE',
    path: '/api/calendar/holidays/:id/',
    ability: 'room.manage',
    summary: 'Take a holiday away',
    params: idParams,
  }),

  listTrainingSessions: endpoint({
    method: 'GET',
    path: '/api/calendar/sessions/',
    ability: 'calendar.read',
    summary: 'Training sessions: those on offer, those one is booked on, teaches or manages',
    rows: ['T-07', 'U-22'],
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['starts_at', 'title']).default('starts_at'),
      /** Default: what is not over yet. Given either, exactly the range. */
      from: instant.optional(),
      to: instant.optional(),
      course_id: id.optional(),
      room_id: id.optional(),
      trainer_id: id.optional(),
      series_id: id.optional(),
      status: z.enum(sessionStates).optional(),
      /** `bookable`: open, not over the cut-off; `mine`: own live bookings; `teaching`: as a trainer or manager of it. */
      view: z.enum(['all', 'bookable', 'mine', 'teaching']).default('all'),
      free_seats: flag.optional(),
    }),
    response: page(TrainingSession),
  }),
  createSession: endpoint({
    method: 'POST',
    path: '/api/calendar/sessions/',
    ability: 'session.manage',
    summary: 'Plan a session',
    rows: ['T-07', 'U-22'],
    body: SessionInput,
    status: 201,
    response: SessionDetail,
    errors: ['session.clash'],
  }),
  getTrainingSession: endpoint({
    method: 'GET',
    path: '/api/calendar/sessions/:id/',
    ability: 'calendar.read',
    summary: 'One session with the caller’s booking of it',
    rows: ['T-07', 'U-22'],
    params: idParams,
    response: SessionDetail,
  }),
  updateSession: endpoint({
    method: ['PATCH', 'PUT'],
    path: '/api/calendar/sessions/:id/',
    ability: 'session.manage',
    summary: 'Change or move a session (If-Match: record_version), or it and those that follow',
    rows: ['T-07', 'U-22'],
    params: idParams,
    body: SessionPatch,
    response: SessionDetail,
    errors: ['session.clash', 'session.over', 'session.cancelled', 'record.stale'],
  }),
  cancelSession: endpoint({
    method: 'POST',
    path: '/api/calendar/sessions/:id/cancel/',
    ability: 'session.manage',
    summary: 'Cancel with a reason; bookings and attendance are kept, the people are told',
    rows: ['T-07', 'U-22'],
    params: idParams,
    body: z.strictObject({
      reason: text(1000),
      scope: z.enum(['one', 'following']).default('one'),
      tell: z.boolean().default(true),
    }),
    response: SessionDetail,
    errors: ['session.over'],
  }),
  restoreSession: endpoint({
    method: 'POST',
    path: '/api/calendar/sessions/:id/restore/',
    ability: 'session.manage',
    summary: 'Take a cancellation back; refused when room or trainer are taken meanwhile',
    rows: ['T-07', 'U-22'],
    params: idParams,
    body: z.strictObject({ tell: z.boolean().default(true) }),
    response: SessionDetail,
    errors: ['session.clash', 'session.over'],
  }),
  deleteSession: endpoint({
    method: 'DELETE',
    path: '/api/calendar/sessions/:id/',
    ability: 'session.manage',
    summary: 'Take a session away that nobody has ever booked; any other is cancelled instead',
    params: idParams,
    errors: ['record.in-use'],
  }),
  findClashes: endpoint({
    method: 'POST',
    path: '/api/calendar/clashes/',
    ability: 'session.manage',
    summary: 'What stands in the way at these times, and when everybody and the room are free',
    rows: ['T-07', 'U-22'],
    body: z.strictObject(planned),
    response: z.object({
      clashes: z.array(Clash),
      /** Up to five, nearest first, between 08:00 and 18:00 of working days; only for sessions of one day. */
      free_slots: z.array(FreeSlot),
      /** People booked on the session being edited: whom a change would concern. */
      people_count: z.int(),
      /** What the first day's start is on the clocks of those people who live elsewhere. */
      elsewhere: z.array(z.object({ time_zone: z.string(), starts_local: wallTime, people_count: z.int() })),
    }),
  }),

  previewSeries: endpoint({
    method: 'POST',
    path: '/api/calendar/series/preview/',
    cost: 'costly',
    ability: 'session.manage',
    summary: 'The sessions a rule makes, each with what stands in its way',
    rows: ['T-07', 'U-22'],
    body: z.strictObject({ ...planned, rule: recurrenceRule, skip_holidays: z.boolean().default(true) }),
    response: z.object({
      occurrences: z.array(
        z.object({
          starts_at: instant,
          ends_at: instant,
          starts_local: wallTime,
          ends_local: wallTime,
          clashes: z.array(Clash),
          /** Left out because of a holiday: its name. */
          skipped: z.string().nullable(),
        }),
      ),
    }),
  }),
  createSeries: endpoint({
    method: 'POST',
    path: '/api/calendar/series/',
    cost: 'costly',
    ability: 'session.manage',
    summary: 'Plan sessions by a rule; all of them or, when room or trainer are taken once, none',
    rows: ['T-07', 'U-22'],
    body: z.strictObject({
      /** `days[0]` is the first session; further days are repeated at the same distance. */
      session: SessionInput,
      rule: recurrenceRule,
      skip_holidays: z.boolean().default(true),
      /** Starts in wall time that the rule makes and that are left out. */
      except: z.array(wallTime).max(200).default([]),
    }),
    status: 201,
    response: Series,
    errors: ['session.clash'],
  }),
  getSeries: endpoint({
    method: 'GET',
    path: '/api/calendar/series/:id/',
    ability: 'calendar.read',
    summary: 'A series with its sessions',
    params: idParams,
    response: Series,
  }),

  listEntries: endpoint({
    method: 'GET',
    path: '/api/calendar/events/',
    ability: 'calendar.read',
    summary:
      'What stands in a calendar between two moments: sessions, deadlines, expiries, own events, holidays',
    rows: ['T-07', 'U-22'],
    query: z.strictObject({
      from: instant,
      /** Exclusive; at most 100 days after `from`. */
      to: instant,
      /** `mine`: what concerns the caller; `offered`: also sessions one could book; `teaching`: all sessions one may manage. */
      view: z.enum(['mine', 'offered', 'teaching']).default('mine'),
    }),
    response: z.object({ results: z.array(CalendarEntry) }),
  }),
  createOwnEvent: endpoint({
    method: 'POST',
    path: '/api/calendar/events/',
    ability: 'calendar.read',
    summary: 'Keep time free in the own calendar; others see only that one is busy',
    rows: ['T-07', 'U-22'],
    body: z.strictObject({ ...ownEventFields, all_day: ownEventFields.all_day.default(false) }),
    status: 201,
    response: OwnEvent,
  }),
  getOwnEvent: endpoint({
    method: 'GET',
    path: '/api/calendar/events/:id/',
    ability: 'calendar.read',
    summary: 'One own event',
    params: idParams,
    response: OwnEvent,
  }),
  updateOwnEvent: endpoint({
    method: ['PATCH', 'PUT'],
    path: '/api/calendar/events/:id/',
    ability: 'calendar.read',
    summary: 'Change or move an own event (If-Match: record_version)',
    params: idParams,
    body: z.strictObject(ownEventFields).partial(),
    response: OwnEvent,
    errors: ['record.stale'],
  }),
  deleteOwnEvent: endpoint({
    method: 'DELETE',
    path: '/api/calendar/events/:id/',
    ability: 'calendar.read',
    summary: 'Take an own event away',
    params: idParams,
  }),

  listFeeds: endpoint({
    method: 'GET',
    path: '/api/calendar/feeds/',
    ability: 'calendar.read',
    summary: 'The calendars of mine that other programs read',
    rows: ['T-07', 'U-22'],
    query: z.strictObject({ page: listQuery.page, page_size: listQuery.page_size }),
    response: page(Feed),
  }),
  createFeed: endpoint({
    method: 'POST',
    path: '/api/calendar/feeds/',
    ability: 'calendar.read',
    summary: 'Make an address that calendar programs read; it is told this once',
    rows: ['T-07', 'U-22'],
    body: z.strictObject({
      name: text(100),
      contents: z.array(z.enum(feedContents)).min(1).max(feedContents.length),
    }),
    status: 201,
    response: Feed.extend({ url: z.string() }),
  }),
  revokeFeed: endpoint({
    method: 'DELETE',
    path: '/api/calendar/feeds/:id/',
    ability: 'calendar.read',
    summary: 'The address never works again',
    params: idParams,
  }),
  readFeed: endpoint({
    method: 'GET',
    path: '/api/calendar/feeds/:secret/calendar.ics',
    ability: 'public',
    summary: 'The feed itself, iCalendar; whoever has the address reads it',
    rows: ['T-07', 'U-22'],
    params: z.strictObject({ secret: z.string().min(20).max(100) }),
    status: 200,
    produces: 'text/calendar; charset=utf-8',
  }),
  getSessionFile: endpoint({
    method: 'GET',
    path: '/api/calendar/sessions/:id/session.ics',
    ability: 'calendar.read',
    summary: 'One session as iCalendar, to put into another calendar',
    params: idParams,
    status: 200,
    produces: 'text/calendar; charset=utf-8',
  }),
};
