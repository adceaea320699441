/**
 * Stored files of a backup. They are named by their content, so a file that the newest earlier backup has is linked to instead
 * of copied: fourteen daily backups take the room of one and of what changed. What is linked is read and checked like the rest.
 */
import { createReadStream } from 'node:fs';
import { link, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '../ids.ts';
import type { Storage } from '../storage/storage.ts';
import type { BackupOptions } from './backup.ts';
import { listBackups } from './list.ts';
import { BackupError, type Manifest, pathOfFile } from './manifest.ts';
import { measureBytes, writeBytes } from './streams.ts';

export async function keepFiles(
  wanted: { sha256: string; bytes: string }[],
  draft: string,
  { storage, to, onProgress }: BackupOptions,
): Promise<{ files: Manifest['files']; missing: string[] }> {
  const before = (await listBackups(to)).at(-1)?.folder;
  const files: Manifest['files'] = [];
  const missing: string[] = [];
  onProgress({ kind: 'step', name: 'files' });
  for (const { sha256, bytes } of wanted) {
    const file = path.join(draft, pathOfFile(sha256));
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    if (before && (await linked(path.join(before, pathOfFile(sha256)), file, sha256)))
      files.push({ sha256, bytes: Number(bytes) });
    else {
      const size = await copyFromStorage(storage, file, sha256);
      if (size === undefined) missing.push(sha256);
      else files.push({ sha256, bytes: size });
    }
    onProgress({ kind: 'advance', bytes: Number(bytes) });
  }
  return { files, missing };
}

async function linked(from: string, file: string, sha256: string): Promise<boolean> {
  try {
    await link(from, file);
  } catch {
    return false;
  }
  if ((await measureBytes(createReadStream(file))).sha256 === sha256) return true;
  await rm(file);
  return false;
}

/** @returns the size, or undefined when the storage does not have the file */
async function copyFromStorage(
  storage: BackupOptions['storage'],
  file: string,
  sha256: string,
): Promise<number | undefined> {
  if (!(await storage.exists(storageKeyOf(sha256)))) return undefined;
  const copied = await writeBytes(await storage.read(storageKeyOf(sha256)), file);
  if (copied.sha256 === sha256) return copied.bytes;
  throw new BackupError(
    `The stored file ${sha256} was damaged where it is kept: it is no longer what it was when it came. Bring it back from an earlier backup, or delete it in Lyceum.`,
  );
}

/**
 * A file of a backup or export into the storage, unless it is there and sound.
 *
 * @returns whether it had to be brought
 */
export async function bringFile(storage: Storage, file: string, sha256: string): Promise<boolean> {
  const key = storageKeyOf(sha256);
  const isSound =
    (await storage.exists(key)) && (await measureBytes(await storage.read(key))).sha256 === sha256;
  if (isSound) return false;
  await storage.remove(key);
  await mkdir(storage.scratch, { recursive: true });
  const scratch = path.join(storage.scratch, `restore-${newId()}`);
  await writeBytes(createReadStream(file), scratch);
  await storage.keep(key, scratch);
  return true;
}

export const storageKeyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256}`;
