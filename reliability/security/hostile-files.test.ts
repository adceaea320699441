/** S8: archives that attack are refused, all of them, without growing: nothing is unpacked to find out. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive } from '#server/features/imports/olx/archive.ts';
import { hostileArchives, polyglots, refusedUploads } from './hostile-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('are more than seventy', () => {
  expect(hostileArchives.length + polyglots.length + refusedUploads.length).toBeGreaterThan(70);
});

it.each(hostileArchives)('an archive is refused: %s', async (_what, make) => {
  const file = path.join(folder, 'hostile.zip');
  const bytes = make();
  await writeFile(file, bytes);
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const outcome = await openArchive(file, bytes.length).then(
    (archive) => {
      archive.close();
      return `taken with ${[...archive.names].slice(0, 3).join(', ')}`;
    },
    (error: { code?: string }) => error.code,
  );
  expect(outcome).toBe('import.unreadable');
  expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(100);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
