/** Verification ids: unguessable, and fit to be read out or typed off paper. */
import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so nothing can be mistaken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 28;

/** 28 characters, 140 random bits. */
export const newVerificationId = (): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('');

/** As it is printed: seven groups of four. */
export const formatVerificationId = (verificationId: string): string =>
  (verificationId.match(/.{1,4}/g) ?? []).join('-');

/**
 * What someone typed, as it is stored: case, dashes and spaces do not matter, and I, L and O are read as 1, 1 and 0.
 *
 * @returns null for what cannot be one
 */
export function parseVerificationId(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015]/g, '')
    .replace(/[IL]/g, '1')
    .replaceAll('O', '0');
  return plain.length === length && [...plain].every((letter) => alphabet.includes(letter)) ? plain : null;
}
