/** Lessons: list, read, create, change, move, delete. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { LessonInput, LessonPatch } from '#contract/catalog.ts';
import { accessFile, releaseFile, useFile } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { all, identifier, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { cleanLessonHtml } from '#server/platform/html/clean.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { taughtCourses } from './catalog.policy.ts';
import {
  deleteLessonRow,
  draftLessonColumns,
  draftLessonTables,
  insertLesson,
  insertModule,
  type LessonRow,
  publishedLessonColumns,
  publishedLessonTables,
  renumberLessons,
  selectDraftLesson,
  selectLessonIds,
  selectModule,
  selectModules,
  updateLessonRow,
} from './draft.sql.ts';
import { accessLesson } from './lessons.policy.ts';
import { presentLesson } from './lessons.present.ts';
import { changeStructure, type DraftOption } from './modules.service.ts';
import { withMoved } from './outline.rules.ts';
import { attachPictures } from './pictures.service.ts';

type ListQuery = {
  page: number;
  page_size: number;
  search?: string | undefined;
  ordering: string;
  course?: string | undefined;
  course_id?: string | undefined;
  module?: string | undefined;
  kind?: string | undefined;
};

/** Drafts of the courses the actor teaches, and the versions of those they are enrolled in; a course shows one face only. */
export async function listLessons(ctx: Ctx, query: ListQuery, request: FastifyRequest) {
  const courseId = query.course ?? query.course_id;
  const column = query.ordering.replace('-', '');
  const direction = query.ordering.startsWith('-') ? sql`desc` : sql`asc`;
  const order =
    column === 'order'
      ? sql`module_order ${direction}, "order" ${direction}`
      : sql`${identifier(column)} ${direction}`;
  const search = query.search?.trim();
  const where = all([
    courseId && sql`course_id = ${courseId}`,
    query.module && sql`module_id = ${query.module}`,
    query.kind && sql`kind = ${query.kind}`,
    search && sql`search_normal(title) like '%' || search_normal(${search}) || '%'`,
  ]);
  const rows = await ctx.db.rows<LessonRow & { matching: number }>(sql`
    select *, count(*) over ()::int as matching from (${draftFaces(ctx)} union all ${publishedFaces(ctx)}) faces
     where ${where} order by ${order}, id limit ${query.page_size} offset ${offsetOf(query)}`);
  return offsetPage(request, query, rows[0]?.matching ?? 0, rows.map(presentLesson));
}

const draftFaces = (ctx: Ctx): Sql => sql`
  select ${draftLessonColumns}, m."order" as module_order from ${draftLessonTables}
    join course_modules m on m.id = l.module_id join courses c on c.id = l.course_id
   where l.deleted_at is null and c.deleted_at is null and (${taughtCourses(ctx.actor)})`;

function publishedFaces(ctx: Ctx): Sql {
  const studentId = ctx.actor.kind === 'user' ? ctx.actor.user_id : null;
  return sql`
    select ${publishedLessonColumns}, x.position as module_order from ${publishedLessonTables}
      join v_enrollment_access e on e.course_version_id = x.course_version_id and e.student_id = ${studentId}
      join courses c on c.id = l.course_id
     where c.deleted_at is null and not (${taughtCourses(ctx.actor)})`;
}

export async function getLesson(ctx: Ctx, lessonId: string) {
  const lesson = await accessLesson(ctx, lessonId, 'lesson.read');
  return presentLesson(lesson);
}

type Input = z.output<typeof LessonInput>;
type Patch = z.output<typeof LessonPatch>;

/** Without `module_id` the lesson goes to the last module, made if there is none (U-09). */
export function createLesson(ctx: Ctx, input: Input, option: DraftOption = {}) {
  const { course_id: courseId, title, module_id, order, ...fields } = input;
  return changeStructure(ctx, courseId, option, async (ctx) => {
    const moduleId = module_id
      ? (await existingModule(ctx, courseId, module_id)).id
      : await lastModule(ctx, courseId);
    const lessonId = newId();
    await insertLesson(ctx.db, { id: lessonId, course_id: courseId, module_id: moduleId, title });
    await updateLessonRow(ctx.db, lessonId, {
      ...(await lessonFields(ctx, lessonId, { kind: kindOf(input), ...fields })),
      record_version: undefined,
    });
    if (order !== undefined) await placeLesson(ctx, lessonId, moduleId, order);
    return presentLesson(await existingLesson(ctx, lessonId));
  });
}

/** @param option.expected_version  from If-Match; another value in the row means someone else was faster (`record.stale`) */
export async function updateLesson(
  ctx: Ctx,
  lessonId: string,
  input: Patch,
  option: DraftOption & { expected_version?: number | undefined } = {},
) {
  const lesson = await accessLesson(ctx, lessonId, 'lesson.update');
  const { module_id, order, ...fields } = input;
  return changeStructure(ctx, lesson.course_id, option, async (ctx) => {
    const written = await updateLessonRow(
      ctx.db,
      lessonId,
      await lessonFields(ctx, lessonId, fields, lesson),
      option.expected_version,
    );
    if (!written)
      throw (await selectDraftLesson(ctx.db, lessonId)) ? new AppError('record.stale') : notFound('lesson');
    const current = await existingLesson(ctx, lessonId);
    const target = module_id
      ? (await existingModule(ctx, lesson.course_id, module_id)).id
      : current.module_id;
    if (target !== current.module_id || order !== undefined) await placeLesson(ctx, lessonId, target, order);
    return presentLesson(await existingLesson(ctx, lessonId));
  });
}

