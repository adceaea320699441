/**
 * What the catalog caches (contract L-92..L-98): list pages as ready bytes, and published outlines. Both hold only what every
 * visitor may see; who may see more reads the database. Forgotten after commit, in every process.
 */
import type { Ctx } from '#server/platform/context.ts';
import { services } from '#server/platform/services.ts';

export const listTtlSeconds = 300;
export const courseTtlSeconds = 1800;

export const listKey = (url: string): string => `course:list:${url}`;
export const outlineKey = (courseId: string): string => `lessons:course:${courseId}`;

/** Forgets list pages and, when given, one course. */
export function forgetCatalog(ctx: Ctx, courseId?: string): void {
  const keys = ['course:list:*', ...(courseId ? [`course:${courseId}`, outlineKey(courseId)] : [])];
  ctx.db.afterCommit(() => services().cache.forget(...keys));
}
