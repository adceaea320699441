-- Why: one scheduled backup a day across any number of workers, and what came of it for the health page. Issue 5, section 5.
-- Owner: admin. Locks: none, a new table. Back out: a following migration.
create table backup_runs (
  day date constraint backup_runs_pkey primary key,
  state text not null constraint backup_runs_state_check check (state in ('running', 'done', 'failed')),
  attempts integer not null default 1,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3),
  -- The name of the backup's folder, without the way there: that is this machine's.
  name text,
  row_count bigint,
  file_count integer,
  missing_file_count integer,
  byte_size bigint,
  problem text not null default ''
);
comment on table backup_runs is 'owner: admin. One row per day (UTC) whose backup was begun; who runs it holds an advisory lock.';
