/** Queries on courses. One row carries everything a course card needs, so lists need no second query. */
import type { Db } from '#server/platform/db/database.ts';
import { all, assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import { notFound } from '#server/platform/errors.ts';

export type CourseRow = {
  id: string;
  title: string;
  code: string;
  description: string;
  category: string | null;
  category_id: string | null;
  category_palette: number;
  difficulty_level: 'beginner' | 'intermediate' | 'advanced';
  duration_weeks: number | null;
  duration_minutes: number;
  lesson_count: number;
  language: string;
  outcomes: string[];
  created_by: string;
  instructor_id: string;
  instructor_name: string;
  instructor_avatar_file_id: string | null;
  trainer_ids: string[];
  image_file_id: string | null;
  cover_motif: string | null;
  price: string;
  currency: string;
  status: 'draft' | 'published' | 'archived';
  version_id: string | null;
  version_number: number | null;
  published_at: string | null;
  draft_changed_at: string | null;
  certificate_enabled: boolean;
  certificate_valid_months: number | null;
  created_at: string;
  updated_at: string;
  record_version: number;
};

const courseColumns = sql`
  c.id, c.title, c.code, c.description, cat.name as category, c.category_id, coalesce(cat.palette, 0) as category_palette,
  c.difficulty_level, c.duration_weeks, c.language, c.outcomes, c.created_by, c.instructor_id,
  p.display_name as instructor_name, p.avatar_file_id as instructor_avatar_file_id, c.image_file_id, c.cover_motif,
  c.price, c.currency, c.status, c.version_id, v.number as version_number, c.published_at, c.draft_changed_at,
  c.certificate_enabled, c.certificate_valid_months, c.created_at, c.updated_at, c.record_version,
  coalesce(v.estimated_minutes, (select sum(l.estimated_minutes) from lessons l where l.course_id = c.id and l.deleted_at is null), 0)::int as duration_minutes,
  coalesce(cardinality(v.lesson_ids), (select count(*) from lessons l where l.course_id = c.id and l.deleted_at is null))::int as lesson_count,
  array(select t.user_id from course_trainers t where t.course_id = c.id order by t.created_at, t.user_id) as trainer_ids`;

const courseTables = sql`
  courses c
  left join categories cat on cat.id = c.category_id
  left join course_versions v on v.id = c.version_id
  join v_identity_people p on p.user_id = c.instructor_id`;

export const selectCourse = (db: Db, courseId: string): Promise<CourseRow | undefined> =>
  db.maybe(
    sql`select ${courseColumns} from ${courseTables} where c.id = ${courseId} and c.deleted_at is null`,
  );

/** Of a course what decides who may read it, and in which version. */
export type ReadableRow = Pick<
  CourseRow,
  'id' | 'status' | 'created_by' | 'instructor_id' | 'trainer_ids' | 'version_id'
> & {
  /** The version in which the reader takes the course; null for whoever is not enrolled. */
  learner_version_id: string | null;
};

/** By the id of the course or by that of one of its lessons. */
export const selectReadable = (
  db: Db,
  of: { course_id: string } | { lesson_id: string },
  readerId: string | null,
): Promise<ReadableRow | undefined> => {
  const id =
    'course_id' in of
      ? sql`${of.course_id}`
      : sql`(select l.course_id from lessons l where l.id = ${of.lesson_id})`;
  return db.maybe(sql`
    select c.id, c.status, c.created_by, c.instructor_id, c.version_id,
           array(select t.user_id from course_trainers t where t.course_id = c.id) as trainer_ids,
           (select e.course_version_id from v_enrollment_access e
             where e.student_id = ${readerId}::uuid and e.course_id = c.id) as learner_version_id
      from courses c where c.id = ${id} and c.deleted_at is null`);
};

/** Takes the lock under which every structural change of a course happens. */
export async function lockCourse(db: Db, courseId: string): Promise<void> {
  if (
    (await db.run(sql`select 1 from courses where id = ${courseId} and deleted_at is null for update`)) === 0
  )
    throw notFound('course');
}

export type CourseFilter = { where: Sql; order: Sql; limit: number; offset: number };

/** A page of courses with the number of all that match. What a card shows is looked up for the page's rows only. */
export async function selectCourses(
  db: Db,
  filter: CourseFilter,
): Promise<{ rows: CourseRow[]; count: number }> {
  const rows = await db.rows<CourseRow & { matching: number }>(sql`
    with page as (
      select c.id, count(*) over ()::int as matching from courses c left join categories cat on cat.id = c.category_id
       where c.deleted_at is null and (${filter.where})
       order by ${filter.order} limit ${filter.limit} offset ${filter.offset}
    )
    select ${courseColumns}, page.matching from page, ${courseTables} where c.id = page.id order by ${filter.order}`);
  if (rows.length > 0 || filter.offset === 0) return { rows, count: rows[0]?.matching ?? 0 };
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from ${courseTables} where c.deleted_at is null and (${filter.where})`,
  );
  return { rows: [], count };
}

export const courseSearch = (search: string | undefined): Sql | false =>
  search !== undefined &&
  search.trim() !== '' &&
  sql`search_normal(c.title || ' ' || c.code || ' ' || c.description) like '%' || replace(replace(search_normal(${search.trim()}), '%', '\\%'), '_', '\\_') || '%'`;

export async function insertCourse(
  db: Db,
  row: Record<string, unknown> & {
    id: string;
    title: string;
    code: string;
    created_by: string;
    instructor_id: string;
  },
): Promise<void> {
  await db.run(sql`
    insert into courses (id, title, code, created_by, instructor_id) values (${row.id}, ${row.title}, ${row.code}, ${row.created_by}, ${row.instructor_id})`);
}

/** @returns false when `expected_version` is given and someone else was faster */
export async function updateCourseRow(
  db: Db,
  courseId: string,
  fields: Record<string, unknown>,
  expectedVersion?: number,
): Promise<boolean> {
  const set = assignments(fields);
  const versioned = sql`updated_at = now(), record_version = record_version + 1`;
  const touched = await db.run(sql`
    update courses set ${set ? sql`${set}, ` : sql``}${versioned}
     where ${all([sql`id = ${courseId}`, expectedVersion !== undefined && sql`record_version = ${expectedVersion}`])}`);
  return touched === 1;
}

export async function replaceTrainers(db: Db, courseId: string, userIds: string[]): Promise<void> {
  await db.run(
    sql`delete from course_trainers where course_id = ${courseId} and user_id <> all(${userIds}::uuid[])`,
  );
  await db.run(
    sql`insert into course_trainers (course_id, user_id) select ${courseId}::uuid, unnest(${userIds}::uuid[]) on conflict do nothing`,
  );
}

/** Those who lead or help to teach these courses, by course. */
export async function staffOfCourses(db: Db, courseIds: string[]): Promise<Map<string, string[]>> {
  const rows = await db.rows<{ course_id: string; user_ids: string[] }>(sql`
    select course_id, array_agg(user_id) as user_ids from v_catalog_course_staff
     where course_id = any(${courseIds}::uuid[]) group by course_id`);
  return new Map(rows.map((row) => [row.course_id, row.user_ids]));
}
