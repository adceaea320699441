/** The sheet on paper: printed to be signed, and scanned to be kept. */
import { accessFile, releaseFile, useFile } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { services } from '#server/platform/services.ts';
import { getAttendance } from './attendance.service.ts';
import { replaceSheetFile, selectSheet } from './attendance.sql.ts';
import { accessSession } from './calendar.policy.ts';
import { makeSheet } from './sheet.paper.ts';

const subject = 'training_session' as const;

/** A page per day with a line for everybody who is booked; more pages where they do not fit. */
export async function getSheetPdf(ctx: Ctx, sessionId: string): Promise<HttpReply> {
  const session = await accessSession(ctx, sessionId, 'session.attendance');
  const { rows } = await selectSheet(ctx.db, sessionId);
  const bytes = await makeSheet({
    title: session.title,
    course: session.course_title,
    place: session.room ? [session.room.name, session.room.location].filter(Boolean).join(', ') : null,
    trainers: session.trainers.map((trainer) => trainer.display_name),
    organization: services().config.ORGANIZATION_NAME,
    time_zone: session.time_zone,
    days: session.days,
    names: rows.map((row) => row.display_name),
    language: ctx.locale,
    printed_at: ctx.now,
  });
  return new HttpReply({
    stream: bytes,
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="attendance-${session.starts_at.slice(0, 10)}.pdf"`,
      'cache-control': 'private, no-store',
    },
  });
}

/**
 * Attaches a scan, or takes it away.
 *
 * @throws AppError `input.invalid` (field `file_id`) for anything but a PDF or a picture, `record.not-found`
 */
export async function attachSheet(ctx: Ctx, sessionId: string, fileId: string | null) {
  await accessSession(ctx, sessionId, 'session.attendance');
  if (fileId !== null) {
    const { media_type } = await accessFile(ctx, fileId);
    if (media_type !== 'application/pdf' && !media_type.startsWith('image/'))
      throw invalidField('file_id', 'Expected a PDF or a picture', 'kind');
  }
  await inTransaction(ctx, async (ctx) => {
    const before = await replaceSheetFile(ctx.db, sessionId, fileId);
    if (before === fileId) return;
    if (fileId !== null) await useFile(ctx, { file_id: fileId, subject, subject_id: sessionId });
    if (before !== null) await releaseFile(ctx, { file_id: before, subject, subject_id: sessionId });
  });
  return getAttendance(ctx, sessionId);
}

/** Who records attendance may see the scan. */
export async function maySeeSheet(ctx: Ctx, sessionId: string): Promise<boolean> {
  try {
    await accessSession(ctx, sessionId, 'session.attendance');
    return true;
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return false;
    throw error;
  }
}
