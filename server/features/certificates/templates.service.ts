/** Designing papers: templates, their versions, which course uses which. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { type Layout, layoutProblems } from '#contract/certificate-layout.ts';
import type { certificates } from '#contract/certificates.ts';
import { accessCourse } from '#server/features/catalog/index.ts';
import { accessFile } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import {
  clearDefault,
  countTemplates,
  fileIdsOf,
  insertTemplate,
  insertVersion,
  lockTemplates,
  selectCourseTemplate,
  selectDefaultTemplate,
  selectTemplate,
  selectTemplates,
  setCourseTemplateRow,
  type TemplateRow,
  updateTemplateRow,
} from './templates.sql.ts';

type ListQuery = z.output<(typeof certificates)['listTemplates']['query']>;
type Patch = z.output<(typeof certificates)['updateTemplate']['body']>;

export async function listTemplates(ctx: Ctx, query: ListQuery, request: FastifyRequest) {
  const words = query.search?.trim().replace(/[\\%_]/g, '\\$&');
  const where = all([
    query.archived ? sql`t.archived_at is not null` : sql`t.archived_at is null`,
    words && sql`search_normal(t.name) like '%' || search_normal(${words}) || '%'`,
  ]);
  const rows = await selectTemplates(ctx.db, where, { limit: query.page_size, offset: offsetOf(query) });
  return offsetPage(request, query, await countTemplates(ctx.db, where), rows.map(presentTemplate));
}

/** Templates are designed by administrators, which the ability says already. */
export async function accessTemplate(ctx: Ctx, templateId: string): Promise<TemplateRow> {
  const template = await selectTemplate(ctx.db, templateId);
  if (!template) throw notFound('template');
  return template;
}

export async function getTemplate(ctx: Ctx, templateId: string) {
  return presentTemplate(await accessTemplate(ctx, templateId));
}

export function createTemplate(ctx: Ctx, input: { name: string; layout?: Layout | undefined }) {
  return inTransaction(ctx, async (ctx) => {
    const layout = input.layout ?? (await selectDefaultTemplate(ctx.db)).layout;
    await checkLayout(ctx, layout);
    const id = newId(ctx.now.getTime());
    await insertTemplate(ctx, { id, name: input.name, layout });
    return getTemplate(ctx, id);
  });
}

export function duplicateTemplate(ctx: Ctx, templateId: string, name?: string) {
  return inTransaction(ctx, async (ctx) => {
    const source = await accessTemplate(ctx, templateId);
    const id = newId(ctx.now.getTime());
    await insertTemplate(ctx, { id, name: name ?? `${source.name.slice(0, 96)} (2)`, layout: source.layout });
    return getTemplate(ctx, id);
  });
}

/** @throws AppError `record.stale`; `record.in-use` when the default, or one that courses chose, is to be archived */
export function updateTemplate(ctx: Ctx, templateId: string, input: Patch, expectedVersion?: number) {
  return inTransaction(ctx, async (ctx) => {
    // The default's row is locked first, by everybody: two who choose a default at once do so one after the other.
    await lockTemplates(ctx.db);
    const before = await accessTemplate(ctx, templateId);
    const fields: Record<string, unknown> = { name: input.name, is_default: input.is_default };
    if (input.archived === true) {
      if (before.is_default || before.course_count > 0) throw new AppError('record.in-use');
      fields['archived_at'] = ctx.now;
    }
    if (input.archived === false) fields['archived_at'] = null;
    if (input.is_default && before.archived_at !== null && input.archived !== false)
      throw new AppError('record.conflict', { detail: 'Restore this template first' });
    if (input.layout && JSON.stringify(input.layout) !== JSON.stringify(before.layout)) {
      await checkLayout(ctx, input.layout);
      fields['version_id'] = await insertVersion(ctx, templateId, input.layout);
    }
    if (input.is_default) await clearDefault(ctx.db, templateId);
    if ((await updateTemplateRow(ctx, templateId, fields, expectedVersion)) === 0)
      throw new AppError('record.stale');
    return getTemplate(ctx, templateId);
  });
}

/** @throws AppError `input.invalid` naming each element's field that cannot be */
export async function checkLayout(ctx: Ctx, layout: Layout): Promise<void> {
  const fields = layoutProblems(layout).map((one) => ({ ...one, path: `layout.${one.path}` }));
  if (fields.length > 0) throw new AppError('input.invalid', { fields });
  for (const fileId of fileIdsOf(layout)) {
    const file = await accessFile(ctx, fileId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'record.not-found') return null;
      throw error;
    });
    if (!file?.media_type.startsWith('image/'))
      throw invalidField('layout', 'One of its pictures is not there or is not a picture', 'picture');
  }
}

export async function getCourseTemplate(ctx: Ctx, courseId: string) {
  await accessCourse(ctx, courseId, 'course.update');
  const offered = await selectTemplates(ctx.db, sql`t.archived_at is null`, { limit: 200, offset: 0 });
  return {
    template_id: await selectCourseTemplate(ctx.db, courseId),
    templates: offered.map(({ id, name, is_default }) => ({ id, name, is_default })),
  };
}

export function setCourseTemplate(ctx: Ctx, courseId: string, templateId: string | null) {
  return inTransaction(ctx, async (ctx) => {
    await accessCourse(ctx, courseId, 'course.update');
    const template = templateId && (await selectTemplate(ctx.db, templateId));
    if (templateId && (!template || template.archived_at !== null))
      throw invalidField('template_id', 'There is no such template', 'not_found');
    await setCourseTemplateRow(ctx.db, courseId, templateId);
    return getCourseTemplate(ctx, courseId);
  });
}

const presentTemplate = ({ version_id: _version, ...row }: TemplateRow) => row;
