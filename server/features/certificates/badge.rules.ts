/**
 * Judges an Open Badges 3.0 credential that somebody brings from elsewhere: its structure, its dates, its proof, and its
 * revocation where the list is at hand. Pure: nothing is fetched, because addresses inside a stranger's file are not to be
 * visited from here; what cannot be told is said to be unchecked.
 */
import type { JsonWebKey } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { judgeProof, type SignatureState } from './badge.proof.ts';
import { readBadge } from './badge.reading.ts';
import {
  type CredentialProblem,
  hasType,
  isObject,
  isUri,
  type Json,
  listOf,
  structureProblems,
  validityOf,
  versionOf,
} from './vc.rules.ts';

export type BadgeVerdict = {
  valid: boolean;
  problems: CredentialProblem[];
  signature: SignatureState;
  name: string | null;
  issuer_name: string | null;
  achievement_name: string | null;
  valid_from: string | null;
  valid_until: string | null;
};

export type Judging = {
  now: Date;
  /** Public keys that are known for sure, by `kid`. */
  keys?: ReadonlyMap<string, JsonWebKey>;
  /** Status lists at hand, by their address: BitstringStatusListCredentials. */
  status_lists?: ReadonlyMap<string, unknown>;
};

const openBadgesContext = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.0\.\d+)?\.json$/;

const problem = (path: string, code: string, message: string): CredentialProblem => ({ path, code, message });
const words = (value: unknown): string | null => (typeof value === 'string' && value.trim() ? value : null);

/** @param handedIn  JSON, a compact JWT, or an SVG that carries one */
export function judgeBadge(handedIn: string, judging: Judging): BadgeVerdict {
  const badge = readBadge(handedIn);
  if (!badge) {
    const unread = problem(
      '',
      'unreadable',
      'This is neither JSON, nor a JWT, nor a picture that carries a badge',
    );
    return verdict({}, [unread], 'absent');
  }
  const { credential } = badge;
  const proof = judgeProof(badge, judging.keys ?? new Map());
  return verdict(
    credential,
    [
      ...structureProblems(credential),
      ...badgeProblems(credential),
      ...dateProblems(credential, judging.now),
      ...statusProblems(credential, judging.status_lists ?? new Map()),
      ...proof.problems,
    ],
    proof.signature,
  );
}

function verdict(credential: Json, problems: CredentialProblem[], signature: SignatureState): BadgeVerdict {
  const { issuer } = credential;
  const [subject] = listOf(credential['credentialSubject']);
  const achievement = isObject(subject) ? subject['achievement'] : undefined;
  return {
    valid: problems.length === 0 && signature !== 'wrong' && signature !== 'absent',
    problems,
    signature,
    name: words(credential['name']),
    issuer_name: isObject(issuer) ? words(issuer['name']) : words(issuer),
    achievement_name: isObject(achievement) ? words(achievement['name']) : null,
    valid_from: words(credential['validFrom'] ?? credential['issuanceDate']),
    valid_until: words(credential['validUntil'] ?? credential['expirationDate']),
  };
}

/** What Open Badges 3.0 asks beyond the data model. */
function badgeProblems(credential: Json): CredentialProblem[] {
  const problems: CredentialProblem[] = [];
  const miss = (path: string, code: string, message: string) => problems.push(problem(path, code, message));
  if (!listOf(credential['@context']).some((one) => typeof one === 'string' && openBadgesContext.test(one)))
    miss('@context', 'not_open_badge', 'The context of Open Badges 3.0 is missing');
  if (!hasType(credential, 'OpenBadgeCredential', 'AchievementCredential'))
    miss('type', 'not_open_badge', 'This is not an Open Badge');
  if (!isUri(credential['id'])) miss('id', 'missing', 'A badge has an id');
  const begin = versionOf(credential) === 'v1' ? 'issuanceDate' : 'validFrom';
  if (credential[begin] === undefined) miss(begin, 'missing', 'It does not say since when it holds');
  profileProblems(credential['issuer'], 'issuer', miss);
  for (const [index, one] of listOf(credential['evidence']).entries()) {
    if (!hasType(one, 'Evidence')) miss(`evidence.${index}.type`, 'wrong_type', 'This is not evidence');
  }
  for (const subject of listOf(credential['credentialSubject'])) {
    if (isObject(subject)) subjectProblems(subject, miss);
  }
  return problems;
}

type Miss = (path: string, code: string, message: string) => void;

