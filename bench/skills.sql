-- 5,000 people (2001 to 7000) who all report to person 1, directly or through one of fifty below; 100 skills, five positions, a
-- role profile for each that asks for all of them; for nine of ten pairs a level, some of them ended.
insert into positions (id, name) select pg_temp.nid('8a00', i), 'Position ' || i from generate_series(1, 5) i;
insert into departments (id, name) select pg_temp.nid('8b00', i), 'Department ' || i from generate_series(1, 40) i;
update user_profiles p set position_id = pg_temp.nid('8a00', 1 + n % 5), department_id = pg_temp.nid('8b00', 1 + n % 40)
  from generate_series(2001, 7000) n where p.user_id = pg_temp.nid('8000', n);
insert into skills (id, name, category) select pg_temp.nid('8c00', i), 'Skill ' || i, 'Category ' || (i % 8) from generate_series(1, 100) i;
insert into role_profiles (id, name, position_id) select pg_temp.nid('8d00', i), 'Role ' || i, pg_temp.nid('8a00', i) from generate_series(1, 5) i;
insert into role_profile_skills (role_profile_id, skill_id, level)
select pg_temp.nid('8d00', r), pg_temp.nid('8c00', s), 1 + (r + s) % 4 from generate_series(1, 5) r, generate_series(1, 100) s;
insert into user_skills (id, user_id, skill_id, proven_until, source)
select gen_random_uuid(), pg_temp.nid('8000', p), pg_temp.nid('8c00', s),
       (array['infinity', 'infinity', current_date + (p + s) % 400 - 40, current_date + (p + s) % 400 - 40]::date[])[1 : 1 + (p * 7 + s) % 4], 'rating'
  from generate_series(2001, 7000) p, generate_series(1, 100) s where (p + s) % 10 > 0;
insert into reporting_lines (id, user_id, manager_id, valid_from)
select gen_random_uuid(), pg_temp.nid('8000', p), pg_temp.nid('8000', case when p <= 2050 then 1 else 2001 + p % 50 end), now() - interval '1 year'
  from generate_series(2001, 7000) p;
