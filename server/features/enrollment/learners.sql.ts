/** The learners of one course with how far they are: what a trainer looks at. */
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import {
  type EnrollmentSource,
  type EnrollmentStatus,
  type StudentColumns,
  studentColumns,
} from './enrollments.sql.ts';

export type LearnerRow = StudentColumns & {
  id: string;
  status: EnrollmentStatus;
  source: EnrollmentSource;
  cycle: number;
  percent: number;
  lessons_done: number;
  lessons_required: number;
  seconds_spent: number;
  score_percent: number | null;
  enrolled_at: string;
  due_at: string | null;
  is_overdue: boolean;
  last_seen_at: string | null;
  completed_at: string | null;
  reminded_at: string | null;
  sort_key: string;
};

/** After this long without a visit a learner who had started counts as silent. */
export const silentAfterDays = 14;

export const isOverdue = (now: Date): Sql =>
  sql`(e.status = 'active' and e.due_at is not null and e.due_at < ${now})`;
export const isSilent = (now: Date): Sql =>
  sql`(e.status = 'active' and e.last_seen_at < ${now}::timestamptz - make_interval(days => ${silentAfterDays}::int))`;

const tables = sql`enrollments e join v_identity_people s on s.user_id = e.student_id`;

export type LearnerSlice = { where: Sql; order: Sql; key: Sql; limit: number; offset: number };

/** The page is cut before progress is added up, so the cost does not grow with the course. */
export const selectLearners = (db: Db, slice: LearnerSlice, now: Date): Promise<LearnerRow[]> =>
  db.rows(sql`
    with shown as (
      select e.*, ${studentColumns}, ${isOverdue(now)} as is_overdue, (${slice.key})::text as sort_key,
             row_number() over (order by ${slice.order}) as place
        from ${tables} where ${slice.where} order by ${slice.order} limit ${slice.limit} offset ${slice.offset})
    select shown.id, shown.student_id, shown.display_name, shown.email, shown.avatar_file_id, shown.department, shown.position,
           shown.status, shown.source, shown.cycle, shown.percent, shown.enrolled_at, shown.due_at, shown.is_overdue,
           shown.last_seen_at, shown.completed_at, shown.reminded_at, shown.sort_key,
           cardinality(v.required_lesson_ids) as lessons_required, done.lessons_done, done.seconds_spent, done.score_percent
      from shown
      join v_catalog_course_versions v on v.course_version_id = shown.course_version_id
      cross join lateral (
        select count(*) filter (where p.completed and p.lesson_id = any (v.required_lesson_ids))::int as lessons_done,
               coalesce(sum(p.seconds_spent), 0)::int as seconds_spent, floor(avg(p.score_percent))::int as score_percent
          from lesson_progress p where p.enrollment_id = shown.id) done
     order by shown.place`);

export async function countLearners(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from ${tables} where ${where}`,
  );
  return count;
}
