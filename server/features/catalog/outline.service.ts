/** The table of contents: the learner's (their pinned version, or the published one) and the author's (the draft). */
import { catalog, type Outline } from '#contract/catalog.ts';
import { entries } from '#server/platform/cache/entries.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { cachedJson } from '#server/platform/http/conditional.ts';
import { accessCourse, accessToRead } from './catalog.policy.ts';
import { draftOutline } from './publishing.service.ts';

/** A version never changes, so its outline is kept as the bytes that are sent, for as long as the cache likes. */
const versionOutline = (ctx: Ctx, courseId: string, versionId: string) =>
  cachedJson(
    ctx,
    catalog.getOutline,
    { entry: entries.lessons, parts: { course_id: courseId, version_id: versionId } },
    async () => {
      const { outline } = await ctx.db.one<{ outline: Outline }>(
        sql`select outline from course_versions where id = ${versionId}`,
      );
      return outline;
    },
  );

export async function getOutline(ctx: Ctx, courseId: string) {
  const course = await accessToRead(ctx, { course_id: courseId });
  const versionId = course.learner_version_id ?? course.version_id;
  if (versionId) return versionOutline(ctx, courseId, versionId);
  return { course_id: courseId, version_id: null, number: null, modules: [] };
}

export async function getDraftOutline(ctx: Ctx, courseId: string): Promise<Outline> {
  await accessCourse(ctx, courseId, 'course.update');
  return draftOutline(ctx, courseId);
}
