/** Bytes of a text file to text, whatever wrote them. */
import { isUtf8 } from 'node:buffer';

const bom = '\ufeff';

/**
 * UTF-16 when a byte order mark says so, the encoding an XML declaration names, otherwise UTF-8; what is not valid UTF-8 was
 * written on an old Windows. Always answers: Windows-1252 gives every byte a meaning.
 */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, 'utf-16be');
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    bytes.toString('latin1', 0, 300),
  )?.[1];
  if (declared && /^(windows-1252|cp1252|iso-8859-1|latin1|us-ascii)$/i.test(declared) && !isUtf8(bytes))
    return decodeWindows(bytes);
  if (declared && !/^utf-?8$/i.test(declared) && isKnown(declared)) return decode(bytes, declared);
  return isUtf8(bytes) ? decode(bytes, 'utf-8') : decodeWindows(bytes);
}

// Bytes 80 to 9f; everything else is Latin-1. Node 20 decodes windows-1252 as Latin-1 throughout, so the table is here.
const windows =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const decodeWindows = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (one) => windows[one.charCodeAt(0) - 0x80] ?? one);

const decode = (bytes: Buffer, encoding: string): string => {
  const text = new TextDecoder(encoding, { ignoreBOM: false }).decode(bytes);
  return text.startsWith(bom) ? text.slice(1) : text;
};

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== 'utf-16le';
  } catch {
    // A name no decoder has is left to detection.
    return false;
  }
}
