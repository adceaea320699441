/** Identifiers made by the application: UUIDv7 (PostgreSQL 15 has no function for it) and unguessable tokens. */
import { createHash, randomBytes } from 'node:crypto';

/** A UUID whose first 48 bits are the time, so that ids made later sort later and indexes stay dense. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** 256 random bits as URL-safe text: refresh tokens, reset links, verification ids. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token. A fast hash is right here: the token itself has 256 bits of entropy. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
