-- Training sessions: 10,000 over a year around today in 50 rooms, each with a trainer; people 51 to 70 are booked on some 450 of those
-- of the next six weeks and keep 50 hours for themselves, everybody else is booked on a few.
create or replace function pg_temp.nid(kind text, n bigint) returns uuid language sql immutable as
  $$ select ('00000000-0000-4000-' || kind || '-' || lpad(to_hex(n), 12, '0'))::uuid $$;

insert into rooms (id, name, location, capacity, time_zone)
select pg_temp.nid('8300', i), 'Room ' || i, 'Block ' || i % 7, 10 + i % 40, 'Europe/Copenhagen' from generate_series(1, 50) i;
insert into holidays (id, name, starts_on, ends_on)
select gen_random_uuid(), 'Holiday ' || i, current_date - 180 + i * 36, current_date - 180 + i * 36 from generate_series(1, 10) i;

-- 27 a day, each in a room and with a trainer that nobody else has then: 9 at a time, at 08:00, 11:00 and 14:00.
insert into training_sessions (id, title, course_id, time_zone, starts_at, ends_at, room_id, online_url, seats, created_by)
select pg_temp.nid('9300', i), 'Session ' || i || ' on a subject', case when i % 2 = 0 then pg_temp.nid('9000', 1 + i % 1000) end, 'Europe/Copenhagen',
       t.starts, t.starts + interval '2 hours', pg_temp.nid('8300', 1 + i % 50), case when i % 3 = 0 then 'https://meet.example.com/' || i end, 1000,
       pg_temp.nid('8000', 1 + i % 50)
  from generate_series(1, 10000) i
 cross join lateral (select (current_date - 150 + i / 27 + make_interval(hours => 8 + (i % 27) / 9 * 3)) at time zone 'Europe/Copenhagen' as starts) t;
insert into session_days (id, session_id, starts_local, ends_local, starts_at, ends_at)
select pg_temp.nid('9400', row_number() over (order by id)), id, starts_at at time zone time_zone, ends_at at time zone time_zone, starts_at, ends_at
  from training_sessions;
insert into session_trainers (session_id, user_id)
select id, created_by from training_sessions;
select count(occupy_session(id)) from training_sessions;

insert into bookings (id, session_id, user_id, state, state_since)
select gen_random_uuid(), s.id, pg_temp.nid('8000', u), 'booked', now()
  from generate_series(51, 70) u
 cross join lateral (
   select id from training_sessions where starts_at > now() and starts_at < now() + interval '40 days'
    order by md5(id::text || u) limit 450) s;
insert into bookings (id, session_id, user_id, state, state_since)
select gen_random_uuid(), pg_temp.nid('9300', 1 + (u * 31 + k * 997) % 10000), pg_temp.nid('8000', u), 'booked', now()
  from generate_series(71, 5000) u, generate_series(0, 4) k;
insert into calendar_events (id, user_id, title, time_zone, starts_local, ends_local, starts_at, ends_at)
select gen_random_uuid(), pg_temp.nid('8000', u), 'Kept free', 'UTC', t.starts, t.starts + interval '1 hour', t.starts at time zone 'UTC',
       (t.starts + interval '1 hour') at time zone 'UTC'
  from generate_series(51, 70) u, generate_series(1, 50) k
 cross join lateral (select current_date::timestamp + make_interval(days => k * 40 / 50, hours => 17 + k % 4) as starts) t;
