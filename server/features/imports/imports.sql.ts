/** SQL on `import_runs`. */
import type { ImportKind, ImportReport, ImportStatus } from '#contract/imports.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';

export type RunSummaryRow = {
  id: string;
  kind: ImportKind;
  status: ImportStatus;
  file_id: string | null;
  file_name: string;
  course_id: string | null;
  quiz_id: string | null;
  created_by: string;
  steps_done: number;
  steps_total: number;
  created_at: string;
  finished_at: string | null;
};
export type RunRow = RunSummaryRow & { report: ImportReport };

const summaryColumns = sql`id, kind, status, file_id, file_name, course_id, quiz_id, created_by, steps_done, steps_total, created_at, finished_at`;
const columns = sql`${summaryColumns}, report`;

export const selectRun = (db: Db, id: string): Promise<RunRow | undefined> =>
  db.maybe<RunRow>(sql`select ${columns} from import_runs where id = ${id}`);

/** The run, kept from others until the transaction ends. */
export const lockRun = (db: Db, id: string): Promise<RunRow> =>
  db.one<RunRow>(sql`select ${columns} from import_runs where id = ${id} for update`);

export const selectRuns = (
  db: Db,
  where: Sql,
  limit: number,
  offset: number,
): Promise<(RunSummaryRow & { matching: number })[]> =>
  db.rows(sql`
    select ${summaryColumns}, count(*) over ()::int as matching from import_runs
     where ${where} order by created_at desc, id desc limit ${limit} offset ${offset}`);

type NewRun = Pick<
  RunRow,
  'id' | 'kind' | 'file_id' | 'file_name' | 'course_id' | 'quiz_id' | 'created_by' | 'report'
>;

export const insertRun = (db: Db, run: NewRun, now: Date): Promise<number> =>
  db.run(sql`
    insert into import_runs (id, kind, file_id, file_name, course_id, quiz_id, created_by, report, created_at)
    values (${run.id}, ${run.kind}, ${run.file_id}, ${run.file_name}, ${run.course_id}, ${run.quiz_id}, ${run.created_by},
            ${JSON.stringify(run.report)}::jsonb, ${now.toISOString()})`);

/** Marks the run as running; undefined when it is over already, so that a repeated job does nothing. */
export const beginRun = (db: Db, id: string): Promise<RunRow | undefined> =>
  db.maybe<RunRow>(sql`
    update import_runs set status = 'running', steps_done = 0 where id = ${id} and status in ('queued', 'running')
    returning ${columns}`);

export const noteProgress = (db: Db, id: string, done: number, total: number): Promise<number> =>
  db.run(
    sql`update import_runs set steps_done = ${done}, steps_total = ${total} where id = ${id} and status = 'running'`,
  );

type Ending = {
  status: 'preview' | 'done' | 'failed';
  report: ImportReport;
  course_id?: string;
  quiz_id?: string;
};

/** Ends a run, or hands it to a person. Nothing of it moves any more, so all its steps are done unless it failed. */
export const endRun = (db: Db, id: string, ending: Ending, now: Date): Promise<number> =>
  db.run(sql`
    update import_runs
       set status = ${ending.status}, report = ${JSON.stringify(ending.report)}::jsonb,
           course_id = coalesce(${ending.course_id ?? null}::uuid, course_id),
           quiz_id = coalesce(${ending.quiz_id ?? null}::uuid, quiz_id),
           steps_done = case when ${ending.status}::text = 'failed' then steps_done else steps_total end,
           finished_at = case when ${ending.status}::text = 'preview' then null else ${now.toISOString()}::timestamptz end
     where id = ${id}`);
