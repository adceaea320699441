/** Which kinds of file are accepted for what, decided by their first bytes and only confirmed by their name. Pure. */
import type { FilePurpose } from '#contract/files.ts';

export type FileKind = {
  media_type: string;
  extensions: readonly string[];
  purposes: readonly FilePurpose[];
  matches: (head: Buffer) => boolean;
};

/** How many bytes `recognize` wants to see. */
export const headBytes = 4096;

const ascii = (head: Buffer, start: number, end: number) => head.toString('latin1', start, end);
const begins =
  (...bytes: number[]) =>
  (head: Buffer) =>
    bytes.every((byte, index) => head[index] === byte);

const pictures = ['avatar', 'cover', 'lesson', 'proof'] as const;

const kinds: readonly FileKind[] = [
  {
    media_type: 'image/png',
    extensions: ['png'],
    purposes: pictures,
    matches: begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  {
    media_type: 'image/jpeg',
    extensions: ['jpg', 'jpeg'],
    purposes: pictures,
    matches: begins(0xff, 0xd8, 0xff),
  },
  {
    media_type: 'image/webp',
    extensions: ['webp'],
    purposes: pictures,
    matches: (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP',
  },
  {
    media_type: 'image/gif',
    extensions: ['gif'],
    purposes: pictures,
    matches: (head) => /^GIF8[79]a$/.test(ascii(head, 0, 6)),
  },
  { media_type: 'video/mp4', extensions: ['mp4', 'm4v'], purposes: ['lesson'], matches: isMp4 },
  { media_type: 'video/webm', extensions: ['webm'], purposes: ['lesson'], matches: isWebm },
  { media_type: 'audio/mpeg', extensions: ['mp3'], purposes: ['lesson'], matches: isMp3 },
  {
    media_type: 'application/pdf',
    extensions: ['pdf'],
    purposes: ['lesson', 'certificate', 'proof'],
    matches: (head) => /^%PDF-\d/.test(ascii(head, 0, 6)),
  },
  {
    media_type: 'text/vtt',
    extensions: ['vtt'],
    purposes: ['lesson'],
    matches: (head) => isText(head) && /^(\xef\xbb\xbf)?WEBVTT[\s]/.test(ascii(head, 0, 10)),
  },
  {
    media_type: 'application/zip',
    extensions: ['zip'],
    purposes: ['import'],
    matches: begins(0x50, 0x4b, 0x03, 0x04),
  },
  { media_type: 'text/plain', extensions: ['txt', 'gift'], purposes: ['import'], matches: isText },
  {
    media_type: 'application/xml',
    extensions: ['xml'],
    purposes: ['import'],
    matches: (head) => isText(head) && isXml(head),
  },
];

/**
 * The kind of a file, when its content is what its name says and its purpose allows it.
 *
 * @param head  the first bytes, up to `headBytes`
 * @returns null when it is refused
 */
export function recognize(head: Buffer, name: string, purpose: FilePurpose): FileKind | null {
  const extension = extensionOf(name);
  const kind = kinds.find((one) => one.extensions.includes(extension));
  return kind?.purposes.includes(purpose) && kind.matches(head) ? kind : null;
}

export const extensionOf = (name: string): string =>
  /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Extensions accepted for a purpose, for the message of a refusal. */
export const acceptedFor = (purpose: FilePurpose): string[] =>
  kinds.filter((kind) => kind.purposes.includes(purpose)).flatMap((kind) => kind.extensions);

/** ISO base media with a video brand: the same container also carries HEIC and AVIF pictures. */
function isMp4(head: Buffer): boolean {
  return (
    ascii(head, 4, 8) === 'ftyp' &&
    /^(isom|iso[2-9]|mp4[12]|avc1|dash|M4V |M4VH|mmp4|msdh|f4v )$/.test(ascii(head, 8, 12))
  );
}

function isWebm(head: Buffer): boolean {
  return begins(0x1a, 0x45, 0xdf, 0xa3)(head) && ascii(head, 0, 64).includes('webm');
}

/** An ID3 tag, or a frame header that says MPEG audio layer III with a real bit rate and sampling rate. */
function isMp3(head: Buffer): boolean {
  if (ascii(head, 0, 3) === 'ID3') return true;
  const [first = 0, second = 0, third = 0] = head;
  const sync = first === 0xff && (second & 0xe0) === 0xe0;
  const layer3 = (second & 0x06) === 0x02 && (second & 0x18) !== 0x08;
  return sync && layer3 && third >> 4 !== 0x0f && third >> 4 !== 0 && (third & 0x0c) !== 0x0c;
}

/** Text has no NUL bytes, unless a byte order mark says UTF-16. */
function isText(head: Buffer): boolean {
  const utf16 = begins(0xff, 0xfe)(head) || begins(0xfe, 0xff)(head);
  return head.length > 0 && (utf16 || !head.includes(0));
}

function isXml(head: Buffer): boolean {
  return /^(\xef\xbb\xbf)?\s*<[?!a-zA-Z]/.test(
    ascii(head.filter((byte) => byte !== 0) as Buffer, 0, 200).replace(/^(\xff\xfe|\xfe\xff)/, ''),
  );
}
