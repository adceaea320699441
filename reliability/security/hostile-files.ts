/** Files that attack whoever takes them (bar S8), made when they are needed: none is kept in the repository. */
import { deflateRawSync } from 'node:zlib';
import { aZip, type ZipPart } from '#server/features/imports/olx/zip.builders.ts';

export type HostileArchive = [what: string, bytes: () => Buffer];

const outside = [
  '../evil',
  '../../../../etc/passwd',
  'a/../../evil',
  'a/b/../../../evil',
  '/etc/passwd',
  '//host/share/evil',
  'C:/evil',
  'c:evil',
  'C:\\evil',
  '\\evil',
  '..\\evil',
  'a\\..\\..\\evil',
  '\\\\host\\share\\evil',
  '%2e%2e/evil',
  '%2e%2e%2fevil',
  '..%2fevil',
  '..%5cevil',
  '%252e%252e%252fevil',
  'a/%2e%2e/b',
  '\uff0e\uff0e/evil',
  '\u2025/evil',
  'a/..\uff0fevil',
  '.../evil',
  '.. /evil',
  '..',
  '.',
  'a/.',
  'a/..',
  '%2fetc/passwd',
  '%00',
  'a%00.xml',
  'a\u0000.xml',
  'a\n.xml',
  'a\r\nb',
  'a\u001b[31m',
  'a\u202exml.exe',
  'a\u200b',
  '\u2028',
  'a'.repeat(300),
  'a/'.repeat(600),
  '\ufeffa',
];

const nested = (levels: number): Buffer => {
  let bytes = Buffer.alloc(1024 * 1024);
  for (let level = 0; level < levels; level++) bytes = Buffer.from(aZip([{ name: 'inner.zip', bytes }]));
  return bytes;
};
const one = (part: ZipPart) => aZip([part]);

/** Every one of them must be refused before anything of it is unpacked. */
export const hostileArchives: HostileArchive[] = [
  ...outside.map(
    (name): HostileArchive => [`named ${JSON.stringify(name).slice(0, 40)}`, () => one({ name, bytes: 'x' })],
  ),
  ['a symbolic link', () => one({ name: 'link', bytes: '/etc/passwd', unix_mode: 0o120777 })],
  ['a link that is also called a folder', () => one({ name: 'link/', bytes: '', unix_mode: 0o120777 })],
  ['encrypted', () => one({ name: 'a', bytes: 'x', flags: 0x0801 })],
  ['packed by another method', () => one({ name: 'a', bytes: 'x', method: 12 })],
  ['packed by no method there is', () => one({ name: 'a', bytes: 'x', method: 99 })],
  [
    'two of one name',
    () =>
      aZip([
        { name: 'a', bytes: '1' },
        { name: 'a', bytes: '2' },
      ]),
  ],
  [
    'two that differ in case',
    () =>
      aZip([
        { name: 'Course.xml', bytes: '1' },
        { name: 'course.XML', bytes: '2' },
      ]),
  ],
  [
    'two that differ in composition',
    () =>
      aZip([
        { name: '\u00e9', bytes: '1' },
        { name: 'e\u0301', bytes: '2' },
      ]),
  ],
  ['a bomb of zeros', () => one({ name: 'a', bytes: Buffer.alloc(64 * 1024 * 1024) })],
  [
    'a bomb in a bomb',
    () =>
      aZip([
        { name: 'a', bytes: Buffer.alloc(8 * 1024 * 1024) },
        { name: 'b.zip', bytes: nested(3) },
      ]),
  ],
  [
    'overlapping, all of one',
    () =>
      aZip([
        { name: 'a', bytes: 'abc' },
        ...Array.from({ length: 100 }, (_, n) => ({ name: `b${n}`, bytes: 'abc', same_as: 0 })),
      ]),
  ],
  ['claiming four gigabytes', () => one({ name: 'a', bytes: 'abc', claimed_size: 0xfffffffe })],
  [
    'claiming more than 500 MB in parts',
    () =>
      aZip(
        Array.from({ length: 6 }, (_, n) => ({ name: `${n}`, bytes: 'x', claimed_size: 100 * 1024 * 1024 })),
      ),
  ],
  [
    'of 10,001 files',
    () => aZip(Array.from({ length: 10_001 }, (_, n) => ({ name: `${n}`, bytes: '', method: 0 }))),
  ],
  ['claiming a million files', () => withClaimedEntries(1_000_000)],
  ['claiming more files than there are', () => aZip([{ name: 'a' }], { claimed_entries: 9 })],
  ['cut in the middle', () => one({ name: 'a', bytes: 'abc'.repeat(100) }).subarray(0, 60)],
  ['without an end', () => one({ name: 'a', bytes: 'abc' }).subarray(0, -22)],
  [
    'an end and nothing else',
    () => Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18, 0xff)]),
  ],
  ['text', () => Buffer.from('PK, said the file')],
  ['nothing', () => Buffer.alloc(0)],
];

