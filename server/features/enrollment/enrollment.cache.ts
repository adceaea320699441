/**
 * What enrollment serves from the cache (contract L-96..L-98): a person's own enrollments and progress, by person. Lists of others
 * depend on whom the caller manages now, so they are always read.
 */
import type { FastifyRequest } from 'fastify';
import { enrollment } from '#contract/enrollment.ts';
import { entries } from '#server/platform/cache/entries.ts';
import { type Ctx, hasRole } from '#server/platform/context.ts';
import { cachedJson, pageKey } from '#server/platform/http/conditional.ts';
import { type EnrollmentFilter, listEnrollments as readEnrollments } from './enrollments.service.ts';
import { type ProgressFilter, listProgress as readProgress } from './progress.service.ts';

/** The caller when they see nobody's but their own, whatever they ask for. */
const seesOwnOnly = (ctx: Ctx): string | null =>
  ctx.actor.kind === 'user' && !hasRole(ctx.actor, 'admin', 'manager', 'trainer') ? ctx.actor.user_id : null;

export function listEnrollments(ctx: Ctx, query: EnrollmentFilter, request: FastifyRequest) {
  // What is overdue changes with the clock and not by a write.
  const userId = query.overdue === undefined ? seesOwnOnly(ctx) : null;
  return cachedJson(
    ctx,
    enrollment.listEnrollments,
    userId === null
      ? null
      : { entry: entries.enrollments, parts: { user_id: userId, page: pageKey(request) } },
    () => readEnrollments(ctx, query, request),
  );
}

export function listProgress(ctx: Ctx, query: ProgressFilter, request: FastifyRequest) {
  const userId = seesOwnOnly(ctx);
  const lessonId = query.lesson ?? query.lesson_id ?? 'all';
  return cachedJson(
    ctx,
    enrollment.listProgress,
    userId === null
      ? null
      : {
          entry: entries.progress,
          parts: { user_id: userId, lesson_id: lessonId, page: pageKey(request) },
        },
    () => readProgress(ctx, query, request),
  );
}
