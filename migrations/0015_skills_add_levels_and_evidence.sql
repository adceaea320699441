-- Why: a skill framework with levels, and levels that rest on evidence which can expire. Contract T-11, T-31, T-34, U-26.
-- Owner: skills. Locks: brief on skills and user_skills (new columns). Back out: a following migration.
alter table skills
  add column parent_id uuid constraint skills_parent_fkey references skills (id),
  add column description text not null default '',
  add column updated_at timestamptz(3) not null default now(),
  add column record_version integer not null default 1,
  -- A retired skill is not offered any more; evidence of it stays.
  add column retired_at timestamptz(3),
  add constraint skills_parent_check check (parent_id <> id),
  add constraint skills_level_criteria_check check (jsonb_typeof(level_criteria) = 'object');
create index skills_parent_idx on skills (parent_id);
create index skills_category_idx on skills (category, name);

-- What someone says of themselves, and what is proven, are two things. proven_until[n]: the day on which level n stops being
-- proven ('infinity' when it does not, null when it never was); a level holds on every day before that day. It does not
-- depend on today, so a level ends on its day by itself and no job can be late.
alter table user_skills
  alter column level drop not null,
  alter column level drop default;
alter table user_skills rename column level to declared_level;
alter table user_skills rename constraint user_skills_level_check to user_skills_declared_level_check;
alter table user_skills
  add column declared_at timestamptz(3),
  add column proven_until date[] not null default '{}' constraint user_skills_proven_until_check check (cardinality(proven_until) <= 5),
  add column target_level integer constraint user_skills_target_level_check check (target_level between 1 and 5),
  add column target_on date,
  add column target_set_by uuid constraint user_skills_target_set_by_fkey references users (id),
  -- The next day on which some level ends; what the expiry job looks for.
  add column next_end_on date,
  add column evaluated_at timestamptz(3);
update user_skills set declared_at = created_at;
alter table user_skills drop constraint user_skills_source_check;
alter table user_skills add constraint user_skills_source_check
  check (source in ('self_declared', 'course', 'quiz', 'rating', 'external'));
create index user_skills_skill_idx on user_skills (skill_id, user_id);
create index user_skills_ending_idx on user_skills (next_end_on) where next_end_on is not null;

-- The proven level on a day: how many levels reach beyond it. Levels are filled from below, so the count is the level.
create function skill_level_on(p_proven_until date[], p_day date) returns integer
  language sql immutable parallel safe as $$
  select (coalesce(p_proven_until[1] > p_day, false))::int + (coalesce(p_proven_until[2] > p_day, false))::int
       + (coalesce(p_proven_until[3] > p_day, false))::int + (coalesce(p_proven_until[4] > p_day, false))::int
       + (coalesce(p_proven_until[5] > p_day, false))::int
$$;

create table skill_evidence (
  id uuid constraint skill_evidence_pkey primary key,
  user_id uuid not null constraint skill_evidence_user_fkey references users (id),
  skill_id uuid not null constraint skill_evidence_skill_fkey references skills (id),
  kind text not null constraint skill_evidence_kind_check check (kind in ('declaration', 'course', 'quiz', 'rating', 'external')),
  -- The level it speaks for by itself; null when it counts through level_criteria only (a quiz score, a course without a grant).
  level integer constraint skill_evidence_level_check check (level between 1 and 5),
  occurred_at timestamptz(3) not null,
  -- Its own end, as a calendar day of the person: the certificate's, the completion's. The level's validity comes on top.
  expires_on date,
  course_id uuid constraint skill_evidence_course_fkey references courses (id),
  completion_id uuid constraint skill_evidence_completion_fkey references completions (id),
  quiz_id uuid,
  attempt_id uuid,
  score_percent integer constraint skill_evidence_score_check check (score_percent between 0 and 100),
  rated_by uuid constraint skill_evidence_rated_by_fkey references users (id),
  rater_relation text constraint skill_evidence_relation_check check (rater_relation in ('manager', 'acting_manager', 'trainer', 'admin')),
  comment text not null default '' constraint skill_evidence_comment_check check (length(comment) <= 2000),
  title text not null default '' constraint skill_evidence_title_check check (length(title) <= 200),
  issuer text not null default '' constraint skill_evidence_issuer_check check (length(issuer) <= 200),
  file_id uuid constraint skill_evidence_file_fkey references files (id),
  created_at timestamptz(3) not null default now(),
  constraint skill_evidence_rating_check check ((kind = 'rating') = (rated_by is not null)),
  constraint skill_evidence_course_check check ((kind = 'course') <= (completion_id is not null)),
  constraint skill_evidence_quiz_check check ((kind = 'quiz') <= (attempt_id is not null))
);
comment on table skill_evidence is 'owner: skills. Append-only: why we believe it. What became of it is in skill_evidence_decisions.';
create index skill_evidence_person_idx on skill_evidence (user_id, skill_id, occurred_at desc);
create index skill_evidence_recent_idx on skill_evidence (occurred_at desc, id desc);
-- Twice at most: once through criteria alone, and once for a level, when the course is said to teach the skill later.
create unique index skill_evidence_completion_key on skill_evidence (skill_id, completion_id, (level is null)) where completion_id is not null;
create unique index skill_evidence_attempt_key on skill_evidence (skill_id, attempt_id) where attempt_id is not null;
create trigger skill_evidence_append_only before update or delete on skill_evidence for each row execute function refuse_change();

