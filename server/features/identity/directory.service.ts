/** Lists of departments and positions, for choosing one. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { identity } from '#contract/identity.ts';
import type { Page } from '#contract/values/common.ts';
import type { Ctx } from '#server/platform/context.ts';
import { invalidField } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { countNamed, type Directory, selectNamed } from './directory.sql.ts';

type ListQuery = z.output<typeof identity.listDepartments.query>;

export async function listNamed(
  ctx: Ctx,
  directory: Directory,
  query: ListQuery,
  request: FastifyRequest,
): Promise<Page<{ id: string; name: string }>> {
  if (query.cursor !== undefined) throw invalidField('cursor', 'This list is short; use page');
  const range = { limit: query.page_size, offset: offsetOf(query) };
  const [count, rows] = await Promise.all([
    countNamed(ctx.db, directory, query.search),
    selectNamed(ctx.db, directory, query.search, range),
  ]);
  return offsetPage(request, query, count, rows);
}
