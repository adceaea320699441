/** Courses: list, read, create, change, delete, duplicate. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { CourseInput, CoursePatch, catalog } from '#contract/catalog.ts';
import { accessFile, releaseFile, useFile } from '#server/features/files/index.ts';
import { findPeople } from '#server/features/identity/index.ts';
import type { Ctx, UserActor } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, identifier, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { accessCourse, type CourseAccess, listedCourses, taughtCourses } from './catalog.policy.ts';
import { ensureCategory, selectCategory } from './categories.sql.ts';
import { presentCourse, presentCourseDetail } from './courses.present.ts';
import {
  type CourseRow,
  courseSearch,
  insertCourse,
  lockCourse,
  replaceTrainers,
  selectCourses,
  updateCourseRow,
} from './courses.sql.ts';
import { makeVersion } from './publishing.service.ts';

export type CourseQuery = z.output<(typeof catalog)['listCourses']['query']>;

/** The courses the caller may see. With `cursor`, by keyset: no count, no skipped rows, the same speed at any depth. */
export async function listCourses(ctx: Ctx, query: CourseQuery, request: FastifyRequest) {
  const where = courseConditions(ctx, query);
  const column = query.ordering.replace('-', '');
  const descending = query.ordering.startsWith('-');
  const key = orderKey(column);
  const direction = descending ? sql`desc` : sql`asc`;
  const order = sql`${key} ${direction}, c.id ${direction}`;
  if (query.cursor === undefined) {
    const { rows, count } = await selectCourses(ctx.db, {
      where,
      order,
      limit: query.page_size,
      offset: offsetOf(query),
    });
    return offsetPage(request, query, count, rows.map(presentCourse));
  }
  const last = decodeCursor(query.cursor, 2);
  const after = last && sql`(${key}, c.id) ${descending ? sql`<` : sql`>`} (${last[0]}, ${last[1]}::uuid)`;
  const { rows } = await selectCourses(ctx.db, {
    where: all([where, after]),
    order,
    limit: query.page_size + 1,
    offset: 0,
  });
  return cursorPage(request, query, rows, (row) => [sortValue(row, column), row.id], presentCourse);
}

// Nullable columns sort as their lowest value, so that the key of a row can be compared with `<` and `>`.
function orderKey(column: string): Sql {
  if (column === 'published_at') return sql`coalesce(c.published_at, '-infinity')`;
  if (column === 'duration_weeks') return sql`coalesce(c.duration_weeks, 0)`;
  return identifier(`c.${column}`);
}
function sortValue(row: CourseRow, column: string): string | number {
  if (column === 'published_at') return row.published_at ?? '-infinity';
  if (column === 'duration_weeks') return row.duration_weeks ?? 0;
  return row[column as 'title' | 'created_at' | 'updated_at' | 'price'];
}

function courseConditions(ctx: Ctx, query: CourseQuery): Sql {
  return all([
    query.teaching ? taughtCourses(ctx.actor) : listedCourses(ctx.actor),
    courseSearch(query.search),
    query.category !== undefined && sql`cat.name = ${query.category}`,
    query.category_id && sql`c.category_id = ${query.category_id}`,
    query.difficulty_level && sql`c.difficulty_level = ${query.difficulty_level}`,
    query.language && sql`c.language = ${query.language}`,
    query.status && sql`c.status = ${query.status}`,
    query.published !== undefined &&
      (query.published ? sql`c.status = 'published'` : sql`c.status <> 'published'`),
    query.instructor_id && sql`c.instructor_id = ${query.instructor_id}`,
    query.free !== undefined && (query.free ? sql`c.price = 0` : sql`c.price > 0`),
  ]);
}

export async function getCourse(ctx: Ctx, courseId: string) {
  return detail(ctx, await accessCourse(ctx, courseId, 'course.read'));
}

async function detail(ctx: Ctx, course: CourseAccess) {
  const people = await findPeople(ctx, course.trainer_ids);
  const trainers = course.trainer_ids
    .map((userId) => people.get(userId))
    .filter((person) => person !== undefined);
  return presentCourseDetail(course, trainers);
}

type Input = z.output<typeof CourseInput>;
type Patch = z.output<typeof CoursePatch>;

export function createCourse(ctx: Ctx, input: Input) {
  return inTransaction(ctx, async (ctx) => {
    const courseId = newId();
    const creator = (ctx.actor as UserActor).user_id;
    const code = input.code ?? generatedCode(input.title, courseId);
    await onConstraint(
      insertCourse(ctx.db, {
        id: courseId,
        title: input.title,
        code,
        created_by: creator,
        instructor_id: await instructorFor(ctx, input.instructor_id, creator),
      }),
      codeTaken,
    );
    await applyFields(ctx, courseId, null, { ...input, code: undefined, instructor_id: undefined });
    await publish(ctx, 'course.changed', { course_id: courseId });
    return getCourse(ctx, courseId);
  });
}

