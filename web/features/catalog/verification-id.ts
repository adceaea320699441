// Finds a certificate's code in what somebody typed or pasted: the code itself, or the address behind its QR.

/** Null when there is nothing to look up. Spaces and case are forgiven; whether the code exists, the server says. */
export function verificationIdIn(typed: string): string | null {
  const text = typed.trim();
  const inAddress = /\/verify\/([^/?#\s]+)/.exec(text)?.[1];
  const code = (inAddress ?? text).replace(/\s+/g, '').toUpperCase();
  return /^[A-Z0-9-]{4,100}$/.test(code) ? code : null;
}
