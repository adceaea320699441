/** What is left of an error that a browser reports, what makes two the same, and into which bucket a measure falls. */
import { createHash } from 'node:crypto';
import type { Vital } from '#contract/telemetry.ts';

/** Most specific first: an address holds ids, an id holds numbers. What is taken out leaves a word of its kind. */
const values: readonly [RegExp, string][] = [
  [/\b[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '<e-mail>'],
  [/[?#][^\s:)'"]*/g, ''],
  [/\b[a-z]+:\/\/[^\s/)]+/gi, ''],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b(?:eyJ|Bearer\s+)[\w.~+/=-]+/gi, '<token>'],
];

/** Words in quotes are often what somebody typed. Names of code stay: they stand in backquotes or without quotes. */
const quoted = /"[^"\n]{0,200}"|“[^”\n]{0,200}”|„[^“\n]{0,200}“|«[^»\n]{0,200}»|'[^'\n]{3,200}'/g;

const strip = (text: string): string => values.reduce((left, [what, word]) => left.replace(what, word), text);

export const cleanMessage = (message: string): string =>
  strip(message.replace(quoted, '"…"')).replace(/\d+/g, 'N').replace(/\s+/g, ' ').trim().slice(0, 300);

/** Only frames: the lines before them repeat the message. Line numbers stay, they are of the code. */
export const cleanStack = (stack: string): string =>
  strip(stack)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at |^[\w$.<>/[\]]*@/.test(line))
    .slice(0, 20)
    .join('\n')
    .slice(0, 3000);

/** Names of built files carry a hash, which changes with every version; lines and columns do as well. */
const frameKey = (frame: string): string => frame.replace(/-[\w-]{8}\.js/g, '.js').replace(/:\d+/g, '');

export function fingerprintOf(kind: string, message: string, stack: string): string {
  const frames = stack.split('\n').slice(0, 3).map(frameKey);
  return createHash('sha256')
    .update([kind, message, ...frames].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

const step = Math.log(1.1);
/** A layout shift is a score around 0.1; times 10,000 it is a number like the milliseconds of the others. */
const scaleOf = (vital: Vital): number => (vital === 'cls' ? 10_000 : 1);

export const bucketOf = (vital: Vital, value: number): number =>
  Math.round(Math.log(Math.max(1, value * scaleOf(vital))) / step);
export const valueOfBucket = (vital: Vital, bucket: number): number =>
  bucket === 0 ? 0 : Math.exp(bucket * step) / scaleOf(vital);
