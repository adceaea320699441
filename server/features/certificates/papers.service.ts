/** Downloading: the paper is made once and kept; every download serves the kept bytes. */

import { readFileBytes, storeBytes } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { accessCertificate } from './certificates.policy.ts';
import { verifyUrl } from './certificates.present.ts';
import { type CertificateRow, keepPaper } from './certificates.sql.ts';
import { makePaper } from './paper.ts';

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
  const sha256 = certificate.pdf_sha256 ?? (await firstPaper(ctx, certificate));
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

/** Two first downloads at once make equal bytes; the row remembers one of them, the other file is collected as unused. */
async function firstPaper(ctx: Ctx, certificate: CertificateRow): Promise<string> {
  const bytes = await makePaper(certificate, verifyUrl(certificate.verification_id));
  const file = await storeBytes(ctx, {
    bytes,
    name: `${certificate.number}.pdf`,
    purpose: 'certificate',
    owner_id: null,
  });
  await keepPaper(ctx.db, certificate.id, file);
  return file.sha256;
}
