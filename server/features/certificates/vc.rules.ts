/** The structure of a W3C Verifiable Credential (data model 1.1 and 2.0), as far as every reader must insist on it. Pure. */

export type CredentialProblem = { path: string; code: string; message: string };
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON-LD writes one value without its list. */
export const listOf = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

export const hasType = (value: unknown, ...names: string[]): boolean =>
  isObject(value) && listOf(value['type']).some((type) => names.includes(type as string));

/** An absolute URI without blanks: `https://…`, `urn:…`, `did:…`. */
export const isUri = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value);

/** XML Schema's dateTimeStamp as the data model wants it: with seconds and a time zone, and a day that exists. */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.exec(value);
  if (!match) return null;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? null : instant;
}

export const contexts = {
  v1: 'https://www.w3.org/2018/credentials/v1',
  v2: 'https://www.w3.org/ns/credentials/v2',
} as const;

/** Which data model a credential follows, by its first context. */
export const versionOf = (credential: Json): 'v1' | 'v2' | null => {
  const [first] = listOf(credential['@context']);
  return first === contexts.v2 ? 'v2' : first === contexts.v1 ? 'v1' : null;
};

class Findings {
  readonly problems: CredentialProblem[] = [];
  add(path: string, code: string, message: string): void {
    this.problems.push({ path, code, message });
  }
}

/** @returns what is wrong, in the order of the credential; empty when its structure is right */
export function structureProblems(credential: Json): CredentialProblem[] {
  const found = new Findings();
  judgeContext(credential, found);
  judgeTypes(credential, found);
  if ('id' in credential && !isUri(credential['id'])) found.add('id', 'not_uri', 'The id is not a URI');
  judgeIssuer(credential['issuer'], found);
  judgeSubjects(credential['credentialSubject'], found);
  judgeDates(credential, found);
  judgeTyped(credential, found);
  for (const name of ['name', 'description']) {
    judgeWords(credential[name], name, found);
    if (isObject(credential['issuer'])) judgeWords(credential['issuer'][name], `issuer.${name}`, found);
  }
  return found.problems;
}

function judgeContext(credential: Json, found: Findings): void {
  const given = credential['@context'];
  if (!Array.isArray(given) || versionOf(credential) === null)
    found.add('@context', 'base_missing', 'The first context is not the one of verifiable credentials');
  const terms = new Map<string, string>();
  for (const [index, one] of listOf(given).entries()) {
    if (typeof one === 'string' ? !isUri(one) : !isObject(one))
      found.add(`@context.${index}`, 'not_uri', 'A context is an address or a set of terms');
    if (isObject(one)) judgeTerms(one, terms, `@context.${index}`, found);
  }
}

/** A protected term must not change its meaning further on. */
function judgeTerms(context: Json, terms: Map<string, string>, path: string, found: Findings): void {
  for (const [term, meaning] of Object.entries(context)) {
    if (term.startsWith('@')) continue;
    const written = JSON.stringify(meaning);
    if (terms.has(term) && terms.get(term) !== written)
      found.add(path, 'term_redefined', `The term ${term} is defined twice`);
    if (context['@protected'] === true) terms.set(term, written);
  }
}

function judgeTypes(credential: Json, found: Findings): void {
  const types = listOf(credential['type']);
  if (types.length === 0 || types.some((type) => typeof type !== 'string'))
    found.add('type', 'missing', 'A credential names its types');
  else if (!types.includes('VerifiableCredential'))
    found.add('type', 'not_credential', 'One of its types must be VerifiableCredential');
}

function judgeIssuer(issuer: unknown, found: Findings): void {
  const id = isObject(issuer) ? issuer['id'] : issuer;
  if (issuer === undefined) found.add('issuer', 'missing', 'It does not say who issued it');
  else if (!isUri(id)) found.add('issuer.id', 'not_uri', 'The issuer is not named by a URI');
}

function judgeSubjects(subject: unknown, found: Findings): void {
  const subjects = listOf(subject);
  if (subjects.length === 0) found.add('credentialSubject', 'missing', 'It says nothing about anybody');
  for (const [index, one] of subjects.entries()) {
    const path = Array.isArray(subject) ? `credentialSubject.${index}` : 'credentialSubject';
    if (!isObject(one) || Object.keys(one).length === 0) found.add(path, 'empty', 'A subject says something');
    else if ('id' in one && !isUri(one['id']))
      found.add(`${path}.id`, 'not_uri', 'The subject’s id is not a URI');
  }
}

function judgeDates(credential: Json, found: Findings): void {
  for (const name of ['validFrom', 'validUntil', 'issuanceDate', 'expirationDate']) {
    if (name in credential && instantOf(credential[name]) === null)
      found.add(name, 'not_instant', 'This is not a date with time and time zone');
  }
  const { from, until } = validityOf(credential);
  if (from !== null && until !== null && from > until)
    found.add('validUntil', 'before_start', 'It ends before it begins');
}

/** The two moments under their names of either version; null for what is not said or not readable. */
export const validityOf = (credential: Json): { from: number | null; until: number | null } => ({
  from: instantOf(credential['validFrom'] ?? credential['issuanceDate']),
  until: instantOf(credential['validUntil'] ?? credential['expirationDate']),
});

/** Parts that must say what they are, and, for some, where they are. */
function judgeTyped(credential: Json, found: Findings): void {
  const parts = {
    evidence: false,
    termsOfUse: false,
    credentialSchema: true,
    credentialStatus: false,
    refreshService: false,
  };
  for (const [name, needsId] of Object.entries(parts)) {
    const given = credential[name];
    for (const [index, one] of listOf(given).entries()) {
      const path = Array.isArray(given) ? `${name}.${index}` : name;
      const types = isObject(one) ? listOf(one['type']) : [];
      if (types.length === 0 || types.some((type) => typeof type !== 'string'))
        found.add(`${path}.type`, 'missing', 'This part does not say what it is');
      const id = isObject(one) ? one['id'] : undefined;
      if (id === undefined ? needsId : !isUri(id)) found.add(`${path}.id`, 'not_uri', 'Its id is not a URI');
    }
  }
}

/** Plain words, or words with their language and direction and nothing else. */
function judgeWords(words: unknown, path: string, found: Findings): void {
  for (const one of listOf(words)) {
    const odd =
      isObject(one) && Object.keys(one).some((key) => !['@value', '@language', '@direction'].includes(key));
    if (odd || (typeof one !== 'string' && !isObject(one)))
      found.add(path, 'not_words', 'Expected words, or words with their language');
  }
}
