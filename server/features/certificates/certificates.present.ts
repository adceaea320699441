/** Rows -> contract shapes. */
import { renewalDays } from '#contract/certificates.ts';
import type { Actor } from '#server/platform/context.ts';
import { services } from '#server/platform/services.ts';
import type { CertificateRow, PaperRow } from './certificates.sql.ts';
import { formatVerificationId } from './verification-id.rules.ts';

export type CertificateStatus = 'valid' | 'expired' | 'revoked';

/** How a certificate stands at an instant: revoked beats expired, and it is expired from `expires_at` on. */
export function statusAt(
  certificate: Pick<PaperRow, 'revoked_at' | 'expires_at'>,
  now: Date,
): CertificateStatus {
  if (certificate.revoked_at !== null) return 'revoked';
  if (certificate.expires_at !== null && Date.parse(certificate.expires_at) <= now.getTime())
    return 'expired';
  return 'valid';
}

/** The calendar date in UTC: what the paper prints, the same for every reader. */
export const dateOf = (instant: string): string => instant.slice(0, 10);

export const verifyUrl = (verificationId: string): string =>
  `${services().config.public_url}/verify/${formatVerificationId(verificationId)}`;

export const presentPaper = (row: PaperRow, now: Date) => ({
  number: row.number,
  verification_id: formatVerificationId(row.verification_id),
  status: statusAt(row, now),
  recipient_name: row.recipient_name,
  course_title: row.course_title,
  course_code: row.course_code,
  course_version_number: row.course_version_number,
  instructor_name: row.instructor_name,
  organization_name: row.organization_name,
  score_percent: row.score_percent,
  duration_minutes: row.duration_minutes,
  completed_on: dateOf(row.completed_at),
  issued_on: dateOf(row.issued_at),
  expires_on: row.expires_at && dateOf(row.expires_at),
  issued_at: row.issued_at,
  expires_at: row.expires_at,
  revoked_at: row.revoked_at,
  renewed_by:
    row.renewed_by_number === null
      ? null
      : {
          number: row.renewed_by_number,
          expires_on: row.renewed_by_expires_at && dateOf(row.renewed_by_expires_at),
        },
});

const dayMilliseconds = 86_400_000;

/** From when on it can be renewed; null for one that never ends. */
export const renewableFrom = (row: Pick<PaperRow, 'expires_at'>): Date | null =>
  row.expires_at === null ? null : new Date(Date.parse(row.expires_at) - renewalDays * dayMilliseconds);

/** Near its end or past it, and neither revoked nor renewed. */
export function isRenewable(row: PaperRow, now: Date): boolean {
  const from = renewableFrom(row);
  return row.revoked_at === null && row.renewed_by_number === null && from !== null && from <= now;
}

export function presentCertificate(actor: Actor, row: CertificateRow, now: Date) {
  const isOwn = actor.kind === 'user' && actor.user_id === row.student_id;
  const live = row.revoked_at === null;
  return {
    id: row.id,
    student_id: row.student_id,
    course_id: row.course_id,
    completion_id: row.completion_id,
    ...presentPaper(row, now),
    completed_at: row.completed_at,
    revoke_reason: isOwn || row.managed ? row.revoke_reason : null,
    supersedes_id: row.supersedes_id,
    renews_id: row.renews_id,
    renewed_by_id: row.renewed_by_id,
    renewable_from: renewableFrom(row)?.toISOString().slice(0, 10) ?? null,
    verify_url: verifyUrl(row.verification_id),
    pdf_url: `/api/certificates/${row.id}/pdf/`,
    credential_url: `/api/certificates/${row.id}/credential/`,
    can: [
      ...(live ? ['download'] : []),
      ...(live && row.managed ? ['revoke'] : []),
      ...(isRenewable(row, now) && (isOwn || row.managed) ? ['renew'] : []),
    ],
  };
}
