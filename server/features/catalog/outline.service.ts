/** The table of contents: the learner's (their pinned version, or the published one) and the author's (the draft). */
import type { Outline } from '#contract/catalog.ts';
import { entries } from '#server/platform/cache/entries.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { services } from '#server/platform/services.ts';
import { accessCourse } from './catalog.policy.ts';
import { versionOfLearner } from './lessons.policy.ts';
import { draftOutline } from './publishing.service.ts';

/** A version never changes, so its outline may be kept for as long as the cache likes. */
const versionOutline = (ctx: Ctx, courseId: string, versionId: string): Promise<Outline> =>
  services().cache.remember(
    entries.lessons,
    { course_id: courseId, version_id: versionId },
    async () => {
      const { outline } = await ctx.db.one<{ outline: Outline }>(
        sql`select outline from course_versions where id = ${versionId}`,
      );
      return outline;
    },
    { notes: ctx.cache_notes },
  );

export async function getOutline(ctx: Ctx, courseId: string): Promise<Outline> {
  const course = await accessCourse(ctx, courseId, 'course.read');
  const versionId = (await versionOfLearner(ctx, courseId)) ?? course.version_id;
  if (versionId) return versionOutline(ctx, courseId, versionId);
  return { course_id: courseId, version_id: null, number: null, modules: [] };
}

export async function getDraftOutline(ctx: Ctx, courseId: string): Promise<Outline> {
  await accessCourse(ctx, courseId, 'course.update');
  return draftOutline(ctx, courseId);
}
