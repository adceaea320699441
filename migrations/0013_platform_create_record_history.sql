-- Why: who changed what and when, with before and after, on every record that matters; and where a fact came from. Contract T-26, U-24.
-- Owner: platform. Locks: brief on each tracked table (create trigger) and on facts (new columns with constant defaults). Back out: a following migration.

-- Who acts is said once per transaction (`begin; set local …`, see server/platform/db/database.ts) and read here, so no code
-- path can forget to pass it on. Outside such a transaction the settings are empty and so are the columns.
create function acting_user() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('lyceum.actor', true), '')::uuid
$$;
create function acting_session() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('lyceum.session', true), '')::uuid
$$;
create function acting_request() returns text language sql stable parallel safe as $$
  select nullif(current_setting('lyceum.request', true), '')
$$;
create function acting_ip() returns text language sql stable parallel safe as $$
  select coalesce(current_setting('lyceum.ip', true), '')
$$;

alter table facts
  add column login_session_id uuid,
  add column ip text not null default '';
alter table facts alter column login_session_id set default acting_session(), alter column ip set default acting_ip();

create table record_history (
  id uuid constraint record_history_pkey primary key,
  record_type text not null,
  record_id uuid not null,
  action text not null constraint record_history_action_check check (action in ('created', 'changed', 'deleted')),
  changed_at timestamptz(3) not null,
  actor_id uuid,
  login_session_id uuid,
  request_id text,
  before jsonb not null default '{}',
  after jsonb not null default '{}'
);
comment on table record_history is 'owner: platform. Append-only, written by triggers: the columns that changed, as they were and as they became. actor_id has no key: it outlives the account.';
create index record_history_record_idx on record_history (record_type, record_id, id desc);
create index record_history_actor_idx on record_history (actor_id, id desc);
create index record_history_changed_idx on record_history (changed_at desc, id desc);

-- Long texts are told by their size and beginning: their full wording is kept where it is published (lesson_revisions).
create function history_value(value jsonb) returns jsonb language sql immutable parallel safe as $$
  select case when jsonb_typeof(value) = 'string' and length(value #>> '{}') > 1000
    then jsonb_build_object('length', length(value #>> '{}'), 'begins', left(value #>> '{}', 200), 'md5', md5(value #>> '{}'))
    else value end
$$;

-- First argument: the column that names the record; the others: columns that say nothing to a reader (counters, marks).
create function track_change() returns trigger language plpgsql as $$
declare
  noise text[] := array['updated_at', 'record_version'] || coalesce(tg_argv[1:], '{}');
  old_row jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) - noise end;
  new_row jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) - noise end;
  was jsonb;
  became jsonb;
begin
  select coalesce(jsonb_object_agg(o.key, history_value(o.value)), '{}') into was
    from jsonb_each(old_row) o where new_row -> o.key is distinct from o.value;
  select coalesce(jsonb_object_agg(n.key, history_value(n.value)), '{}') into became
    from jsonb_each(new_row) n where old_row -> n.key is distinct from n.value;
  if tg_op = 'UPDATE' and was = '{}' and became = '{}' then return null; end if;
  insert into record_history (id, record_type, record_id, action, changed_at, actor_id, login_session_id, request_id, before, after)
  values (new_uuid_v7(clock_timestamp()), tg_table_name,
          ((case when tg_op = 'DELETE' then old_row else new_row end) ->> tg_argv[0])::uuid,
          case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'deleted' end,
          clock_timestamp(), acting_user(), acting_session(), acting_request(), was, became);
  return null;
end $$;

-- Only erasing a person may touch what was written, and it says so for its own transaction; see erase_in_history.
create function refuse_history_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('lyceum.erasing', true) = 'on'
     and (new.id, new.record_type, new.record_id, new.action, new.changed_at) = (old.id, old.record_type, old.record_id, old.action, old.changed_at)
  then return new; end if;
  raise exception 'record_history is append-only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger record_history_append_only before update or delete on record_history for each row execute function refuse_history_change();
create trigger record_history_no_truncate before truncate on record_history for each statement execute function refuse_history_change();

-- Starts keeping the history of a table: `select track_history('courses', 'id', 'draft_changed_at')`.
create function track_history(p_table regclass, variadic p_arguments text[]) returns void language plpgsql as $$
begin
  execute format('create trigger %I after insert or update or delete on %s for each row execute function track_change(%s)',
    p_table::text || '_track_history', p_table, (select string_agg(quote_literal(a), ', ') from unnest(p_arguments) a));
end $$;

select track_history('users', 'id', 'last_active', 'failed_login_attempts', 'last_failed_login_at');
select track_history('role_assignments', 'id');
select track_history('user_profiles', 'user_id');
select track_history('departments', 'id');
select track_history('positions', 'id');
select track_history('categories', 'id');
select track_history('courses', 'id', 'draft_changed_at');
select track_history('course_trainers', 'course_id');
-- "order" says nothing by itself: one move renumbers all that follow.
select track_history('course_modules', 'id', 'order');
select track_history('lessons', 'id', 'order');
select track_history('quizzes', 'id');
select track_history('questions', 'id', 'order');
select track_history('choices', 'id', 'order');

-- An enrollment is its own evidence of how it began and how far it is; what people change about it afterwards is not.
create trigger enrollments_track_history after update on enrollments for each row
  when (old.due_at is distinct from new.due_at or old.ended_at is distinct from new.ended_at or old.reason is distinct from new.reason)
  execute function track_change('id', 'percent', 'last_lesson_id', 'last_seen_at', 'started_at', 'reminded_at');
create trigger enrollments_track_removal after delete on enrollments for each row execute function track_change('id');
create trigger certificates_track_history after insert or update or delete on certificates for each row
  execute function track_change('id', 'pdf_file_id', 'pdf_sha256', 'verification_id');
