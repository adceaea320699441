/** Identifiers made by the application: UUIDv7 (PostgreSQL 15 has no function for it) and unguessable tokens. */
import { createHash, randomBytes, randomFillSync } from 'node:crypto';

const idBytes = 16;
/** Random bytes for many ids at once: every request has one, and asking the system each time was an eighth of refusing a request. */
const drawn = Buffer.alloc(256 * idBytes);
let used = drawn.length;

/** A UUID whose first 48 bits are the time, so that ids made later sort later and indexes stay dense. */
export function newId(now: number = Date.now()): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const bytes = drawn.subarray(used, used + idBytes);
  used += idBytes;
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
