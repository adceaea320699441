-- Why: a list of skills and what people declare about themselves. Contract T-34, T-57, T-58.
-- Owner: skills. Locks: none, new tables. Back out: a following migration.
create table skills (
  id uuid constraint skills_pkey primary key,
  name varchar(100) not null,
  category varchar(50) not null default '',
  level_criteria jsonb not null default '{}',
  created_at timestamptz(3) not null default now()
);
comment on table skills is 'owner: skills.';
create unique index skills_name_key on skills (lower(name));

create table user_skills (
  id uuid constraint user_skills_pkey primary key,
  user_id uuid not null constraint user_skills_user_fkey references users (id) on delete cascade,
  skill_id uuid not null constraint user_skills_skill_fkey references skills (id),
  level integer not null default 1 constraint user_skills_level_check check (level between 1 and 5),
  source text not null default 'self_declared' constraint user_skills_source_check check (source in ('self_declared', 'course', 'rating')),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint user_skills_user_skill_key unique (user_id, skill_id)
);
comment on table user_skills is 'owner: skills. A person''s level in a skill and why we believe it.';
