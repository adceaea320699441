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

export type BackupOfSite = { name: string; rows: number; files: number; missing: number; bytes: number };

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

export const finishRun = (db: Db, day: string, now: Date, result: BackupOfSite): Promise<number> =>
  db.run(sql`
    update backup_runs set state = 'done', finished_at = ${now}, name = ${result.name}, row_count = ${result.rows},
           file_count = ${result.files}, missing_file_count = ${result.missing}, byte_size = ${result.bytes}, problem = ''
     where day = ${day}`);

export const failRun = (db: Db, day: string, now: Date, problem: string): Promise<number> =>
  db.run(sql`
    update backup_runs set state = 'failed', finished_at = ${now}, problem = ${problem.slice(0, 500)} where day = ${day}`);

type Span = { started_at: Date; now: Date };

/** Of a run that nobody claimed; the newest of the day counts. */
export const keepSuccess = (db: Db, day: string, span: Span, result: BackupOfSite): Promise<number> =>
  db.run(sql`
    insert into backup_runs (day, state, started_at, finished_at, name, row_count, file_count, missing_file_count, byte_size)
    values (${day}, 'done', ${span.started_at}, ${span.now}, ${result.name}, ${result.rows}, ${result.files}, ${result.missing}, ${result.bytes})
    on conflict (day) do update set state = 'done', started_at = excluded.started_at, finished_at = excluded.finished_at, name = excluded.name,
           row_count = excluded.row_count, file_count = excluded.file_count, missing_file_count = excluded.missing_file_count,
           byte_size = excluded.byte_size, problem = ''`);

export const keepFailure = (db: Db, day: string, span: Span, problem: string): Promise<number> =>
  db.run(sql`
    insert into backup_runs (day, state, started_at, finished_at, problem)
    values (${day}, 'failed', ${span.started_at}, ${span.now}, ${problem.slice(0, 500)})
    on conflict (day) do update set started_at = excluded.started_at, finished_at = excluded.finished_at, problem = excluded.problem
     where backup_runs.state = 'failed'`);

export const findLastRun = (db: Db): Promise<BackupRun | undefined> =>
  db.maybe(sql`select * from backup_runs order by day desc limit 1`);

export const findLastDone = (db: Db): Promise<BackupRun | undefined> =>
  db.maybe(sql`select * from backup_runs where state = 'done' order by day desc limit 1`);

export const findAgeOfSite = async (db: Db): Promise<string> =>
  (await db.one<{ at: string }>(sql`select min(applied_at) as at from schema_migrations`)).at;
