/** File names: cleaned on the way in, written by RFC 6266 on the way out. Pure. */

const longest = 200;
// Control and format characters: what breaks headers (CR, LF, NUL) and what turns or hides text (bidi, zero width).
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A name that is safe to store, show and save on any system: the last path segment, without control or direction
 * characters, at most 200 characters with its extension kept. Never empty.
 */
export function cleanName(given: string): string {
  const segment = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = segment
    .replace(invisible, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (name === '') return 'file';
  const extension = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
  const base = [...name.slice(0, name.length - extension.length)]
    .slice(0, longest - extension.length)
    .join('');
  return (base || 'file') + extension;
}

export const withExtension = (name: string, extension: string): string =>
  `${name.replace(/\.[a-z0-9]{1,8}$/i, '') || 'file'}.${extension}`;

/** `inline; filename="Uebung.pdf"; filename*=UTF-8''%C3%9Cbung.pdf` */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
