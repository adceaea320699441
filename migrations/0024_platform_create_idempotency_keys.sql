-- Why: what a signed-in caller sends again with the same Idempotency-Key is done once and answered the same. Contract R16.
-- Owner: platform. Locks: none, a new table. Back out: a following migration.
create table idempotency_keys (
  user_id uuid not null constraint idempotency_keys_user_fkey references users (id) on delete cascade,
  -- MACs under the session secret: neither the caller's key nor a request, which may hold a password, can be guessed from them.
  key_mac bytea not null,
  request_mac bytea not null,
  status smallint not null,
  headers jsonb not null,
  -- Encrypted with a key made of the session secret and the caller's own key, which is not here. Null when it was too large to keep.
  body bytea,
  created_at timestamptz(3) not null,
  constraint idempotency_keys_pkey primary key (user_id, key_mac)
);
comment on table idempotency_keys is 'owner: platform. Answers by Idempotency-Key, written in the transaction of the effect; kept for a day.';
create index idempotency_keys_created_idx on idempotency_keys (created_at);
