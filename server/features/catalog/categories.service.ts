/** Categories: the shelves of the catalog. */
import type { FastifyRequest } from 'fastify';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import {
  type CategoryRow,
  deleteCategoryRow,
  insertCategory,
  selectCategories,
  selectCategory,
  updateCategoryRow,
} from './categories.sql.ts';

export async function listCategories(
  ctx: Ctx,
  query: { page: number; page_size: number; search?: string | undefined; ordering: string },
  request: FastifyRequest,
) {
  const { rows, count } = await selectCategories(ctx.db, { ...query, offset: offsetOf(query) });
  return offsetPage(request, query, count, rows);
}

export async function getCategory(ctx: Ctx, categoryId: string): Promise<CategoryRow> {
  const category = await selectCategory(ctx.db, categoryId);
  if (!category) throw notFound('category');
  return category;
}

export function createCategory(
  ctx: Ctx,
  input: { name: string; description: string; palette: number },
): Promise<CategoryRow> {
  return inTransaction(ctx, async (ctx) => {
    const categoryId = newId();
    await insertCategory(ctx.db, { id: categoryId, ...input });
    return getCategory(ctx, categoryId);
  });
}

export function updateCategory(
  ctx: Ctx,
  categoryId: string,
  input: Record<string, unknown>,
): Promise<CategoryRow> {
  return inTransaction(ctx, async (ctx) => {
    await updateCategoryRow(ctx.db, categoryId, input);
    return getCategory(ctx, categoryId);
  });
}

/** @throws AppError `record.in-use` while a course is in the category: courses are moved first, never orphaned */
export async function deleteCategory(ctx: Ctx, categoryId: string): Promise<null> {
  const outcome = await inTransaction(ctx, (ctx) => deleteCategoryRow(ctx.db, categoryId));
  if (outcome === 'absent') throw notFound('category');
  if (outcome === 'in_use')
    throw new AppError('record.in-use', { detail: 'Courses are still in this category' });
  return null;
}
