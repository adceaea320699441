-- Why: catalog asks who may read a lesson without naming enrollment's tables.
-- Owner: enrollment. Locks: none. Back out: a following migration.
create view v_enrollment_access as
  select student_id, course_id, course_version_id, status
    from enrollments
   where status in ('active', 'completed');
comment on view v_enrollment_access is 'owner: enrollment. Who may read which course, and in which version.';
