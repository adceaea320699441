-- Why: training sessions with rooms, trainers and seats; who has a seat, who waits; who was there. Contract T-07, U-22.
-- Owner: calendar. Locks: brief on lessons and training_preferences (check constraints) and mails (one column). Back out: a following migration.

create table rooms (
  id uuid constraint rooms_pkey primary key,
  name citext not null constraint rooms_name_check check (length(name) between 1 and 100),
  location text not null default '',
  capacity integer not null constraint rooms_capacity_check check (capacity between 1 and 10000),
  equipment text[] not null default '{}',
  time_zone text not null,
  notes text not null default '',
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1
);
comment on table rooms is 'owner: calendar. Archived, not deleted: past sessions were held there.';
create unique index rooms_name_key on rooms (name) where archived_at is null;

create table holidays (
  id uuid constraint holidays_pkey primary key,
  name text not null constraint holidays_name_check check (length(name) between 1 and 100),
  starts_on date not null,
  -- Included.
  ends_on date not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1,
  constraint holidays_order_check check (ends_on between starts_on and starts_on + 366),
  constraint holidays_once_key unique (starts_on, name)
);
comment on table holidays is 'owner: calendar. Days on which the organization does not work; they warn, they forbid nothing.';
create index holidays_ends_idx on holidays (ends_on, starts_on);

create table session_series (
  id uuid constraint session_series_pkey primary key,
  title text not null,
  time_zone text not null,
  -- RFC 5545 without DTSTART. It made the rows once; a session is moved by itself afterwards.
  rule text not null,
  created_by uuid constraint session_series_created_by_fkey references users (id),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1
);
comment on table session_series is 'owner: calendar. What sessions that were planned together have in common.';

create table training_sessions (
  id uuid constraint training_sessions_pkey primary key,
  series_id uuid constraint training_sessions_series_fkey references session_series (id),
  course_id uuid constraint training_sessions_course_fkey references courses (id),
  lesson_id uuid constraint training_sessions_lesson_fkey references lessons (id),
  title text not null constraint training_sessions_title_check check (length(title) between 1 and 200),
  description text not null default '',
  time_zone text not null,
  -- Of the first and the last day; kept by the statement that writes the days.
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  room_id uuid constraint training_sessions_room_fkey references rooms (id),
  online_url text constraint training_sessions_online_url_check check (online_url like 'https://%'),
  seats integer not null constraint training_sessions_seats_check check (seats between 1 and 10000),
  waiting_list boolean not null default true,
  cut_off_minutes integer not null default 1440 constraint training_sessions_cut_off_check check (cut_off_minutes >= 0),
  offer_minutes integer not null default 1440 constraint training_sessions_offer_check check (offer_minutes between 15 and 20160),
  approval text not null default 'none' constraint training_sessions_approval_check check (approval in ('none', 'manager', 'trainer')),
  attendance_percent integer not null default 80
    constraint training_sessions_attendance_check check (attendance_percent between 1 and 100),
  -- Counters kept by the trigger on bookings. Seats are decided on this row under its lock, so they cannot be given twice.
  seats_taken integer not null default 0,
  waiting_count integer not null default 0 constraint training_sessions_waiting_check check (waiting_count >= 0),
  requested_count integer not null default 0 constraint training_sessions_requested_check check (requested_count >= 0),
  -- Of the calendar event that mail programs keep: rises with every change of time, place or state (RFC 5546).
  ical_sequence integer not null default 0,
  cancelled_at timestamptz(3),
  cancelled_by uuid constraint training_sessions_cancelled_by_fkey references users (id),
  cancel_reason text constraint training_sessions_cancel_reason_check check (length(cancel_reason) between 1 and 1000),
  sheet_file_id uuid constraint training_sessions_sheet_file_fkey references files (id),
  -- When attendance was judged for everybody after the last day; null while that is to come.
  judged_at timestamptz(3),
  created_by uuid constraint training_sessions_created_by_fkey references users (id),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1,
  constraint training_sessions_order_check check (ends_at > starts_at),
  constraint training_sessions_place_check check (room_id is not null or online_url is not null),
  constraint training_sessions_lesson_course_check check (lesson_id is null or course_id is not null),
  constraint training_sessions_seats_taken_check check (seats_taken between 0 and seats),
  constraint training_sessions_cancelled_check check ((cancelled_at is null) = (cancel_reason is null))
);
comment on table training_sessions is 'owner: calendar. A meeting of people to learn, on one or more days. Cancelled with a reason, never deleted once somebody was booked.';
create index training_sessions_starts_idx on training_sessions (starts_at, id);
create index training_sessions_ends_idx on training_sessions (ends_at, id);
create index training_sessions_course_idx on training_sessions (course_id, starts_at, id) where course_id is not null;
create index training_sessions_lesson_idx on training_sessions (lesson_id, starts_at) where lesson_id is not null;
create index training_sessions_series_idx on training_sessions (series_id, starts_at) where series_id is not null;
create index training_sessions_room_idx on training_sessions (room_id, starts_at) where room_id is not null;
create index training_sessions_unjudged_idx on training_sessions (ends_at) where judged_at is null and cancelled_at is null;
create index training_sessions_title_idx on training_sessions using gin (search_normal(title) gin_trgm_ops);

