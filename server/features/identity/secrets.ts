/** Keys for single purposes, derived from the session secret, so that a token of one kind is worthless as another. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { services } from '#server/platform/services.ts';

export type Purpose = 'access-token' | 'csrf' | 'password-reset' | 'refresh-successor' | 'throttle-key';

const derived = new Map<string, Buffer>();

/** 256 bits for one purpose; the same on every process of an installation. */
export function keyFor(purpose: Purpose): Buffer {
  const secret = services().config.session_secret;
  const name = `${purpose}\n${secret}`;
  const known = derived.get(name);
  if (known) return known;
  const key = createHmac('sha256', secret).update(`lyceum:${purpose}`).digest();
  derived.set(name, key);
  return key;
}

/** A URL-safe MAC of `message`, 43 characters. */
export const macOf = (purpose: Purpose, message: string): string =>
  createHmac('sha256', keyFor(purpose)).update(message).digest('base64url');

/** Compares two secrets in a time that says nothing about where they differ. */
export function isSameSecret(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
