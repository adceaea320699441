/**
 * Certificates: what someone holds after finishing a course, and what anyone can check about it.
 *
 * Everything the paper says is frozen when it is issued; only `status` is of today. Dates (`…_on`) are calendar dates in
 * UTC, so that paper, verification page and API name the same day everywhere in the world.
 */
import * as z from 'zod';
import { Layout } from './certificate-layout.ts';
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
  /** The certificate that followed this one, once the course was taken again; this one holds until its own end. */
  renewed_by: z.object({ number: z.string(), expires_on: z.iso.date().nullable() }).nullable(),
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
  /** The certificate of an earlier cycle that this one follows. */
  renews_id: id.nullable(),
  renewed_by_id: id.nullable(),
  /** From this day on it can be renewed by taking the course again; null when it never ends. */
  renewable_from: z.iso.date().nullable(),
  verify_url: z.string(),
  pdf_url: z.string(),
  /** The Open Badges 3.0 credential, a signed JWT. */
  credential_url: z.string(),
  /** `download`, `revoke`, `renew`. */
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

/** What narrows a list of certificates, and the archive of them. */
const filters = {
  search: listQuery.search,
  student: id.optional(),
  course: id.optional(),
  status: z.enum(certificateStatuses).optional(),
  mine: flag.optional(),
  /** Valid ones that end within so many days and have not been renewed. */
  expiring_within: z.coerce.number().int().min(1).max(3650).optional(),
};

export const archiveLimit = 500;
/** A certificate can be renewed from this many days before its end. */
export const renewalDays = 90;

export const CertificateTemplate = z.object({
  id,
  name: z.string(),
  layout: Layout,
  is_default: z.boolean(),
  archived_at: instant.nullable(),
  /** Courses that chose it. */
  course_count: z.int(),
  certificate_count: z.int(),
  created_at: instant,
  updated_at: instant,
  record_version: z.int(),
});
export type CertificateTemplate = z.infer<typeof CertificateTemplate>;

const templateName = text(100);
const CourseTemplate = z.object({
  /** Null: the default. */
  template_id: id.nullable(),
  templates: z.array(z.object({ id, name: z.string(), is_default: z.boolean() })),
});

/** How a badge from elsewhere was judged. */
export const BadgeVerdict = z.object({
  valid: z.boolean(),
  problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  /** `not_checked`: its key is not inside it and is not fetched from strangers' servers. */
  signature: z.enum(['verified', 'wrong', 'not_checked', 'absent']),
  name: z.string().nullable(),
  issuer_name: z.string().nullable(),
  achievement_name: z.string().nullable(),
  valid_from: z.string().nullable(),
  valid_until: z.string().nullable(),
});
export type BadgeVerdict = z.infer<typeof BadgeVerdict>;

