/**
 * What the catalog serves from the cache (contract L-92..L-98). Only what every visitor may see: who may see or change more (trainers,
 * administrators) is answered from the database.
 */
import type { FastifyRequest } from 'fastify';
import { catalog } from '#contract/catalog.ts';
import { entries } from '#server/platform/cache/entries.ts';
import { type Ctx, hasRole } from '#server/platform/context.ts';
import { cachedJson, pageKey } from '#server/platform/http/conditional.ts';
import * as categories from './categories.service.ts';
import * as courses from './courses.service.ts';

/** Whether courses look to this actor as they look to everybody. */
const seesPublicOnly = (ctx: Ctx): boolean => !hasRole(ctx.actor, 'admin', 'trainer');

export const listCategories = (
  ctx: Ctx,
  query: Parameters<typeof categories.listCategories>[1],
  request: FastifyRequest,
) =>
  cachedJson(
    ctx,
    catalog.listCategories,
    { entry: entries.categories, parts: { page: pageKey(request) } },
    () => categories.listCategories(ctx, query, request),
  );

export const listCourses = (ctx: Ctx, query: courses.CourseQuery, request: FastifyRequest) =>
  cachedJson(
    ctx,
    catalog.listCourses,
    seesPublicOnly(ctx) && !query.teaching
      ? { entry: entries.courses, parts: { page: pageKey(request) } }
      : null,
    () => courses.listCourses(ctx, query, request),
  );

/** A draft is refused by the loading, and a refusal is not kept. */
export const getCourse = (ctx: Ctx, courseId: string) =>
  cachedJson(
    ctx,
    catalog.getCourse,
    seesPublicOnly(ctx) ? { entry: entries.course, parts: { course_id: courseId } } : null,
    () => courses.getCourse(ctx, courseId),
  );
