-- Why: in-app notices and mail, each at most once per fact. Contract L-31, L-82, L-86, L-89, L-90, U-27.
-- Owner: notifications. Locks: none, new tables. Back out: a following migration.
create table notifications (
  id uuid constraint notifications_pkey primary key,
  recipient_id uuid not null constraint notifications_recipient_fkey references users (id) on delete cascade,
  kind text not null,
  message text not null constraint notifications_message_check check (length(message) between 1 and 2000),
  params jsonb not null default '{}',
  link text,
  fact_id uuid,
  sender_id uuid constraint notifications_sender_fkey references users (id) on delete set null,
  created_at timestamptz(3) not null default now(),
  is_read boolean not null default false,
  read_at timestamptz(3),
  deleted_at timestamptz(3),
  constraint notifications_read_check check (is_read = (read_at is not null))
);
comment on table notifications is 'owner: notifications. fact_id makes a repeated reaction a no-op; sender_id is set when a person wrote it.';
create unique index notifications_once_key on notifications (recipient_id, kind, fact_id) where fact_id is not null;
create index notifications_recipient_idx on notifications (recipient_id, created_at desc, id desc) where deleted_at is null;
create index notifications_unread_idx on notifications (recipient_id) where not is_read and deleted_at is null;

create view v_notifications_unread as
  select recipient_id, id as notification_id from notifications where not is_read and deleted_at is null;

create table mails (
  id uuid constraint mails_pkey primary key,
  dedupe_key text not null constraint mails_dedupe_key unique,
  kind text not null,
  recipient_id uuid constraint mails_recipient_fkey references users (id) on delete set null,
  to_address text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  -- What the sender asks its owner for at the last moment (a one-time link), so that it is never stored here.
  secret_id uuid,
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  failed_at timestamptz(3),
  attempts integer not null default 0,
  last_attempt_at timestamptz(3),
  last_error text,
  constraint mails_outcome_check check (sent_at is null or failed_at is null)
);
comment on table mails is 'owner: notifications. The mail log: written with its cause, sent later by a job; the Message-ID is the row''s id.';
create index mails_created_idx on mails (created_at desc, id desc);
create index mails_recipient_idx on mails (recipient_id, created_at desc);