create table session_days (
  id uuid constraint session_days_pkey primary key,
  session_id uuid not null constraint session_days_session_fkey references training_sessions (id) on delete cascade,
  -- What was agreed on, in the session's zone; the instants follow from it and are written again when a zone's rules change.
  starts_local timestamp(0) not null,
  ends_local timestamp(0) not null,
  starts_at timestamptz(0) not null,
  ends_at timestamptz(0) not null,
  -- Set when a day is dropped, because calendars that know it have to be told. Dropped days count nowhere else.
  dropped_at timestamptz(3),
  check_in_secret bytea,
  check_in_opened_at timestamptz(3),
  check_in_closed_at timestamptz(3),
  constraint session_days_order_check check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
  -- Judged at the end of a statement: days may change places in one.
  constraint session_days_apart_excl exclude using gist (session_id with =, tstzrange(starts_at, ends_at) with &&) where (dropped_at is null)
    deferrable initially immediate,
  constraint session_days_check_in_check check ((check_in_opened_at is null) = (check_in_secret is null))
);
comment on table session_days is 'owner: calendar. One stretch of time of a session; its id is the UID of the event in other calendars.';
create index session_days_session_idx on session_days (session_id, starts_at);
create index session_days_times_idx on session_days using gist (tstzrange(starts_at, ends_at)) where dropped_at is null;

create table session_trainers (
  session_id uuid not null constraint session_trainers_session_fkey references training_sessions (id) on delete cascade,
  user_id uuid not null constraint session_trainers_user_fkey references users (id),
  constraint session_trainers_pkey primary key (session_id, user_id)
);
comment on table session_trainers is 'owner: calendar. Who holds a session.';
create index session_trainers_user_idx on session_trainers (user_id);

-- When rooms and trainers are taken. Rows exist for sessions that take place only; nobody and nothing is in two places at once.
create table session_occupancy (
  session_id uuid not null constraint session_occupancy_session_fkey references training_sessions (id) on delete cascade,
  day_id uuid not null constraint session_occupancy_day_fkey references session_days (id) on delete cascade,
  kind text not null constraint session_occupancy_kind_check check (kind in ('room', 'trainer')),
  -- A room or a person.
  resource_id uuid not null,
  during tstzrange not null,
  constraint session_occupancy_pkey primary key (day_id, resource_id),
  constraint session_occupancy_apart_excl exclude using gist (resource_id with =, during with &&)
);
comment on table session_occupancy is 'owner: calendar. Derived: occupy_session writes it from days, room and trainers.';
create index session_occupancy_session_idx on session_occupancy (session_id);

