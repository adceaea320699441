/**
 * Attendance: who was there, for how many minutes of each day, and whether that was enough. People check in themselves with a
 * code that changes every 30 seconds, or are marked with one tap; what is changed later needs a reason.
 */
import * as z from 'zod';
import { bookingOutcomes, CalendarPerson, SessionDay } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { can, id, idParams, instant, text } from './values/common.ts';

export const attendanceStates = ['present', 'late', 'left_early', 'excused', 'absent'] as const;
export type AttendanceState = (typeof attendanceStates)[number];
export const attendanceMethods = ['code', 'trainer', 'sheet'] as const;
/** Seconds for which a code is shown; one that has just gone is still taken for `graceSeconds`. */
export const codeSeconds = 30;
export const graceSeconds = 5;

export const AttendanceRecord = z.object({
  day_id: id,
  state: z.enum(attendanceStates),
  /** Counted for the rule; 0 for `absent` and `excused`. */
  minutes: z.int(),
  method: z.enum(attendanceMethods),
  /** When it happened, which may be before the server heard of it. */
  recorded_at: instant,
  recorded_by: CalendarPerson.nullable(),
  correction_count: z.int(),
  record_version: z.int(),
});
export type AttendanceRecord = z.infer<typeof AttendanceRecord>;

export const AttendanceRow = z.object({
  booking_id: id,
  user: CalendarPerson,
  /** One per day that something is known of. */
  records: z.array(AttendanceRecord),
  minutes: z.int(),
  /** Of the minutes that count (days excused are left out), floored. */
  percent: z.int(),
  outcome: z.enum(bookingOutcomes),
});
export type AttendanceRow = z.infer<typeof AttendanceRow>;

export const AttendanceSheet = z.object({
  session_id: id,
  title: z.string(),
  time_zone: z.string(),
  attendance_percent: z.int(),
  days: z.array(
    SessionDay.extend({
      check_in_opened_at: instant.nullable(),
      /** While it stands open. */
      is_open: z.boolean(),
      present_count: z.int(),
    }),
  ),
  rows: z.array(AttendanceRow),
  /** A scan of the signed sheet. */
  sheet_file: z.object({ id, name: z.string(), url: z.string() }).nullable(),
  /** From here on changes need a reason: two days after the session's end. */
  closes_at: instant,
  server_time: instant,
  can,
});
export type AttendanceSheet = z.infer<typeof AttendanceSheet>;

