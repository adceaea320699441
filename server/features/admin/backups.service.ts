/** What is known of backups beside the job that makes them: those of `lyceum backup`, and since when there has been no newer one. */
import { listBackups } from '#server/platform/backup/list.ts';
import {
  areBackupsExpected,
  backupFolderOf,
  backupTimeOf,
  dueDay,
} from '#server/platform/backup/schedule.ts';
import type { Config } from '#server/platform/config.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type BackupOfSite, findAgeOfSite, findLastDone, keepFailure, keepSuccess } from './backups.sql.ts';

/**
 * A backup that a command made where the site keeps its own counts as that of its day: the health page and the metrics know of
 * it, and no worker makes another. A failure does not undo what was made that day before.
 */
export async function keepRunOfCommand(
  db: Db,
  config: Config,
  run: { started_at: Date; now: Date; made: BackupOfSite } | { started_at: Date; now: Date; problem: string },
): Promise<void> {
  const day = dueDay(run.started_at, backupTimeOf(config) ?? '00:00');
  if ('made' in run) await keepSuccess(db, day, run, run.made);
  else await keepFailure(db, day, run, run.problem);
}

/**
 * When the newest backup was taken: in this process's folder, or by whoever wrote its run down. Where backups are expected and there
 * is none, the site itself: one that was never made grows old like one that is not made any more.
 */
export async function findNewestBackup(db: Db, config: Config): Promise<Date | null> {
  const [kept, done] = await Promise.all([listBackups(backupFolderOf(config)), findLastDone(db)]);
  const times = [kept.at(-1)?.taken_at, done && new Date(done.started_at)].filter((one) => one !== undefined);
  if (times.length > 0) return new Date(Math.max(...times.map(Number)));
  return areBackupsExpected(config) ? new Date(await findAgeOfSite(db)) : null;
}
