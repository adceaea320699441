-- Why: who takes which course, how far they are, and the evidence that they finished. Contract T-30, L-29, L-30, L-82..L-86.
-- Owner: enrollment. Locks: none, new tables. Back out: a following migration.
create table enrollments (
  id uuid constraint enrollments_pkey primary key,
  student_id uuid not null constraint enrollments_student_fkey references users (id),
  course_id uuid not null constraint enrollments_course_fkey references courses (id),
  course_version_id uuid not null constraint enrollments_version_fkey references course_versions (id),
  cycle integer not null default 1 constraint enrollments_cycle_check check (cycle >= 1),
  status text not null default 'active' constraint enrollments_status_check check (status in ('active', 'completed', 'ended')),
  source text not null default 'self' constraint enrollments_source_check check (source in ('self', 'assigned', 'import')),
  assigned_by uuid constraint enrollments_assigned_by_fkey references users (id),
  reason text not null default '',
  due_at timestamptz(3),
  reminded_at timestamptz(3),
  percent integer not null default 0 constraint enrollments_percent_check check (percent between 0 and 100),
  last_lesson_id uuid,
  last_seen_at timestamptz(3),
  enrolled_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  completed_at timestamptz(3),
  expires_at timestamptz(3),
  ended_at timestamptz(3),
  ended_by uuid constraint enrollments_ended_by_fkey references users (id),
  updated_at timestamptz(3) not null default now(),
  constraint enrollments_student_course_cycle_key unique (student_id, course_id, cycle),
  constraint enrollments_completed_check check ((status = 'completed') <= (completed_at is not null)),
  constraint enrollments_ended_check check ((status = 'ended') = (ended_at is not null))
) with (fillfactor = 85);
comment on table enrollments is 'owner: enrollment. One cycle of one person in one course; a retake opens the next cycle and never touches the last.';
create unique index enrollments_open_key on enrollments (student_id, course_id) where status = 'active';
create index enrollments_course_idx on enrollments (course_id, status, enrolled_at desc);
create index enrollments_student_idx on enrollments (student_id, enrolled_at desc, id desc);
create index enrollments_recent_idx on enrollments (enrolled_at desc, id desc);
create index enrollments_due_idx on enrollments (due_at) where status = 'active' and due_at is not null;

create table lesson_progress (
  enrollment_id uuid not null constraint lesson_progress_enrollment_fkey references enrollments (id) on delete cascade,
  lesson_id uuid not null constraint lesson_progress_lesson_fkey references lessons (id),
  -- Repeats the enrollment's; record_lesson_progress is the only writer, so no key is checked a second time.
  student_id uuid not null,
  completed boolean not null default false,
  completed_at timestamptz(3),
  position_seconds integer not null default 0 constraint lesson_progress_position_check check (position_seconds >= 0),
  -- A multirange, so that two tabs reporting at once merge by union and neither loses what it watched.
  watched_ranges int4multirange not null default '{}',
  media_seconds integer constraint lesson_progress_media_check check (media_seconds >= 1),
  seconds_spent integer not null default 0 constraint lesson_progress_seconds_check check (seconds_spent >= 0),
  score_percent integer constraint lesson_progress_score_check check (score_percent between 0 and 100),
  first_seen_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  constraint lesson_progress_pkey primary key (enrollment_id, lesson_id),
  constraint lesson_progress_completed_check check (completed = (completed_at is not null))
) with (fillfactor = 90);
comment on table lesson_progress is 'owner: enrollment. Rows exist from the first touch of a lesson; until then the API derives an untouched row (docs/decisions/0005-derived-progress-rows.md).';
-- Not by time as well: last_seen_at changes with every visit, and an index on it would make each of them three writes.
create index lesson_progress_student_idx on lesson_progress (student_id);

create table milestones (
  enrollment_id uuid not null constraint milestones_enrollment_fkey references enrollments (id) on delete cascade,
  percent integer not null constraint milestones_percent_check check (percent in (25, 50, 75, 100)),
  reached_at timestamptz(3) not null default now(),
  constraint milestones_pkey primary key (enrollment_id, percent)
);
comment on table milestones is 'owner: enrollment. Written once, ever, by the statement that moved the percentage.';

