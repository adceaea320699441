-- Why: who did what, on what, when and from where; read as a feed, as a person's timeline, and by hour of the week. Contract T-10, T-29, T-32, U-25.
-- Owner: activity. Locks: none, new tables. Back out: a following migration.

-- One partition a month: a year of a large organization stays a dozen small indexes, and old months can be detached whole.
create table activity (
  -- The fact's id where a fact is behind it, so that a repeated delivery writes nothing.
  id uuid not null,
  occurred_at timestamptz(3) not null,
  verb text not null,
  area text not null constraint activity_area_check check (area in ('learning', 'viewing', 'teaching', 'people', 'security')),
  -- Who did it; null for the product itself.
  actor_id uuid,
  -- Whom it is about; often the same person.
  user_id uuid,
  course_id uuid,
  object_type text not null default '',
  object_id uuid,
  details jsonb not null default '{}',
  login_session_id uuid,
  ip text not null default '',
  request_id text,
  constraint activity_pkey primary key (id, occurred_at)
) partition by range (occurred_at);
comment on table activity is 'owner: activity. No keys to people and records: it outlives them. Partitions: ensure_activity_partitions.';
create table activity_other_times partition of activity default;
comment on table activity_other_times is 'owner: activity. Whatever lies outside the monthly partitions.';
create index activity_recent_idx on activity (occurred_at desc, id desc);
create index activity_user_idx on activity (user_id, occurred_at desc, id desc) where user_id is not null;
-- What somebody did to others; what they did themselves is found by user_id already, and most rows are that.
create index activity_actor_idx on activity (actor_id, occurred_at desc, id desc) where actor_id is distinct from user_id;
create index activity_course_idx on activity (course_id, occurred_at desc, id desc) where course_id is not null;
create index activity_security_idx on activity (occurred_at desc, id desc) where area = 'security';
-- Who is stuck in a quiz asks for these two verbs alone.
create index activity_attempts_idx on activity (verb, occurred_at desc, id desc) where verb in ('attempt.failed', 'attempt.passed');

-- Makes the partitions of some months around today; called by a job every day and here for the first time.
create function ensure_activity_partitions(p_from date, p_until date) returns integer language plpgsql as $$
declare
  month date := date_trunc('month', p_from)::date;
  made integer := 0;
  name text;
begin
  while month <= p_until loop
    name := 'activity_' || to_char(month, 'YYYY_MM');
    if to_regclass(name) is null and not exists (
      select from activity_other_times where occurred_at >= month::timestamp at time zone 'UTC' and occurred_at < (month + interval '1 month') at time zone 'UTC') then
      execute format('create table %I partition of activity for values from (%L) to (%L)', name,
        month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
      execute format('comment on table %I is %L', name, 'owner: activity. One month of activity.');
      made := made + 1;
    end if;
    month := (month + interval '1 month')::date;
  end loop;
  return made;
end $$;
select ensure_activity_partitions((now() - interval '12 months')::date, (now() + interval '3 months')::date);

-- How many actions a person did in an hour: what engagement is summed from, thousands of rows instead of millions.
create table activity_hours (
  hour timestamptz(0) not null,
  user_id uuid not null constraint activity_hours_user_fkey references users (id) on delete cascade,
  actions integer not null constraint activity_hours_actions_check check (actions > 0),
  constraint activity_hours_pkey primary key (hour, user_id)
);
comment on table activity_hours is 'owner: activity. Written by the statement that writes activity, for rows that were new.';
create index activity_hours_user_idx on activity_hours (user_id, hour);

-- Names of what the history of records and the feed point at. One view, because both read names of every kind and nothing else.
create view v_activity_names as
  select user_id as id, 'user' as kind, display_name as name from user_profiles
  union all select id, 'course', title from courses
  union all select id, 'lesson', title from lessons
  union all select id, 'module', title from course_modules
  union all select id, 'quiz', title from quizzes
  union all select id, 'category', name::text from categories
  union all select id, 'department', name::text from departments
  union all select id, 'position', name::text from positions
  union all select id, 'skill', name from skills
  union all select id, 'certificate', number from certificates
  union all select id, 'file', name from files
  union all select e.id, 'enrollment', p.display_name || ' · ' || c.title
    from enrollments e join user_profiles p on p.user_id = e.student_id join courses c on c.id = e.course_id;
comment on view v_activity_names is 'owner: activity. What a record is called today.';

-- Takes personal data of one person out of the history, leaving who changed which column when.
create function erase_in_history(p_record_types text[], p_record_id uuid, p_keys text[]) returns void language plpgsql as $$
begin
  perform set_config('lyceum.erasing', 'on', true);
  update record_history h set
    before = (select coalesce(jsonb_object_agg(key, case when key = any (p_keys) and value <> 'null' then '"[erased]"'::jsonb else value end), '{}') from jsonb_each(h.before)),
    after = (select coalesce(jsonb_object_agg(key, case when key = any (p_keys) and value <> 'null' then '"[erased]"'::jsonb else value end), '{}') from jsonb_each(h.after))
   where h.record_id = p_record_id and h.record_type = any (p_record_types);
  perform set_config('lyceum.erasing', '', true);
end $$;
