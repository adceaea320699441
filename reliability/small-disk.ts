/** A disk of a check's own, small enough to be filled up: memory mounted as one (Linux, root). */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from './product.ts';
import type { Report } from './report.ts';

const megabyte = 1024 * 1024;

export class SmallDisk {
  readonly folder: string;
  private readonly filler: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.filler = path.join(folder, 'filler');
  }

  /** @returns null where nothing may be mounted; unmounted with the report */
  static async create(report: Report, name: string, megabytes: number): Promise<SmallDisk | null> {
    const folder = await temporaryFolder(report, name);
    const options = `size=${megabytes}m,mode=0755`;
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'lyceum-check', folder]).status !== 0) return null;
    // Lazily: whatever still has a file open there ends with the report as well.
    report.defer(() => void spawnSync('umount', ['-l', folder]));
    return new SmallDisk(folder);
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }

  /** Writes until so many bytes are left; by default until not one more fits. */
  async fillUp(left = 0): Promise<void> {
    const file = openSync(this.filler, 'a');
    try {
      for (let size = megabyte; size >= 1; size = Math.floor(size / 16)) {
        const chunk = Buffer.alloc(size, 1);
        while ((await this.freeBytes()) >= left + size || left === 0) writeSync(file, chunk);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC' || left > 0) throw error;
    } finally {
      closeSync(file);
    }
  }

  makeRoom(): Promise<void> {
    return rm(this.filler, { force: true });
  }
}
