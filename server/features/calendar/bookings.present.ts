/** Booking rows -> contract shape. */
import type { Booking } from '#contract/bookings.ts';
import { liveBookingStates } from '#contract/calendar.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import type { PersonJson } from '#server/features/reporting/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { BookingRow } from './bookings.sql.ts';
import { whyEnded } from './queue.rules.ts';
import { statusOf } from './sessions.rules.ts';

const person = (row: PersonJson) => ({
  id: row.id,
  display_name: row.display_name,
  avatar_url: avatarUrl(row.avatar_file_id),
});

export const isLive = (state: Booking['state']): boolean =>
  (liveBookingStates as readonly string[]).includes(state);

/** What the actor may do with a booking now. */
export function bookingCan(row: BookingRow, now: Date): string[] {
  const ended = whyEnded(row, now);
  const offered =
    ended === null &&
    row.state === 'offered' &&
    row.offered_until !== null &&
    Date.parse(row.offered_until) > now.getTime();
  const allowed: [string, boolean][] = [
    ['accept', row.own && offered],
    ['decline', row.own && offered],
    ['cancel', (row.own || row.runs || row.leads) && isLive(row.state) && ended !== 'session.over'],
    ['approve', row.decides && row.state === 'requested' && ended === null],
    ['refuse', row.decides && row.state === 'requested' && ended !== 'session.over'],
    ['offer', row.runs && (row.state === 'waiting' || row.state === 'offered') && ended === null],
  ];
  return allowed.filter(([, yes]) => yes).map(([name]) => name);
}

export const presentBooking = (ctx: Ctx, row: BookingRow): Booking => ({
  id: row.id,
  session_id: row.session_id,
  session: {
    title: row.title,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    time_zone: row.time_zone,
    status: statusOf(row, ctx.now),
    room_name: row.room_name,
    is_online: row.is_online,
    course_id: row.course_id,
  },
  user: person(row.user),
  state: row.state,
  place: row.place,
  waiting_count: row.waiting_count,
  offered_until: row.offered_until,
  booked_by: row.booked_by && person(row.booked_by),
  decided_by: row.decided_by && person(row.decided_by),
  decided_at: row.decided_at,
  note: row.note,
  reason: row.reason,
  created_at: row.created_at,
  state_since: row.state_since,
  record_version: row.record_version,
  can: bookingCan(row, ctx.now),
});
