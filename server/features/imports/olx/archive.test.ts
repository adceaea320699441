/** Archives: honest ones are read, the others are refused with a reason, soon, and without being unpacked. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveLimits, openArchive } from './archive.ts';
import { aZip, type ZipPart } from './zip.builders.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-archive-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(bytes: Buffer, limits = archiveLimits) {
  const file = path.join(folder, 'archive.zip');
  await writeFile(file, bytes);
  return openArchive(file, bytes.length, limits);
}

describe('an honest archive', () => {
  it('is read file by file', async () => {
    const archive = await open(
      aZip([
        { name: 'a/' },
        { name: 'a/course.xml', bytes: '<course/>' },
        { name: 'a/\u00fc.txt', bytes: 'x', method: 0 },
      ]),
    );
    expect([...archive.names]).toEqual(['a/course.xml', 'a/\u00fc.txt']);
    expect((await archive.read('a/course.xml', 100)).toString()).toBe('<course/>');
    expect((await archive.read('a/\u00fc.txt', 100)).toString()).toBe('x');
    await expect(archive.read('b', 100)).rejects.toMatchObject({ code: 'import.unreadable' });
    await expect(archive.read('a/course.xml', 5)).rejects.toMatchObject({ code: 'import.unreadable' });
    archive.close();
  });
});

const zeros = Buffer.alloc(3 * 1024 * 1024);
const one = (part: ZipPart) => aZip([part]);

describe('an archive is refused', () => {
  it.each<[string, () => Buffer, RegExp]>([
    ['climbing out', () => one({ name: '../evil' }), /relative path/],
    ['climbing out further in', () => one({ name: 'a/../../evil' }), /relative path/],
    ['with an absolute path', () => one({ name: '/etc/passwd' }), /absolute path/],
    ['with a drive', () => one({ name: 'C:/evil' }), /absolute path/],
    ['with backslashes', () => one({ name: 'a\\..\\evil' }), /invalid characters|relative path|proper name/],
    ['with a NUL in a name', () => one({ name: 'a\u0000.xml' }), /proper name/],
    ['with a line break in a name', () => one({ name: 'a\n.xml' }), /proper name/],
    ['with a disguised climb', () => one({ name: 'a/%2e%2e/b' }), /proper name/],
    ['with a link', () => one({ name: 'a', bytes: '/etc/passwd', unix_mode: 0o120777 }), /is a link/],
    ['with a password', () => one({ name: 'a', bytes: 'x', flags: 0x0801 }), /encrypted/],
    ['packed in an unusual way', () => one({ name: 'a', bytes: 'x', method: 99 }), /unusual way/],
    [
      'with two files of one name',
      () =>
        aZip([
          { name: 'a', bytes: '1' },
          { name: 'a', bytes: '2' },
        ]),
      /two files/,
    ],
    [
      'with names that differ in case only',
      () =>
        aZip([
          { name: 'a/B', bytes: '1' },
          { name: 'A/b', bytes: '2' },
        ]),
      /two files/,
    ],
    ['packed too tightly', () => one({ name: 'a', bytes: zeros }), /packed more tightly/],
    [
      'whose files overlap',
      () =>
        aZip([
          { name: 'a', bytes: 'abc' },
          { name: 'b', bytes: 'abc', same_as: 0 },
        ]),
      /overlap/,
    ],
    [
      'that claims to be huge',
      () => one({ name: 'a', bytes: 'abc', claimed_size: 0xfffffff0 }),
      /too large|tightly/,
    ],
    ['that claims another number of files', () => aZip([{ name: 'a' }], { claimed_entries: 3 }), /./],
    ['cut short', () => one({ name: 'a', bytes: 'abc' }).subarray(0, 40), /./],
    ['that is text', () => Buffer.from('hello'), /./],
    ['that is empty', () => Buffer.alloc(0), /./],
    ['of zeros', () => Buffer.alloc(100_000), /./],
  ])('%s', async (_name, bytes, why) => {
    await expect(open(bytes())).rejects.toMatchObject({
      code: 'import.unreadable',
      message: expect.stringMatching(why),
    });
  });

  it('with more files than allowed, by its own word and by count', async () => {
    const parts = Array.from({ length: 60 }, (_, index) => ({ name: `${index}`, bytes: '' }));
    const limits = { ...archiveLimits, entries: 50 };
    await expect(open(aZip(parts), limits)).rejects.toThrow('more than 50 files');
    // A directory that claims less shows no more than it claims.
    const archive = await open(aZip(parts, { claimed_entries: 50 }), limits);
    expect(archive.names.size).toBe(50);
    archive.close();
  });

  it('when a file in it is larger than it says, while it is read', async () => {
    const archive = await open(aZip([{ name: 'a', bytes: Buffer.alloc(5000, 'ab'), claimed_size: 10 }]));
    await expect(archive.read('a', 1_000_000)).rejects.toMatchObject({ code: 'import.unreadable' });
    archive.close();
  });

  it('when a file in it is damaged', async () => {
    const bytes = aZip([
      { name: 'a', bytes: 'a rather long text that is packed into fewer bytes, fewer bytes, fewer bytes' },
    ]);
    bytes.fill(0xff, 35, 45);
    const archive = await open(bytes);
    await expect(archive.read('a', 1000)).rejects.toMatchObject({ code: 'import.unreadable' });
    archive.close();
  });

  it('at any place it is cut or changed, without hanging or crashing', async () => {
    const whole = aZip(
      Array.from({ length: 5 }, (_, index) => ({ name: `f${index}.xml`, bytes: `<a n="${index}"/>` })),
    );
    for (let at = 0; at < whole.length; at += 3) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 0xff;
      for (const bytes of [whole.subarray(0, at), changed]) {
        const archive = await open(bytes).catch((error: { code?: string }) => {
          expect(error.code).toBe('import.unreadable');
          return null;
        });
        if (!archive) continue;
        for (const name of archive.names)
          await archive
            .read(name, 1000)
            .catch((error: { code?: string }) => expect(error.code).toBe('import.unreadable'));
        archive.close();
      }
    }
  });
});
