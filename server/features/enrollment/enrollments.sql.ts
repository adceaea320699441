/**
 * Queries on enrollments. One row carries what a card needs: the course, the person, and whether the actor manages it.
 * `managed` is the policy's condition over `e`.
 */
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';

export type EnrollmentStatus = 'active' | 'completed' | 'ended';
export type EnrollmentSource = 'self' | 'assigned' | 'import';

export type CourseColumns = {
  course_id: string;
  title: string;
  code: string;
  image_file_id: string | null;
  cover_motif: string | null;
  category: string | null;
  category_palette: number;
  lesson_count: number;
  duration_minutes: number;
};
export type StudentColumns = {
  student_id: string;
  display_name: string;
  email: string;
  avatar_file_id: string | null;
  department: string | null;
  position: string | null;
};

export type EnrollmentRow = CourseColumns &
  StudentColumns & {
    id: string;
    course_version_id: string;
    enrolled_at: string;
    cycle: number;
    status: EnrollmentStatus;
    source: EnrollmentSource;
    assigned_by: string | null;
    reason: string;
    due_at: string | null;
    reminded_at: string | null;
    percent: number;
    last_lesson_id: string | null;
    last_seen_at: string | null;
    started_at: string | null;
    completed_at: string | null;
    expires_at: string | null;
    ended_at: string | null;
    version_number: number;
    managed: boolean;
  };

export const courseColumns = sql`
  c.title, c.code, c.image_file_id, c.cover_motif, c.category, c.category_palette,
  cardinality(v.lesson_ids) as lesson_count, v.estimated_minutes as duration_minutes`;
export const studentColumns = sql`s.display_name, s.email, s.avatar_file_id, s.department, s.position`;

/** Over `e`, `c`, `v`, `s`; give any relation with the columns of enrollments as `e`. */
export const enrollmentColumns = sql`
  e.id, e.student_id, e.course_id, e.course_version_id, e.enrolled_at, e.cycle, e.status, e.source, e.assigned_by, e.reason,
  e.due_at, e.reminded_at, e.percent, e.last_lesson_id, e.last_seen_at, e.started_at, e.completed_at, e.expires_at, e.ended_at,
  v.number as version_number, ${courseColumns}, ${studentColumns}`;
export const enrollmentJoins = sql`
  join v_catalog_published_courses c on c.course_id = e.course_id
  join v_catalog_course_versions v on v.course_version_id = e.course_version_id
  join v_identity_people s on s.user_id = e.student_id`;

export const selectEnrollment = (
  db: Db,
  managed: Sql,
  enrollmentId: string,
): Promise<EnrollmentRow | undefined> =>
  db.maybe(sql`
    select ${enrollmentColumns}, (${managed}) as managed
      from enrollments e ${enrollmentJoins} where e.id = ${enrollmentId}`);

export type EnrollmentSlice = { where: Sql; order: Sql; key: Sql; limit: number; offset: number };

/** A page; `sort_key` is the text of what the page is ordered by, for the next cursor. */
export const selectEnrollments = (
  db: Db,
  managed: Sql,
  slice: EnrollmentSlice,
): Promise<(EnrollmentRow & { sort_key: string })[]> =>
  db.rows(sql`
    select ${enrollmentColumns}, (${managed}) as managed, (${slice.key})::text as sort_key
      from enrollments e ${enrollmentJoins}
     where ${slice.where} order by ${slice.order} limit ${slice.limit} offset ${slice.offset}`);

export async function countEnrollments(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count from enrollments e ${enrollmentJoins} where ${where}`);
  return count;
}

/** The enrollment that counts for a person in a course: the active one, else the last completed. */
export const selectCurrentEnrollment = (
  db: Db,
  studentId: string,
  courseId: string,
): Promise<
  | {
      id: string;
      student_id: string;
      course_id: string;
      course_version_id: string;
      status: 'active' | 'completed';
      cycle: number;
      percent: number;
    }
  | undefined
> =>
  db.maybe(sql`
    select id, student_id, course_id, course_version_id, status, cycle, percent from enrollments
     where student_id = ${studentId} and course_id = ${courseId} and status <> 'ended'
     order by (status = 'active') desc, cycle desc limit 1`);

/** Changes what managers may change; a no-op on an enrollment that has ended. @returns rows touched */
export const updateTerms = (
  db: Db,
  enrollmentId: string,
  terms: { due_at: string | null | undefined; reason: string | undefined },
  now: Date,
): Promise<number> =>
  db.run(sql`
    update enrollments set
      due_at = case when ${terms.due_at !== undefined}::boolean then ${terms.due_at ?? null}::timestamptz else due_at end,
      reason = coalesce(${terms.reason ?? null}::text, reason), updated_at = ${now}
     where id = ${enrollmentId} and status <> 'ended'`);

/** Ends an enrollment that is still in one of `from`; progress, milestones and completions stay. @returns rows touched */
export const endEnrollmentRow = (
  db: Db,
  enrollmentId: string,
  from: EnrollmentStatus[],
  by: string | null,
  now: Date,
): Promise<number> =>
  db.run(sql`
    update enrollments set status = 'ended', ended_at = ${now}, ended_by = ${by}, updated_at = ${now}
     where id = ${enrollmentId} and status = any(${from}::text[])`);

/** Marks a reminder sent, unless one was within the pause. @returns rows touched */
export const markReminded = (
  db: Db,
  enrollmentId: string,
  now: Date,
  pauseMinutes: number,
): Promise<number> =>
  db.run(sql`
    update enrollments set reminded_at = ${now}, updated_at = ${now}
     where id = ${enrollmentId} and status = 'active'
       and (reminded_at is null or reminded_at <= ${now}::timestamptz - make_interval(mins => ${pauseMinutes}::int))`);
