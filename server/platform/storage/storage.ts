/** Where bytes live: a folder by default, an S3 bucket when configured. Keys are content hashes made by the files feature. */
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { newId } from '../ids.ts';

export type Storage = {
  /** Stores a finished local file under `key`; storing the same key again is a no-op. The source is consumed. */
  keep(key: string, source: string): Promise<void>;
  /** A stream of the bytes, optionally of one inclusive byte range. */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  exists(key: string): Promise<boolean>;
  remove(key: string): Promise<void>;
  /** A folder on this machine for uploads in flight. */
  readonly scratch: string;
};

export const validKey = (key: string): string => {
  if (!/^[0-9a-f]{2}\/[0-9a-f]{64}(-[a-z0-9]+)?$/.test(key)) throw new Error(`Not a storage key: ${key}`);
  return key;
};

export async function createStorage(config: Config): Promise<Storage> {
  const scratch = path.resolve(config.DATA_DIR, 'uploads-in-flight');
  if (config.STORAGE_URL?.startsWith('s3:')) {
    // Loaded only where it is used: the client costs a third of a second at every start.
    const { s3Storage } = await import('./s3-storage.ts');
    return s3Storage(new URL(config.STORAGE_URL), scratch);
  }
  const root = config.STORAGE_URL
    ? fileURLToPath(config.STORAGE_URL)
    : path.resolve(config.DATA_DIR, 'files');
  return folderStorage(root, scratch);
}

function folderStorage(root: string, scratch: string): Storage {
  const place = (key: string) => path.join(root, validKey(key));
  const exists = (key: string) =>
    access(place(key)).then(
      () => true,
      () => false,
    );
  return {
    scratch,
    exists,
    async keep(key, source) {
      if (await exists(key)) return rm(source, { force: true });
      await mkdir(path.dirname(place(key)), { recursive: true });
      // Copy beside the target, then rename: a reader never sees half a file, also across file systems.
      const partial = `${place(key)}.${newId()}.partial`;
      await pipeline(createReadStream(source), createWriteStream(partial, { flush: true }));
      await rename(partial, place(key));
      await rm(source, { force: true });
    },
    async read(key, range) {
      await stat(place(key));
      return createReadStream(place(key), range);
    },
    remove: (key) => rm(place(key), { force: true }),
  };
}
