/** The proof of a credential: is there one, is it of a known kind, and does its signature hold where the key is at hand. Pure. */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { ReadBadge } from './badge.reading.ts';
import { type CredentialProblem, isObject, isUri, type Json, listOf } from './vc.rules.ts';

export type SignatureState = 'verified' | 'wrong' | 'not_checked' | 'absent';
export type ProofVerdict = { signature: SignatureState; problems: CredentialProblem[] };

const cryptosuites = [
  'eddsa-rdfc-2022',
  'eddsa-jcs-2022',
  'eddsa-2022',
  'ecdsa-rdfc-2019',
  'ecdsa-jcs-2019',
  'ecdsa-sd-2023',
  'bbs-2023',
];
const olderProofs = [
  'Ed25519Signature2018',
  'Ed25519Signature2020',
  'JsonWebSignature2020',
  'RsaSignature2018',
];
const knownDidMethods = ['key', 'web', 'jwk'];
/** Hash and, for elliptic curves, the signature's form. `none` and the symmetric ones are missing on purpose. */
const algorithms: Record<string, { hash: string | null; kty: string }> = {
  RS256: { hash: 'sha256', kty: 'RSA' },
  RS384: { hash: 'sha384', kty: 'RSA' },
  RS512: { hash: 'sha512', kty: 'RSA' },
  ES256: { hash: 'sha256', kty: 'EC' },
  ES384: { hash: 'sha384', kty: 'EC' },
  EdDSA: { hash: null, kty: 'OKP' },
};

const problem = (path: string, code: string, message: string): CredentialProblem => ({ path, code, message });

/** @param keys  JWKs that are known for sure, by `kid` */
export function judgeProof(badge: ReadBadge, keys: ReadonlyMap<string, JsonWebKey>): ProofVerdict {
  if (badge.jwt) return judgeJwt(badge.jwt, badge.credential, keys);
  const proofs = listOf(badge.credential['proof']);
  if (proofs.length === 0)
    return { signature: 'absent', problems: [problem('proof', 'missing', 'It is not signed')] };
  const problems = proofs.flatMap((proof, index) =>
    judgeEmbedded(proof, Array.isArray(badge.credential['proof']) ? `proof.${index}` : 'proof'),
  );
  // Linked-data signatures need the whole RDF machinery to be checked; that is said rather than guessed.
  return { signature: 'not_checked', problems };
}

function judgeEmbedded(proof: unknown, path: string): CredentialProblem[] {
  if (!isObject(proof)) return [problem(path, 'not_proof', 'This is not a proof')];
  const problems: CredentialProblem[] = [];
  const type = proof['type'];
  if (type === 'DataIntegrityProof') {
    if (!cryptosuites.includes(proof['cryptosuite'] as string))
      problems.push(problem(`${path}.cryptosuite`, 'unknown', 'This way of signing is not known'));
  } else if (!olderProofs.includes(type as string)) {
    problems.push(problem(`${path}.type`, 'unknown', 'This kind of proof is not known'));
  }
  if (proof['proofPurpose'] !== 'assertionMethod')
    problems.push(
      problem(`${path}.proofPurpose`, 'wrong_purpose', 'The proof was not made to assert something'),
    );
  if (typeof (proof['proofValue'] ?? proof['jws']) !== 'string')
    problems.push(problem(`${path}.proofValue`, 'missing', 'The proof has no value'));
  const method = methodProblem(proof['verificationMethod']);
  if (method) problems.push(problem(`${path}.verificationMethod`, ...method));
  return problems;
}

/** A key by its address: a page's, or a DID of a method that can be resolved. */
function methodProblem(method: unknown): [string, string] | null {
  const id = isObject(method) ? method['id'] : method;
  if (!isUri(id)) return ['not_uri', 'The key is not named by a URI'];
  const did = /^did:([a-z0-9]+):/.exec(id)?.[1];
  if (did && !knownDidMethods.includes(did)) return ['unknown_did', `Keys of did:${did} cannot be looked up`];
  const multikey = /(?:#|^did:key:)(z[^#]*)$/.exec(id)?.[1];
  if (multikey && !isMultikey(multikey)) return ['not_key', 'The address names no public key'];
  return null;
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Multicodec prefixes of public keys, and how long the key must then be. */
const multicodecs: [number, number, number][] = [
  [0xed, 0x01, 32],
  [0x80, 0x24, 33],
  [0x81, 0x24, 49],
];

/** base58-btc, decoded digit by digit into bytes: a known prefix and a key of just the right length. */
function isMultikey(multibase: string): boolean {
  const bytes: number[] = [];
  for (const letter of multibase.slice(1)) {
    let carry = base58.indexOf(letter);
    if (carry < 0) return false;
    for (let index = 0; index < bytes.length; index++) {
      carry += bytes[index]! * 58;
      bytes[index] = carry & 0xff;
      carry >>= 8;
    }
    while (carry > 0) {
      bytes.push(carry & 0xff);
      carry >>= 8;
    }
  }
  bytes.reverse();
  return multicodecs.some(
    ([first, second, length]) => bytes[0] === first && bytes[1] === second && bytes.length === length + 2,
  );
}

function judgeJwt(
  jwt: NonNullable<ReadBadge['jwt']>,
  credential: Json,
  keys: ReadonlyMap<string, JsonWebKey>,
): ProofVerdict {
  const problems = claimProblems(jwt.claims, credential);
  const { alg, kid } = jwt.header;
  const known = typeof alg === 'string' && Object.hasOwn(algorithms, alg) ? algorithms[alg] : undefined;
  if (!known)
    return {
      signature: 'wrong',
      problems: [...problems, problem('proof.alg', 'unknown', 'It is not signed in an accepted way')],
    };
  const trusted = typeof kid === 'string' ? keys.get(kid) : undefined;
  const key = trusted ?? (isObject(jwt.header['jwk']) ? (jwt.header['jwk'] as JsonWebKey) : undefined);
  if (!key) {
    const nowhere = typeof kid !== 'string';
    return {
      signature: 'not_checked',
      problems: nowhere
        ? [...problems, problem('proof', 'no_key', 'It does not say with which key it was signed')]
        : problems,
    };
  }
  if (!holds(jwt, key, known))
    return {
      signature: 'wrong',
      problems: [...problems, problem('proof', 'signature_wrong', 'Its signature is wrong: it was changed')],
    };
  return { signature: 'verified', problems };
}

function holds(
  jwt: NonNullable<ReadBadge['jwt']>,
  jwk: JsonWebKey,
  { hash, kty }: { hash: string | null; kty: string },
): boolean {
  if (jwk.kty !== kty || 'd' in jwk) return false;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify(hash, Buffer.from(jwt.signed), { key, dsaEncoding: 'ieee-p1363' }, jwt.signature);
  } catch {
    // A key that cannot be read has signed nothing.
    return false;
  }
}

/** What the JWT says and what the credential in it says must be the same. */
function claimProblems(claims: Json, credential: Json): CredentialProblem[] {
  const problems: CredentialProblem[] = [];
  const { issuer } = credential;
  const issuerId = isObject(issuer) ? issuer['id'] : issuer;
  if (claims['iss'] !== undefined && claims['iss'] !== issuerId)
    problems.push(problem('issuer', 'not_signer', 'Who signed it is not who issued it'));
  if (claims['jti'] !== undefined && credential['id'] !== undefined && claims['jti'] !== credential['id'])
    problems.push(problem('id', 'not_signed', 'Its id is not the one that was signed'));
  return problems;
}