-- Writes the occupancy of one session anew. Fails with session_occupancy_apart_excl when a room or a trainer is taken.
create function occupy_session(p_session_id uuid) returns void language plpgsql as $$
begin
  delete from session_occupancy where session_id = p_session_id;
  insert into session_occupancy (session_id, day_id, kind, resource_id, during)
    select d.session_id, d.id, r.kind, r.resource_id, tstzrange(d.starts_at, d.ends_at)
      from training_sessions s
      join session_days d on d.session_id = s.id and d.dropped_at is null
      cross join lateral (
        select 'room', s.room_id where s.room_id is not null
        union all select 'trainer', t.user_id from session_trainers t where t.session_id = s.id
      ) r (kind, resource_id)
     where s.id = p_session_id and s.cancelled_at is null;
end $$;

create sequence booking_queue;
create table bookings (
  id uuid constraint bookings_pkey primary key,
  session_id uuid not null constraint bookings_session_fkey references training_sessions (id),
  user_id uuid not null constraint bookings_user_fkey references users (id),
  state text not null constraint bookings_state_check check (state in ('requested', 'booked', 'waiting', 'offered', 'cancelled', 'refused', 'lapsed')),
  -- The order in which people asked: decides who is first, whatever happened in between.
  queue_number bigint not null default nextval('booking_queue'),
  state_since timestamptz(3) not null,
  offered_until timestamptz(3),
  booked_by uuid constraint bookings_booked_by_fkey references users (id),
  decided_by uuid constraint bookings_decided_by_fkey references users (id),
  decided_at timestamptz(3),
  note text not null default '' constraint bookings_note_check check (length(note) <= 500),
  reason text constraint bookings_reason_check check (length(reason) <= 500),
  -- What attendance made of it; written by attendance alone.
  outcome text not null default 'pending' constraint bookings_outcome_check check (outcome in ('pending', 'attended', 'missed', 'excused')),
  attended_minutes integer not null default 0 constraint bookings_attended_minutes_check check (attended_minutes >= 0),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1,
  constraint bookings_offered_check check ((state = 'offered') = (offered_until is not null))
);
comment on table bookings is 'owner: calendar. A seat or the wish for one. Ended, not deleted; one that lives per person and session.';
create unique index bookings_live_key on bookings (session_id, user_id) where state in ('requested', 'booked', 'waiting', 'offered');
create index bookings_session_idx on bookings (session_id, state, queue_number);
create index bookings_user_idx on bookings (user_id, session_id);
create index bookings_offers_idx on bookings (offered_until) where state = 'offered';
create index bookings_requested_idx on bookings (created_at, id) where state = 'requested';

-- Counts on the session's row, which locks it: the check on seats_taken then holds for any writer.
create function count_bookings() returns trigger language plpgsql as $$
declare
  taken integer := 0; waiting integer := 0; requested integer := 0;
begin
  if tg_op <> 'INSERT' then
    taken := taken - (old.state in ('booked', 'offered'))::int;
    waiting := waiting - (old.state = 'waiting')::int;
    requested := requested - (old.state = 'requested')::int;
  end if;
  if tg_op <> 'DELETE' then
    taken := taken + (new.state in ('booked', 'offered'))::int;
    waiting := waiting + (new.state = 'waiting')::int;
    requested := requested + (new.state = 'requested')::int;
  end if;
  if taken <> 0 or waiting <> 0 or requested <> 0 then
    update training_sessions set seats_taken = seats_taken + taken, waiting_count = waiting_count + waiting, requested_count = requested_count + requested
     where id = case when tg_op = 'DELETE' then old.session_id else new.session_id end;
  end if;
  return null;
end $$;
create trigger bookings_count after insert or update or delete on bookings for each row execute function count_bookings();

