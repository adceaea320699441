/**
 * Certificates: what someone holds after finishing a course, and what anyone can check about it.
 *
 * Everything the paper says is frozen when it is issued; only `status` is of today. Dates (`…_on`) are calendar dates in
 * UTC, so that paper, verification page and API name the same day everywhere in the world.
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
  ordering,
  page,
  percent,
  text,
} from './values/common.ts';

export const certificateStatuses = ['valid', 'expired', 'revoked'] as const;

/** What is printed, and whether it holds today. */
const paper = {
  /** `LYC-2026-000123` */
  number: z.string(),
  /** 28 characters, in groups of four: `7Q4M-2KX9-…`. Knowing it is what lets anyone verify. */
  verification_id: z.string(),
  status: z.enum(certificateStatuses),
  recipient_name: z.string(),
  course_title: z.string(),
  course_code: z.string(),
  course_version_number: z.int(),
  instructor_name: z.string(),
  organization_name: z.string(),
  score_percent: percent.nullable(),
  duration_minutes: z.int(),
  completed_on: z.iso.date(),
  issued_on: z.iso.date(),
  expires_on: z.iso.date().nullable(),
  issued_at: instant,
  expires_at: instant.nullable(),
  revoked_at: instant.nullable(),
};

export const Certificate = z.object({
  id,
  student_id: id,
  course_id: id,
  completion_id: id,
  ...paper,
  completed_at: instant,
  revoke_reason: z.string().nullable(),
  /** The certificate this one replaced. */
  supersedes_id: id.nullable(),
  verify_url: z.string(),
  pdf_url: z.string(),
  /** `download`, `revoke`. */
  can,
});
export type Certificate = z.infer<typeof Certificate>;

export const VerifiedCertificate = z.object({
  ...paper,
  checked_at: instant,
  /** SHA-256 of the paper's bytes once it was made: a file with another one was changed. */
  pdf_sha256: z.string().nullable(),
});
export type VerifiedCertificate = z.infer<typeof VerifiedCertificate>;

const reason = z.strictObject({ reason: text(500) });

export const certificates = {
  listCertificates: endpoint({
    method: 'GET',
    path: '/api/certificates/',
    ability: 'certificate.read',
    summary: 'Certificates the caller may see: their own, those of courses they teach, or all for managers',
    rows: ['U-18', 'T-14'],
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['issued_at', 'expires_at', 'course_title', 'recipient_name']).default('-issued_at'),
      student: id.optional(),
      course: id.optional(),
      status: z.enum(certificateStatuses).optional(),
      mine: flag.optional(),
    }),
    response: page(Certificate),
  }),
  getCertificate: endpoint({
    method: 'GET',
    path: '/api/certificates/:id/',
    ability: 'certificate.read',
    summary: 'Read a certificate',
    params: idParams,
    response: Certificate,
  }),
  downloadCertificate: endpoint({
    method: 'GET',
    path: '/api/certificates/:id/pdf/',
    ability: 'certificate.read',
    summary: 'The paper as PDF; the same bytes every time',
    params: idParams,
    query: z.strictObject({ inline: flag.optional() }),
    status: 200,
    produces: 'application/pdf',
    errors: ['certificate.revoked'],
  }),
  revokeCertificate: endpoint({
    method: 'POST',
    path: '/api/certificates/:id/revoke/',
    ability: 'certificate.manage',
    summary: 'Revoke a certificate; its verification page says so at once',
    params: idParams,
    body: reason,
    response: Certificate,
    errors: ['certificate.revoked'],
  }),
  reissueCertificate: endpoint({
    method: 'POST',
    path: '/api/certificates/:id/reissue/',
    ability: 'certificate.manage',
    summary: 'Replace a certificate by one with the names of today and a new verification id',
    params: idParams,
    body: reason,
    status: 201,
    response: Certificate,
  }),
  verifyCertificate: endpoint({
    method: 'GET',
    path: '/api/certificates/verify/:verification_id/',
    ability: 'public',
    summary: 'Check a certificate: what the paper must say, and whether it holds today',
    rows: ['U-18'],
    params: z.strictObject({ verification_id: z.string().min(1).max(100) }),
    response: VerifiedCertificate,
    errors: ['rate.limited'],
  }),
};
