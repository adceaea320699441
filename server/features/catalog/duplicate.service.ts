/** Copies a course as a new draft: description, modules, lessons, and whatever higher features hang on it. */
import type { Ctx, UserActor } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { newId } from '#server/platform/ids.ts';
import { accessCourse } from './catalog.policy.ts';
import { getCourse } from './courses.service.ts';
import { insertCourse } from './courses.sql.ts';
import { courseExtensions } from './publishing.service.ts';

export function duplicateCourse(ctx: Ctx, sourceId: string, input: { title?: string | undefined }) {
  return inTransaction(ctx, async (ctx) => {
    const source = await accessCourse(ctx, sourceId, 'course.update');
    const courseId = newId();
    const owner = (ctx.actor as UserActor).user_id;
    const title = input.title ?? `${source.title.slice(0, 190)} (copy)`;
    await insertCourse(ctx.db, {
      id: courseId,
      title,
      code: `${source.code.slice(0, 13)}-${courseId.slice(-6)}`,
      created_by: owner,
      instructor_id: owner,
    });
    await ctx.db.run(sql`
      update courses c set description = s.description, category_id = s.category_id, difficulty_level = s.difficulty_level, duration_weeks = s.duration_weeks,
             language = s.language, outcomes = s.outcomes, cover_motif = s.cover_motif, image_file_id = s.image_file_id, price = s.price, currency = s.currency,
             certificate_enabled = s.certificate_enabled, certificate_valid_months = s.certificate_valid_months
        from courses s where s.id = ${sourceId} and c.id = ${courseId}`);
    const lessonIds = await copyStructure(ctx, sourceId, courseId);
    await copyFileUses(ctx, sourceId, courseId, lessonIds);
    for (const extension of courseExtensions())
      await extension.copy?.(ctx, { course_id: courseId, lesson_ids: lessonIds });
    await publish(ctx, 'course.changed', { course_id: courseId });
    return getCourse(ctx, courseId);
  });
}

/** @returns new lesson id by old lesson id */
async function copyStructure(ctx: Ctx, sourceId: string, courseId: string): Promise<Map<string, string>> {
  const moduleIds = await newIds(
    ctx,
    sql`select id from course_modules where course_id = ${sourceId} and deleted_at is null`,
  );
  const lessonIds = await newIds(
    ctx,
    sql`select id from lessons where course_id = ${sourceId} and deleted_at is null`,
  );
  await ctx.db.run(sql`
    insert into course_modules (id, course_id, title, "order", duration_hours)
    select n.id, ${courseId}, m.title, m."order", m.duration_hours
      from course_modules m join unnest(${[...moduleIds.keys()]}::uuid[], ${[...moduleIds.values()]}::uuid[]) as n (old_id, id) on n.old_id = m.id`);
  await ctx.db.run(sql`
    insert into lessons (id, course_id, module_id, title, kind, content, video_url, file_id, "order", required, is_preview, completion_rule,
                         minimum_seconds, watched_percent, estimated_minutes)
    select n.id, ${courseId}, o.id, l.title, l.kind, l.content, l.video_url, l.file_id, l."order", l.required, l.is_preview, l.completion_rule,
           l.minimum_seconds, l.watched_percent, l.estimated_minutes
      from lessons l
      join unnest(${[...lessonIds.keys()]}::uuid[], ${[...lessonIds.values()]}::uuid[]) as n (old_id, id) on n.old_id = l.id
      join unnest(${[...moduleIds.keys()]}::uuid[], ${[...moduleIds.values()]}::uuid[]) as o (old_id, id) on o.old_id = l.module_id`);
  return lessonIds;
}

async function newIds(ctx: Ctx, query: ReturnType<typeof sql>): Promise<Map<string, string>> {
  return new Map((await ctx.db.rows<{ id: string }>(query)).map((row) => [row.id, newId()]));
}

async function copyFileUses(
  ctx: Ctx,
  sourceId: string,
  courseId: string,
  lessonIds: Map<string, string>,
): Promise<void> {
  const pairs = [[sourceId, courseId] as const, ...lessonIds];
  await ctx.db.run(sql`
    insert into file_uses (file_id, subject, subject_id)
    select u.file_id, u.subject, n.id
      from file_uses u join unnest(${pairs.map(([old]) => old)}::uuid[], ${pairs.map(([, made]) => made)}::uuid[]) as n (old_id, id) on n.old_id = u.subject_id
     where u.subject in ('course', 'lesson')`);
}
