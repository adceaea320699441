/** `Range` and conditional headers of a request for bytes. Pure. */

export type ByteRange = { start: number; end: number };

/**
 * The one byte range that was asked for, inclusive.
 *
 * @returns null when the whole file should be sent (no range, several ranges, or a header that is not understood, which
 *   RFC 9110 says to ignore); `'unsatisfiable'` when it starts past the end
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match) return null;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return null;
  if (from === '')
    return Number(to) === 0 || size === 0
      ? 'unsatisfiable'
      : { start: Math.max(0, size - Number(to)), end: size - 1 };
  const start = Number(from);
  if (to !== '' && Number(to) < start) return null;
  return start >= size
    ? 'unsatisfiable'
    : { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

/** Whether the caller's copy is still good: its `If-None-Match` names our tag, weak or strong. */
export function isNotModified(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
