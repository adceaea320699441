/** When and where scheduled backups are made, from the configuration. */
import path from 'node:path';
import type { Config } from '../config.ts';

export const backupFolderOf = (config: Pick<Config, 'BACKUP_DIR' | 'DATA_DIR'>): string =>
  path.resolve(config.BACKUP_DIR ?? path.join(config.DATA_DIR, 'backups'));

const plannedBy = (config: Pick<Config, 'BACKUP_AT' | 'embedded'>): string =>
  config.BACKUP_AT ?? (config.embedded ? '02:30' : 'off');

/** `HH:MM` in UTC, or undefined when workers are to make none: by default only the embedded database has them. */
export const backupTimeOf = (config: Pick<Config, 'BACKUP_AT' | 'embedded'>): string | undefined => {
  const at = plannedBy(config);
  return at === 'off' || at === 'elsewhere' ? undefined : at;
};

/** Somebody is to be told when there is none of the last day, whether a worker makes them or another process does. */
export const areBackupsExpected = (config: Pick<Config, 'BACKUP_AT' | 'embedded'>): boolean =>
  plannedBy(config) !== 'off';

/** The day (UTC) whose backup should be there by now: today's once its time has come, before that yesterday's. */
export function dueDay(now: Date, at: string): string {
  const today = now.toISOString().slice(0, 10);
  if (now >= new Date(`${today}T${at}:00Z`)) return today;
  return new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
}
