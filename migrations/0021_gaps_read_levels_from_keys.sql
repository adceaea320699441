-- Why: tables about thousands of people read each one's levels, and each one's manager; both are now in the index that finds them.
-- docs/operations/performance.md, row T-04. Owner: gaps, for user_skills of skills and reporting_lines of reporting.
-- Locks: user_skills is closed and reporting_lines not written to while the indexes are built (seconds per million rows).
-- Back out: a following migration.

-- The same constraint under the same name: `on conflict on constraint` keeps working.
alter table user_skills
  drop constraint user_skills_user_skill_key,
  add constraint user_skills_user_skill_key unique (user_id, skill_id) include (proven_until, declared_level);

-- The exclusion constraint also finds the line that holds, but walks ranges for it: 80 ms of every table about 5,000 people.
create index reporting_lines_current_idx on reporting_lines (user_id) include (manager_id) where valid_until is null;
