-- Why: what is cached ends with the commit that changes it, whoever writes: a service, a job, a function, a hand. Contract
-- L-94, L-99, U-15; docs/decisions/0014-the-database-announces-changes.md. Owner: platform.
-- Locks: a moment on each table to add triggers. Back out: a following migration that drops the triggers.

-- A change is a tag, `user:0197…`; server/platform/cache/entries.ts says what ends with it. Inside our own transactions the
-- tags are gathered in a setting that `commit` reads; anybody else's are told to all processes by NOTIFY.
create function announce_change(p_tag text) returns void language plpgsql as $$
declare
  gathered text := coalesce(current_setting('lyceum.changed', true), '');
begin
  if coalesce(current_setting('lyceum.gathers', true), '') = '' then
    perform pg_notify('lyceum_bus', E'cache\n!sql\n' || p_tag);
  elsif gathered = '' then
    perform set_config('lyceum.changed', E'\n' || p_tag || E'\n', true);
  elsif length(gathered) > 20000 then
    -- So much at once ends everything: cheaper than saying what.
    perform set_config('lyceum.changed', E'\n*\n', true);
  elsif gathered <> E'\n*\n' and strpos(gathered, E'\n' || p_tag || E'\n') = 0 then
    perform set_config('lyceum.changed', gathered || p_tag || E'\n', true);
  end if;
end $$;

-- Arguments: the tag (`user:` is followed by the key, anything else stands alone), the column with the key, and either nothing,
-- or columns that alone count (`only a,b`), or columns that do not (`but a,b`).
create function announce_changes() returns trigger language plpgsql as $$
declare
  tag constant text := tg_argv[0];
  key_column constant text := tg_argv[1];
  how constant text := split_part(coalesce(tg_argv[2], ''), ' ', 1);
  columns constant text[] := string_to_array(split_part(coalesce(tg_argv[2], ''), ' ', 2), ',');
  -- The word alone, when there is no key.
  keys text[];
  most constant integer := 300;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct to_jsonb(n) ->> key_column) into keys from (select * from after_change limit most + 1) n;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct to_jsonb(o) ->> key_column) into keys from (select * from before_change limit most + 1) o;
  elsif how = '' then
    select array_agg(distinct to_jsonb(n) ->> key_column) into keys from (select * from after_change limit most + 1) n;
  elsif how = 'but' then
    -- A changed key leaves both rows without a partner, so both keys are told.
    select array_agg(distinct row_after ->> key_column) into keys from (
      (select to_jsonb(n) - columns as row_after from after_change n except select to_jsonb(o) - columns from before_change o)
      union
      (select to_jsonb(o) - columns from before_change o except select to_jsonb(n) - columns from after_change n)
      limit most + 1) changed;
  else
    select array_agg(distinct row_after ->> key_column) into keys from (
      (select (select jsonb_object_agg(c, to_jsonb(n) -> c) from unnest(columns || key_column) c) as row_after from after_change n
       except select (select jsonb_object_agg(c, to_jsonb(o) -> c) from unnest(columns || key_column) c) from before_change o)
      limit most + 1) changed;
  end if;
  if keys is null then
    return null;
  elsif cardinality(keys) > most then
    perform announce_change('*');
  elsif right(tag, 1) <> ':' then
    perform announce_change(tag);
  else
    perform announce_change(tag || key) from unnest(keys) key where key is not null;
  end if;
  return null;
end $$;

-- Three triggers a table, because rows before and after can only be named where there are such.
do $$
declare
  watched record;
begin
  for watched in
    select * from (values
      ('users', 'user', 'user:', 'id', 'but last_active'),
      ('user_profiles', 'user', 'user:', 'user_id', ''),
      ('role_assignments', 'user', 'user:', 'user_id', ''),
      ('login_sessions', 'session', 'session:', 'id', 'only ended_at,expires_at'),
      ('departments', 'directory', 'directory', 'id', ''),
      ('positions', 'directory', 'directory', 'id', ''),
      ('categories', 'category', 'category', 'id', ''),
      ('courses', 'course', 'course:', 'id', ''),
      ('course_trainers', 'course', 'course:', 'course_id', ''),
      ('lessons', 'course', 'course:', 'course_id', ''),
      ('course_versions', 'course', 'course:', 'course_id', ''),
      ('enrollments', 'enrollment', 'enrollments:user:', 'student_id', ''),
      ('lesson_progress', 'progress', 'progress:user:', 'student_id', ''),
      ('notifications', 'notification', 'notifications:user:', 'recipient_id', '')
    ) as t (name, what, tag, key_column, how)
  loop
    -- Of a session that begins nothing can be cached.
    if watched.name <> 'login_sessions' then
      execute format('create trigger announce_%s_insert after insert on %I referencing new table as after_change
                      for each statement execute function announce_changes(%L, %L, %L)', watched.what, watched.name, watched.tag, watched.key_column, watched.how);
    end if;
    execute format('create trigger announce_%s_update after update on %I referencing old table as before_change new table as after_change
                    for each statement execute function announce_changes(%L, %L, %L)', watched.what, watched.name, watched.tag, watched.key_column, watched.how);
    execute format('create trigger announce_%s_delete after delete on %I referencing old table as before_change
                    for each statement execute function announce_changes(%L, %L, %L)', watched.what, watched.name, watched.tag, watched.key_column, watched.how);
  end loop;
  -- What a card of a course shows, on lists of other things; and what is shown of people elsewhere.
  create trigger announce_card_update after update on courses referencing old table as before_change new table as after_change
    for each statement execute function announce_changes('card', 'id', 'only title,code,image_file_id,cover_motif,category_id,status,version_id,deleted_at,instructor_id,created_by');
  create trigger announce_card_trainers_insert after insert on course_trainers referencing new table as after_change
    for each statement execute function announce_changes('card', 'course_id');
  create trigger announce_card_trainers_delete after delete on course_trainers referencing old table as before_change
    for each statement execute function announce_changes('card', 'course_id');
  create trigger announce_face_update after update on user_profiles referencing old table as before_change new table as after_change
    for each statement execute function announce_changes('face', 'id', 'only display_name,avatar_file_id');
end $$;
