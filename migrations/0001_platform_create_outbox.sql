-- Why: extensions, and the outbox that carries facts from the transaction that made them true to whoever reacts.
-- Owner: platform. Locks: none, new tables. Back out: a following migration.
create extension if not exists citext;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- unaccent() is only STABLE because its dictionary could change; ours does not, and an index needs IMMUTABLE.
create function search_normal(value text) returns text
  language sql immutable parallel safe strict
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

create table facts (
  id uuid constraint facts_pkey primary key,
  name text not null,
  payload jsonb not null,
  actor_id uuid,
  request_id text,
  occurred_at timestamptz(3) not null default now(),
  delivered_at timestamptz(3),
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null default now(),
  last_error text
);
comment on table facts is 'owner: platform. Outbox: written in the transaction that made the fact true, delivered at least once.';
create index facts_due_idx on facts (next_attempt_at, id) where delivered_at is null;

create table fact_deliveries (
  fact_id uuid not null constraint fact_deliveries_fact_fkey references facts (id) on delete cascade,
  reaction text not null,
  delivered_at timestamptz(3) not null default now(),
  constraint fact_deliveries_pkey primary key (fact_id, reaction)
);
comment on table fact_deliveries is 'owner: platform. One row per fact and reaction that has run, in the same transaction as its effect.';

create table settings (
  key text constraint settings_pkey primary key,
  value jsonb not null,
  updated_at timestamptz(3) not null default now()
);
comment on table settings is 'owner: platform. Organization-wide settings and marks (for example that demo content was created).';
