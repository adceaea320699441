/** Certificates as Open Badges 3.0: signed by us, verified by somebody else's library. U-18. */
import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCompletedCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { judgeBadge } from './badge.rules.ts';
import { signingKey } from './signing-keys.ts';

const origin = 'https://learn.nordhavn.example';
const product = await startProduct({ ORGANIZATION_NAME: 'Nordhavn Logistics', PUBLIC_URL: origin });
const { db } = product.runtime;
let admin: Client;
let manager: Client;
let stranger: Client;
let otherTrainer: Client;

beforeAll(async () => {
  [admin, manager, stranger, otherTrainer] = (await Promise.all(
    (['admin', 'manager', 'learner', 'trainer'] as const).map((role) => product.signIn(role)),
  )) as [Client, Client, Client, Client];
});

async function aBadge(options: Parameters<typeof aCompletedCourse>[1] = {}) {
  const made = await aCompletedCourse(product, options);
  const [certificate] = (await made.learner.get('/api/certificates/')).body.results;
  const answer = await made.learner.get(certificate.credential_url);
  return { ...made, certificate, answer, jwt: Buffer.from(answer.body).toString() };
}
const keySet = async () => createLocalJWKSet((await product.anonymous.get('/.well-known/jwks.json')).body);

describe('GET /api/certificates/:id/credential/', () => {
  it('is a JWT that jose verifies against the published keys', async () => {
    const { jwt, answer, certificate, course } = await aBadge({
      learner: 'Sofie Kjær',
      course: { certificate_valid_months: 24 },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/vc+jwt']);
    const { payload, protectedHeader } = await jwtVerify(jwt, await keySet(), {
      issuer: `${origin}/api/issuer/`,
      algorithms: ['RS256'],
      typ: 'JWT',
    });
    expect(payload).toMatchObject({
      jti: `urn:uuid:${certificate.id}`,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      validFrom: certificate.issued_at,
      validUntil: certificate.expires_at,
      nbf: Math.floor(Date.parse(certificate.issued_at) / 1000),
      exp: Math.floor(Date.parse(certificate.expires_at) / 1000),
      issuer: { id: `${origin}/api/issuer/`, name: 'Nordhavn Logistics' },
      evidence: [{ id: certificate.verify_url }],
      credentialSubject: { achievement: { name: course.title, humanCode: certificate.course_code } },
    });
    // The address in `kid` answers with the very key.
    const { kid } = protectedHeader;
    const { body: jwk } = await product.anonymous.get(kid!.replace(origin, product.url));
    expect(jwk.kid).toBe(kid);
    await jwtVerify(jwt, await importJWK(jwk, 'RS256'));
  });

  it('names its owner by a salted hash and never by address', async () => {
    const { jwt, learner } = await aBadge();
    const { email } = await db.one<{ email: string }>(
      sql`select email from v_identity_people where user_id = ${learner.user_id}`,
    );
    const { payload } = await jwtVerify(jwt, await keySet());
    const { identifier } = payload['credentialSubject'] as { identifier: Record<string, string>[] };
    const { salt, identityHash, hashed, identityType } = identifier[0]!;
    expect([hashed, identityType]).toEqual([true, 'emailAddress']);
    expect(identityHash).toBe(`sha256$${createHash('sha256').update(`${email}${salt}`).digest('hex')}`);
    expect(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()).not.toContain(email);
  });

  it('is the same every time, and refused by jose once one letter is another', async () => {
    const { learner, certificate, jwt } = await aBadge();
    expect(Buffer.from((await learner.get(certificate.credential_url)).body).toString()).toBe(jwt);
    const [head, body, signature] = jwt.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, name: 'Doctor of Everything' })).toString(
      'base64url',
    );
    await expect(jwtVerify(`${head}.${forged}.${signature}`, await keySet())).rejects.toThrow('signature');
    expect(
      judgeBadge(`${head}.${forged}.${signature}`, {
        now: product.ctx().now,
        keys: new Map([
          [
            decodeProtectedHeader(jwt).kid!,
            (await product.anonymous.get('/.well-known/jwks.json')).body.keys[0],
          ],
        ]),
      }),
    ).toMatchObject({ valid: false, signature: 'wrong' });
  });

  it('who may', async () => {
    const { learner, trainer, certificate } = await aBadge();
    const outcomes: Record<string, number> = {};
    const people = { anonymous: product.anonymous, learner, stranger, trainer, otherTrainer, manager, admin };
    for (const [name, client] of Object.entries(people))
      outcomes[name] = (await client.get(certificate.credential_url)).status;
    expect(outcomes).toEqual({
      anonymous: 401,
      learner: 200,
      stranger: 404,
      trainer: 200,
      otherTrainer: 404,
      manager: 200,
      admin: 200,
    });
  });

  it('once revoked is on the public list, by an id that opens nothing, and not given out again', async () => {
    const { trainer, learner, certificate } = await aBadge();
    await trainer.post(`/api/certificates/${certificate.id}/revoke/`, { reason: 'Mistake' });
    expect((await learner.get(certificate.credential_url)).body.code).toBe('certificate.revoked');
    const { body } = await product.anonymous.get('/api/issuer/revocations/');
    expect(body.revokedCredential).toContainEqual({ id: `urn:uuid:${certificate.id}`, revoked: true });
    expect(JSON.stringify(body)).not.toContain(certificate.verification_id);
    expect(JSON.stringify(body)).not.toContain('Mistake');
  });
});

