/**
 * Writes a ZIP as a stream, one file after the other, without compressing: papers are compressed already. Sizes are known
 * before each file is written, so every reader can read it; at most 65,535 files and 4 GiB, which the archive never reaches.
 */
import { crc32 } from 'node:zlib';

export type ZipFile = { name: string; bytes: Buffer; modified: Date };

export async function* zip(files: AsyncIterable<ZipFile>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const file of files) {
    const name = Buffer.from(file.name);
    const shared = sharedFields(file, name);
    const head = Buffer.concat([uint32(0x04034b50), shared, uint16(0), name]);
    // Made by version 2.0; no comment, first disk, no attributes, then where the file begins.
    directory.push(
      Buffer.concat([
        uint32(0x02014b50),
        uint16(20),
        shared,
        uint16(0),
        uint16(0),
        uint16(0),
        uint16(0),
        uint32(0),
        uint32(offset),
        name,
      ]),
    );
    offset += head.length + file.bytes.length;
    yield head;
    yield file.bytes;
  }
  const central = Buffer.concat(directory);
  yield central;
  yield Buffer.concat([
    uint32(0x06054b50),
    uint16(0),
    uint16(0),
    uint16(directory.length),
    uint16(directory.length),
    uint32(central.length),
    uint32(offset),
    uint16(0),
  ]);
}

/** What both headers repeat: version, UTF-8 names, stored, time, checksum, sizes, length of the name. */
function sharedFields({ bytes, modified }: ZipFile, name: Buffer): Buffer {
  const { date, time } = dosTime(modified);
  const size = uint32(bytes.length);
  return Buffer.concat([
    uint16(20),
    uint16(0x0800),
    uint16(0),
    uint16(time),
    uint16(date),
    uint32(crc32(bytes)),
    size,
    size,
    uint16(name.length),
  ]);
}

function dosTime(at: Date): { date: number; time: number } {
  const year = Math.max(1980, at.getUTCFullYear());
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
