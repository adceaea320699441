-- Why: who leads whom, since when and until when; who acts for a manager who is away. Issue section 3, docs/decisions/0011-authority-follows-the-reporting-line.md.
-- Owner: reporting. Locks: none, new tables. Back out: a following migration.
create extension if not exists btree_gist;

create table reporting_lines (
  id uuid constraint reporting_lines_pkey primary key,
  user_id uuid not null constraint reporting_lines_user_fkey references users (id),
  manager_id uuid not null constraint reporting_lines_manager_fkey references users (id),
  valid_from timestamptz(3) not null,
  -- Exclusive; null while it lasts.
  valid_until timestamptz(3),
  set_by uuid constraint reporting_lines_set_by_fkey references users (id),
  created_at timestamptz(3) not null default now(),
  constraint reporting_lines_self_check check (user_id <> manager_id),
  constraint reporting_lines_order_check check (valid_until >= valid_from),
  constraint reporting_lines_one_manager_excl exclude using gist (user_id with =, tstzrange(valid_from, valid_until) with &&)
);
comment on table reporting_lines is 'owner: reporting. One manager per person at any moment; rows are ended, not deleted, so "who was it in June" has an answer.';
create index reporting_lines_manager_idx on reporting_lines (manager_id, user_id) where valid_until is null;
create index reporting_lines_manager_all_idx on reporting_lines (manager_id);

create table acting_managers (
  id uuid constraint acting_managers_pkey primary key,
  manager_id uuid not null constraint acting_managers_manager_fkey references users (id),
  acting_id uuid not null constraint acting_managers_acting_fkey references users (id),
  valid_from timestamptz(3) not null,
  -- Exclusive. Acting always ends.
  valid_until timestamptz(3) not null,
  reason text not null default '' constraint acting_managers_reason_check check (length(reason) <= 500),
  set_by uuid constraint acting_managers_set_by_fkey references users (id),
  created_at timestamptz(3) not null default now(),
  constraint acting_managers_self_check check (manager_id <> acting_id),
  constraint acting_managers_order_check check (valid_until >= valid_from),
  constraint acting_managers_once_excl exclude using gist (manager_id with =, acting_id with =, tstzrange(valid_from, valid_until) with &&)
);
comment on table acting_managers is 'owner: reporting. Whoever acts for a manager sees and does for that manager''s whole line what the manager may, between the two moments. Acting is not passed on.';
create index acting_managers_acting_idx on acting_managers (acting_id);

-- Everyone below a person, at a moment: their own line and those of the managers they act for, each with the fewest steps down.
-- A ring cannot be stored (reporting's service refuses it under a lock); `union` on (person, depth limit) ends one all the same.
create function reporting_line(p_manager_id uuid, p_at timestamptz) returns table (user_id uuid, depth integer)
  language sql stable parallel safe rows 50 as $$
  with recursive heads as (
    select p_manager_id as id
    union
    select a.manager_id from acting_managers a where a.acting_id = p_manager_id and a.valid_from <= p_at and a.valid_until > p_at
  ), below as (
    select l.user_id, 1 as depth from heads h join reporting_lines l on l.manager_id = h.id
     where l.valid_from <= p_at and (l.valid_until is null or l.valid_until > p_at)
    union
    select l.user_id, b.depth + 1 from below b join reporting_lines l on l.manager_id = b.user_id
     where l.valid_from <= p_at and (l.valid_until is null or l.valid_until > p_at) and b.depth < 50
  )
  select b.user_id, min(b.depth) from below b where b.user_id <> p_manager_id group by b.user_id
$$;

-- The managers above a person, nearest first, and those acting for them: walks up, so it costs the height of the line only.
create function reporting_managers(p_user_id uuid, p_at timestamptz) returns table (manager_id uuid, depth integer, acting_for uuid)
  language sql stable parallel safe rows 5 as $$
  with recursive above as (
    select l.manager_id, 1 as depth from reporting_lines l
     where l.user_id = p_user_id and l.valid_from <= p_at and (l.valid_until is null or l.valid_until > p_at)
    union
    select l.manager_id, a.depth + 1 from above a join reporting_lines l on l.user_id = a.manager_id
     where l.valid_from <= p_at and (l.valid_until is null or l.valid_until > p_at) and a.depth < 50
  )
  select a.manager_id, a.depth, null::uuid from above a where a.manager_id <> p_user_id
  union all
  select m.acting_id, a.depth, a.manager_id from above a
    join acting_managers m on m.manager_id = a.manager_id and m.valid_from <= p_at and m.valid_until > p_at
   where m.acting_id <> p_user_id
$$;

create view v_reporting_managers as
  select user_id, manager_id, valid_from, valid_until from reporting_lines;
comment on view v_reporting_managers is 'owner: reporting. Direct managers with dates.';

select track_history('reporting_lines', 'user_id');
select track_history('acting_managers', 'manager_id');
