/** Runs of the scheduled backup. */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';

export type BackupRun = {
  day: string;
  state: 'running' | 'done' | 'failed';
  attempts: number;
  started_at: string;
  finished_at: string | null;
  name: string | null;
  row_count: number | null;
  file_count: number | null;
  missing_file_count: number | null;
  byte_size: number | null;
  problem: string;
};

/**
 * Takes the day's run. A failed one is tried again after an hour, four times at most; one that is still `running` was cut off,
 * for whoever calls this holds the lock. @returns whether there is something to do
 */
export async function claimRun(db: Db, day: string, now: Date): Promise<boolean> {
  const claimed = await db.run(sql`
    insert into backup_runs (day, state, started_at) values (${day}, 'running', ${now})
    on conflict (day) do update set state = 'running', attempts = backup_runs.attempts + 1, started_at = ${now}, finished_at = null
     where backup_runs.state = 'running'
        or (backup_runs.state = 'failed' and backup_runs.attempts < 4 and backup_runs.finished_at < ${now}::timestamptz - interval '1 hour')`);
  return claimed > 0;
}

export const finishRun = (
  db: Db,
  day: string,
  now: Date,
  result: { name: string; rows: number; files: number; missing: number; bytes: number },
): Promise<number> =>
  db.run(sql`
    update backup_runs set state = 'done', finished_at = ${now}, name = ${result.name}, row_count = ${result.rows},
           file_count = ${result.files}, missing_file_count = ${result.missing}, byte_size = ${result.bytes}, problem = ''
     where day = ${day}`);

export const failRun = (db: Db, day: string, now: Date, problem: string): Promise<number> =>
  db.run(sql`
    update backup_runs set state = 'failed', finished_at = ${now}, problem = ${problem.slice(0, 500)} where day = ${day}`);

export const findLastRun = (db: Db): Promise<BackupRun | undefined> =>
  db.maybe(sql`select * from backup_runs order by day desc limit 1`);

export const findLastDone = (db: Db): Promise<BackupRun | undefined> =>
  db.maybe(sql`select * from backup_runs where state = 'done' order by day desc limit 1`);

export const findAgeOfSite = async (db: Db): Promise<string> =>
  (await db.one<{ at: string }>(sql`select min(applied_at) as at from schema_migrations`)).at;
