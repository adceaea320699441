/** The complete backups in a folder, oldest first, and which of them are kept. */
import { access, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { manifestSumName } from './manifest.ts';

export type KeptBackup = { folder: string; taken_at: Date };

const named = /^lyceum-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/;

/** Asked for by every scrape: a disk that hangs must not hold up the process. */
export async function listBackups(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.sort().map(async (name): Promise<KeptBackup[]> => {
      const match = named.exec(name);
      if (!match || !(await isThere(path.join(folder, name, manifestSumName)))) return [];
      const [, year, month, day, hour, minute, second, rest] = match;
      const taken_at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`);
      return [{ folder: path.join(folder, name), taken_at }];
    }),
  );
  return found.flat();
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * Deletes what is older than `keepDays`; the newest good one stays, however old. @returns the folders that went
 *
 * A backup is taken out of sight first, so that one whose deletion is cut off does not look like a good one.
 */
export async function deleteOld(
  folder: string,
  options: { keepDays: number; now: Date; newestGood: string | undefined },
): Promise<string[]> {
  const limit = options.now.getTime() - options.keepDays * 86_400_000;
  const old = (await listBackups(folder)).filter(
    (one) => one.taken_at.getTime() < limit && one.folder !== options.newestGood,
  );
  for (const one of old) {
    await rm(path.join(one.folder, manifestSumName), { force: true });
    await rm(one.folder, { recursive: true, force: true });
  }
  return old.map((one) => one.folder);
}
