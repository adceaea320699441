-- The benchmark's data: 10,000 people, 1,000 courses x 5 modules x 5 lessons, 200,000 enrollments, 1,000,000 progress rows, one
-- quiz (10 questions x 4 choices) on the last lesson of each course, 300,000 notifications. Ids are derived from numbers, so that
-- the load generator can name them without reading.
create function pg_temp.nid(kind text, n bigint) returns uuid language sql immutable as
  $$ select ('00000000-0000-4000-' || kind || '-' || lpad(to_hex(n), 12, '0'))::uuid $$;

insert into users (id, email, username, role)
select pg_temp.nid('8000', i), 'user' || i || '@example.com', 'user' || i, case when i <= 50 then 'trainer' else 'learner' end from generate_series(1, 10000) i;
insert into role_assignments (id, user_id, role)
select gen_random_uuid(), id, role from users;
insert into user_profiles (id, user_id, display_name)
select gen_random_uuid(), pg_temp.nid('8000', i), 'Student Number ' || i from generate_series(1, 10000) i;

insert into categories (id, name) select pg_temp.nid('8100', i), 'Category ' || i from generate_series(1, 20) i;
insert into courses (id, title, code, description, category_id, difficulty_level, duration_weeks, created_by, instructor_id, created_at)
select pg_temp.nid('9000', i), 'Course number ' || i || ' on a subject', 'C' || lpad(i::text, 5, '0'), repeat('A course that teaches the things it says it teaches. ', 5),
       pg_temp.nid('8100', 1 + i % 20), (array['beginner', 'intermediate', 'advanced'])[1 + i % 3], 4, pg_temp.nid('8000', 1 + i % 50), pg_temp.nid('8000', 1 + i % 50), now() - i * interval '1 hour'
  from generate_series(1, 1000) i;
insert into course_modules (id, course_id, title, "order", duration_hours)
select pg_temp.nid('a000', c * 10 + m), pg_temp.nid('9000', c), 'Module ' || m, m, 2 from generate_series(1, 1000) c, generate_series(1, 5) m;
insert into lessons (id, course_id, module_id, title, kind, content, "order", completion_rule, estimated_minutes)
select pg_temp.nid('b000', c * 100 + m * 10 + l), pg_temp.nid('9000', c), pg_temp.nid('a000', c * 10 + m), 'Lesson ' || m || '.' || l || ' of course ' || c,
       case when m = 5 and l = 5 then 'quiz' else 'article' end, '<p>' || repeat('Every truck carries a plate that says how much it may lift. ', 30) || '</p>', l,
       case when m = 5 and l = 5 then 'quiz_passed' else 'open' end, 5
  from generate_series(1, 1000) c, generate_series(1, 5) m, generate_series(1, 5) l;
insert into quizzes (id, course_id, lesson_id, title) select pg_temp.nid('a100', c), pg_temp.nid('9000', c), pg_temp.nid('b000', c * 100 + 55), 'Quiz of course ' || c from generate_series(1, 1000) c;
insert into questions (id, quiz_id, text, "order") select pg_temp.nid('b100', c * 10 + q), pg_temp.nid('a100', c), 'Which of these is right, number ' || q || '?', q + 1 from generate_series(1, 1000) c, generate_series(0, 9) q;
insert into choices (id, question_id, text, is_correct, "order")
select pg_temp.nid('b200', (c * 10 + q) * 4 + k), pg_temp.nid('b100', c * 10 + q), 'Choice ' || k, k = 2, k + 1 from generate_series(1, 1000) c, generate_series(0, 9) q, generate_series(0, 3) k;
