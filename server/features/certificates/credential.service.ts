/** Certificates as signed badges, and what strangers need to check one: the issuer, its keys, what was revoked. */
import { createHmac, createSign } from 'node:crypto';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { services } from '#server/platform/services.ts';
import { accessCertificate } from './certificates.policy.ts';
import { verifyUrl } from './certificates.present.ts';
import {
  claimsOf,
  credentialContext,
  credentialId,
  credentialOf,
  issuerProfile,
} from './credential.rules.ts';
import { paperTexts } from './paper.texts.ts';
import { keyUrl, publicJwk, selectPublicKeys, signingKey } from './signing-keys.ts';

/** @throws AppError `certificate.revoked` */
export async function getCredential(ctx: Ctx, certificateId: string): Promise<HttpReply> {
  const certificate = await accessCertificate(ctx, certificateId, 'read');
  if (certificate.revoked_at !== null) throw new AppError('certificate.revoked');
  const { email } = await ctx.db.one<{ email: string }>(
    sql`select email from v_identity_people where user_id = ${certificate.student_id}`,
  );
  const texts = paperTexts(certificate.language);
  const { config } = services();
  const credential = credentialOf({
    certificate_id: certificate.id,
    number: certificate.number,
    recipient_email: email,
    salt: saltOf(certificate.id),
    course_id: certificate.course_id,
    course_title: certificate.course_title,
    course_code: certificate.course_code,
    statement: `${certificate.recipient_name} ${certificate.score_percent === null ? texts.has_completed : texts.with_test}: ${certificate.course_title}`,
    issued_at: certificate.issued_at,
    completed_at: certificate.completed_at,
    expires_at: certificate.expires_at,
    organization_name: certificate.organization_name,
    public_url: config.public_url,
    verify_url: verifyUrl(certificate.verification_id),
  });
  return new HttpReply({
    stream: Buffer.from(await sign(ctx, claimsOf(credential))),
    headers: {
      'content-type': 'application/vc+jwt',
      'content-disposition': `attachment; filename="${certificate.number}.jwt"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** The same certificate always has the same salt, so that its badge is the same each time it is downloaded. */
const saltOf = (certificateId: string): string =>
  createHmac('sha256', services().config.session_secret)
    .update(`badge salt ${certificateId}`)
    .digest('base64url')
    .slice(0, 22);

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function sign(ctx: Ctx, claims: object): Promise<string> {
  const key = await signingKey(ctx);
  const text = `${encoded({ alg: 'RS256', typ: 'JWT', kid: keyUrl(key.id) })}.${encoded(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key.private_key).toString('base64url')}`;
}

export async function getIssuer() {
  const { config } = services();
  return { '@context': credentialContext, ...issuerProfile(config.public_url, config.ORGANIZATION_NAME) };
}

/** Makes the first key when there is none, so that a checker who comes before the first badge finds the key it will carry. */
export async function getIssuerKeys(ctx: Ctx) {
  await signingKey(ctx);
  return { keys: (await selectPublicKeys(ctx)).map(publicJwk) };
}

export async function getIssuerKey(ctx: Ctx, keyId: string) {
  const key = (await selectPublicKeys(ctx)).find((one) => one.id === keyId);
  if (!key) throw notFound('key');
  return publicJwk(key);
}

export async function getRevocations(ctx: Ctx) {
  const { config } = services();
  const rows = await ctx.db.rows<{ id: string }>(
    sql`select id from certificates where revoked_at is not null order by revoked_at, id`,
  );
  return {
    id: `${config.public_url}/api/issuer/revocations/`,
    issuer: `${config.public_url}/api/issuer/`,
    revokedCredential: rows.map((row) => ({ id: credentialId(row.id), revoked: true as const })),
  };
}
