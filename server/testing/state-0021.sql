-- An organization as the migrations up to 0021 kept it: 40 people, 6 courses with lessons, enrollments, evidence, history.
-- What migrations after it must carry over unchanged. Ids are made from numbers, so that rows can refer to each other.
create function pg_temp.id(kind integer, number integer) returns uuid language sql immutable as
  $$ select ('0199' || lpad(to_hex(kind), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$;

insert into users (id, email, username, role, created_at)
  select pg_temp.id(1, n), 'person' || n || '@old.test', 'person' || n, case when n = 1 then 'admin' when n < 6 then 'trainer' else 'learner' end,
         timestamptz '2026-01-05 08:00Z' + n * interval '1 hour' from generate_series(1, 40) n;
insert into role_assignments (id, user_id, role, valid_from)
  select pg_temp.id(2, n), pg_temp.id(1, n), case when n = 1 then 'admin' when n < 6 then 'trainer' else 'learner' end, '2026-01-05 08:00Z' from generate_series(1, 40) n;
insert into departments (id, name) select pg_temp.id(20, n), 'Department ' || n from generate_series(1, 3) n;
insert into user_profiles (id, user_id, display_name, department_id, preferences)
  select pg_temp.id(3, n), pg_temp.id(1, n), E'Ånd\tre "' || n || E'" \\ line\nbreak', pg_temp.id(20, 1 + n % 3), '{"a": [1, 2.50, null]}' from generate_series(1, 40) n;
insert into categories (id, name) select pg_temp.id(4, n), 'Category ' || n from generate_series(1, 2) n;
insert into courses (id, title, code, category_id, created_by, instructor_id, price)
  select pg_temp.id(5, n), 'Course ' || n, 'OLD-' || n, pg_temp.id(4, 1 + n % 2), pg_temp.id(1, 2), pg_temp.id(1, 2), n * 10.5 from generate_series(1, 6) n;
insert into course_modules (id, course_id, title, "order") select pg_temp.id(6, n), pg_temp.id(5, n), 'Module', 1 from generate_series(1, 6) n;
insert into lessons (id, course_id, module_id, title, content, "order", kind, completion_rule)
  select pg_temp.id(7, n * 10 + k), pg_temp.id(5, n), pg_temp.id(6, n), 'Lesson ' || k, '<p>' || repeat('text ', 200) || '</p>', k,
         case k when 3 then 'video' else 'article' end, case k when 2 then 'minimum_time' else 'open' end
    from generate_series(1, 6) n, generate_series(1, 4) k;
insert into course_versions (id, course_id, number, outline, lesson_ids, required_lesson_ids)
  select pg_temp.id(8, n), pg_temp.id(5, n), 1, '[{"title": "Module"}]',
         array(select pg_temp.id(7, n * 10 + k) from generate_series(1, 4) k), array(select pg_temp.id(7, n * 10 + k) from generate_series(1, 4) k)
    from generate_series(1, 6) n;
update courses set status = 'published', version_id = pg_temp.id(8, right(code, 1)::integer), published_at = '2026-01-10 08:00Z';
insert into enrollments (id, student_id, course_id, course_version_id, status, percent, enrolled_at, completed_at)
  select pg_temp.id(9, p * 10 + n), pg_temp.id(1, p), pg_temp.id(5, n), pg_temp.id(8, n), case when n < 3 then 'completed' else 'active' end,
         case when n < 3 then 100 else 50 end, '2026-02-01 08:00Z', case when n < 3 then timestamptz '2026-03-01 08:00Z' end
    from generate_series(6, 40) p, generate_series(1, 6) n;
insert into lesson_progress (enrollment_id, lesson_id, student_id, completed, completed_at, watched_ranges)
  select pg_temp.id(9, p * 10 + n), pg_temp.id(7, n * 10 + k), pg_temp.id(1, p), true, '2026-02-02 08:00Z', '{[0,10),[20,30)}'
    from generate_series(6, 40) p, generate_series(1, 6) n, generate_series(1, 2) k;
insert into completions (id, enrollment_id, student_id, course_id, course_version_id, cycle, completed_at)
  select pg_temp.id(10, p * 10 + n), pg_temp.id(9, p * 10 + n), pg_temp.id(1, p), pg_temp.id(5, n), pg_temp.id(8, n), 1, '2026-03-01 08:00Z'
    from generate_series(6, 40) p, generate_series(1, 2) n;
insert into certificates (id, completion_id, student_id, course_id, number, verification_id, recipient_name, course_title, course_code, course_version_number, completed_at, template_version_id)
  select pg_temp.id(11, p), pg_temp.id(10, p * 10 + 1), pg_temp.id(1, p), pg_temp.id(5, 1), 'OLD-2026-' || p,
         lpad(p::text, 28, '0'), 'Person ' || p, 'Course 1', 'OLD-1', 1, '2026-03-01 08:00Z',
         (select id from certificate_template_versions order by id limit 1) from generate_series(6, 40) p;
select setval('certificate_numbers', 41);
insert into activity (id, occurred_at, verb, area, actor_id, user_id, course_id)
  select pg_temp.id(12, n), timestamptz '2025-06-01 08:00Z' + n * interval '13 hours', 'lesson.completed', 'learning', pg_temp.id(1, 6 + n % 35), pg_temp.id(1, 6 + n % 35), pg_temp.id(5, 1)
    from generate_series(1, 900) n;
insert into facts (id, name, payload, delivered_at) select pg_temp.id(13, n), 'lesson.completed', '{}', now() from generate_series(1, 100) n;
