/** Downloading: the paper is made once and kept; every download serves the kept bytes. */

import type { Layout } from '#contract/certificate-layout.ts';
import { readFileBytes, storeBytes } from '#server/features/files/index.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { accessCertificate } from './certificates.policy.ts';
import { verifyUrl } from './certificates.present.ts';
import { type CertificateRow, keepPaper, type PaperRow } from './certificates.sql.ts';
import { picturesOf } from './paper.pictures.ts';
import { makePaper } from './paper.ts';
import { accessTemplate, checkLayout } from './templates.service.ts';
import { selectLayout } from './templates.sql.ts';

/**
 * @param inline  show it in the browser rather than save it
 * @throws AppError `certificate.revoked`: no fresh copies of what no longer holds
 */
export async function downloadCertificate(
  ctx: Ctx,
  certificateId: string,
  inline: boolean,
): Promise<HttpReply> {
  const certificate = await accessCertificate(ctx, certificateId, 'read');
  if (certificate.revoked_at !== null) throw new AppError('certificate.revoked');
  const sha256 = await paperOf(ctx, certificate);
  return new HttpReply({
    stream: await readFileBytes({ sha256 }),
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${certificate.number}.pdf"`,
      'cache-control': 'private, no-cache',
      etag: `"${sha256}"`,
    },
  });
}

/** The hash of a certificate's paper, which is made now if it never was. The caller has checked access. */
export const paperOf = async (
  ctx: Ctx,
  certificate: Pick<CertificateRow, 'pdf_sha256'> & CertificateRow,
): Promise<string> => certificate.pdf_sha256 ?? (await firstPaper(ctx, certificate));

/**
 * Two first downloads at once make equal bytes; the row remembers one of them, the other file is collected as unused. So is a file
 * that shows a name which was erased while it was drawn; the paper is then drawn anew.
 */
async function firstPaper(ctx: Ctx, certificate: CertificateRow): Promise<string> {
  const layout = await selectLayout(ctx.db, certificate.template_version_id);
  const bytes = await makePaper({
    certificate,
    layout,
    pictures: await picturesOf(ctx, layout),
    verify_at: verifyUrl(certificate.verification_id),
  });
  const file = await storeBytes(ctx, {
    bytes,
    name: `${certificate.number}.pdf`,
    purpose: 'certificate',
    owner_id: null,
  });
  const name = await keepPaper(ctx.db, certificate, file);
  if (name !== certificate.recipient_name) return firstPaper(ctx, { ...certificate, recipient_name: name });
  return file.sha256;
}

/** What a template would make of a certificate with the caller's name; nothing is kept. */
export async function previewTemplate(ctx: Ctx, templateId: string, given?: Layout): Promise<HttpReply> {
  const template = await accessTemplate(ctx, templateId);
  if (given) await checkLayout(ctx, given);
  const layout = given ?? template.layout;
  const certificate = await sampleCertificate(ctx, layout);
  const bytes = await makePaper({
    certificate,
    layout,
    pictures: await picturesOf(ctx, layout),
    verify_at: verifyUrl(certificate.verification_id),
  });
  return new HttpReply({
    stream: bytes,
    headers: { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="preview.pdf"' },
  });
}

async function sampleCertificate(ctx: Ctx, layout: Layout): Promise<PaperRow> {
  const person = await ctx.db.maybe<{ display_name: string; language: string }>(
    sql`select display_name, language from v_identity_people where user_id = ${actorId(ctx)}::uuid`,
  );
  const language = layout.language ?? person?.language ?? 'en';
  const year = ctx.now.getUTCFullYear();
  return {
    id: newId(ctx.now.getTime()),
    number: `LYC-${year}-000000`,
    verification_id: '0'.repeat(28),
    recipient_name: person?.display_name ?? 'Sofie Kjær',
    course_title: language.startsWith('de') ? 'Gabelstapler sicher fahren' : 'Driving forklifts safely',
    course_code: 'SAFE-101',
    course_version_number: 1,
    instructor_name: 'Jonas Lindqvist',
    organization_name: services().config.ORGANIZATION_NAME,
    score_percent: 92,
    duration_minutes: 195,
    completed_at: ctx.now.toISOString(),
    issued_at: ctx.now.toISOString(),
    expires_at: new Date(Date.UTC(year + 3, ctx.now.getUTCMonth(), 1)).toISOString(),
    revoked_at: null,
    language,
    pdf_file_id: null,
    pdf_sha256: null,
    template_version_id: '',
    renewed_by_number: null,
    renewed_by_expires_at: null,
  };
}