create table attendances (
  id uuid constraint attendances_pkey primary key,
  booking_id uuid not null constraint attendances_booking_fkey references bookings (id),
  day_id uuid not null constraint attendances_day_fkey references session_days (id),
  state text not null constraint attendances_state_check check (state in ('present', 'late', 'left_early', 'excused', 'absent')),
  minutes integer not null constraint attendances_minutes_check check (minutes between 0 and 1440),
  method text not null constraint attendances_method_check check (method in ('code', 'trainer', 'sheet')),
  -- When it happened, which is earlier than it arrived when a phone was offline.
  recorded_at timestamptz(3) not null,
  recorded_by uuid constraint attendances_recorded_by_fkey references users (id),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1,
  constraint attendances_once_key unique (booking_id, day_id),
  constraint attendances_nothing_check check (state not in ('absent', 'excused') or minutes = 0)
);
comment on table attendances is 'owner: calendar. Who was there on a day.';
create index attendances_day_idx on attendances (day_id);

create table attendance_corrections (
  id uuid constraint attendance_corrections_pkey primary key,
  booking_id uuid not null constraint attendance_corrections_booking_fkey references bookings (id),
  day_id uuid not null constraint attendance_corrections_day_fkey references session_days (id),
  from_state text,
  from_minutes integer,
  to_state text,
  to_minutes integer,
  reason text not null default '' constraint attendance_corrections_reason_check check (length(reason) <= 500),
  corrected_by uuid constraint attendance_corrections_corrected_by_fkey references users (id),
  corrected_at timestamptz(3) not null
);
comment on table attendance_corrections is 'owner: calendar. Append-only: every change of a mark after it was first set.';
create index attendance_corrections_booking_idx on attendance_corrections (booking_id, corrected_at desc, id desc);
create function refuse_correction_change() returns trigger language plpgsql as $$
begin
  raise exception 'attendance_corrections is append-only' using errcode = 'integrity_constraint_violation';
end $$;
-- The words of a reason go when the person is erased; what was changed and when stays.
create trigger attendance_corrections_append_only before update on attendance_corrections for each row
  when (new.reason <> '' or (old.id, old.booking_id, old.day_id, old.from_state, old.from_minutes, old.to_state, old.to_minutes, old.corrected_by, old.corrected_at)
        is distinct from (new.id, new.booking_id, new.day_id, new.from_state, new.from_minutes, new.to_state, new.to_minutes, new.corrected_by, new.corrected_at))
  execute function refuse_correction_change();

create table calendar_events (
  id uuid constraint calendar_events_pkey primary key,
  user_id uuid not null constraint calendar_events_user_fkey references users (id) on delete cascade,
  title text not null constraint calendar_events_title_check check (length(title) between 1 and 200),
  time_zone text not null,
  starts_local timestamp(0) not null,
  ends_local timestamp(0) not null,
  starts_at timestamptz(0) not null,
  ends_at timestamptz(0) not null,
  all_day boolean not null default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1,
  constraint calendar_events_order_check check (ends_at > starts_at)
);
comment on table calendar_events is 'owner: calendar. What somebody keeps free for themselves; others learn only that they are busy.';
create index calendar_events_user_idx on calendar_events (user_id, starts_at);
create index calendar_events_user_ends_idx on calendar_events (user_id, ends_at);

create table calendar_feeds (
  id uuid constraint calendar_feeds_pkey primary key,
  user_id uuid not null constraint calendar_feeds_user_fkey references users (id) on delete cascade,
  name text not null constraint calendar_feeds_name_check check (length(name) between 1 and 100),
  contents text[] not null,
  -- The address is known to its owner's program only.
  secret_hash bytea not null constraint calendar_feeds_secret_key unique,
  created_at timestamptz(3) not null default now(),
  last_read_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint calendar_feeds_contents_check check
    (cardinality(contents) > 0 and contents <@ array['sessions', 'teaching', 'deadlines', 'expiries'])
);
comment on table calendar_feeds is 'owner: calendar. Addresses that calendar programs read without signing in; a low-power secret that can be taken back.';
create index calendar_feeds_user_idx on calendar_feeds (user_id, created_at desc) where revoked_at is null;

