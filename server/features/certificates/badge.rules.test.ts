/** Badges from elsewhere: the validators' own test credentials, and what a forger would try. U-26. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeBadge } from './badge.rules.ts';
import { isObject, type Json, structureProblems } from './vc.rules.ts';

const fixtures = path.resolve('../shared/fixtures/badges');
const now = new Date('2026-11-22T12:00:00Z');
const read = (file: string): string => readFileSync(path.join(fixtures, file), 'utf8');
const given = (folder: string, accepts: (name: string) => boolean): string[] =>
  existsSync(path.join(fixtures, folder)) ? readdirSync(path.join(fixtures, folder)).filter(accepts) : [];

describe.skipIf(!existsSync(path.join(fixtures, 'ob30')))('credentials of 1EdTech’s validator', () => {
  const files = given('ob30', (name) => /\.(json|svg)$/.test(name));
  it('are there', () => expect(files.length).toBeGreaterThan(15));

  it.each(files)('%s is judged as its name says', (file) => {
    // Its paper ended in 2020: complete, and no longer valid.
    const day = file === 'complete_v1.json' ? new Date('2019-06-01T00:00:00Z') : now;
    const verdict = judgeBadge(read(`ob30/${file}`), { now: day });
    const expected = !/err|noproof/.test(file);
    expect({ valid: verdict.valid, problems: expected ? verdict.problems : [] }).toEqual({
      valid: expected,
      problems: [],
    });
  });

  it('a complete one is over when its time is', () => {
    expect(judgeBadge(read('ob30/complete_v1.json'), { now }).problems.map((one) => one.code)).toEqual([
      'expired',
    ]);
  });

  it('say why they are not valid', () => {
    const why = Object.fromEntries(
      files
        .filter((file) => /err|noproof/.test(file))
        .map((file) => [
          file.replace('.json', ''),
          judgeBadge(read(`ob30/${file}`), { now }).problems.map((one) => `${one.path}: ${one.code}`),
        ]),
    );
    expect(why['simple-err-issued']).toContain('validFrom: not_yet');
    expect(why['simple-err-issuer']).toContain('issuer: missing');
    expect(why['simple-err-context']).toContain('@context: base_missing');
    expect(why['simple-err-type']).toContain('type: not_open_badge');
    expect(why['simple-err-evidence-type']).toEqual(['evidence.1.type: wrong_type']);
    expect(why['simple-err-issuer-parentorg-type']).toEqual(['issuer.parentOrg.type: wrong_type']);
    expect(why['simple-err-credential-subject-identifier-type']).toContain(
      'credentialSubject.identifier.0.type: wrong_type',
    );
    expect(why['simple-err-credential-subject-result-type']).toEqual([
      'credentialSubject.result.1.type: wrong_type',
    ]);
    expect(why['simple-err-proof-method']).toContain('proof.verificationMethod: not_key');
    expect(why['simple-err-proof-method-unknown-did-method']).toContain(
      'proof.0.verificationMethod: unknown_did',
    );
    expect(why['simple-noproof']).toContain('proof: missing');
  });

  it('a JWT baked into a picture is checked with the key it carries', () => {
    for (const file of ['simple-jwt.svg', 'simple-jwt_v1.svg'])
      expect(judgeBadge(read(`ob30/${file}`), { now }).signature).toBe('verified');
  });

  it('a revoked one is recognized when its status list is at hand', () => {
    const credential = read('ob30/bit-string-list/credential-status-revoked-blank-nodes.json');
    const { statusListCredential } = JSON.parse(credential).credentialStatus;
    const status_lists = new Map([[statusListCredential, JSON.parse(read('ob30/bit-string-list/testlist'))]]);
    expect(judgeBadge(credential, { now, status_lists }).problems.map((one) => one.code)).toEqual([
      'revoked',
    ]);
    expect(judgeBadge(credential, { now }).problems).toEqual([]);
  });

  it('one from which parts were left out on purpose is read', () => {
    expect(judgeBadge(read('ob30/sd/derivedcredential.json'), { now }).problems).toEqual([]);
  });
});

describe.skipIf(!existsSync(path.join(fixtures, 'vcdm2-inputs')))('the data model’s own inputs', () => {
  const files = [
    ...given('vcdm2-inputs', (name) => /^credential-.*-(ok|fail)\.json$/.test(name)),
    ...given('vcdm2-inputs/names-and-descriptions', (name) => name.endsWith('.json')).map(
      (name) => `names-and-descriptions/${name}`,
    ),
  ];
  it.each(files)('%s', (file) => {
    const written = read(`vcdm2-inputs/${file}`)
      .replace('"PAST DATE"', '"2020-01-01T00:00:00Z"')
      .replace('"FUTURE DATE"', '"2040-01-01T00:00:00Z"');
    const credential = JSON.parse(written) as Json;
    // Their suite has every implementation put itself in as the issuer, except where that is what is tested.
    const { issuer } = credential;
    if (issuer === undefined && !file.includes('no-issuer')) credential['issuer'] = 'did:example:issuer';
    if (isObject(issuer) && !('id' in issuer)) issuer['id'] = 'did:example:issuer';
    const problems = structureProblems(credential);
    if (file.endsWith('ok.json')) expect(problems).toEqual([]);
    else expect(problems).not.toEqual([]);
  });
});

describe('what a forger would try', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const credential = {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'urn:uuid:5ea0fb09-7ad8-4ee7-9a35-3a45a9a5a001',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Forklift safety',
    issuer: { id: 'https://example.test/issuer', type: ['Profile'], name: 'Example' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      id: 'did:example:somebody',
      achievement: {
        id: 'https://example.test/achievements/1',
        type: ['Achievement'],
        name: 'Forklift safety',
        description: 'Drives safely',
        criteria: { narrative: 'Passed' },
      },
    },
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  function signed(claims: object = {}, header: object = {}, change: object = {}): string {
    const text = `${part({ alg: 'RS256', jwk, ...header })}.${part({ ...credential, iss: credential.issuer.id, ...claims })}`;
    const signature = createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url');
    if (Object.keys(change).length === 0) return `${text}.${signature}`;
    return `${text.split('.')[0]}.${part({ ...credential, iss: credential.issuer.id, ...change })}.${signature}`;
  }
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const known = 'https://example.test/key';
  const table: [string, string, string[], string?][] = [
    ['an honest one', signed(), []],
    ['changed after signing', signed({}, {}, { name: 'Doctor' }), ['signature_wrong']],
    ['no algorithm', signed({}, { alg: 'none' }), ['unknown']],
    ['a secret in place of a key', signed({}, { alg: 'HS256' }), ['unknown']],
    ['the name of a method of all objects', signed({}, { alg: 'constructor' }), ['unknown']],
    ['somebody else’s key beside it', signed({}, { jwk: other }), ['signature_wrong']],
    ['a key of another kind', signed({}, { jwk: { kty: 'oct', k: 'AAAA' } }), ['signature_wrong']],
    [
      'a private key beside it',
      signed({}, { jwk: { ...privateKey.export({ format: 'jwk' }) } }),
      ['signature_wrong'],
    ],
    ['our key’s name over their own key', signed({}, { kid: known }), ['signature_wrong'], known],
    ['signed by one, issued by another', signed({ iss: 'https://evil.test' }), ['not_signer']],
    ['another id than was signed', signed({ jti: 'urn:uuid:other' }), ['not_signed']],
    ['no key at all', signed({}, { jwk: undefined }), ['no_key']],
    ['over since a second', signed({ validUntil: '2026-11-22T11:59:59Z' }), ['expired']],
    ['over this very second', signed({ validUntil: '2026-11-22T12:00:00Z' }), ['expired']],
    ['good for one more second', signed({ validUntil: '2026-11-22T12:00:01Z' }), []],
    ['not yet', signed({ validFrom: '2026-11-22T12:00:01Z' }), ['not_yet']],
    ['a day that does not exist', signed({ validFrom: '2026-02-30T00:00:00Z' }), ['not_instant']],
    ['without time zone', signed({ validFrom: '2026-01-01T00:00:00' }), ['not_instant']],
    ['ends before it begins', signed({ validUntil: '2025-01-01T00:00:00Z' }), ['before_start', 'expired']],
    [
      'nobody earned it',
      signed({ credentialSubject: { ...credential.credentialSubject, id: undefined } }),
      ['nobody'],
    ],
    ['an issuer that is words', signed({ issuer: 'Example', iss: 'Example' }), ['not_uri']],
  ];
  it.each(table)('%s', (_name, handedIn, expected, kid) => {
    const keys = kid ? new Map([[kid, other]]) : new Map();
    const { problems, valid } = judgeBadge(handedIn, { now, keys });
    expect(problems.map((one) => one.code)).toEqual(expected);
    expect(valid).toBe(expected.length === 0);
  });

  it('an unsigned one is never valid, however right it looks', () => {
    expect(judgeBadge(JSON.stringify(credential), { now })).toMatchObject({
      valid: false,
      signature: 'absent',
    });
  });

  it('a key that is not at hand is said to be unchecked, not wrong', () => {
    const verdict = judgeBadge(signed({}, { jwk: undefined, kid: 'https://example.test/keys/1' }), { now });
    expect(verdict).toMatchObject({ valid: true, signature: 'not_checked', problems: [] });
  });
});
