/**
 * Brings deleted modules and lessons back into the draft, with the ids they had.
 *
 * Undo in the builder needs this: a lesson that is made anew would be another lesson, without its quiz and without the
 * progress of its learners. Restoring what is not deleted changes nothing, so a repeated request is harmless.
 */
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import {
  type ModuleRow,
  renumberLessons,
  renumberModules,
  selectDraftLesson,
  selectLessonIds,
  selectModule,
  selectModules,
} from './draft.sql.ts';
import { presentLesson } from './lessons.present.ts';
import { changeStructure, type DraftOption } from './modules.service.ts';
import { withMoved } from './outline.rules.ts';

/**
 * The module comes back together with the lessons that were deleted with it, not with those deleted before.
 *
 * @param input.order       place among the modules from 1; last when left out
 * @param input.lesson_ids  order of its lessons; those not named follow in the order they were made
 */
export function restoreModule(
  ctx: Ctx,
  courseId: string,
  moduleId: string,
  input: { order?: number | undefined; lesson_ids?: string[] | undefined },
  option: DraftOption = {},
): Promise<ModuleRow> {
  return changeStructure(ctx, courseId, option, async (ctx) => {
    const row = await ctx.db.maybe<{ deleted: boolean }>(
      sql`select deleted_at is not null as deleted from course_modules where id = ${moduleId} and course_id = ${courseId}`,
    );
    if (!row) throw notFound('module');
    if (row.deleted) {
      await undeleteLessonsOf(ctx, moduleId, input.lesson_ids ?? []);
      await ctx.db.run(sql`
        update course_modules set deleted_at = null, updated_at = now(),
               "order" = (select coalesce(max("order"), 0) + 1 from course_modules where course_id = ${courseId} and deleted_at is null)
         where id = ${moduleId}`);
      const ids = (await selectModules(ctx.db, courseId)).map((module) => module.id);
      await renumberModules(ctx.db, withMoved(ids, moduleId, input.order));
    }
    return (await selectModule(ctx.db, courseId, moduleId))!;
  });
}

/** Lessons deleted with their module carry the very same moment: both happen in one transaction. */
async function undeleteLessonsOf(ctx: Ctx, moduleId: string, lessonIds: string[]): Promise<void> {
  await ctx.db.run(sql`
    update lessons l set deleted_at = null, "order" = o.place, updated_at = now(), record_version = record_version + 1
      from (select s.id, row_number() over (order by array_position(${lessonIds}::uuid[], s.id), s.id) as place
              from lessons s join course_modules m on m.id = s.module_id and m.deleted_at = s.deleted_at
             where m.id = ${moduleId}) o
     where l.id = o.id`);
}

/**
 * @param input.module_id  a living module of the course; the lesson's own when left out
 * @param input.order      place in the module from 1; last when left out
 */
export async function restoreLesson(
  ctx: Ctx,
  lessonId: string,
  input: { module_id?: string | undefined; order?: number | undefined },
  option: DraftOption = {},
) {
  const lesson = await ctx.db.maybe<{ course_id: string; module_id: string }>(
    sql`select course_id, module_id from lessons where id = ${lessonId}`,
  );
  if (!lesson) throw notFound('lesson');
  return changeStructure(ctx, lesson.course_id, option, async (ctx) => {
    if (!(await selectDraftLesson(ctx.db, lessonId))) {
      const moduleId = input.module_id ?? lesson.module_id;
      if (!(await selectModule(ctx.db, lesson.course_id, moduleId)))
        throw invalidField('module_id', 'Not a module of this course');
      const ids = await selectLessonIds(ctx.db, moduleId);
      await ctx.db.run(sql`
        update lessons set deleted_at = null, module_id = ${moduleId}, "order" = ${ids.length + 1}::int,
               updated_at = now(), record_version = record_version + 1
         where id = ${lessonId}`);
      await renumberLessons(ctx.db, moduleId, withMoved(ids, lessonId, input.order));
    }
    return presentLesson((await selectDraftLesson(ctx.db, lessonId))!);
  }).catch((error: unknown) => {
    // A lesson of a course that is not theirs to see answers like one that does not exist.
    throw error instanceof AppError && error.params['noun'] === 'course' ? notFound('lesson') : error;
  });
}
