/** Queries that make and read versions. All set-based: publishing 500 lessons costs as many statements as publishing one. */
import type { Outline } from '#contract/catalog.ts';
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { lessonHash } from './draft.sql.ts';

/** Freezes the content of every draft lesson; content that was frozen before is found again by its hash. */
export async function freezeLessons(db: Db, courseId: string): Promise<void> {
  await db.run(sql`
    insert into lesson_revisions (id, lesson_id, content_hash, title, kind, content, video_url, file_id)
    select gen_random_uuid(), l.id, ${lessonHash}, l.title, l.kind, l.content, l.video_url, l.file_id
      from lessons l where l.course_id = ${courseId} and l.deleted_at is null
    on conflict on constraint lesson_revisions_content_key do nothing`);
}

export type VersionRow = {
  id: string;
  number: number;
  outline: Outline;
  lesson_ids: string[];
  required_lesson_ids: string[];
};

export const selectCurrentVersion = (db: Db, courseId: string): Promise<VersionRow | undefined> =>
  db.maybe(sql`
    select v.id, v.number, v.outline, v.lesson_ids, v.required_lesson_ids
      from courses c join course_versions v on v.id = c.version_id where c.id = ${courseId}`);

export async function insertVersion(
  db: Db,
  version: {
    id: string;
    course_id: string;
    number: number;
    outline: Outline;
    estimated_minutes: number;
    lesson_ids: string[];
    required_lesson_ids: string[];
    note: string;
    published_by: string | null;
  },
): Promise<void> {
  await db.run(sql`
    insert into course_versions (id, course_id, number, outline, lesson_ids, required_lesson_ids, estimated_minutes, note, published_by)
    values (${version.id}, ${version.course_id}, ${version.number}, ${JSON.stringify(version.outline)}::jsonb, ${version.lesson_ids}::uuid[],
            ${version.required_lesson_ids}::uuid[], ${version.estimated_minutes}, ${version.note}, ${version.published_by})`);
  await db.run(sql`
    insert into course_version_lessons (course_version_id, lesson_id, revision_id, module_id, "order", position, required, is_preview,
                                        completion_rule, minimum_seconds, watched_percent, estimated_minutes)
    select ${version.id}, l.id, r.id, l.module_id, l."order", array_position(${version.lesson_ids}::uuid[], l.id), l.required, l.is_preview,
           l.completion_rule, l.minimum_seconds, l.watched_percent, l.estimated_minutes
      from lessons l join lesson_revisions r on r.lesson_id = l.id and r.content_hash = ${lessonHash}
     where l.id = any(${version.lesson_ids}::uuid[])`);
}

export async function pointCourseAt(db: Db, courseId: string, versionId: string): Promise<void> {
  await db.run(sql`
    update courses set status = 'published', version_id = ${versionId}, published_at = coalesce(published_at, now()), archived_at = null,
           draft_changed_at = null, updated_at = now()
     where id = ${courseId}`);
}

export async function markDraftChanged(db: Db, courseId: string): Promise<void> {
  await db.run(sql`update courses set draft_changed_at = now(), updated_at = now() where id = ${courseId}`);
}

/** How many people a new version would reach: those in progress move to it, those who completed keep what they have. */
export const selectAudience = (
  db: Db,
  courseId: string,
): Promise<{ in_progress: number; completed: number }> =>
  db.one(sql`
    select count(*) filter (where status = 'active')::int as in_progress, count(*) filter (where status = 'completed')::int as completed
      from v_enrollment_access where course_id = ${courseId}`);