/** An issuer may be named by its address alone; a profile that is written out must be one. */
function profileProblems(profile: unknown, path: string, miss: Miss): void {
  if (!isObject(profile)) return;
  if (!hasType(profile, 'Profile')) miss(`${path}.type`, 'wrong_type', 'This is not a profile');
  if (!isUri(profile['id'])) miss(`${path}.id`, 'not_uri', 'A profile has an id');
  if ('parentOrg' in profile) {
    if (isObject(profile['parentOrg'])) profileProblems(profile['parentOrg'], `${path}.parentOrg`, miss);
    else miss(`${path}.parentOrg`, 'wrong_type', 'This is not a profile');
  }
}

function subjectProblems(subject: Json, miss: Miss): void {
  const path = 'credentialSubject';
  if (!hasType(subject, 'AchievementSubject'))
    miss(`${path}.type`, 'wrong_type', 'Its subject earned nothing');
  const identifiers = listOf(subject['identifier']);
  if (!('id' in subject) && identifiers.length === 0) miss(path, 'nobody', 'It does not say who earned it');
  for (const [index, one] of identifiers.entries())
    identifierProblems(one, `${path}.identifier.${index}`, miss);
  for (const [index, one] of listOf(subject['result']).entries()) {
    if (!hasType(one, 'Result')) miss(`${path}.result.${index}.type`, 'wrong_type', 'This is not a result');
  }
  profileProblems(subject['source'], `${path}.source`, miss);
  achievementProblems(subject['achievement'], `${path}.achievement`, miss);
}

function identifierProblems(identity: unknown, path: string, miss: Miss): void {
  if (!isObject(identity) || !hasType(identity, 'IdentityObject')) {
    miss(`${path}.type`, 'wrong_type', 'This names nobody');
    return;
  }
  if (typeof identity['hashed'] !== 'boolean')
    miss(`${path}.hashed`, 'missing', 'It does not say whether it is hashed');
  if (!words(identity['identityHash'])) miss(`${path}.identityHash`, 'missing', 'The identity is missing');
  if (!words(identity['identityType']))
    miss(`${path}.identityType`, 'missing', 'The kind of identity is missing');
}

function achievementProblems(achievement: unknown, path: string, miss: Miss): void {
  if (!isObject(achievement)) {
    miss(path, 'missing', 'It does not say what was achieved');
    return;
  }
  if (!hasType(achievement, 'Achievement')) miss(`${path}.type`, 'wrong_type', 'This is not an achievement');
  if (!isUri(achievement['id'])) miss(`${path}.id`, 'not_uri', 'The achievement has no id');
  for (const name of ['name', 'description']) {
    if (achievement[name] === undefined || achievement[name] === '')
      miss(`${path}.${name}`, 'missing', `Its ${name} is missing`);
  }
  const { criteria } = achievement;
  if (!isObject(criteria) || !(words(criteria['narrative']) || isUri(criteria['id'])))
    miss(`${path}.criteria`, 'missing', 'It does not say what it was given for');
}

function dateProblems(credential: Json, now: Date): CredentialProblem[] {
  const { from, until } = validityOf(credential);
  const problems: CredentialProblem[] = [];
  if (from !== null && from > now.getTime())
    problems.push(problem('validFrom', 'not_yet', 'It does not hold yet'));
  if (until !== null && until <= now.getTime())
    problems.push(problem('validUntil', 'expired', 'It has expired'));
  return problems;
}

/** A status entry whose list is at hand and whose bit is set was taken back. */
function statusProblems(credential: Json, lists: ReadonlyMap<string, unknown>): CredentialProblem[] {
  return listOf(credential['credentialStatus']).flatMap((entry) => {
    if (!hasType(entry, 'BitstringStatusListEntry')) return [];
    const { statusListCredential, statusListIndex } = entry as Json;
    const list = lists.get(String(statusListCredential));
    const subject = isObject(list) ? list['credentialSubject'] : undefined;
    if (!isObject(subject)) return [];
    return bitAt(String(subject['encodedList'] ?? ''), Number(statusListIndex))
      ? [problem('credentialStatus', 'revoked', 'Its issuer has taken it back')]
      : [];
  });
}

/** A multibase (`u`) base64url text of a gzipped bitstring, leftmost bit first. */
function bitAt(encodedList: string, index: number): boolean {
  if (!Number.isInteger(index) || index < 0) return false;
  const bits = gunzipSync(Buffer.from(encodedList.replace(/^u/, ''), 'base64url'), {
    maxOutputLength: 16 * 1024 * 1024,
  });
  return ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
}
