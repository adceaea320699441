/** Public verification: anyone who holds a certificate's verification id may ask what it says and whether it holds. */
import { LRUCache } from 'lru-cache';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { networkOf } from '#server/platform/net/network.ts';
import { presentPaper } from './certificates.present.ts';
import { selectByVerificationId } from './certificates.sql.ts';
import { parseVerificationId } from './verification-id.rules.ts';

const windowSeconds = 60;
const mostTriesPerWindow = 60;

// Per process on purpose: ids have 140 random bits, so this guards the database from being asked idly, not the secret.
const tries = new LRUCache<string, { count: number; since: number }>({ max: 50_000 });

/** @throws AppError `rate.limited` after 60 tries of one network within a minute, by the product's clock */
function countTry(ctx: Ctx): void {
  const network = networkOf(ctx.origin.ip);
  const now = ctx.now.getTime() / 1000;
  const known = tries.get(network);
  const current = known && now - known.since < windowSeconds ? known : { count: 0, since: now };
  current.count += 1;
  tries.set(network, current);
  if (current.count > mostTriesPerWindow) {
    throw new AppError('rate.limited', { retry_after: Math.max(1, windowSeconds - (now - current.since)) });
  }
}

/**
 * What the paper must say, and how it stands today.
 *
 * @throws AppError `record.not-found` for anything that is not a certificate's id, `rate.limited`
 */
export async function verifyCertificate(ctx: Ctx, typed: string) {
  countTry(ctx);
  const verificationId = parseVerificationId(typed);
  const certificate = verificationId && (await selectByVerificationId(ctx.db, verificationId));
  if (!certificate) throw notFound('certificate');
  return {
    ...presentPaper(certificate, ctx.now),
    checked_at: ctx.now.toISOString(),
    pdf_sha256: certificate.pdf_sha256,
  };
}
