/** When and where scheduled backups are made, from the configuration. */
import path from 'node:path';
import type { Config } from '../config.ts';

export const backupFolderOf = (config: Pick<Config, 'BACKUP_DIR' | 'DATA_DIR'>): string =>
  path.resolve(config.BACKUP_DIR ?? path.join(config.DATA_DIR, 'backups'));

/** `HH:MM` in UTC, or undefined when none are to be made: by default only the embedded database has them. */
export const backupTimeOf = (config: Pick<Config, 'BACKUP_AT' | 'embedded'>): string | undefined => {
  const at = config.BACKUP_AT ?? (config.embedded ? '02:30' : 'off');
  return at === 'off' ? undefined : at;
};

/** The day (UTC) whose backup should be there by now: today's once its time has come, before that yesterday's. */
export function dueDay(now: Date, at: string): string {
  const today = now.toISOString().slice(0, 10);
  if (now >= new Date(`${today}T${at}:00Z`)) return today;
  return new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
}
