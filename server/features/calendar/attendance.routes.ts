/** Binds the contract's endpoints to services. */
import { attendance } from '#contract/attendance.ts';
import { bind } from '#server/platform/http/bind.ts';
import { clearAttendance, getAttendance, listCorrections, recordAttendance } from './attendance.service.ts';
import { checkIn, closeCheckIn, getCheckInCode, openCheckIn } from './check-in.service.ts';
import { attachSheet, getSheetPdf } from './sheet.service.ts';

export const attendanceRoutes = bind(attendance, {
  getAttendance: (ctx, { params }) => getAttendance(ctx, params.id),
  recordAttendance: (ctx, { params, body }) => recordAttendance(ctx, params.id, body),
  clearAttendance: (ctx, { params, body }) => clearAttendance(ctx, params.id, body),
  listCorrections: (ctx, { params }) => listCorrections(ctx, params.id),
  openCheckIn: (ctx, { params }) => openCheckIn(ctx, params.id),
  closeCheckIn: (ctx, { params }) => closeCheckIn(ctx, params.id),
  getCheckInCode: (ctx, { params }) => getCheckInCode(ctx, params.id),
  checkIn: (ctx, { body }) => checkIn(ctx, body),
  getSheetPdf: (ctx, { params }) => getSheetPdf(ctx, params.id),
  attachSheet: (ctx, { params, body }) => attachSheet(ctx, params.id, body.file_id),
});
