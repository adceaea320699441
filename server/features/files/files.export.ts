/** What of files goes into an export, and what does not. */
import type { Exported } from '#server/platform/export/tables.ts';

export const filesExport: Exported = {
  tables: {
    file_usage: {
      fields: 'owner_id used_bytes limit_bytes',
    },
    file_uses: {
      fields: 'file_id subject subject_id created_at',
    },
    files: {
      // Bytes on their way to storage are nobody's yet.
      where: 'stored_at is not null',
      patterns: { name: /^[^/\\\p{Cc}]{1,255}$/u, media_type: /^[a-z]+\/[a-z0-9.+-]+$/ },
      fields: `
        id sha256 byte_size media_type name purpose width height owner_id created_at
        stored_at`,
    },
  },
  rebuild: [
    `update file_usage u set used_bytes = n.used from (
       select g.owner_id, coalesce(sum(f.byte_size), 0)::bigint as used from file_usage g left join files f on f.owner_id = g.owner_id group by g.owner_id) n
      where n.owner_id = u.owner_id and n.used <> u.used_bytes and n.used <= u.limit_bytes`,
  ],
};