-- An external proof counts from its confirmation; anything can be withdrawn with a reason. The last decision holds.
create table skill_evidence_decisions (
  id uuid constraint skill_evidence_decisions_pkey primary key,
  evidence_id uuid not null constraint skill_evidence_decisions_evidence_fkey references skill_evidence (id),
  decision text not null constraint skill_evidence_decisions_decision_check check (decision in ('confirmed', 'rejected', 'withdrawn')),
  decided_by uuid constraint skill_evidence_decisions_decided_by_fkey references users (id),
  decided_at timestamptz(3) not null default now(),
  reason text not null default '' constraint skill_evidence_decisions_reason_check check (length(reason) <= 500)
);
comment on table skill_evidence_decisions is 'owner: skills. Append-only. confirmed and rejected are said once, withdrawn once.';
create unique index skill_evidence_decisions_judged_key on skill_evidence_decisions (evidence_id) where decision in ('confirmed', 'rejected');
create unique index skill_evidence_decisions_withdrawn_key on skill_evidence_decisions (evidence_id) where decision = 'withdrawn';
create trigger skill_evidence_decisions_append_only before update or delete on skill_evidence_decisions for each row execute function refuse_change();

create table course_skills (
  course_id uuid not null constraint course_skills_course_fkey references courses (id) on delete cascade,
  skill_id uuid not null constraint course_skills_skill_fkey references skills (id),
  level integer not null constraint course_skills_level_check check (level between 1 and 5),
  constraint course_skills_pkey primary key (course_id, skill_id)
);
comment on table course_skills is 'owner: skills. What completing a course proves.';
create index course_skills_skill_idx on course_skills (skill_id, level);

create table course_required_skills (
  course_id uuid not null constraint course_required_skills_course_fkey references courses (id) on delete cascade,
  skill_id uuid not null constraint course_required_skills_skill_fkey references skills (id),
  level integer not null constraint course_required_skills_level_check check (level between 1 and 5),
  enforcement text not null default 'advisory' constraint course_required_skills_enforcement_check check (enforcement in ('advisory', 'blocking')),
  constraint course_required_skills_pkey primary key (course_id, skill_id)
);
comment on table course_required_skills is 'owner: skills. RequiredSkill of the first document: what one should, or must, be able to do before enrolling.';

create view v_skills_skills as
  select id as skill_id, parent_id, name, category, description, level_criteria, retired_at is not null as is_retired from skills;
create view v_skills_user_skills as
  select user_id, skill_id, declared_level, proven_until, source, target_level, target_on, updated_at from user_skills;
comment on view v_skills_user_skills is 'owner: skills. The proven level on a day is skill_level_on(proven_until, day), the day being the person''s own calendar day.';
create view v_skills_course_grants as select course_id, skill_id, level from course_skills;
create view v_skills_course_requirements as
  select r.course_id, r.skill_id, r.level, r.enforcement from course_required_skills r
   where exists (select from skills s where s.id = r.skill_id and s.retired_at is null);
comment on view v_skills_course_requirements is 'owner: skills. A retired skill is not asked for.';
create view v_skills_evidence as
  select e.id as evidence_id, e.user_id, e.skill_id, e.kind, e.level, e.occurred_at, e.expires_on, e.rated_by, e.course_id,
         case when exists (select from skill_evidence_decisions d where d.evidence_id = e.id and d.decision = 'withdrawn') then 'withdrawn'
              else coalesce((select d.decision from skill_evidence_decisions d where d.evidence_id = e.id and d.decision <> 'withdrawn'),
                            case when e.kind = 'external' then 'pending' else 'counted' end) end as state
    from skill_evidence e;

select track_history('skills', 'id');
select track_history('course_skills', 'course_id');
select track_history('course_required_skills', 'course_id');