export const attendance = {
  getAttendance: endpoint({
    method: 'GET',
    path: '/api/calendar/sessions/:id/attendance/',
    ability: 'attendance.record',
    summary: 'Everybody who is booked, with what is known of each day',
    rows: ['T-07', 'U-22'],
    params: idParams,
    response: AttendanceSheet,
  }),
  recordAttendance: endpoint({
    method: 'PUT',
    path: '/api/calendar/sessions/:id/attendance/',
    cost: 'learning',
    ability: 'attendance.record',
    summary: 'Mark people; repeating it changes nothing. Also takes what a phone kept while it was offline',
    rows: ['T-07', 'U-22'],
    params: idParams,
    body: z.strictObject({
      records: z
        .array(
          z.strictObject({
            booking_id: id,
            day_id: id,
            state: z.enum(attendanceStates),
            /** Needed for none: counted from the day and `recorded_at`; given, it overrules. */
            minutes: z
              .int()
              .min(0)
              .max(24 * 60)
              .optional(),
            /** When it was marked, by the phone's clock corrected to the server's; default now. Never in the future. */
            recorded_at: instant.optional(),
            method: z.enum(['trainer', 'sheet']).default('trainer'),
          }),
        )
        .min(1)
        .max(1000),
      /** Needed for changes after the sheet has closed. */
      reason: text(500).optional(),
    }),
    response: AttendanceSheet,
    errors: ['attendance.too-early', 'session.cancelled'],
  }),
  clearAttendance: endpoint({
    method: 'POST',
    path: '/api/calendar/sessions/:id/attendance/clear/',
    ability: 'attendance.record',
    summary: 'Take a mark back that was set by mistake; kept in the log',
    params: idParams,
    body: z.strictObject({ booking_id: id, day_id: id, reason: text(500).optional() }),
    response: AttendanceSheet,
    errors: ['session.cancelled'],
  }),
  listCorrections: endpoint({
    method: 'GET',
    path: '/api/calendar/sessions/:id/attendance/corrections/',
    ability: 'attendance.record',
    summary: 'What was changed after it was first recorded, by whom and why; newest first',
    rows: ['T-07', 'U-22'],
    params: idParams,
    response: z.object({
      results: z.array(
        z.object({
          id,
          user: CalendarPerson,
          day_id: id,
          from_state: z.enum(attendanceStates).nullable(),
          from_minutes: z.int().nullable(),
          to_state: z.enum(attendanceStates).nullable(),
          to_minutes: z.int().nullable(),
          reason: z.string(),
          corrected_by: CalendarPerson.nullable(),
          corrected_at: instant,
        }),
      ),
    }),
  }),
  openCheckIn: endpoint({
    method: 'POST',
    path: '/api/calendar/session-days/:id/check-in/',
    ability: 'attendance.record',
    summary: 'Open check-in for one day of a session, from an hour before it starts until it ends',
    rows: ['T-07', 'U-22'],
    params: idParams,
    response: z.object({ opened_at: instant }),
    errors: ['attendance.too-early', 'session.over', 'session.cancelled'],
  }),
  closeCheckIn: endpoint({
    method: 'DELETE',
    path: '/api/calendar/session-days/:id/check-in/',
    ability: 'attendance.record',
    summary: 'Close check-in; no code works any more',
    params: idParams,
  }),
  getCheckInCode: endpoint({
    method: 'GET',
    path: '/api/calendar/session-days/:id/check-in/',
    ability: 'attendance.record',
    summary: 'The code of now and the next one, with the address to scan',
    rows: ['T-07', 'U-22'],
    params: idParams,
    response: z.object({
      /** Of now first; each with the moments between which it is shown. */
      codes: z.array(
        z.object({
          code: z.string(),
          url: z.string(),
          qr_svg: z.string(),
          shown_from: instant,
          shown_until: instant,
        }),
      ),
      server_time: instant,
    }),
    errors: ['check-in.closed'],
  }),
  checkIn: endpoint({
    method: 'POST',
    path: '/api/calendar/check-in/',
    cost: 'learning',
    ability: 'session.book',
    summary: 'Say "I am here" with the code from the screen; twice is the same as once',
    rows: ['T-07', 'U-22'],
    body: z.strictObject({ day_id: id, code: z.string().trim().min(4).max(20) }),
    response: z.object({
      session_id: id,
      title: z.string(),
      state: z.enum(attendanceStates),
      recorded_at: instant,
      already: z.boolean(),
    }),
    errors: ['check-in.refused', 'check-in.closed', 'check-in.not-booked', 'rate.limited'],
  }),
  getSheetPdf: endpoint({
    method: 'GET',
    path: '/api/calendar/sessions/:id/sheet.pdf',
    hands_out: 'people',
    cost: 'costly',
    ability: 'attendance.record',
    summary: 'A sheet to print and sign, one page per day',
    rows: ['T-07', 'U-22'],
    params: idParams,
    status: 200,
    produces: 'application/pdf',
  }),
  attachSheet: endpoint({
    method: 'PUT',
    path: '/api/calendar/sessions/:id/sheet/',
    ability: 'attendance.record',
    summary: 'Keep the scan of the signed sheet with the session; null takes it away',
    params: idParams,
    body: z.strictObject({ file_id: id.nullable() }),
    response: AttendanceSheet,
  }),
};
