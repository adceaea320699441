/**
 * A ZIP archive from somebody else, read without ever unpacking it: names are only keys, sizes are checked against the
 * directory before a byte is inflated and against the bytes while they are. ASVS 5.2.3-5.2.6, 5.3.2.
 */
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '#server/platform/errors.ts';

export type Archive = {
  /** Paths of the files, with forward slashes. */
  readonly names: ReadonlySet<string>;
  /** Bytes of one file. @throws AppError `import.unreadable` past `limit` bytes or when it is damaged */
  read(name: string, limit: number): Promise<Buffer>;
  close(): void;
};

export const archiveLimits = { entries: 10_000, unpacked_bytes: 500 * 1024 * 1024, ratio: 100 };

/** @throws AppError `import.unreadable` when it is no archive, or one that breaks a limit or a rule for names */
export async function openArchive(
  file: string,
  packedBytes: number,
  limits = archiveLimits,
): Promise<Archive> {
  const zip = await openPromise(file, {
    lazyEntries: true,
    autoClose: false,
    strictFileNames: true,
    validateEntrySizes: true,
  }).catch(refused);
  try {
    if (zip.entryCount > limits.entries) throw unreadable(`it holds more than ${limits.entries} files`);
    const entries = await listEntries(zip, packedBytes, limits);
    return {
      names: new Set(entries.keys()),
      close: () => zip.close(),
      async read(name, limit) {
        const entry = entries.get(name);
        if (!entry) throw unreadable(`${name} is not in it`);
        if (entry.uncompressedSize > limit) throw unreadable(`${name} is too large`);
        return collect(await zip.openReadStreamPromise(entry).catch(refused), limit, name);
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** Reads the directory and judges it as a whole, before anything is unpacked. */
async function listEntries(
  zip: ZipFile,
  packedBytes: number,
  limits: typeof archiveLimits,
): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  const extents: [number, number][] = [];
  let unpacked = 0;
  for (const entry of await allEntries(zip, limits.entries)) {
    refuseEntry(entry);
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.unpacked_bytes) throw unreadable('unpacked it would be too large');
    if (unpacked > limits.ratio * Math.max(packedBytes, 1))
      throw unreadable('it is packed more tightly than honest archives are');
    const key = entry.fileName.normalize('NFC').toLowerCase();
    if (seen.has(key)) throw unreadable(`two files in it are called ${shortened(entry.fileName)}`);
    seen.add(key);
    extents.push([
      entry.relativeOffsetOfLocalHeader,
      entry.relativeOffsetOfLocalHeader + entry.compressedSize,
    ]);
    if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
  }
  refuseOverlaps(extents);
  return entries;
}

async function allEntries(zip: ZipFile, limit: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.push(entry) > limit) throw unreadable(`it holds more than ${limit} files`);
    }
  } catch (error) {
    throw error instanceof AppError ? error : refused(error as Error);
  }
  return entries;
}

const unixType = 0o170000;
const symbolicLink = 0o120000;

/** yauzl itself refuses absolute paths, `..`, drive letters and backslashes. */
function refuseEntry(entry: Entry): void {
  const name = shortened(entry.fileName);
  if (entry.isEncrypted()) throw unreadable('it is encrypted');
  if (((entry.externalFileAttributes >>> 16) & unixType) === symbolicLink)
    throw unreadable(`${name} is a link`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw unreadable(`${name} is packed in an unusual way`);
  if (!isProperName(entry.fileName)) throw unreadable(`${name} is not a proper name`);
}

const longestName = 1000;
const longestSegment = 255;

/**
 * Names are only keys here, but what they mean elsewhere is not ours to guess: however a name is spelled (percent signs once or
 * twice, full-width letters, backslashes), no reading of it leaves the folder or hides something.
 */
function isProperName(given: string): boolean {
  if (given.length > longestName || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]/u.test(given) || !given.isWellFormed())
    return false;
  let reading = given;
  for (let times = 0; times < 3; times++) {
    const plain = reading.normalize('NFKC').replaceAll('\\', '/');
    if (/^\/|^[a-z]:|\p{Cc}/iu.test(plain)) return false;
    const segments = plain.split('/');
    if (segments.some((one) => /^\.{1,3}[\s.]*$/.test(one) || Buffer.byteLength(one) > longestSegment))
      return false;
    const next = plain.replaceAll(/%(2e|2f|5c|00|25)/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (next === plain) return true;
    reading = next;
  }
  return false;
}

/** Parts that share bytes are how a small archive claims to be a huge one. */
function refuseOverlaps(extents: [number, number][]): void {
  extents.sort(([a], [b]) => a - b);
  for (let index = 1; index < extents.length; index++) {
    if (extents[index]![0] < extents[index - 1]![1]) throw unreadable('files in it overlap');
  }
}

async function collect(stream: Readable, limit: number, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw unreadable(`${name} is too large`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof AppError ? error : refused(error as Error);
  }
  return Buffer.concat(chunks);
}

const shortened = (name: string): string => name.replace(/\p{C}/gu, '\ufffd').slice(0, 100);

const unreadable = (detail: string, cause?: unknown): AppError =>
  new AppError('import.unreadable', { detail: `The archive could not be read: ${detail}`, cause });

/** yauzl's messages name the rule that was broken and are fit for people. */
function refused(error: Error): never {
  throw unreadable(error.message.slice(0, 200), error);
}
