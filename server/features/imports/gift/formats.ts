/** `[html]`, `[markdown]`, `[plain]`, `[moodle]` in front of a text say how it is written. */
import type { Reason } from '../questions/made.ts';
import { looksMarkedUp, wordsOf } from '../text/plain.ts';
import { showEscapes } from './escapes.ts';

const formats = ['html', 'markdown', 'plain', 'moodle'] as const;
export type TextFormat = (typeof formats)[number];

export function textFormatOf(
  text: string,
  inherited: TextFormat = 'moodle',
): { format: TextFormat; text: string } {
  const match = /^\s*\[(html|markdown|plain|moodle)\]/.exec(text);
  const format = formats.find((one) => one === match?.[1]);
  return format && match ? { format, text: text.slice(match[0].length) } : { format: inherited, text };
}

/** The words of a part. Moodle's own format may hold HTML without saying so. */
export function plainPart(part: string, format: TextFormat): { words: string; changes: Reason[] } {
  const own = textFormatOf(part, format);
  const text = showEscapes(own.text).trim();
  if (own.format === 'html' || (own.format === 'moodle' && looksMarkedUp(text))) return wordsOf(text);
  return { words: text, changes: [] };
}
