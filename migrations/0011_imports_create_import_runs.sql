-- Why: an import is a job with progress and a report that stays readable. Issue section 6.
-- Owner: imports. Locks: none, new table. Back out: a following migration.
create table import_runs (
  id uuid constraint import_runs_pkey primary key,
  kind text not null constraint import_runs_kind_check check (kind in ('olx', 'gift', 'moodle_xml')),
  status text not null default 'queued' constraint import_runs_status_check check (status in ('queued', 'running', 'preview', 'done', 'failed')),
  file_id uuid constraint import_runs_file_fkey references files (id) on delete set null,
  file_name text not null,
  course_id uuid constraint import_runs_course_fkey references courses (id),
  quiz_id uuid constraint import_runs_quiz_fkey references quizzes (id),
  created_by uuid not null constraint import_runs_created_by_fkey references users (id),
  steps_done integer not null default 0,
  steps_total integer not null default 0,
  report jsonb not null default '{}',
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3)
);
comment on table import_runs is 'owner: imports. One run of an import and what it did, line by line.';
create index import_runs_created_by_idx on import_runs (created_by, created_at desc);
