/**
 * The code on the trainer's screen: short enough to type, worthless half a minute later. Pure.
 *
 * It is a keyed hash of the day and of the half minute by the server's clock, so that nothing needs to be stored or told between
 * processes, and a code that was photographed yesterday says nothing about today.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { codeSeconds, graceSeconds } from '#contract/attendance.ts';

/** No letter here can be taken for another or for a digit, and none is a vowel: codes spell no words. */
const alphabet = 'CDFGHJKMNPQRTVWXY34679';
const length = 6;
const windowMilliseconds = codeSeconds * 1000;

export const secretBytes = 32;

/** Which half minute it is, by the server's clock. */
export const windowAt = (now: Date): number => Math.floor(now.getTime() / windowMilliseconds);

export const windowTimes = (window: number): { shown_from: Date; shown_until: Date } => ({
  shown_from: new Date(window * windowMilliseconds),
  shown_until: new Date((window + 1) * windowMilliseconds),
});

export function codeOf(secret: Buffer, dayId: string, window: number): string {
  let rest = createHmac('sha256', secret).update(`${dayId}\n${window}`).digest().readBigUInt64BE();
  let code = '';
  for (let place = 0; place < length; place++) {
    code += alphabet[Number(rest % BigInt(alphabet.length))];
    rest /= BigInt(alphabet.length);
  }
  return code;
}

/** As people type it: any case, with the gap in the middle or without. */
export const asTyped = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, '');

/** Whether this is the code of now, or the one that has just gone. Takes the same time whatever was typed. */
export function isValidCode(secret: Buffer, dayId: string, typed: string, now: Date): boolean {
  const window = windowAt(now);
  const sinceTurn = now.getTime() - window * windowMilliseconds;
  const given = asTyped(typed);
  const isCurrent = isSame(given, codeOf(secret, dayId, window));
  const isPrevious = isSame(given, codeOf(secret, dayId, window - 1));
  return isCurrent || (isPrevious && sinceTurn < graceSeconds * 1000);
}

function isSame(given: string, code: string): boolean {
  const padded = Buffer.alloc(Buffer.byteLength(code));
  padded.write(given);
  return timingSafeEqual(padded, Buffer.from(code)) && given.length === code.length;
}
