/** Ordering and keyset paging for this feature's lists: one definition of a sort column serves both ways of paging. */
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { decodeCursor } from '#server/platform/http/paging.ts';

/** A column to sort by: never null, so that a keyset can compare it; `type` is what its text is cast back to. */
export type SortColumn = { key: Sql; type: 'timestamptz' | 'int' | 'text' };

export const sortColumns = {
  enrolled_at: { key: sql`e.enrolled_at`, type: 'timestamptz' },
  due_at: { key: sql`coalesce(e.due_at, 'infinity'::timestamptz)`, type: 'timestamptz' },
  percent: { key: sql`e.percent`, type: 'int' },
  last_seen_at: { key: sql`coalesce(e.last_seen_at, '-infinity'::timestamptz)`, type: 'timestamptz' },
  completed_at: { key: sql`coalesce(e.completed_at, '-infinity'::timestamptz)`, type: 'timestamptz' },
  title: { key: sql`c.title::text`, type: 'text' },
  name: { key: sql`s.display_name::text`, type: 'text' },
} as const satisfies Record<string, SortColumn>;

export type Sorting = { key: Sql; order: Sql; after: Sql | null };

/**
 * Reads `?ordering=` (checked by the contract) and `?cursor=` into SQL.
 *
 * @returns the condition that starts after the cursor, or null on the first page
 */
export function sortingOf(ordering: string, cursor: string | undefined): Sorting {
  const descending = ordering.startsWith('-');
  const column: SortColumn = sortColumns[ordering.replace('-', '') as keyof typeof sortColumns];
  const direction = descending ? sql`desc` : sql`asc`;
  const last = cursor === undefined ? null : decodeCursor(cursor, 2);
  const cast = { timestamptz: sql`::timestamptz`, int: sql`::int`, text: sql`::text` }[column.type];
  const compare = descending ? sql`<` : sql`>`;
  return {
    key: column.key,
    order: sql`${column.key} ${direction}, e.id ${direction}`,
    after:
      last && sql`(${column.key}, e.id) ${compare} (${String(last[0])}${cast}, ${String(last[1])}::uuid)`,
  };
}

/** Matches a person's name or address, or a course's title or code, wherever the words stand. */
export function searchOf(search: string | undefined, haystack: Sql): Sql | false {
  const words = search?.trim();
  if (!words) return false;
  const literally = words.replace(/[\\%_]/g, '\\$&');
  return sql`search_normal(${haystack}) like '%' || search_normal(${literally}) || '%'`;
}
