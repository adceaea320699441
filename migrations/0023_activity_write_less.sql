-- Why: a lesson completed writes a row of activity; each index of it is written with it. Contract T-10, T-29.
-- Owner: activity. Locks: activity while its key is built anew. Back out: a following migration.

-- Ids are in the order of time, so one index serves as key and for the newest first.
alter table activity drop constraint activity_pkey;
alter table activity add constraint activity_pkey primary key (occurred_at, id);
drop index activity_recent_idx;

-- An hour's row is counted up many times within its hour: with room on its page that touches no index.
alter table activity_hours set (fillfactor = 80);