export async function deleteLesson(ctx: Ctx, lessonId: string, option: DraftOption = {}): Promise<null> {
  const lesson = await accessLesson(ctx, lessonId, 'lesson.update');
  return changeStructure(ctx, lesson.course_id, option, async (ctx) => {
    const { module_id } = await existingLesson(ctx, lessonId);
    await deleteLessonRow(ctx.db, lessonId);
    await renumberLessons(ctx.db, module_id, await selectLessonIds(ctx.db, module_id));
    return null;
  });
}

/** A lesson created with a video address or a file and no kind is what it carries. */
const kindOf = (input: Input): LessonRow['kind'] =>
  input.kind ?? (input.video_url ? 'video' : input.file_id ? 'file' : 'article');

/** Cleans and completes the fields of a write. Completion rules that contradict the lesson are refused by field. */
async function lessonFields(
  ctx: Ctx,
  lessonId: string,
  input: Omit<Patch, 'module_id' | 'order'>,
  before?: Pick<LessonRow, 'kind' | 'completion_rule' | 'quiz_id'>,
): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = { ...input };
  if (input.content !== undefined) {
    const content = cleanLessonHtml(input.content);
    await attachPictures(ctx, lessonId, content);
    fields['content'] = content;
  }
  if (input.video_url !== undefined) fields['video_url'] = input.video_url || null;
  if (input.kind === 'quiz' && input.completion_rule === undefined) fields['completion_rule'] = 'quiz_passed';
  Object.assign(fields, sessionRule(input, before));
  if (input.completion_rule === 'minimum_time' && input.minimum_seconds === null)
    throw invalidField('minimum_seconds', 'Needed with the rule “minimum time”');
  if (input.completion_rule === 'watched_share' && input.watched_percent === null)
    throw invalidField('watched_percent', 'Needed with the rule “watched share”');
  if (input.file_id !== undefined) await attachFile(ctx, lessonId, input.file_id);
  return fields;
}

/** Lessons of kind `session` are completed by attendance, and no others are: the two change together or not at all. */
function sessionRule(
  input: Pick<Patch, 'kind' | 'completion_rule'>,
  before?: Pick<LessonRow, 'kind' | 'completion_rule' | 'quiz_id'>,
): { completion_rule?: LessonRow['completion_rule'] } {
  const { completion_rule: rule } = input;
  if ((input.kind ?? before?.kind) === 'session') {
    if (rule !== undefined && rule !== 'attended')
      throw invalidField('completion_rule', 'A session is completed by attendance');
    if (before?.quiz_id) throw invalidField('kind', 'A lesson with a quiz is completed by passing it');
    return input.kind === 'session' ? { completion_rule: 'attended' } : {};
  }
  if (rule === 'attended') throw invalidField('completion_rule', 'Only a session is completed by attendance');
  return rule === undefined && input.kind && before?.completion_rule === 'attended'
    ? { completion_rule: 'open' }
    : {};
}

async function attachFile(ctx: Ctx, lessonId: string, fileId: string | null): Promise<void> {
  const before = await ctx.db.maybe<{ file_id: string | null }>(
    sql`select file_id from lessons where id = ${lessonId}`,
  );
  if (before?.file_id === fileId) return;
  // The old file stays in use: published revisions may still show it.
  if (fileId) {
    await accessFile(ctx, fileId);
    await useFile(ctx, { file_id: fileId, subject: 'lesson', subject_id: lessonId });
  } else if (before?.file_id && !(await isPublishedFile(ctx, before.file_id))) {
    await releaseFile(ctx, { file_id: before.file_id, subject: 'lesson', subject_id: lessonId });
  }
}

const isPublishedFile = async (ctx: Ctx, fileId: string): Promise<boolean> =>
  (await ctx.db.run(sql`select 1 from lesson_revisions where file_id = ${fileId} limit 1`)) > 0;

async function lastModule(ctx: Ctx, courseId: string): Promise<string> {
  const modules = await selectModules(ctx.db, courseId);
  const last = modules.at(-1);
  if (last) return last.id;
  const moduleId = newId();
  await insertModule(ctx.db, { id: moduleId, course_id: courseId, title: '', duration_hours: null });
  return moduleId;
}

async function existingModule(ctx: Ctx, courseId: string, moduleId: string) {
  const module = await selectModule(ctx.db, courseId, moduleId);
  if (!module) throw invalidField('module_id', 'Not a module of this course');
  return module;
}

async function existingLesson(ctx: Ctx, lessonId: string): Promise<LessonRow> {
  const lesson = await selectDraftLesson(ctx.db, lessonId);
  if (!lesson) throw notFound('lesson');
  return lesson;
}

async function placeLesson(
  ctx: Ctx,
  lessonId: string,
  moduleId: string,
  order: number | undefined,
): Promise<void> {
  const { module_id: from } = await existingLesson(ctx, lessonId);
  const ids = await selectLessonIds(ctx.db, moduleId);
  await renumberLessons(ctx.db, moduleId, withMoved(ids, lessonId, order));
  if (from !== moduleId)
    await renumberLessons(
      ctx.db,
      from,
      (await selectLessonIds(ctx.db, from)).filter((one) => one !== lessonId),
    );
}
