/**
 * The key pair that signs badges: made once for an organization, whichever process needs it first. Its private half is kept
 * sealed under a key derived from the session secret, so a copy of the database alone signs nothing. When that secret was
 * replaced, a new pair is made; the public halves of all stay, so that what was signed can always be checked.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPair,
  hkdfSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';

export type SigningKey = { id: string; private_key: KeyObject };
export type PublicKeyRow = { id: string; public_jwk: { kty: string; n: string; e: string } };

type KeyRow = { id: string; sealed_private: Buffer };

const modulusLength = 2048;

/** The public address of a key: the `kid` of what it signed. */
export const keyUrl = (id: string): string => `${services().config.public_url}/api/issuer/keys/${id}/`;

export const publicJwk = ({ id, public_jwk }: PublicKeyRow): Record<string, string> => ({
  ...public_jwk,
  alg: 'RS256',
  use: 'sig',
  kid: keyUrl(id),
});

export const selectPublicKeys = (ctx: Ctx): Promise<PublicKeyRow[]> =>
  ctx.db.rows(sql`select id, public_jwk from certificate_keys order by created_at, id`);

export async function signingKey(ctx: Ctx): Promise<SigningKey> {
  const opened = open(await currentRow(ctx));
  return opened ?? inTransaction(ctx, makeCurrent);
}

const currentRow = (ctx: Ctx): Promise<KeyRow | undefined> =>
  ctx.db.maybe(sql`select id, sealed_private from certificate_keys where retired_at is null`);

/** Under a lock, so that of two processes one makes the pair and the other finds it. */
async function makeCurrent(ctx: Ctx): Promise<SigningKey> {
  await ctx.db.run(sql`select pg_advisory_xact_lock(hashtext('certificates.signing-key'))`);
  const found = open(await currentRow(ctx));
  if (found) return found;
  await ctx.db.run(sql`update certificate_keys set retired_at = ${ctx.now} where retired_at is null`);
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength });
  const id = newId(ctx.now.getTime());
  const { kty, n, e } = pair.publicKey.export({ format: 'jwk' }) as JsonWebKey;
  await ctx.db.run(sql`
    insert into certificate_keys (id, public_jwk, sealed_private, created_at)
    values (${id}, ${JSON.stringify({ kty, n, e })}, ${seal(id, pair.privateKey)}, ${ctx.now})`);
  return { id, private_key: pair.privateKey };
}

const wrappingKey = (id: string): Buffer =>
  Buffer.from(hkdfSync('sha256', services().config.session_secret, id, 'lyceum certificate signing key', 32));

/** Nonce, tag, ciphertext. */
function seal(id: string, key: KeyObject): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(id), nonce);
  const sealed = Buffer.concat([cipher.update(key.export({ type: 'pkcs8', format: 'der' })), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @returns undefined without a row, and for one sealed under another secret */
function open(row: KeyRow | undefined): SigningKey | undefined {
  if (!row) return undefined;
  try {
    const bytes = row.sealed_private;
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey(row.id), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const der = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return { id: row.id, private_key: createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }) };
  } catch {
    // Authenticated encryption fails as a whole under another secret; there is nothing else that could be told apart.
    return undefined;
  }
}
