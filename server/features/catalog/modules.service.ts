/** Modules of a course: create, change, move, delete. Every change happens under the course's lock. */
import type { FastifyRequest } from 'fastify';
import type { Page } from '#contract/values/common.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { accessCourse } from './catalog.policy.ts';
import { lockCourse } from './courses.sql.ts';
import {
  deleteModuleRow,
  insertModule,
  type ModuleRow,
  renumberModules,
  selectModule,
  selectModules,
  updateModuleRow,
} from './draft.sql.ts';
import { withMoved } from './outline.rules.ts';
import { courseChanged } from './publishing.service.ts';
import { selectCurrentVersion } from './publishing.sql.ts';

/** Authors see the draft's modules, everyone else the published ones. */
async function visibleModules(ctx: Ctx, courseId: string): Promise<ModuleRow[]> {
  const course = await accessCourse(ctx, courseId, 'course.read');
  if (course.can_edit) return selectModules(ctx.db, courseId);
  const version = await selectCurrentVersion(ctx.db, courseId);
  return (version?.outline.modules ?? []).map((module, index) => ({
    id: module.id,
    course_id: courseId,
    title: module.title,
    order: index + 1,
    duration_hours: module.duration_hours,
    lesson_count: module.lessons.length,
    created_at: course.created_at,
    updated_at: course.updated_at,
  }));
}

export async function listModules(
  ctx: Ctx,
  courseId: string,
  query: { page: number; page_size: number },
  request: FastifyRequest,
): Promise<Page<ModuleRow>> {
  const modules = await visibleModules(ctx, courseId);
  const start = offsetOf(query);
  return offsetPage(request, query, modules.length, modules.slice(start, start + query.page_size));
}

export async function getModule(ctx: Ctx, courseId: string, moduleId: string): Promise<ModuleRow> {
  const found = (await visibleModules(ctx, courseId)).find((module) => module.id === moduleId);
  if (!found) throw notFound('module');
  return found;
}

type ModuleFields = {
  title?: string | undefined;
  duration_hours?: number | null | undefined;
  order?: number | undefined;
};
export type DraftOption = { draft?: boolean | undefined };

export function createModule(
  ctx: Ctx,
  courseId: string,
  input: ModuleFields,
  option: DraftOption = {},
): Promise<ModuleRow> {
  return changeStructure(ctx, courseId, option, async (ctx) => {
    const moduleId = newId();
    await insertModule(ctx.db, {
      id: moduleId,
      course_id: courseId,
      title: input.title ?? '',
      duration_hours: input.duration_hours ?? null,
    });
    if (input.order !== undefined) await placeModule(ctx, courseId, moduleId, input.order);
    return existingModule(ctx, courseId, moduleId);
  });
}

export function updateModule(
  ctx: Ctx,
  courseId: string,
  moduleId: string,
  input: ModuleFields,
  option: DraftOption = {},
): Promise<ModuleRow> {
  return changeStructure(ctx, courseId, option, async (ctx) => {
    await existingModule(ctx, courseId, moduleId);
    await updateModuleRow(ctx.db, moduleId, { title: input.title, duration_hours: input.duration_hours });
    if (input.order !== undefined) await placeModule(ctx, courseId, moduleId, input.order);
    return existingModule(ctx, courseId, moduleId);
  });
}

export function deleteModule(
  ctx: Ctx,
  courseId: string,
  moduleId: string,
  option: DraftOption = {},
): Promise<null> {
  return changeStructure(ctx, courseId, option, async (ctx) => {
    await existingModule(ctx, courseId, moduleId);
    await deleteModuleRow(ctx.db, moduleId);
    await renumberModules(
      ctx.db,
      (await selectModules(ctx.db, courseId)).map((module) => module.id),
    );
    return null;
  });
}

/** Checks, locks, works, then tells the course that it changed: the frame of every structural change. */
export function changeStructure<Result>(
  ctx: Ctx,
  courseId: string,
  option: DraftOption,
  work: (ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  return inTransaction(ctx, async (ctx) => {
    await accessCourse(ctx, courseId, 'course.update');
    await lockCourse(ctx.db, courseId);
    const result = await work(ctx);
    await courseChanged(ctx, courseId, { publish: option.draft !== true });
    return result;
  });
}

async function existingModule(ctx: Ctx, courseId: string, moduleId: string): Promise<ModuleRow> {
  const module = await selectModule(ctx.db, courseId, moduleId);
  if (!module) throw notFound('module');
  return module;
}

async function placeModule(ctx: Ctx, courseId: string, moduleId: string, order: number): Promise<void> {
  const ids = (await selectModules(ctx.db, courseId)).map((module) => module.id);
  await renumberModules(ctx.db, withMoved(ids, moduleId, order));
}
