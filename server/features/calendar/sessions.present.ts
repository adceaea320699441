/** Session rows -> contract shapes. */
import { avatarUrl } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { bookingClosesAt, ownBookingCan, sessionCan, statusOf } from './sessions.rules.ts';
import type { DayRow, SessionDetailRow, SessionRow } from './sessions.sql.ts';

export const presentDay = (day: DayRow) => ({
  id: day.id,
  starts_at: day.starts_at,
  ends_at: day.ends_at,
  starts_local: day.starts_local,
  ends_local: day.ends_local,
  minutes: Math.round((Date.parse(day.ends_at) - Date.parse(day.starts_at)) / 60_000),
});

export const presentCalendarPerson = (row: {
  id: string;
  display_name: string;
  avatar_file_id: string | null;
}) => ({ id: row.id, display_name: row.display_name, avatar_url: avatarUrl(row.avatar_file_id) });

/** The link is for those who will be there: booked, teaching, running it. */
export const seesLink = (row: SessionRow): boolean =>
  row.is_managed || row.is_trainer || row.own_booking?.state === 'booked';

/** @param leads  the caller has people below them, whom they may book */
export function presentSession(ctx: Ctx, row: SessionRow, leads = false) {
  const own = row.own_booking;
  const isPerson = ctx.actor.kind === 'user';
  return {
    id: row.id,
    title: row.title,
    course:
      row.course_id === null
        ? null
        : { id: row.course_id, title: row.course_title ?? '', code: row.course_code ?? '' },
    lesson_id: row.lesson_id,
    series_id: row.series_id,
    series_position: row.series_position,
    series_count: row.series_count,
    status: statusOf(row, ctx.now),
    time_zone: row.time_zone,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    days: row.days.map(presentDay),
    room: row.room,
    online_url: seesLink(row) ? row.online_url : null,
    is_online: row.online_url !== null,
    trainers: row.trainers.map(presentCalendarPerson),
    seats: row.seats,
    seats_taken: row.seats_taken,
    waiting_count: row.waiting_count,
    requested_count: row.requested_count,
    booking_closes_at: bookingClosesAt(row).toISOString(),
    approval: row.approval,
    own_booking: own && { ...own, can: ownBookingCan(own, row, ctx.now) },
    can: sessionCan(row, { book: isPerson, book_others: leads }, ctx.now),
  };
}

export const presentSessionDetail = (ctx: Ctx, row: SessionDetailRow) => ({
  ...presentSession(ctx, row, row.leads),
  description: row.description,
  cancelled_at: row.cancelled_at,
  cancel_reason: row.cancel_reason,
  cut_off_minutes: row.cut_off_minutes,
  offer_minutes: row.offer_minutes,
  waiting_list: row.waiting_list,
  attendance_percent: row.attendance_percent,
  alternatives: row.alternatives,
  record_version: row.record_version,
  created_at: row.created_at,
  updated_at: row.updated_at,
});
