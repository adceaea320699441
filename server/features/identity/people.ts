/** Names and pictures of people, for the lists of other features. */
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

export type Person = { id: string; display_name: string; avatar_url: string | null };

/** The address of a profile picture, or null. The files feature answers it and checks access. */
export const avatarUrl = (fileId: string | null): string | null => fileId && `/api/files/${fileId}/content/`;

/**
 * People by id, in one query; ids of nobody are absent from the answer. Deleted people are there: evidence names them.
 */
export async function findPeople(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Person>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await ctx.db.rows<{ id: string; display_name: string; avatar_file_id: string | null }>(sql`
    select user_id as id, display_name, avatar_file_id from user_profiles where user_id = any(${wanted}::uuid[])`);
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, display_name: row.display_name, avatar_url: avatarUrl(row.avatar_file_id) },
    ]),
  );
}
