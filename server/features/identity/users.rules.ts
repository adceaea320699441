/** Names made from an e-mail address, Pure. */

const longestGenerated = 40;

/** A username from the local part: `Anna.Schmidt+lms@example.org` becomes `anna.schmidt`. Never empty. */
export function usernameFrom(email: string): string {
  const local = email.slice(0, email.lastIndexOf('@')).toLowerCase();
  const plain = local.replace(/\+.*$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '');
  return plain.replace(/^[._-]+/, '').slice(0, longestGenerated) || 'user';
}

/** The n-th try for a username: the name itself, then with ever longer random endings. `random` is in [0, 1). */
export function usernameTry(base: string, attempt: number, random: number): string {
  if (attempt === 0) return base;
  const digits = 2 + attempt * 2;
  return `${base}${Math.floor(random * 10 ** digits)
    .toString()
    .padStart(digits, '0')}`;
}

/** A name to show until its owner gives one: `anna.schmidt@…` becomes `Anna Schmidt`. */
export function displayNameFrom(email: string): string {
  const words = usernameFrom(email)
    .split(/[._-]+/)
    .filter(Boolean);
  return (
    words
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(' ')
      .slice(0, 150) || 'User'
  );
}
