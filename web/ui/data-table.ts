// What a column and a page of rows are, and the pure rules of sorting and selecting in a DataTable.
import type { ReactNode } from 'react';

export type Column<Row> = {
  id: string;
  /** Already translated; may be empty for a column of actions (then give `label`). */
  header: string;
  label?: string;
  /** Left out by columns that stand in CSV files only. */
  cell?: (row: Row) => ReactNode;
  /** What stands in a CSV file; columns without it are left out there. */
  text?: (row: Row) => string | number | null;
  /** The server's name for sorting by this column; without it the head is plain text. */
  ordering?: string;
  align?: 'start' | 'end';
  /** A CSS width, for example '112px'. */
  width?: string;
  /** The title of the card that a row becomes on a phone. Default: the first column. */
  is_title?: boolean;
  /** Shown without its label on a phone, below the others (buttons). */
  is_action?: boolean;
};

export type SortDirection = 'ascending' | 'descending' | 'none';

export function directionOf(ordering: string | undefined, field: string): SortDirection {
  if (ordering === field) return 'ascending';
  return ordering === `-${field}` ? 'descending' : 'none';
}

/** A second click turns the order round; it never "unsorts", because a page always has some order. */
export function nextOrdering(ordering: string | undefined, field: string): string {
  return directionOf(ordering, field) === 'ascending' ? `-${field}` : field;
}

export function toggleKey(selection: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(selection);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Selects or clears the rows of this page only; rows of other pages stay as they are. */
export function togglePage(selection: ReadonlySet<string>, keys: readonly string[]): Set<string> {
  const isFull = keys.every((key) => selection.has(key));
  const next = new Set(selection);
  for (const key of keys) {
    if (isFull) next.delete(key);
    else next.add(key);
  }
  return next;
}

/** Which row gets the focus after a key; `undefined` when the key means nothing here. */
export function rowAfterKey(key: string, index: number, length: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    Home: 0,
    End: length - 1,
  };
  const next = moves[key];
  return next === undefined ? undefined : Math.max(0, Math.min(length - 1, next));
}