describe('the signing key', () => {
  it('is made once, whoever needs it first, and its private half is not in the database', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => signingKey(product.ctx())));
    expect(new Set(keys.map((key) => key.id)).size).toBe(1);
    const rows = await db.rows<{ sealed_private: Buffer; public_jwk: object }>(
      sql`select sealed_private, public_jwk from certificate_keys where retired_at is null`,
    );
    expect(rows).toHaveLength(1);
    const der = keys[0]!.private_key.export({ type: 'pkcs8', format: 'der' });
    expect(rows[0]!.sealed_private.includes(der.subarray(30, 80))).toBe(false);
    expect(Object.keys(rows[0]!.public_jwk).toSorted()).toEqual(['e', 'kty', 'n']);
    const published = (await product.anonymous.get('/.well-known/jwks.json')).body.keys[0];
    expect(Object.keys(published).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('two processes that start on an empty database make one', async () => {
    const { certificate_keys } = await db.one<{ certificate_keys: number }>(
      sql`select count(*)::int as certificate_keys from certificate_keys`,
    );
    await db.run(sql`update certificate_keys set retired_at = now()`);
    const keys = await Promise.all(Array.from({ length: 6 }, () => signingKey(product.ctx())));
    expect(new Set(keys.map((key) => key.id)).size).toBe(1);
    expect(await db.rows(sql`select 1 from certificate_keys`)).toHaveLength(certificate_keys + 1);
  });

  it('is replaced when the secret was, and older badges still verify', async () => {
    const { jwt } = await aBadge();
    const { config } = services();
    const { session_secret } = config;
    try {
      config.session_secret = 'another secret, after the old one was lost';
      const { jwt: newer } = await aBadge();
      expect(decodeProtectedHeader(newer).kid).not.toBe(decodeProtectedHeader(jwt).kid);
      for (const one of [jwt, newer]) await jwtVerify(one, await keySet());
    } finally {
      config.session_secret = session_secret;
    }
  });

  it('an address of no key answers nothing', async () => {
    expect((await product.anonymous.get(`/api/issuer/keys/${newId()}/`)).status).toBe(404);
    expect((await product.anonymous.get('/api/issuer/')).body).toMatchObject({
      id: `${origin}/api/issuer/`,
      type: ['Profile'],
      name: 'Nordhavn Logistics',
    });
  });
});

describe('POST /api/badges/check/', () => {
  const check = (credential: string) => stranger.post('/api/badges/check/', { credential });

  it('knows our own badge, and the one somebody changed', async () => {
    const { jwt, course } = await aBadge();
    expect((await check(jwt)).body).toMatchObject({
      valid: true,
      signature: 'verified',
      problems: [],
      issuer_name: 'Nordhavn Logistics',
      achievement_name: course.title,
    });
    expect((await check(`${jwt.slice(0, -4)}AAAA`)).body).toMatchObject({ valid: false, signature: 'wrong' });
  });

  it('says what is wrong with what is no badge at all', async () => {
    for (const odd of ['{}', '[]', 'hello', '<svg/>', '{"a":', 'a.b.c']) {
      const { status, body } = await check(odd);
      expect([odd, status, body.valid]).toEqual([odd, 200, false]);
    }
    expect((await product.anonymous.post('/api/badges/check/', { credential: '{}' })).status).toBe(401);
    expect((await check('')).status).toBe(400);
  });
});
