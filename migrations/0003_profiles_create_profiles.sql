-- Why: what we know about a person beyond the account. Contract T-33, L-22, U-07, U-32.
-- Owner: identity. Locks: none, new tables. Back out: a following migration.
create table departments (
  id uuid constraint departments_pkey primary key,
  name citext not null constraint departments_name_key unique,
  parent_id uuid constraint departments_parent_fkey references departments (id),
  created_at timestamptz(3) not null default now()
);
comment on table departments is 'owner: identity. Managed list; the contract''s free-text department is the name.';

create table positions (
  id uuid constraint positions_pkey primary key,
  name citext not null constraint positions_name_key unique,
  created_at timestamptz(3) not null default now()
);
comment on table positions is 'owner: identity. Managed list of positions.';

create table user_profiles (
  id uuid constraint user_profiles_pkey primary key,
  user_id uuid not null constraint user_profiles_user_key unique constraint user_profiles_user_fkey references users (id) on delete cascade,
  display_name varchar(150) not null,
  phone_number varchar(128) not null default '',
  department_id uuid constraint user_profiles_department_fkey references departments (id),
  position_id uuid constraint user_profiles_position_fkey references positions (id),
  bio text not null default '',
  avatar_file_id uuid,
  skills jsonb not null default '[]' constraint user_profiles_skills_check check (jsonb_typeof(skills) in ('array', 'object')),
  preferences jsonb not null default '{}' constraint user_profiles_preferences_check check (jsonb_typeof(preferences) = 'object'),
  time_zone text not null default 'UTC',
  language text not null default 'en',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  record_version integer not null default 1
);
comment on table user_profiles is 'owner: identity. Exactly one per user, made in the transaction that makes the user.';
create index user_profiles_department_idx on user_profiles (department_id);
create index user_profiles_search_idx on user_profiles using gin (search_normal(display_name) gin_trgm_ops);

create view v_identity_people as
  select u.id as user_id, p.display_name, u.email, u.username, u.role, u.is_active and u.deleted_at is null as is_active,
         p.avatar_file_id, d.name as department, o.name as position, p.language, p.time_zone,
         array(select a.role from role_assignments a where a.user_id = u.id and a.valid_until is null order by a.role) as roles
    from users u
    join user_profiles p on p.user_id = u.id
    left join departments d on d.id = p.department_id
    left join positions o on o.id = p.position_id;
comment on view v_identity_people is 'owner: identity. People for the joins of other features. Deleted people are in it, inactive: evidence names them.';
