/** Many papers in one file. */
import { Readable } from 'node:stream';
import { archiveLimit } from '#contract/certificates.ts';
import { readFileBytes } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { managedCertificates } from './certificates.policy.ts';
import { type CertificateFilter, matchingCertificates } from './certificates.service.ts';
import { type CertificateRow, selectForArchive } from './certificates.sql.ts';
import { paperOf } from './papers.service.ts';
import { type ZipFile, zip } from './zip.ts';

/**
 * The papers of what matches, made where they are missing, packed while they are sent. Revoked ones are left out: there are
 * no fresh copies of what no longer holds.
 *
 * @throws AppError `certificate.archive-too-large`
 */
export async function downloadArchive(
  ctx: Ctx,
  query: Omit<CertificateFilter, 'ordering' | 'page' | 'page_size' | 'cursor'>,
): Promise<HttpReply> {
  const where = sql`(${matchingCertificates(ctx, query)}) and x.revoked_at is null`;
  const rows = await selectForArchive(ctx.db, where, managedCertificates(ctx.actor), archiveLimit + 1);
  if (rows.length > archiveLimit)
    throw new AppError('certificate.archive-too-large', { params: { limit: archiveLimit } });
  return new HttpReply({
    stream: Readable.from(zip(papers(ctx, rows)), { objectMode: false }),
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="certificates-${ctx.now.toISOString().slice(0, 10)}.zip"`,
      'cache-control': 'no-store',
    },
  });
}

async function* papers(ctx: Ctx, rows: readonly CertificateRow[]): AsyncGenerator<ZipFile> {
  for (const row of rows) {
    const parts: Buffer[] = [];
    for await (const part of await readFileBytes({ sha256: await paperOf(ctx, row) }))
      parts.push(part as Buffer);
    yield { name: fileName(row), bytes: Buffer.concat(parts), modified: new Date(row.issued_at) };
  }
}

/** `LYC-2026-000123 Sofie Kjær.pdf`: the number is unique, so the name is. Nothing that any file system would stumble over. */
const fileName = (row: CertificateRow): string => {
  const person = row.recipient_name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
    .replace(/[\u0000-\u001f\\/:*?"<>|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  const name = `${row.number} ${person}`.replace(/[. ]+$/, '');
  return `${name}.pdf`;
};