create table completions (
  id uuid constraint completions_pkey primary key,
  enrollment_id uuid not null constraint completions_enrollment_key unique constraint completions_enrollment_fkey references enrollments (id),
  student_id uuid not null constraint completions_student_fkey references users (id),
  course_id uuid not null constraint completions_course_fkey references courses (id),
  course_version_id uuid not null constraint completions_version_fkey references course_versions (id),
  cycle integer not null,
  score_percent integer,
  method text not null default 'lessons' constraint completions_method_check check (method in ('lessons', 'attendance', 'import', 'waiver')),
  recorded_by uuid constraint completions_recorded_by_fkey references users (id),
  completed_at timestamptz(3) not null default now(),
  expires_at timestamptz(3)
);
comment on table completions is 'owner: enrollment. Append-only evidence; certificates, skills and reports point here.';
create index completions_student_idx on completions (student_id, completed_at desc);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger completions_append_only before update or delete on completions for each row execute function refuse_change();

-- A time-ordered id for rows that one statement makes by the hundred; single rows get theirs from the application.
create function new_uuid_v7(at timestamptz) returns uuid language sql volatile parallel safe as $$
  select encode(
    set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- A progress row's id is a function of what it is about, so the id a client saw before the first touch stays for life.
create function lesson_progress_id(enrollment_id uuid, lesson_id uuid) returns uuid
  language sql immutable parallel safe strict as $$
  select overlay(overlay(md5(enrollment_id::text || lesson_id::text) placing '8' from 13) placing '8' from 17)::uuid
$$;

-- The one percentage: whole, floored, 100 only when all is done. percent.rules.ts is its twin; a property test holds them equal.
create function whole_percent(done integer, total integer) returns integer
  language sql immutable parallel safe strict as $$
  select case when total <= 0 then 0 else (least(greatest(done, 0), total)::bigint * 100 / total)::integer end
$$;

-- Recomputes the percentage of an enrollment that the caller has locked, and writes everything that follows from it:
-- milestones with their facts and, at 100, the completion. Touching a lesson on the way is part of the same row update.
create function settle_enrollment(
  e enrollments, required uuid[], p_at timestamptz, p_lesson_id uuid, p_actor_id uuid, p_request_id text,
  out new_percent integer, out reached integer[]
) language plpgsql as $$
declare
  finished boolean;
  completion_id uuid;
  valid_until timestamptz;
begin
  select whole_percent(count(*)::integer, cardinality(required)) into new_percent
    from lesson_progress p where p.enrollment_id = e.id and p.completed and p.lesson_id = any (required);
  finished := new_percent = 100;
  reached := '{}';

  if new_percent / 25 > e.percent / 25 then
    with made as (
      insert into milestones (enrollment_id, percent, reached_at)
      select e.id, step, p_at from unnest(array[25, 50, 75, 100]) step where step > e.percent and step <= new_percent
      on conflict do nothing returning percent
    ), told as (
      insert into facts (id, name, payload, actor_id, request_id)
      select new_uuid_v7(p_at), 'milestone.reached',
             jsonb_build_object('enrollment_id', e.id, 'student_id', e.student_id, 'course_id', e.course_id, 'percent', made.percent),
             p_actor_id, p_request_id
        from made order by made.percent
    )
    select coalesce(array_agg(made.percent order by made.percent), '{}') into reached from made;
  end if;

  if finished then
    completion_id := new_uuid_v7(p_at);
    select p_at + make_interval(months => c.certificate_valid_months) into valid_until
      from v_catalog_published_courses c where c.course_id = e.course_id;
    insert into completions (id, enrollment_id, student_id, course_id, course_version_id, cycle, score_percent, completed_at, expires_at)
    select completion_id, e.id, e.student_id, e.course_id, e.course_version_id, e.cycle, floor(avg(p.score_percent))::integer, p_at, valid_until
      from lesson_progress p where p.enrollment_id = e.id and p.lesson_id = any (required);
    insert into facts (id, name, payload, actor_id, request_id)
    values (new_uuid_v7(p_at), 'enrollment.completed',
            jsonb_build_object('enrollment_id', e.id, 'student_id', e.student_id, 'course_id', e.course_id, 'completion_id', completion_id),
            p_actor_id, p_request_id);
  end if;
  update enrollments x set
    course_version_id = e.course_version_id,
    percent = new_percent,
    status = case when finished then 'completed' else x.status end,
    completed_at = case when finished then p_at else x.completed_at end,
    expires_at = case when finished then valid_until else x.expires_at end,
    last_lesson_id = coalesce(p_lesson_id, x.last_lesson_id),
    last_seen_at = case when p_lesson_id is null then x.last_seen_at else p_at end,
    started_at = case when p_lesson_id is null then x.started_at else coalesce(x.started_at, p_at) end,
    updated_at = p_at
   where x.id = e.id;
end $$;

-- Writes one lesson's progress. Statements of a volatile function see what others committed meanwhile, so counting after
-- the lock is right under any concurrency, which one statement with one snapshot could not be.
-- p_completed null leaves the state as it is. `refused` says why nothing was written: 'closed' or 'absent'.
create function record_lesson_progress(
  p_enrollment_id uuid, p_lesson_id uuid, p_at timestamptz, p_completed boolean, p_position integer, p_watched int4multirange,
  p_media_seconds integer, p_seconds integer, p_score integer, p_actor_id uuid, p_request_id text,
  out refused text, out progress lesson_progress, out percent integer, out status text, out reached integer[], out newly_completed boolean
) language plpgsql as $$
declare
  e enrollments;
  lessons uuid[];
  required uuid[];
  newer record;
  moves boolean := false;
  was_completed boolean;
begin
  newly_completed := false;
  reached := '{}';
  select * into e from enrollments x where x.id = p_enrollment_id for no key update;
  if e.id is null or e.status = 'ended' or (e.status = 'completed' and p_completed is false) then
    refused := 'closed';
    return;
  end if;
  select v.lesson_ids, v.required_lesson_ids into strict lessons, required
    from v_catalog_course_versions v where v.course_version_id = e.course_version_id;
  if not p_lesson_id = any (lessons) then
    select c.version_id, c.required_lesson_ids into newer
      from v_catalog_published_courses c where c.course_id = e.course_id and p_lesson_id = any (c.lesson_ids);
    if newer.version_id is null then
      refused := 'absent';
      return;
    end if;
    -- The course was published again and the mover has not come by yet: this person goes ahead. Completed people stay.
    moves := e.status = 'active';
    if moves then
      e.course_version_id := newer.version_id;
      required := newer.required_lesson_ids;
    end if;
  end if;

  select p.completed into was_completed from lesson_progress p where p.enrollment_id = e.id and p.lesson_id = p_lesson_id;
  was_completed := coalesce(was_completed, false);
  newly_completed := coalesce(p_completed, false) and not was_completed;
  insert into lesson_progress as p (enrollment_id, lesson_id, student_id, completed, completed_at, position_seconds, watched_ranges,
                                    media_seconds, seconds_spent, score_percent, first_seen_at, last_seen_at)
  values (e.id, p_lesson_id, e.student_id, coalesce(p_completed, false), case when p_completed then p_at end, coalesce(p_position, 0),
          coalesce(p_watched, '{}'), p_media_seconds,
          least(coalesce(p_seconds, 0), greatest(0, extract(epoch from p_at - e.enrolled_at)))::integer, p_score, p_at, p_at)
  on conflict (enrollment_id, lesson_id) do update set
    completed = coalesce(p_completed, p.completed),
    completed_at = case when p_completed is null then p.completed_at when p_completed then coalesce(p.completed_at, p_at) end,
    position_seconds = coalesce(p_position, p.position_seconds),
    watched_ranges = p.watched_ranges + excluded.watched_ranges,
    media_seconds = greatest(p.media_seconds, p_media_seconds),
    -- Nobody can have spent more time than has passed since they were last here.
    seconds_spent = p.seconds_spent + least(coalesce(p_seconds, 0), greatest(0, extract(epoch from p_at - p.last_seen_at)))::integer,
    score_percent = greatest(p.score_percent, p_score),
    last_seen_at = greatest(p.last_seen_at, p_at)
  returning * into progress;

  if e.status = 'active' and (moves or progress.completed <> was_completed) then
    select s.new_percent, s.reached into percent, reached
      from settle_enrollment(e, required, p_at, p_lesson_id, p_actor_id, p_request_id) s;
    status := case when percent = 100 then 'completed' else 'active' end;
  else
    update enrollments x set last_lesson_id = p_lesson_id, last_seen_at = p_at, started_at = coalesce(x.started_at, p_at) where x.id = e.id;
    percent := e.percent;
    status := e.status;
  end if;
  if progress.completed <> was_completed then
    insert into facts (id, name, payload, actor_id, request_id)
    values (new_uuid_v7(p_at), case when newly_completed then 'lesson.completed' else 'enrollment.changed' end,
            jsonb_build_object('enrollment_id', e.id, 'student_id', e.student_id, 'course_id', e.course_id)
              || case when newly_completed then jsonb_build_object('lesson_id', p_lesson_id, 'percent', percent) else '{}'::jsonb end,
            p_actor_id, p_request_id);
  end if;
end $$;

-- After a course was published again: people in progress move to its newest version, completed ones keep theirs.
-- Almost all rows change in one statement; only those whose percentage crosses a milestone (lessons were removed) are settled
-- one by one, because facts and evidence hang on it. Answers how many moved.
create function move_enrollments(p_course_id uuid, p_at timestamptz, p_request_id text) returns integer language plpgsql as $$
declare
  newest uuid;
  required uuid[];
  moved integer;
  crossing uuid[];
  one enrollments;
begin
  select c.version_id, c.required_lesson_ids into newest, required from v_catalog_published_courses c where c.course_id = p_course_id;
  perform 1 from enrollments e
    where e.course_id = p_course_id and e.status = 'active' and e.course_version_id <> newest order by e.id for no key update;
  with fresh as (
    select e.id, n.next_percent, n.next_percent / 25 > e.percent / 25 as crosses
      from enrollments e
      cross join lateral (
        select whole_percent(count(*)::integer, cardinality(required)) as next_percent
          from lesson_progress p where p.enrollment_id = e.id and p.completed and p.lesson_id = any (required)) n
     where e.course_id = p_course_id and e.status = 'active' and e.course_version_id <> newest
  ), changed as (
    update enrollments e
       set course_version_id = newest, percent = case when f.crosses then e.percent else f.next_percent end, updated_at = p_at
      from fresh f where e.id = f.id
    returning e.id, f.crosses
  )
  select count(*), array_agg(c.id) filter (where c.crosses) into moved, crossing from changed c;
  for one in select e.* from enrollments e where e.id = any (crossing) loop
    perform settle_enrollment(one, required, p_at, null, null, p_request_id);
  end loop;
  return moved;
end $$;

-- What other features may read.
create view v_enrollment_enrollments as
  select id as enrollment_id, student_id, course_id, course_version_id, cycle, status, source, assigned_by, reason, percent, due_at, enrolled_at,
         started_at, completed_at, expires_at, ended_at, last_seen_at
    from enrollments;
create view v_enrollment_completions as
  select id as completion_id, enrollment_id, student_id, course_id, course_version_id, cycle, score_percent, method, completed_at, expires_at
    from completions;
create view v_enrollment_milestones as select enrollment_id, percent, reached_at from milestones;
create view v_enrollment_lesson_progress as
  select lesson_progress_id(enrollment_id, lesson_id) as progress_id, enrollment_id, lesson_id, student_id, completed, completed_at, seconds_spent, score_percent, first_seen_at, last_seen_at
    from lesson_progress;
