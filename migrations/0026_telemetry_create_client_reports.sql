-- Why: what breaks and how fast pages are in browsers, and how the product is used, without a third party. Contract L-119, L-137.
-- Owner: telemetry. Locks: none, new tables and a view. Back out: a following migration.

-- One row per kind of error, however often it happens: at most 500 (reports.sql.ts), so a page that fails in a circle fills nothing.
create table client_errors (
  fingerprint text constraint client_errors_pkey primary key constraint client_errors_fingerprint_check check (fingerprint ~ '^[0-9a-f]{32}$'),
  kind text not null constraint client_errors_kind_check check (kind in ('error', 'rejection', 'render')),
  message text not null,
  stack text not null,
  route text not null,
  version text not null,
  count integer not null constraint client_errors_count_check check (count > 0),
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  solved_at timestamptz(3),
  -- The newest version that had it when it was solved: seen in another, it is open again.
  solved_version text,
  constraint client_errors_solved_check check ((solved_at is null) = (solved_version is null))
);
comment on table client_errors is 'owner: telemetry. Texts without values of people: numbers, quotes, addresses and ids are taken out before.';
create index client_errors_seen_idx on client_errors (last_seen_at desc, fingerprint);

create table client_error_days (
  fingerprint text not null constraint client_error_days_error_fkey references client_errors (fingerprint) on delete cascade,
  date date not null,
  count integer not null,
  constraint client_error_days_pkey primary key (fingerprint, date)
);
comment on table client_error_days is 'owner: telemetry. How often a day.';

-- A histogram per day, page and measure; a bucket is a tenth wide (reports.rules.ts), so a percentile is right to a tenth.
create table client_vital_days (
  date date not null,
  route text not null,
  vital text not null constraint client_vital_days_vital_check check (vital in ('lcp', 'inp', 'cls', 'ttfb')),
  bucket smallint not null,
  count integer not null,
  constraint client_vital_days_pkey primary key (date, route, vital, bucket)
);
comment on table client_vital_days is 'owner: telemetry. Counts only; nobody''s visit can be told from it.';

create table client_view_days (
  date date not null,
  route text not null,
  role text not null constraint client_view_days_role_check check (role in ('admin', 'manager', 'trainer', 'learner', 'visitor')),
  device text not null constraint client_view_days_device_check check (device in ('phone', 'tablet', 'desktop')),
  views integer not null,
  constraint client_view_days_pkey primary key (date, route, role, device)
) with (fillfactor = 80);
comment on table client_view_days is 'owner: telemetry. Counts only. At most 200 pages a day: addresses come from browsers.';

create view v_activity_hours as select hour, user_id, actions from activity_hours;
comment on view v_activity_hours is 'owner: activity. Who did something in which hour.';
