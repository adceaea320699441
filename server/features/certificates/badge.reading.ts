/** Finds the credential in what somebody hands in: JSON, a compact JWT, or an SVG picture that carries either. Pure. */
import { isObject, type Json } from './vc.rules.ts';

export type ReadBadge = {
  credential: Json;
  /** Set when it came as a JWT: its header, the signed text and the signature. */
  jwt: { header: Json; signed: string; signature: Buffer; claims: Json } | null;
};

const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** @returns null for what is none of these */
export function readBadge(handedIn: string): ReadBadge | null {
  const text = handedIn.trim().replace(/^\uFEFF/, '');
  if (compactJws.test(text)) return readJwt(text);
  if (text.startsWith('{')) {
    const credential = parsed(text);
    return credential && { credential, jwt: null };
  }
  return readSvg(text);
}

/** `<openbadges:credential verify="…jwt…">` or the credential as its text, as the specification bakes it. */
function readSvg(text: string): ReadBadge | null {
  const tag = /<openbadges:credential\b([^>]*?)(?:\/>|>([\s\S]*?)<\/openbadges:credential>)/i.exec(text);
  if (!tag) return null;
  const verify = /\bverify\s*=\s*["']([^"']+)["']/i.exec(tag[1] ?? '')?.[1];
  if (verify && compactJws.test(verify.trim())) return readJwt(verify.trim());
  const inside = (tag[2] ?? '')
    .replace(/^\s*<!\[CDATA\[/, '')
    .replace(/\]\]>\s*$/, '')
    .trim();
  return inside ? readBadge(inside) : null;
}

function readJwt(text: string): ReadBadge | null {
  const [head = '', body = '', signature = ''] = text.split('.');
  const header = parsed(Buffer.from(head, 'base64url').toString());
  const claims = parsed(Buffer.from(body, 'base64url').toString());
  if (!header || !claims) return null;
  // Version 1 of the data model puts the credential into a claim of its own.
  const credential = isObject(claims['vc']) ? claims['vc'] : claims;
  return {
    credential,
    jwt: { header, claims, signed: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') },
  };
}

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    // Whatever is not JSON is not a badge: said by the caller.
    return null;
  }
}
