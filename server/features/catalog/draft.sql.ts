/** Queries on the draft: modules and lessons as authors edit them. */
import type { Db } from '#server/platform/db/database.ts';
import { assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import type { DraftLesson, DraftModule } from './outline.rules.ts';

export type ModuleRow = {
  id: string;
  course_id: string;
  title: string;
  order: number;
  duration_hours: number | null;
  lesson_count: number;
  created_at: string;
  updated_at: string;
};

const moduleColumns = sql`m.id, m.course_id, m.title, m."order", m.duration_hours, m.created_at, m.updated_at,
  (select count(*)::int from lessons l where l.module_id = m.id and l.deleted_at is null) as lesson_count`;

export const selectModules = (db: Db, courseId: string): Promise<ModuleRow[]> =>
  db.rows(
    sql`select ${moduleColumns} from course_modules m where m.course_id = ${courseId} and m.deleted_at is null order by m."order"`,
  );

export const selectModule = (db: Db, courseId: string, moduleId: string): Promise<ModuleRow | undefined> =>
  db.maybe(
    sql`select ${moduleColumns} from course_modules m where m.id = ${moduleId} and m.course_id = ${courseId} and m.deleted_at is null`,
  );

/** New rows go to the end; callers that want another place renumber afterwards, in the same transaction. */
export async function insertModule(
  db: Db,
  row: { id: string; course_id: string; title: string; duration_hours: number | null },
): Promise<void> {
  await db.run(sql`
    insert into course_modules (id, course_id, title, duration_hours, "order")
    select ${row.id}, ${row.course_id}, ${row.title}, ${row.duration_hours}::int, coalesce(max("order"), 0) + 1
      from course_modules where course_id = ${row.course_id} and deleted_at is null`);
}

export async function updateModuleRow(
  db: Db,
  moduleId: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const set = assignments(fields);
  if (set) await db.run(sql`update course_modules set ${set}, updated_at = now() where id = ${moduleId}`);
}

export async function renumberModules(db: Db, moduleIds: string[]): Promise<void> {
  await db.run(sql`
    update course_modules m set "order" = o.place from unnest(${moduleIds}::uuid[]) with ordinality as o (id, place)
     where m.id = o.id and m."order" is distinct from o.place`);
}

export async function deleteModuleRow(db: Db, moduleId: string): Promise<void> {
  await db.run(
    sql`update lessons set deleted_at = now(), "order" = null where module_id = ${moduleId} and deleted_at is null`,
  );
  await db.run(sql`update course_modules set deleted_at = now(), "order" = null where id = ${moduleId}`);
}

export type LessonRow = {
  id: string;
  course_id: string;
  module_id: string;
  title: string;
  kind: 'article' | 'video' | 'file' | 'quiz' | 'session';
  content: string;
  video_url: string | null;
  file_id: string | null;
  file_name: string | null;
  file_media_type: string | null;
  file_byte_size: number | null;
  quiz_id: string | null;
  order: number;
  required: boolean;
  is_preview: boolean;
  completion_rule: 'open' | 'minimum_time' | 'watched_share' | 'quiz_passed' | 'attended';
  minimum_seconds: number | null;
  watched_percent: number | null;
  estimated_minutes: number;
  created_at: string;
  updated_at: string;
  record_version: number;
};

const fileColumns = sql`f.name as file_name, f.media_type as file_media_type, f.byte_size as file_byte_size`;

export const draftLessonColumns = sql`l.id, l.course_id, l.module_id, l.title, l.kind, l.content, l.video_url, l.file_id, ${fileColumns},
  q.quiz_id, l."order", l.required, l.is_preview, l.completion_rule, l.minimum_seconds, l.watched_percent, l.estimated_minutes,
  l.created_at, l.updated_at, l.record_version`;
export const draftLessonTables = sql`lessons l
  left join files f on f.id = l.file_id
  left join v_assessment_lesson_quizzes q on q.lesson_id = l.id`;

/** The same columns from a version: content of the revision, place and rules as published. */
export const publishedLessonColumns = sql`l.id, l.course_id, x.module_id, x.title, x.kind, x.content, x.video_url, x.file_id, ${fileColumns},
  q.quiz_id, x."order", x.required, x.is_preview, x.completion_rule, x.minimum_seconds, x.watched_percent, x.estimated_minutes,
  l.created_at, l.updated_at, l.record_version`;
export const publishedLessonTables = sql`v_catalog_version_lessons x
  join lessons l on l.id = x.lesson_id
  left join files f on f.id = x.file_id
  left join v_assessment_lesson_quizzes q on q.lesson_id = l.id`;

export const selectDraftLesson = (db: Db, lessonId: string): Promise<LessonRow | undefined> =>
  db.maybe(
    sql`select ${draftLessonColumns} from ${draftLessonTables} where l.id = ${lessonId} and l.deleted_at is null`,
  );

export const selectPublishedLesson = (
  db: Db,
  lessonId: string,
  versionId: string,
): Promise<LessonRow | undefined> =>
  db.maybe(
    sql`select ${publishedLessonColumns} from ${publishedLessonTables} where x.lesson_id = ${lessonId} and x.course_version_id = ${versionId}`,
  );

export async function selectDraft(
  db: Db,
  courseId: string,
): Promise<{ modules: DraftModule[]; lessons: DraftLesson[] }> {
  const modules = await db.rows<DraftModule>(sql`
    select id, title, "order", duration_hours from course_modules where course_id = ${courseId} and deleted_at is null order by "order"`);
  const lessons = await db.rows<DraftLesson>(sql`
    select l.id, l.title, l.kind, l.required, l.is_preview, l.completion_rule, l.minimum_seconds, l.watched_percent, l.estimated_minutes,
           q.quiz_id, q.version_id as quiz_version_id, r.id as revision_id, l.module_id, l."order"
      from lessons l
      left join v_assessment_lesson_quizzes q on q.lesson_id = l.id
      left join lesson_revisions r on r.lesson_id = l.id and r.content_hash = ${lessonHash}
     where l.course_id = ${courseId} and l.deleted_at is null order by l."order"`);
  return { modules, lessons };
}

/** What makes a revision: everything a learner reads in the lesson itself. */
export const lessonHash: Sql = sql`encode(sha256(convert_to(concat_ws(chr(31), l.title, l.kind, l.content, coalesce(l.video_url, ''), coalesce(l.file_id::text, '')), 'UTF8')), 'hex')`;

export const selectLessonIds = async (db: Db, moduleId: string): Promise<string[]> =>
  (
    await db.rows<{ id: string }>(
      sql`select id from lessons where module_id = ${moduleId} and deleted_at is null order by "order"`,
    )
  ).map((row) => row.id);

export async function insertLesson(
  db: Db,
  row: { id: string; course_id: string; module_id: string; title: string },
): Promise<void> {
  await db.run(sql`
    insert into lessons (id, course_id, module_id, title, "order")
    select ${row.id}, ${row.course_id}, ${row.module_id}, ${row.title}, coalesce(max("order"), 0) + 1
      from lessons where module_id = ${row.module_id} and deleted_at is null`);
}

/** @returns false when `expected_version` is given and someone else was faster */
export async function updateLessonRow(
  db: Db,
  lessonId: string,
  fields: Record<string, unknown>,
  expectedVersion?: number,
): Promise<boolean> {
  const set = assignments(fields);
  const touched = await db.run(sql`
    update lessons set ${set ? sql`${set}, ` : sql``}updated_at = now(), record_version = record_version + 1
     where id = ${lessonId} and deleted_at is null ${expectedVersion === undefined ? sql`` : sql`and record_version = ${expectedVersion}`}`);
  return touched === 1;
}

/** Puts the lessons into this module in this order. */
export async function renumberLessons(db: Db, moduleId: string, lessonIds: string[]): Promise<void> {
  await db.run(sql`
    update lessons l set "order" = o.place, module_id = ${moduleId} from unnest(${lessonIds}::uuid[]) with ordinality as o (id, place)
     where l.id = o.id and (l."order", l.module_id) is distinct from (o.place::int, ${moduleId}::uuid)`);
}

export async function deleteLessonRow(db: Db, lessonId: string): Promise<void> {
  await db.run(sql`update lessons set deleted_at = now(), "order" = null where id = ${lessonId}`);
}
