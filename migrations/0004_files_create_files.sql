-- Why: uploaded and generated files, stored once by content. Contract T-13, U-23.
-- Owner: files. Locks: adds a foreign key to user_profiles (empty at this point). Back out: a following migration.
create table files (
  id uuid constraint files_pkey primary key,
  sha256 text not null constraint files_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_size bigint not null constraint files_byte_size_check check (byte_size >= 0),
  media_type text not null,
  name text not null constraint files_name_check check (length(name) between 1 and 255),
  purpose text not null constraint files_purpose_check check (purpose in ('avatar', 'cover', 'lesson', 'import', 'certificate')),
  width integer,
  height integer,
  owner_id uuid constraint files_owner_fkey references users (id),
  created_at timestamptz(3) not null default now(),
  stored_at timestamptz(3)
);
comment on table files is 'owner: files. Bytes live in storage under their SHA-256; the same bytes are stored once.';
comment on column files.stored_at is 'null while the bytes are on their way to storage; such a row is invisible but keeps equal bytes from being collected.';
create index files_owner_idx on files (owner_id, created_at desc, id);
create index files_sha256_idx on files (sha256);
create index files_created_idx on files (created_at);

-- No cascade: deleting a file that is in use fails, whoever asks.
create table file_uses (
  file_id uuid not null constraint file_uses_file_fkey references files (id),
  subject text not null constraint file_uses_subject_check check (subject in ('user', 'course', 'lesson', 'certificate', 'import')),
  subject_id uuid not null,
  created_at timestamptz(3) not null default now(),
  constraint file_uses_pkey primary key (file_id, subject, subject_id)
);
comment on table file_uses is 'owner: files. Who uses a file; access to a file follows access to one of its uses.';
create index file_uses_subject_idx on file_uses (subject, subject_id);

create table file_usage (
  owner_id uuid constraint file_usage_pkey primary key constraint file_usage_owner_fkey references users (id) on delete cascade,
  used_bytes bigint not null constraint file_usage_used_bytes_check check (used_bytes >= 0),
  limit_bytes bigint not null,
  constraint file_usage_quota_check check (used_bytes <= limit_bytes)
);
comment on table file_usage is 'owner: files. What a person stores and may store; kept by the statements that add and remove files.';

alter table user_profiles add constraint user_profiles_avatar_fkey foreign key (avatar_file_id) references files (id);
