-- Why: whoever takes a course again has a row per cycle, so each lesson was listed twice and an old version could be served.
-- One row per person and course: the cycle that runs, else the newest that was completed. Contract L-48, L-50, T-40.
-- Owner: enrollment. Locks: none but a moment on the view. Back out: a following migration.

-- Both columns that readers ask by are those of the `distinct on`, so a condition on them still reaches the table's index.
create or replace view v_enrollment_access as
  select distinct on (student_id, course_id) student_id, course_id, course_version_id, status
    from enrollments
   where status in ('active', 'completed')
   order by student_id, course_id, (status = 'active') desc, cycle desc;
comment on view v_enrollment_access is
  'owner: enrollment. Who may read which course, and in which version: one row per person and course, however often they take it.';
