/** The health page's look at the disk, on a disk that is full. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { provideServices, type Services } from '#server/platform/services.ts';
import { checkStorage } from './health.checks.ts';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    // As on a full disk: the file is made, and its content finds no room.
    async writeFile(file: string) {
      await real.writeFile(file, '');
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    },
  };
});

it('says so, and leaves nothing there', async () => {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'lyceum-health-'));
  onTestFinished(() => rm(scratch, { recursive: true }));
  provideServices({ storage: { scratch }, config: {} } as unknown as Services);
  await expect(checkStorage()).rejects.toThrow('ENOSPC');
  expect(await readdir(scratch)).toEqual([]);
});