/** A ZIP64 end of directory that counts a million. */
function withClaimedEntries(count: number): Buffer {
  const end64 = Buffer.alloc(56);
  end64.write('PK\x06\x06', 'latin1');
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22, 0xff);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(0, 4);
  end.writeUInt16LE(0, 6);
  end.writeUInt16LE(0, 20);
  return Buffer.concat([end64, locator, end]);
}

export type HostileUpload = {
  what: string;
  name: string;
  purpose: string;
  bytes: () => Buffer | Promise<Buffer>;
};

const script = '<script>fetch("/api/users/me/")</script>';
const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

/** What a PNG says of its size, with next to nothing in it. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, bytes: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), bytes]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const zlibbed = Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    deflateRawSync(Buffer.alloc(1000)),
    Buffer.alloc(4),
  ]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', zlibbed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Refused, each of them, whatever it is uploaded for. */
export const refusedUploads: HostileUpload[] = [
  ...(
    [
      'html',
      'htm',
      'svg',
      'xhtml',
      'js',
      'mjs',
      'css',
      'swf',
      'exe',
      'php',
      'sh',
      'jar',
      'hta',
      'xml',
      'zip',
      '',
    ] as const
  ).map((extension) => ({
    what: `a page called .${extension} as a lesson's file`,
    name: `lesson.${extension}`,
    purpose: 'lesson',
    bytes: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
  })),
  ...(['pdf', 'png', 'jpg', 'gif', 'webp', 'mp4', 'webm', 'mp3', 'vtt'] as const).map((extension) => ({
    what: `a page that says it is .${extension}`,
    name: `lesson.${extension}`,
    purpose: 'lesson',
    bytes: () => Buffer.from(`<!doctype html>${script}`),
  })),
  {
    what: 'an SVG as a portrait',
    name: 'me.svg',
    purpose: 'avatar',
    bytes: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
  },
  {
    what: 'an SVG called PNG',
    name: 'me.png',
    purpose: 'avatar',
    bytes: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
  },
  {
    what: 'a picture of 64,000 x 64,000',
    name: 'me.png',
    purpose: 'avatar',
    bytes: () => pngOf(64_000, 64_000),
  },
  {
    what: 'a picture of 2,147,483,647 x 1',
    name: 'me.png',
    purpose: 'avatar',
    bytes: () => pngOf(2_147_483_647, 1),
  },
  {
    what: 'a picture of 8,000 x 8,000 for a lesson',
    name: 'me.png',
    purpose: 'lesson',
    bytes: () => pngOf(8000, 8000),
  },
  {
    what: 'a picture that is only its beginning',
    name: 'me.png',
    purpose: 'avatar',
    bytes: () => pngOf(10, 10).subarray(0, 40),
  },
  {
    what: 'a GIF of nothing',
    name: 'me.gif',
    purpose: 'avatar',
    bytes: () => Buffer.from(`GIF89a/*${script}*/=1;`),
  },
  {
    what: 'a film as a portrait',
    name: 'me.mp4',
    purpose: 'avatar',
    bytes: () => Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1'),
  },
  {
    what: 'an archive as a proof',
    name: 'proof.zip',
    purpose: 'proof',
    bytes: () => aZip([{ name: 'a', bytes: 'x' }]),
  },
];

/** Taken, but only what they pretend to be is left of them. */
export const polyglots: HostileUpload[] = [
  {
    what: 'a GIF that is also a script',
    name: 'both.gif',
    purpose: 'lesson',
    bytes: () => Buffer.concat([gif, Buffer.from(`/*${script}*/`)]),
  },
  {
    what: 'a GIF that is also an archive',
    name: 'both.gif',
    purpose: 'avatar',
    bytes: () => Buffer.concat([gif, aZip([{ name: 'a.html', bytes: script }])]),
  },
];
