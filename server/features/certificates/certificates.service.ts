/** Certificates: issuing, reading, revoking. */
import type { FastifyRequest } from 'fastify';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage, type Paging } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { accessCertificate, managedCertificates, visibleCertificates } from './certificates.policy.ts';
import { type CertificateStatus, presentCertificate } from './certificates.present.ts';
import {
  type CertificateRow,
  countCertificates,
  insertCertificate,
  moveRenewal,
  revokeRow,
  selectCertificates,
} from './certificates.sql.ts';
import { newVerificationId } from './verification-id.rules.ts';

export type CertificateFilter = Paging & {
  search?: string | undefined;
  ordering: string;
  student?: string | undefined;
  course?: string | undefined;
  status?: CertificateStatus | undefined;
  mine?: boolean | undefined;
  expiring_within?: number | undefined;
};

/** The caller's own certificates and those of courses they teach or oversee. */
export async function listCertificates(ctx: Ctx, query: CertificateFilter, request: FastifyRequest) {
  const matching = matchingCertificates(ctx, query);
  const { key, order, cast, compare } = sorting(query.ordering);
  const managed = managedCertificates(ctx.actor);
  const present = (row: CertificateRow) => presentCertificate(ctx.actor, row, ctx.now);
  if (query.cursor !== undefined) {
    const last = decodeCursor(query.cursor, 2);
    const where = all([
      matching,
      last && sql`(${key}, x.id) ${compare} (${String(last[0])}${cast}, ${String(last[1])}::uuid)`,
    ]);
    const rows = await selectCertificates(ctx.db, {
      where,
      order,
      key,
      managed,
      limit: query.page_size + 1,
      offset: 0,
    });
    return cursorPage(request, query, rows, (row) => [row.sort_key, row.id], present);
  }
  const rows = await selectCertificates(ctx.db, {
    where: matching,
    order,
    key,
    managed,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(request, query, await countCertificates(ctx.db, matching), rows.map(present));
}

/** SQL over `x` and `newer`: what the caller may see and asked for. */
export function matchingCertificates(
  ctx: Ctx,
  query: Omit<CertificateFilter, 'ordering' | keyof Paging>,
): Sql {
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  return all([
    visibleCertificates(ctx.actor, ctx.now),
    query.mine && sql`x.student_id = ${actorId(ctx)}::uuid`,
    query.student && sql`x.student_id = ${query.student}`,
    query.course && sql`x.course_id = ${query.course}`,
    query.status && standing(query.status, ctx.now),
    query.expiring_within !== undefined &&
      sql`x.revoked_at is null and newer.id is null and x.expires_at > ${ctx.now}::timestamptz
          and x.expires_at <= ${ctx.now}::timestamptz + make_interval(days => ${query.expiring_within}::int)`,
    words &&
      sql`search_normal(x.recipient_name || ' ' || x.course_title || ' ' || x.number) like '%' || search_normal(${words}) || '%'`,
  ]);
}

/** The SQL twin of `statusAt`. */
function standing(status: CertificateStatus, now: Date): Sql {
  if (status === 'revoked') return sql`x.revoked_at is not null`;
  const expired = sql`(x.expires_at is not null and x.expires_at <= ${now})`;
  return status === 'expired'
    ? sql`x.revoked_at is null and ${expired}`
    : sql`x.revoked_at is null and not ${expired}`;
}

function sorting(ordering: string) {
  const descending = ordering.startsWith('-');
  const keys: Record<string, { key: Sql; cast: Sql }> = {
    issued_at: { key: sql`x.issued_at`, cast: sql`::timestamptz` },
    expires_at: { key: sql`coalesce(x.expires_at, 'infinity'::timestamptz)`, cast: sql`::timestamptz` },
    course_title: { key: sql`x.course_title`, cast: sql`::text` },
    recipient_name: { key: sql`x.recipient_name`, cast: sql`::text` },
  };
  const { key, cast } = keys[ordering.replace('-', '')]!;
  const direction = descending ? sql`desc` : sql`asc`;
  return {
    key,
    cast,
    order: sql`${key} ${direction}, x.id ${direction}`,
    compare: descending ? sql`<` : sql`>`,
  };
}

export async function getCertificate(ctx: Ctx, certificateId: string) {
  return presentCertificate(ctx.actor, await accessCertificate(ctx, certificateId, 'read'), ctx.now);
}

/**
 * Issues the certificate of a completion, once: repeated or concurrent calls issue nothing more. A course without
 * certificates issues none. Needs a transaction, because the fact is part of it.
 *
 * @returns the new certificate's id, or null
 */
export async function issueCertificate(
  ctx: Ctx,
  completionId: string,
  supersedesId: string | null = null,
): Promise<string | null> {
  const id = newId(ctx.now.getTime());
  const issued = await insertCertificate(ctx, {
    id,
    completion_id: completionId,
    verification_id: newVerificationId(),
    organization_name: services().config.ORGANIZATION_NAME,
    supersedes_id: supersedesId,
  });
  if (!issued) return null;
  await publish(ctx, 'certificate.issued', { certificate_id: id, ...issued });
  return id;
}

/** @throws AppError `certificate.revoked` when it was revoked before */
export function revokeCertificate(ctx: Ctx, certificateId: string, reason: string) {
  return inTransaction(ctx, async (ctx) => {
    await revoke(ctx, certificateId, reason);
    return getCertificate(ctx, certificateId);
  });
}

/**
 * Replaces a live certificate: the old one is revoked with the reason, the new one carries the names of today and a new
 * verification id, and stands for the same completion. One that was renewed stays renewed.
 */
export function reissueCertificate(ctx: Ctx, certificateId: string, reason: string) {
  return inTransaction(ctx, async (ctx) => {
    const { completion_id: completionId } = await revoke(ctx, certificateId, reason);
    const id = await issueCertificate(ctx, completionId, certificateId);
    if (!id) throw new Error(`Certificate ${certificateId} was revoked but its successor not issued`);
    await moveRenewal(ctx.db, certificateId, id);
    return getCertificate(ctx, id);
  });
}

async function revoke(ctx: Ctx, certificateId: string, reason: string): Promise<CertificateRow> {
  const certificate = await accessCertificate(ctx, certificateId, 'manage');
  if ((await revokeRow(ctx, certificateId, reason)) === 0) throw new AppError('certificate.revoked');
  const { student_id, course_id } = certificate;
  await publish(ctx, 'certificate.revoked', { certificate_id: certificateId, student_id, course_id });
  return certificate;
}
