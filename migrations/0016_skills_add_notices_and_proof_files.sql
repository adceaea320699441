-- Why: people are told once that a level ends soon; outside certificates may carry a file. Contract T-11, U-26.
-- Owner: skills (files for its two checks). Locks: brief on files and file_uses (checks are exchanged). Back out: a following migration.
create table skill_expiry_notices (
  user_id uuid not null constraint skill_expiry_notices_user_fkey references users (id) on delete cascade,
  skill_id uuid not null constraint skill_expiry_notices_skill_fkey references skills (id),
  level integer not null,
  ends_on date not null,
  told_at timestamptz(3) not null,
  constraint skill_expiry_notices_pkey primary key (user_id, skill_id, level, ends_on)
);
comment on table skill_expiry_notices is 'owner: skills. One row per level and end that its person was told of: what makes telling happen once.';

-- Which skills ask for a course or a quiz.
create index skills_level_criteria_idx on skills using gin (level_criteria jsonb_path_ops);
create index skill_evidence_pending_idx on skill_evidence (created_at desc) where kind = 'external';

-- Evidence outlives its person as a fact without words: only erasing somebody may blank what was written about them.
create function refuse_evidence_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('lyceum.erasing', true) = 'on'
     and to_jsonb(new) - '{comment,file_id,reason}'::text[] = to_jsonb(old) - '{comment,file_id,reason}'::text[]
  then return new; end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
drop trigger skill_evidence_append_only on skill_evidence;
create trigger skill_evidence_append_only before update or delete on skill_evidence
  for each row execute function refuse_evidence_change();
drop trigger skill_evidence_decisions_append_only on skill_evidence_decisions;
create trigger skill_evidence_decisions_append_only before update or delete on skill_evidence_decisions
  for each row execute function refuse_evidence_change();

alter table files drop constraint files_purpose_check;
alter table files add constraint files_purpose_check
  check (purpose in ('avatar', 'cover', 'lesson', 'import', 'certificate', 'proof'));
alter table file_uses drop constraint file_uses_subject_check;
alter table file_uses add constraint file_uses_subject_check
  check (subject in ('user', 'course', 'lesson', 'certificate', 'import', 'skill_evidence'));

-- The names from the top of the tree down to a skill. A ring cannot be stored (skills' service refuses it under a lock).
create function skill_path(p_skill_id uuid) returns text[] language sql stable parallel safe as $$
  with recursive up as (
    select s.parent_id, array[s.name::text] as path from skills s where s.id = p_skill_id
    union all
    select s.parent_id, s.name::text || up.path from up join skills s on s.id = up.parent_id where cardinality(up.path) < 50
  )
  select path from up where parent_id is null
$$;
