-- Why: people, what they may do, how they prove who they are. Contract T-32, T-42..T-49, L-22, U-04..U-08, U-19.
-- Owner: identity. Locks: none, new tables. Back out: a following migration.
create table users (
  id uuid constraint users_pkey primary key,
  email citext not null constraint users_email_key unique constraint users_email_check check (length(email) <= 254),
  username citext not null constraint users_username_key unique constraint users_username_check check (length(username) between 1 and 150),
  role varchar(20) not null default 'learner' constraint users_role_check check (role in ('admin', 'manager', 'trainer', 'learner')),
  is_active boolean not null default true,
  deactivated_at timestamptz(3),
  failed_login_attempts integer not null default 0 constraint users_failed_login_attempts_check check (failed_login_attempts >= 0),
  last_failed_login_at timestamptz(3),
  last_active timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  record_version integer not null default 1
);
comment on table users is 'owner: identity. One row per person. role is the strongest of role_assignments, kept by the same statement that changes those.';
create index users_created_idx on users (created_at, id) where deleted_at is null;
create index users_search_idx on users using gin (search_normal(email::text || ' ' || username::text) gin_trgm_ops);

create table role_assignments (
  id uuid constraint role_assignments_pkey primary key,
  user_id uuid not null constraint role_assignments_user_fkey references users (id) on delete cascade,
  role text not null constraint role_assignments_role_check check (role in ('admin', 'manager', 'trainer', 'learner')),
  scope text not null default 'organization' constraint role_assignments_scope_check check (scope in ('organization', 'department', 'course')),
  scope_id uuid,
  valid_from timestamptz(3) not null default now(),
  valid_until timestamptz(3),
  granted_by uuid constraint role_assignments_granted_by_fkey references users (id)
);
comment on table role_assignments is 'owner: identity. Who holds which role, where and when. Rows are ended, not deleted.';
create unique index role_assignments_live_key on role_assignments (user_id, role, scope, coalesce(scope_id, '00000000-0000-0000-0000-000000000000')) where valid_until is null;

create table credentials (
  user_id uuid constraint credentials_pkey primary key constraint credentials_user_fkey references users (id) on delete cascade,
  password_hash text not null,
  changed_at timestamptz(3) not null default now()
);
comment on table credentials is 'owner: identity. Argon2id hashes; kept apart from users so that no list can select them by accident.';

create table login_sessions (
  id uuid constraint login_sessions_pkey primary key,
  user_id uuid not null constraint login_sessions_user_fkey references users (id) on delete cascade,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  end_reason text,
  user_agent text not null default '',
  ip text not null default '',
  -- The address as throttling groups it; a network someone has signed in from before is not a stranger's.
  network text not null default ''
);
comment on table login_sessions is 'owner: identity. One row per sign-in; access tokens name it, so ending it refuses them at once.';
create index login_sessions_user_idx on login_sessions (user_id, created_at desc);
create index login_sessions_network_idx on login_sessions (user_id, network);

create table refresh_tokens (
  id uuid constraint refresh_tokens_pkey primary key,
  login_session_id uuid not null constraint refresh_tokens_session_fkey references login_sessions (id) on delete cascade,
  token_hash bytea not null constraint refresh_tokens_hash_key unique,
  predecessor_id uuid constraint refresh_tokens_predecessor_key unique constraint refresh_tokens_predecessor_fkey references refresh_tokens (id) on delete set null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  spent_at timestamptz(3)
);
comment on table refresh_tokens is 'owner: identity. A family is a login session; predecessor_id is unique, so a family never forks.';
create index refresh_tokens_session_idx on refresh_tokens (login_session_id);

create table password_resets (
  id uuid constraint password_resets_pkey primary key,
  user_id uuid not null constraint password_resets_user_fkey references users (id) on delete cascade,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
comment on table password_resets is 'owner: identity. One-time links. The token is a MAC of the id under the session secret: nothing here opens an account.';

create index password_resets_user_idx on password_resets (user_id, created_at desc);

create table login_throttles (
  key text constraint login_throttles_pkey primary key,
  failures integer not null default 0,
  updated_at timestamptz(3) not null default now()
);
comment on table login_throttles is 'owner: identity. Failure counters by account+network and by network; a counter on the account alone would let a stranger lock its owner out.';
