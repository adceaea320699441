/** What callers see of a file. */
import type { StoredFile } from '#contract/files.ts';
import type { Ctx } from '#server/platform/context.ts';
import { isMine } from './files.policy.ts';
import type { FileRow } from './files.sql.ts';

/** The address of a file's bytes; answers only to people who may see the file. */
export const fileUrl = (fileId: string): string => `/api/files/${fileId}/content/`;

export function presentFile(ctx: Ctx, row: FileRow): StoredFile {
  const { sha256: _hash, uses, ...file } = row;
  const inUse = uses.length > 0;
  return { ...file, url: fileUrl(row.id), in_use: inUse, can: isMine(ctx, row) && !inUse ? ['delete'] : [] };
}
