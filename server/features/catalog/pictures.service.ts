/** Pictures inside a lesson's text belong to the lesson: whoever may read it may see them, and nobody collects them. */
import { useFile } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';

const ownAddress = /\/api\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/content\//g;

/** Ids of our own files that a text shows or links to. */
export const filesInText = (html: string): Set<string> =>
  new Set([...html.matchAll(ownAddress)].map(([, id]) => id!));

/**
 * Attaches the files that are new in a text to its lesson. To be called before the text is written.
 *
 * A file that the author may not see is left alone: naming its address must not open it to anybody. Files that leave the
 * text stay attached, because versions that were published may still show them.
 */
export async function attachPictures(ctx: Ctx, lessonId: string, html: string): Promise<void> {
  const wanted = filesInText(html);
  if (wanted.size === 0) return;
  const row = await ctx.db.maybe<{ content: string }>(
    sql`select content from lessons where id = ${lessonId}`,
  );
  const known = filesInText(row?.content ?? '');
  for (const file_id of wanted) {
    if (!known.has(file_id)) await attachIfAllowed(ctx, file_id, lessonId);
  }
}

async function attachIfAllowed(ctx: Ctx, file_id: string, subject_id: string): Promise<void> {
  await useFile(ctx, { file_id, subject: 'lesson', subject_id }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}
