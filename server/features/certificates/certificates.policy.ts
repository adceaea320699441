/** Who may see and manage certificates. */
import { type Actor, type Ctx, hasRole } from '#server/platform/context.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { type CertificateRow, selectCertificate } from './certificates.sql.ts';

const teaches = (actor: Actor): Sql =>
  actor.kind === 'user' && hasRole(actor, 'trainer')
    ? sql`exists (select 1 from v_catalog_course_staff staff where staff.course_id = x.course_id and staff.user_id = ${actor.user_id})`
    : sql`false`;

/** SQL over `x` (certificates): may this actor revoke and reissue? Administrators anywhere, trainers in their courses. */
export const managedCertificates = (actor: Actor): Sql =>
  hasRole(actor, 'admin') ? sql`true` : teaches(actor);

/** SQL over `x`: the certificates this actor may see: their own, their line's, those of courses they teach. */
export function visibleCertificates(actor: Actor, now: Date): Sql {
  if (hasRole(actor, 'admin', 'manager')) return sql`true`;
  if (actor.kind !== 'user') return sql`false`;
  return sql`
    x.student_id = ${actor.user_id} or ${teaches(actor)}
    or x.student_id in (select line.user_id from reporting_line(${actor.user_id}::uuid, ${now}::timestamptz) line)`;
}

/**
 * Loads a certificate and checks what the actor needs.
 *
 * @throws AppError `record.not-found` when absent or not theirs to see, `access.denied` when only to be seen
 */
export async function accessCertificate(
  ctx: Ctx,
  certificateId: string,
  need: 'read' | 'manage',
): Promise<CertificateRow> {
  const certificate = await selectCertificate(
    ctx.db,
    { visible: visibleCertificates(ctx.actor, ctx.now), managed: managedCertificates(ctx.actor) },
    certificateId,
  );
  if (!certificate) throw notFound('certificate');
  if (need === 'manage' && !certificate.managed) throw new AppError('access.denied');
  return certificate;
}
