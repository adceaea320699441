-- Why: what a role needs, how far people are from it, and how they like to learn. Contract T-04, T-11, T-29, T-31.
-- Owner: gaps. Locks: none, new tables and views. Back out: a following migration.
create table role_profiles (
  id uuid constraint role_profiles_pkey primary key,
  name varchar(100) not null,
  description text not null default '',
  position_id uuid constraint role_profiles_position_fkey references positions (id),
  department_id uuid constraint role_profiles_department_fkey references departments (id),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1,
  constraint role_profiles_whom_check check (position_id is not null or department_id is not null)
);
comment on table role_profiles is 'owner: gaps. Whom it is for: everybody in the position, in the department (and those below it), or both at once.';
create unique index role_profiles_name_key on role_profiles (lower(name));
create unique index role_profiles_whom_key on role_profiles
  (coalesce(position_id, '00000000-0000-0000-0000-000000000000'), coalesce(department_id, '00000000-0000-0000-0000-000000000000'));

create table role_profile_skills (
  role_profile_id uuid not null constraint role_profile_skills_profile_fkey references role_profiles (id) on delete cascade,
  skill_id uuid not null constraint role_profile_skills_skill_fkey references skills (id),
  level integer not null constraint role_profile_skills_level_check check (level between 1 and 5),
  constraint role_profile_skills_pkey primary key (role_profile_id, skill_id)
);
comment on table role_profile_skills is 'owner: gaps. Where several profiles fit a person, the highest level per skill counts.';
create index role_profile_skills_skill_idx on role_profile_skills (skill_id);

create table training_preferences (
  user_id uuid constraint training_preferences_pkey primary key constraint training_preferences_user_fkey references users (id) on delete cascade,
  formats text[] not null default '{}',
  topics uuid[] not null default '{}',
  times text[] not null default '{}',
  language text,
  pace_minutes_per_week integer constraint training_preferences_pace_check check (pace_minutes_per_week between 5 and 2400),
  updated_at timestamptz(3) not null default now(),
  constraint training_preferences_formats_check check (formats <@ array['reading', 'video', 'practice']),
  constraint training_preferences_times_check check
    (times <@ array['weekday_morning', 'weekday_afternoon', 'weekday_evening', 'weekend'])
);
comment on table training_preferences is 'owner: gaps. How somebody likes to learn; orders what is recommended to them, never hides anything.';

-- Where a role requirement applies: departments, positions and when somebody was last seen.
create view v_identity_places as
  select u.id as user_id, p.department_id, p.position_id, u.last_active from users u join user_profiles p on p.user_id = u.id;
comment on view v_identity_places is 'owner: identity. Department and position of people by id, and when they were last active.';
create view v_identity_departments as select id as department_id, parent_id, name::text as name from departments;
create view v_identity_positions as select id as position_id, name::text as name from positions;
create view v_catalog_course_traits as
  select c.id as course_id, c.language, c.difficulty_level,
         array(select distinct r.kind from course_version_lessons vl join lesson_revisions r on r.id = vl.revision_id
                where vl.course_version_id = c.version_id) as lesson_kinds
    from courses c;
comment on view v_catalog_course_traits is 'owner: catalog. What preferences are compared with.';
create view v_catalog_categories as select id as category_id, name::text as name from categories where deleted_at is null;
create view v_enrollment_reminders as select id as enrollment_id, reminded_at from enrollments;

-- Each department with every department it stands in, itself included. `union` ends a ring of departments.
create view v_gaps_departments_within as
  with recursive up as (
    select department_id, department_id as within_id from v_identity_departments
    union
    select up.department_id, d.parent_id from up join v_identity_departments d on d.department_id = up.within_id
     where d.parent_id is not null)
  select department_id, within_id from up;

-- How somebody stands against a required level on a day. The twin of server/features/gaps/gap.rules.ts, held equal by its test.
-- A level is proven on every day before proven_until[level]; levels are filled from below.
create function gap_state(p_required integer, p_proven_until date[], p_declared integer, p_day date) returns text
  language sql immutable parallel safe as $$
  select case
    when p_proven_until[p_required] > p_day then
      case when p_proven_until[p_required] - 60 <= p_day and p_proven_until[p_required] < 'infinity' then 'expiring'
           when p_proven_until[p_required + 1] > p_day then 'above'
           else 'met' end
    when p_proven_until[p_required] is not null then 'expired'
    when p_declared >= p_required then 'declared'
    when p_proven_until[1] > p_day then 'short'
    else 'none' end
$$;

create view v_gaps_role_profiles as select id as role_profile_id, name, position_id, department_id from role_profiles;

select track_history('role_profiles', 'id');
select track_history('role_profile_skills', 'role_profile_id');
select track_history('training_preferences', 'user_id');
