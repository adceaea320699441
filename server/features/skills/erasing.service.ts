/**
 * What skills erase of a person: what was written about them, and the papers they showed. Levels, dates and who said so stay as
 * evidence of a pseudonym.
 */
import { releaseFile } from '#server/features/files/index.ts';
import type { ErasedPerson } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export async function eraseEvidenceWords(ctx: Ctx, { user_id: userId }: ErasedPerson): Promise<void> {
  const papers = await ctx.db.rows<{ id: string; file_id: string }>(
    sql`select id, file_id from skill_evidence where user_id = ${userId} and file_id is not null`,
  );
  await ctx.db.run(sql`select set_config('lyceum.erasing', 'on', true)`);
  await ctx.db.run(sql`update skill_evidence set comment = '', file_id = null where user_id = ${userId}`);
  await ctx.db.run(sql`
    update skill_evidence_decisions d set reason = '' from skill_evidence e where e.id = d.evidence_id and e.user_id = ${userId}`);
  await ctx.db.run(sql`select set_config('lyceum.erasing', '', true)`);
  for (const { id, file_id } of papers)
    await releaseFile(ctx, { file_id, subject: 'skill_evidence', subject_id: id });
}