/** @param expectedVersion from If-Match; another value in the row means someone else was faster (`record.stale`) */
export function updateCourse(ctx: Ctx, courseId: string, input: Patch, expectedVersion?: number) {
  return inTransaction(ctx, async (ctx) => {
    const course = await accessCourse(ctx, courseId, 'course.update');
    await lockCourse(ctx.db, courseId);
    if (input.instructor_id) await instructorFor(ctx, input.instructor_id, course.instructor_id);
    await applyFields(ctx, courseId, course, input, expectedVersion);
    await publish(ctx, 'course.changed', { course_id: courseId });
    return getCourse(ctx, courseId);
  });
}

const codeTaken = {
  courses_code_key: () =>
    new AppError('record.conflict', {
      detail: 'Another course has this code',
      fields: [{ path: 'code', code: 'taken', message: 'Another course has this code' }],
    }),
};

async function applyFields(
  ctx: Ctx,
  courseId: string,
  before: CourseAccess | null,
  input: Patch,
  expectedVersion?: number,
): Promise<void> {
  const { category, category_id, trainer_ids, published, status, outcomes, image_file_id, ...plain } = input;
  const fields: Record<string, unknown> = {
    ...plain,
    outcomes: outcomes && JSON.stringify(outcomes),
    image_file_id,
  };
  fields['category_id'] = await categoryFor(ctx, category_id, category);
  if (image_file_id !== undefined && image_file_id !== (before?.image_file_id ?? null))
    await attachCover(ctx, courseId, before?.image_file_id ?? null, image_file_id);
  const written = await onConstraint(updateCourseRow(ctx.db, courseId, fields, expectedVersion), codeTaken);
  if (!written) throw new AppError('record.stale');
  if (trainer_ids) await setTrainers(ctx, courseId, trainer_ids);
  const target =
    status ??
    (published === undefined
      ? undefined
      : published
        ? 'published'
        : before?.status === 'archived'
          ? undefined
          : 'draft');
  if (target && target !== (before?.status ?? 'draft')) await changeStatus(ctx, courseId, before, target);
}

/** Leaving the archive shows again what was shown before: what changed in the draft since then still waits for publishing. */
async function changeStatus(
  ctx: Ctx,
  courseId: string,
  before: CourseAccess | null,
  target: CourseRow['status'],
): Promise<void> {
  const isReopened = before?.status === 'archived' && before.version_id !== null;
  if (target === 'published' && !isReopened) {
    await makeVersion(ctx, courseId, '');
    return;
  }
  await ctx.db.run(sql`
    update courses set status = ${target}, archived_at = case when ${target} = 'archived' then now() end where id = ${courseId}`);
  if (target === 'archived') await publish(ctx, 'course.archived', { course_id: courseId });
}

async function categoryFor(
  ctx: Ctx,
  categoryId: string | null | undefined,
  name: string | null | undefined,
): Promise<string | null | undefined> {
  if (categoryId) {
    if (!(await selectCategory(ctx.db, categoryId))) throw invalidField('category_id', 'No such category');
    return categoryId;
  }
  if (name) return ensureCategory(ctx.db, newId(), name);
  return categoryId === null || name === null ? null : undefined;
}

async function attachCover(
  ctx: Ctx,
  courseId: string,
  before: string | null,
  fileId: string | null,
): Promise<void> {
  if (before) await releaseFile(ctx, { file_id: before, subject: 'course', subject_id: courseId });
  if (!fileId) return;
  await accessFile(ctx, fileId);
  await useFile(ctx, { file_id: fileId, subject: 'course', subject_id: courseId });
}

/** The instructor must be able to teach; naming somebody else needs an administrator or the course's own people. */
async function instructorFor(ctx: Ctx, wanted: string | undefined, fallback: string): Promise<string> {
  if (!wanted || wanted === fallback) return fallback;
  await requireTeachers(ctx, [wanted], 'instructor_id');
  return wanted;
}

async function setTrainers(ctx: Ctx, courseId: string, userIds: string[]): Promise<void> {
  await requireTeachers(ctx, userIds, 'trainer_ids');
  await replaceTrainers(ctx.db, courseId, userIds);
}

async function requireTeachers(ctx: Ctx, userIds: string[], path: string): Promise<void> {
  if (userIds.length === 0) return;
  const found = await ctx.db.rows<{ user_id: string }>(sql`
    select user_id from v_identity_people where user_id = any(${userIds}::uuid[]) and is_active and roles && array['trainer', 'admin']`);
  if (found.length < new Set(userIds).size)
    throw invalidField(path, 'Every one of them must be an active trainer or administrator');
}

/** A readable code from the title, made unique by the end of the id: `FORKLIFT-7F3A2C`. */
function generatedCode(title: string, courseId: string): string {
  const word =
    title
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9 ]/g, '')
      .trim()
      .split(/\s+/)[0]
      ?.toUpperCase()
      .slice(0, 12) || 'COURSE';
  return `${word}-${courseId.slice(-6).toUpperCase()}`;
}

/** Soft: enrollments, completions and certificates keep naming the course. */
export function deleteCourse(ctx: Ctx, courseId: string): Promise<null> {
  return inTransaction(ctx, async (ctx) => {
    await accessCourse(ctx, courseId, 'course.delete');
    await lockCourse(ctx.db, courseId);
    await ctx.db.run(sql`update courses set deleted_at = now(), updated_at = now() where id = ${courseId}`);
    await publish(ctx, 'course.archived', { course_id: courseId });
    return null;
  });
}
