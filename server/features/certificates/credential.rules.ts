/** A certificate as an Open Badges 3.0 credential (1EdTech; W3C Verifiable Credentials 2.0). Pure. */
import { createHash } from 'node:crypto';

export const credentialContext = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

export type CredentialParts = {
  certificate_id: string;
  number: string;
  recipient_email: string;
  /** Keeps equal addresses from having equal hashes across certificates. */
  salt: string;
  course_id: string;
  course_title: string;
  course_code: string;
  statement: string;
  issued_at: string;
  completed_at: string;
  expires_at: string | null;
  organization_name: string;
  public_url: string;
  verify_url: string;
};

/** Names the certificate without opening it: its verification id stays with whoever holds the paper. */
export const credentialId = (certificateId: string): string => `urn:uuid:${certificateId}`;

export const issuerProfile = (publicUrl: string, name: string) => ({
  id: `${publicUrl}/api/issuer/`,
  type: ['Profile'],
  name,
  url: publicUrl,
});

/** `sha256$…` of the address in lower case followed by the salt, as the specification's IdentityObject has it. */
export const identityHash = (email: string, salt: string): string =>
  `sha256$${createHash('sha256').update(`${email.trim().toLowerCase()}${salt}`).digest('hex')}`;

export function credentialOf(parts: CredentialParts) {
  const { public_url: publicUrl } = parts;
  return {
    '@context': credentialContext,
    id: credentialId(parts.certificate_id),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: parts.course_title,
    issuer: issuerProfile(publicUrl, parts.organization_name),
    validFrom: parts.issued_at,
    ...(parts.expires_at !== null && { validUntil: parts.expires_at }),
    awardedDate: parts.completed_at,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: identityHash(parts.recipient_email, parts.salt),
          identityType: 'emailAddress',
          salt: parts.salt,
        },
      ],
      achievement: {
        id: `${publicUrl}/courses/${parts.course_id}`,
        type: ['Achievement'],
        achievementType: 'Course',
        name: parts.course_title,
        description: parts.statement,
        humanCode: parts.course_code,
        criteria: { narrative: parts.statement },
      },
    },
    evidence: [{ id: parts.verify_url, type: ['Evidence'], name: parts.number }],
    credentialStatus: { id: `${publicUrl}/api/issuer/revocations/`, type: '1EdTechRevocationList' },
  };
}

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** The claims of the JWT: the credential itself, and what every reader of JWTs looks for. */
export function claimsOf(credential: ReturnType<typeof credentialOf>) {
  return {
    ...credential,
    iss: credential.issuer.id,
    jti: credential.id,
    nbf: seconds(credential.validFrom),
    iat: seconds(credential.validFrom),
    ...(credential.validUntil !== undefined && { exp: seconds(credential.validUntil) }),
  };
}
