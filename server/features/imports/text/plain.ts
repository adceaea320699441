/** Question texts are plain: what sources mark up becomes words, and what cannot become words is told. */
import { plainText } from '#server/platform/html/clean.ts';
import { type Reason, reason } from '../questions/made.ts';

/** Words of some HTML, and whether a picture in it is lost. */
export function wordsOf(html: string): { words: string; changes: Reason[] } {
  const pictures = /<img\b|<svg\b|<object\b/i.test(html);
  return { words: plainText(html), changes: pictures ? [reason('picture.left-out')] : [] };
}

const usualMarkup =
  /<\/?(?:a|b|big|blockquote|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strong|sub|sup|table|td|tr|u|ul)(?:\s+[\w-]+\s*=[^<>]*)?\s*\/?>/i;

/** True for text that was written as HTML, although nobody says so. `a<b` is not. */
export const looksMarkedUp = (text: string): boolean => usualMarkup.test(text);
