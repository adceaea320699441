-- Runs after the courses have been published by the product itself (bench/dataset.ts): who takes them and how far they are.
create or replace function pg_temp.nid(kind text, n bigint) returns uuid language sql immutable as
  $$ select ('00000000-0000-4000-' || kind || '-' || lpad(to_hex(n), 12, '0'))::uuid $$;

insert into enrollments (id, student_id, course_id, course_version_id, percent, started_at, last_seen_at, enrolled_at)
select pg_temp.nid('b300', u * 20 + k), pg_temp.nid('8000', u), c.id, c.version_id, 12, now() - k * interval '1 day', now() - k * interval '1 day', now() - k * interval '1 day'
  from generate_series(1, 10000) u, generate_series(0, 19) k join courses c on true
 where c.id = pg_temp.nid('9000', 1 + (u * 7 + k * 49) % 1000);
insert into lesson_progress (enrollment_id, lesson_id, student_id, completed, completed_at)
select e.id, l.id, e.student_id, l."order" <= 3, case when l."order" <= 3 then now() end
  from enrollments e join course_modules m on m.course_id = e.course_id and m."order" = 1 join lessons l on l.module_id = m.id;
insert into notifications (id, recipient_id, kind, message, is_read, read_at, created_at)
select gen_random_uuid(), pg_temp.nid('8000', 1 + i % 10000), 'enrolled', 'Something happened in a course ' || i, i % 3 = 0, case when i % 3 = 0 then now() end, now() - i * interval '1 second'
  from generate_series(1, 300000) i;
-- A year of awards: every person has four, on days of their own.
insert into achievement_awards (id, achievement_id, user_id, earned_at, cause)
select gen_random_uuid(), a.id, pg_temp.nid('8000', u), now() - ((u * 37 + a.position * 11) % 365) * interval '1 day',
       jsonb_build_object('rule', a.rule, 'done', 1, 'of', 1)
  from generate_series(1, 10000) u join achievements a on a.key in ('first_quarter', 'halfway', 'quiz_passed', 'first_course');
update facts set delivered_at = now() where delivered_at is null;