export const certificates = {
  listCertificates: endpoint({
    method: 'GET',
    path: '/api/certificates/',
    ability: 'certificate.read',
    summary: 'Certificates the caller may see: their own, those of courses they teach, or all for managers',
    rows: ['U-18', 'T-14'],
    query: z.strictObject({
      ...listQuery,
      ...filters,
      ordering: ordering(['issued_at', 'expires_at', 'course_title', 'recipient_name']).default('-issued_at'),
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
    cost: 'costly',
    ability: 'certificate.read',
    views: 'certificate.downloaded',
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
  renewCertificate: endpoint({
    method: 'POST',
    path: '/api/certificates/:id/renew/',
    ability: 'certificate.read',
    summary: 'Take the course again in a new cycle; finishing it issues a new certificate with a new number',
    rows: ['T-14', 'U-18'],
    params: idParams,
    status: 201,
    response: z.object({ enrollment_id: id, course_id: id }),
    errors: ['certificate.not-renewable', 'certificate.revoked', 'already_enrolled'],
  }),
  downloadArchive: endpoint({
    method: 'GET',
    path: '/api/certificates/archive/',
    hands_out: 'people',
    cost: 'costly',
    ability: 'certificate.read',
    summary: 'The papers of all certificates that match, as one ZIP; at most 500, without revoked ones',
    rows: ['U-18'],
    query: z.strictObject(filters),
    status: 200,
    produces: 'application/zip',
    errors: ['certificate.archive-too-large'],
  }),
  getCredential: endpoint({
    method: 'GET',
    path: '/api/certificates/:id/credential/',
    ability: 'certificate.read',
    summary: 'The certificate as an Open Badges 3.0 credential, signed (compact JWS)',
    rows: ['U-18'],
    params: idParams,
    status: 200,
    produces: 'application/vc+jwt',
    errors: ['certificate.revoked'],
  }),
  getIssuer: endpoint({
    method: 'GET',
    path: '/api/issuer/',
    ability: 'public',
    summary: 'Who issues: the Open Badges profile of this organization',
    response: z.object({
      '@context': z.array(z.string()),
      id: z.string(),
      type: z.array(z.string()),
      name: z.string(),
      url: z.string(),
    }),
  }),
  getIssuerKey: endpoint({
    method: 'GET',
    path: '/api/issuer/keys/:id/',
    ability: 'public',
    summary: 'One public key, as a JWK; its address is the `kid` of what it signed',
    params: idParams,
    response: z.record(z.string(), z.string()),
  }),
  getIssuerKeys: endpoint({
    method: 'GET',
    path: '/.well-known/jwks.json',
    ability: 'public',
    summary: 'All public keys that ever signed a badge here, as a JWK Set',
    response: z.object({ keys: z.array(z.record(z.string(), z.string())) }),
  }),
  getRevocations: endpoint({
    method: 'GET',
    path: '/api/issuer/revocations/',
    ability: 'public',
    summary: 'Which credentials were revoked (1EdTechRevocationList): ids only',
    response: z.object({
      id: z.string(),
      issuer: z.string(),
      revokedCredential: z.array(z.object({ id: z.string(), revoked: z.literal(true) })),
    }),
  }),
  checkBadge: endpoint({
    method: 'POST',
    path: '/api/badges/check/',
    cost: 'costly',
    ability: 'signed-in',
    summary:
      'Judge an Open Badges 3.0 credential from elsewhere: JSON, JWT, or an SVG picture that carries one',
    rows: ['U-26'],
    body: z.strictObject({ credential: z.string().min(2).max(500_000) }),
    response: BadgeVerdict,
  }),
  listTemplates: endpoint({
    method: 'GET',
    path: '/api/certificate-templates/',
    ability: 'certificate.design',
    summary: 'Templates of certificates',
    rows: ['T-14'],
    query: z.strictObject({
      page: listQuery.page,
      page_size: listQuery.page_size,
      search: listQuery.search,
      archived: flag.default(false),
    }),
    response: page(CertificateTemplate),
  }),
  createTemplate: endpoint({
    method: 'POST',
    path: '/api/certificate-templates/',
    ability: 'certificate.design',
    summary: 'Make a template; without a layout it begins as a copy of the default',
    rows: ['T-14'],
    body: z.strictObject({ name: templateName, layout: Layout.optional() }),
    status: 201,
    response: CertificateTemplate,
  }),
  getTemplate: endpoint({
    method: 'GET',
    path: '/api/certificate-templates/:id/',
    ability: 'certificate.design',
    summary: 'One template',
    params: idParams,
    response: CertificateTemplate,
  }),
  updateTemplate: endpoint({
    method: ['PATCH', 'PUT'],
    path: '/api/certificate-templates/:id/',
    ability: 'certificate.design',
    summary: 'Change a template (If-Match: record_version); certificates already issued keep their paper',
    rows: ['T-14'],
    params: idParams,
    body: z.strictObject({
      name: templateName.optional(),
      layout: Layout.optional(),
      is_default: z.literal(true).optional(),
      archived: z.boolean().optional(),
    }),
    response: CertificateTemplate,
    errors: ['record.stale', 'record.in-use'],
  }),
  duplicateTemplate: endpoint({
    method: 'POST',
    path: '/api/certificate-templates/:id/duplicate/',
    ability: 'certificate.design',
    summary: 'A copy under another name',
    params: idParams,
    body: z.strictObject({ name: templateName.optional() }),
    status: 201,
    response: CertificateTemplate,
  }),
  previewTemplate: endpoint({
    method: 'POST',
    path: '/api/certificate-templates/:id/preview/',
    cost: 'costly',
    ability: 'certificate.design',
    summary: 'The paper as PDF with made-up names: as saved, or with the layout given',
    params: idParams,
    body: z.strictObject({ layout: Layout.optional() }),
    status: 200,
    produces: 'application/pdf',
  }),
  getCourseTemplate: endpoint({
    method: 'GET',
    path: '/api/courses/:id/certificate-template/',
    ability: 'certificate.manage',
    summary: 'Which template the certificates of a course use, and which there are',
    params: idParams,
    response: CourseTemplate,
  }),
  setCourseTemplate: endpoint({
    method: 'PUT',
    path: '/api/courses/:id/certificate-template/',
    ability: 'certificate.manage',
    summary: 'Choose the template of a course; certificates already issued keep theirs',
    params: idParams,
    body: z.strictObject({ template_id: id.nullable() }),
    response: CourseTemplate,
  }),
};
