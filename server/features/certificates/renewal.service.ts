/** Certificates that end: reminders before, and taking the course again. */
import { enroll } from '#server/features/enrollment/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { accessCertificate } from './certificates.policy.ts';
import { isRenewable, renewableFrom } from './certificates.present.ts';
import { insertReminders } from './certificates.sql.ts';

/**
 * Opens the next cycle of the certificate's course. The certificate stays valid until its own end; completing the cycle
 * issues another one, which says that it renews this one.
 *
 * @throws AppError `certificate.revoked`, `certificate.not-renewable` (with the day from which it is), `already_enrolled`
 * @throws AppError `access.denied` for people who may only look at it
 */
export function renewCertificate(ctx: Ctx, certificateId: string) {
  return inTransaction(ctx, async (ctx) => {
    const certificate = await accessCertificate(ctx, certificateId, 'read');
    const isOwn = certificate.student_id === actorId(ctx);
    if (!isOwn && !certificate.managed) throw new AppError('access.denied');
    if (certificate.revoked_at !== null) throw new AppError('certificate.revoked');
    if (!isRenewable(certificate, ctx.now)) {
      throw new AppError('certificate.not-renewable', {
        params: {
          renewable_from: renewableFrom(certificate)?.toISOString().slice(0, 10) ?? null,
          renewed_by: certificate.renewed_by_number,
        },
      });
    }
    const enrollment = await enroll(ctx, {
      course_id: certificate.course_id,
      student_id: certificate.student_id,
      source: isOwn ? 'self' : 'assigned',
      retake: true,
    });
    return { enrollment_id: enrollment.id, course_id: certificate.course_id };
  });
}

const batchSize = 1000;

/** Tells of every certificate that came near its end since the last time; each step once, however often this runs. */
export async function remindOfEnds(ctx: Ctx): Promise<void> {
  for (;;) {
    const told = await inTransaction(ctx, (ctx) => insertReminders(ctx, batchSize));
    if (told > 0) wakeDispatcher();
    if (told < batchSize) return;
  }
}