-- A lesson that is done by being there.
alter table lessons drop constraint lessons_kind_check, drop constraint lessons_completion_rule_check;
alter table lessons
  add constraint lessons_kind_check check (kind in ('article', 'video', 'file', 'quiz', 'session')),
  add constraint lessons_completion_rule_check check (completion_rule in ('open', 'minimum_time', 'watched_share', 'quiz_passed', 'attended'));

alter table training_preferences drop constraint training_preferences_formats_check;
alter table training_preferences
  add constraint training_preferences_formats_check check (formats <@ array['reading', 'video', 'practice', 'session']);

-- Calendar files that go with a mail: [{"method": "REQUEST", "content": "BEGIN:VCALENDAR…"}], the first one as its third form.
alter table mails add column calendar_parts jsonb not null default '[]';

-- Names of courses, also of those that were never published: a session may be planned before its course is.
create view v_catalog_courses as
  select id as course_id, title, code, status, deleted_at from courses;
comment on view v_catalog_courses is 'owner: catalog. Titles and states of all courses, drafts and deleted ones too: ask who may see them.';

-- A scan of the signed attendance sheet.
alter table file_uses drop constraint file_uses_subject_check;
alter table file_uses add constraint file_uses_subject_check
  check (subject in ('user', 'course', 'lesson', 'certificate', 'import', 'skill_evidence', 'training_session'));
create view v_files_files as select id as file_id, name, media_type from files;
comment on view v_files_files is 'owner: files. What a file is called, for those who attach one.';

-- What others see of sessions.
create view v_calendar_sessions as
  select s.id as session_id, s.course_id, s.lesson_id, s.series_id, s.title, s.time_zone, s.starts_at, s.ends_at, s.room_id, r.name::text as room_name,
         s.online_url is not null as is_online, s.seats, s.seats_taken, s.waiting_count, s.cut_off_minutes, s.approval, s.cancelled_at, s.ical_sequence,
         s.starts_at - make_interval(mins => s.cut_off_minutes) as booking_closes_at, s.cancel_reason, s.created_by
    from training_sessions s left join rooms r on r.id = s.room_id;
comment on view v_calendar_sessions is 'owner: calendar. Sessions with where and how full.';
create view v_calendar_bookings as
  select b.id as booking_id, b.session_id, b.user_id, b.state, b.offered_until, b.state_since, b.outcome, b.attended_minutes, b.booked_by, b.decided_by, b.reason,
         b.note, b.queue_number
    from bookings b;
comment on view v_calendar_bookings is 'owner: calendar. Who has or wants a seat.';
create view v_calendar_session_days as
  select id as day_id, session_id, starts_at, ends_at, starts_local, ends_local from session_days where dropped_at is null;
create view v_calendar_session_trainers as select session_id, user_id from session_trainers;

-- The names of all kinds of records, now with those of the calendar.
create or replace view v_activity_names as
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
    from enrollments e join user_profiles p on p.user_id = e.student_id join courses c on c.id = e.course_id
  union all select id, 'training_session', title from training_sessions
  union all select id, 'room', name::text from rooms;

select track_history('rooms', 'id');
select track_history('holidays', 'id');
select track_history('session_series', 'id');
select track_history('training_sessions', 'id', 'seats_taken', 'waiting_count', 'requested_count', 'judged_at');
select track_history('session_days', 'session_id', 'check_in_secret');
select track_history('session_trainers', 'session_id');
-- A booking is its own evidence of how it began; what becomes of it is kept here.
create trigger bookings_track_history after update or delete on bookings for each row execute function track_change('id', 'queue_number', 'state_since');
select track_history('attendances', 'booking_id');
