// The token of a reset link. It stands behind `#`, where no server, proxy or referrer header sees it.

/** Reads `#token=…`; null when there is none. */
export function readResetToken(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  return token !== null && /^[\w-]{10,40}\.[\w-]{20,100}$/.test(token) ? token : null;
}
