/** Makes ZIP archives for tests, honest ones and ones that lie. */
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipPart = {
  name: string | Buffer;
  bytes?: Buffer | string;
  /** What the directory says instead of the truth. */
  claimed_size?: number;
  flags?: number;
  method?: number;
  unix_mode?: number;
  /** Points at the data of an earlier part instead of bringing its own. */
  same_as?: number;
};

export function aZip(parts: readonly ZipPart[], options: { claimed_entries?: number } = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.isBuffer(part.name) ? part.name : Buffer.from(part.name);
    const plain = Buffer.from(part.bytes ?? '');
    const packed = part.method === 0 ? plain : deflateRawSync(plain);
    const fields = headerFields(part, plain, packed, name.length);
    const at = part.same_as === undefined ? offset : (offsets[part.same_as] ?? 0);
    offsets.push(at);
    directory.push(directoryHeader(fields, part.unix_mode ?? 0o100644, at), name);
    if (part.same_as !== undefined) continue;
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed]);
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(options.claimed_entries ?? parts.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(options.claimed_entries ?? parts.length, 0xffff), 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

/** The 26 bytes that the local header and the directory have in common. */
function headerFields(part: ZipPart, plain: Buffer, packed: Buffer, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(part.flags ?? 0x0800, 2);
  fields.writeUInt16LE(part.method ?? 8, 4);
  fields.writeUInt32LE(crc32(plain), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(part.claimed_size ?? plain.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

function directoryHeader(fields: Buffer, mode: number, offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE((mode << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  const madeBy = Buffer.from([0x14, 0x03]);
  return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, fields, tail]);
}
