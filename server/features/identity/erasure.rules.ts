/** What an erased person is called. */

/**
 * The same for the same person everywhere, so that evidence of one person can still be told from that of another. The address
 * is in a domain that never exists (RFC 2606).
 */
export function pseudonymOf(userId: string): { name: string; email: string; username: string } {
  const tail = userId.replaceAll('-', '').slice(-12);
  return {
    name: `Erased person ${tail.slice(-6).toUpperCase()}`,
    email: `erased-${tail}@erased.invalid`,
    username: `erased-${tail}`,
  };
}
