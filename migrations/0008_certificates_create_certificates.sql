-- Why: numbered, verifiable certificates. Contract T-14, U-18.
-- Owner: certificates. Locks: none, new tables. Back out: a following migration.
create sequence certificate_numbers;
create table certificates (
  id uuid constraint certificates_pkey primary key,
  completion_id uuid not null constraint certificates_completion_fkey references completions (id),
  student_id uuid not null constraint certificates_student_fkey references users (id),
  course_id uuid not null constraint certificates_course_fkey references courses (id),
  number text not null constraint certificates_number_key unique,
  -- 28 letters of Crockford's base 32: 140 random bits.
  verification_id text not null constraint certificates_verification_key unique constraint certificates_verification_check check (verification_id ~ '^[0-9A-HJKMNP-TV-Z]{28}$'),
  recipient_name text not null,
  course_title text not null,
  course_code text not null,
  course_version_number integer not null,
  instructor_name text not null default '',
  organization_name text not null default '',
  score_percent integer,
  duration_minutes integer not null default 0,
  completed_at timestamptz(3) not null,
  issued_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by uuid constraint certificates_revoked_by_fkey references users (id),
  revoke_reason text,
  supersedes_id uuid constraint certificates_supersedes_fkey references certificates (id),
  language text not null default 'en',
  -- The paper as it was first made; every later download serves these bytes.
  pdf_file_id uuid constraint certificates_pdf_file_fkey references files (id),
  pdf_sha256 text constraint certificates_pdf_check check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  constraint certificates_pdf_together_check check ((pdf_file_id is null) = (pdf_sha256 is null)),
  constraint certificates_revoked_check check ((revoked_at is null) = (revoke_reason is null))
);
comment on table certificates is 'owner: certificates. What the paper says, frozen at issue; status is asked of this row on the day.';
create unique index certificates_live_key on certificates (completion_id) where revoked_at is null;
create index certificates_student_idx on certificates (student_id, issued_at desc, id desc);
create index certificates_course_idx on certificates (course_id, issued_at desc, id desc);
create index certificates_recent_idx on certificates (issued_at desc, id desc);

create view v_certificates_certificates as
  select id as certificate_id, completion_id, student_id, course_id, number, verification_id, recipient_name, course_title,
         issued_at, expires_at, revoked_at
    from certificates;
