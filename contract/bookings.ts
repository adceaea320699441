/**
 * Bookings: who has a seat in a training session, who waits for one, and who has to agree. Seats can never be given twice:
 * the session's row is locked while one is given, and counts what it gave.
 */
import * as z from 'zod';
import { bookingStates, CalendarPerson } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import {
  can,
  id,
  idParams,
  instant,
  listQuery,
  optionalText,
  ordering,
  page,
  text,
} from './values/common.ts';

export const Booking = z.object({
  id,
  session_id: id,
  session: z.object({
    title: z.string(),
    starts_at: instant,
    ends_at: instant,
    time_zone: z.string(),
    status: z.enum(['planned', 'running', 'over', 'cancelled']),
    room_name: z.string().nullable(),
    is_online: z.boolean(),
    course_id: id.nullable(),
  }),
  user: CalendarPerson,
  state: z.enum(bookingStates),
  /** Place in the waiting list, from 1. */
  place: z.int().nullable(),
  waiting_count: z.int(),
  offered_until: instant.nullable(),
  /** Who booked it when not the person. */
  booked_by: CalendarPerson.nullable(),
  /** Who agreed or refused. */
  decided_by: CalendarPerson.nullable(),
  decided_at: instant.nullable(),
  /** Why it was asked for, cancelled or refused. */
  note: z.string(),
  reason: z.string().nullable(),
  created_at: instant,
  state_since: instant,
  record_version: z.int(),
  /** `accept`, `decline`, `cancel`, `approve`, `refuse`, `offer`. */
  can,
});
export type Booking = z.infer<typeof Booking>;

export const bookings = {
  listBookings: endpoint({
    method: 'GET',
    path: '/api/calendar/bookings/',
    ability: 'calendar.read',
    summary:
      'Own bookings, what is coming first; with `session_id`, the people of a session for those who may see them',
    rows: ['T-07', 'U-22'],
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['starts_at', 'created_at', 'queue']).default('starts_at'),
      session_id: id.optional(),
      state: z.enum(bookingStates).optional(),
      /** Default true: bookings that are not cancelled, refused or lapsed. */
      live: z.enum(['true', 'false']).default('true'),
    }),
    response: page(Booking),
  }),
  book: endpoint({
    method: 'POST',
    path: '/api/calendar/sessions/:id/bookings/',
    ability: 'session.book',
    summary: 'Take a seat, a place in the waiting list, or ask for approval, whichever the session has',
    rows: ['T-07', 'U-22'],
    params: idParams,
    body: z.strictObject({ note: optionalText(500).default('') }),
    status: 201,
    response: Booking,
    errors: [
      'session.full',
      'session.over',
      'session.cancelled',
      'booking.closed',
      'booking.exists',
      'skill.required',
      'payment.required',
      'course.not-published',
    ],
  }),
  bookOthers: endpoint({
    method: 'POST',
    path: '/api/calendar/sessions/:id/bookings/bulk/',
    ability: 'session.book',
    summary: 'Book people: for those who run the session, and for managers their own line',
    rows: ['T-07', 'U-22'],
    params: idParams,
    body: z.strictObject({ user_ids: z.array(id).min(1).max(500), note: optionalText(500).default('') }),
    response: z.object({
      results: z.array(
        z.object({
          user: CalendarPerson,
          outcome: z.enum(['booked', 'waiting', 'requested', 'already', 'refused']),
          /** Why not, as an error code. */
          problem: z.string().nullable(),
        }),
      ),
      booked_count: z.int(),
      waiting_count: z.int(),
    }),
    errors: ['session.over', 'session.cancelled'],
  }),
  getBooking: endpoint({
    method: 'GET',
    path: '/api/calendar/bookings/:id/',
    ability: 'calendar.read',
    summary: 'One booking',
    params: idParams,
    response: Booking,
  }),
  cancelBooking: endpoint({
    method: 'POST',
    path: '/api/calendar/bookings/:id/cancel/',
    ability: 'calendar.read',
    summary: 'Give the seat or the place back; the first in the waiting list is offered it',
    rows: ['T-07', 'U-22'],
    params: idParams,
    body: z.strictObject({ reason: optionalText(500).default('') }),
    response: Booking,
    errors: ['session.over'],
  }),
  acceptOffer: endpoint({
    method: 'POST',
    path: '/api/calendar/bookings/:id/accept/',
    ability: 'session.book',
    summary: 'Take the seat that is kept for me',
    rows: ['T-07', 'U-22'],
    params: idParams,
    response: Booking,
    errors: ['offer.lapsed', 'session.cancelled', 'session.over'],
  }),
  declineOffer: endpoint({
    method: 'POST',
    path: '/api/calendar/bookings/:id/decline/',
    ability: 'session.book',
    summary: 'Leave the seat to the next in line',
    params: idParams,
    response: Booking,
    errors: ['offer.lapsed'],
  }),
  offerSeat: endpoint({
    method: 'POST',
    path: '/api/calendar/bookings/:id/offer/',
    ability: 'session.manage',
    summary: 'Give a free seat to somebody who waits, also after the cut-off: at once, without an offer',
    params: idParams,
    response: Booking,
    errors: ['session.full', 'session.over', 'session.cancelled', 'booking.decided'],
  }),
  listApprovals: endpoint({
    method: 'GET',
    path: '/api/calendar/approvals/',
    ability: 'session.approve',
    summary: 'Requests that wait for the caller, oldest first',
    rows: ['T-07', 'U-22'],
    query: z.strictObject({ page: listQuery.page, page_size: listQuery.page_size }),
    response: page(Booking),
  }),
  approveBooking: endpoint({
    method: 'POST',
    path: '/api/calendar/bookings/:id/approve/',
    ability: 'session.approve',
    summary: 'Agree: a seat if there is one, else a place in the waiting list by the time of the request',
    rows: ['T-07', 'U-22'],
    params: idParams,
    response: Booking,
    errors: ['session.full', 'session.cancelled', 'session.over', 'booking.decided'],
  }),
  refuseBooking: endpoint({
    method: 'POST',
    path: '/api/calendar/bookings/:id/refuse/',
    ability: 'session.approve',
    summary: 'Refuse with a reason the person reads',
    rows: ['T-07', 'U-22'],
    params: idParams,
    body: z.strictObject({ reason: text(500) }),
    response: Booking,
    errors: ['booking.decided'],
  }),
};
