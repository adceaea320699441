// Which columns of a table are shown, remembered on this device by the table's name.
import { useState } from 'react';
import type { Column } from './data-table.ts';

const keyOf = (table: string): string => `ly-columns:${table}`;

function readHidden(table: string): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []);
  } catch {
    // Storage may be switched off, or hold what somebody else wrote there: then everything is shown.
    return new Set();
  }
}

/** The title of a row and its buttons are always shown. */
export function mayHide<Row>(column: Column<Row>, columns: readonly Column<Row>[]): boolean {
  return column.cell !== undefined && !column.is_action && !column.is_title && column !== columns[0];
}

export function useColumnChoice<Row>(table: string | undefined, columns: readonly Column<Row>[]) {
  const [hidden, setHidden] = useState(() => (table ? readHidden(table) : new Set<string>()));
  function toggle(id: string): void {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
    try {
      localStorage.setItem(keyOf(table ?? ''), JSON.stringify([...next]));
    } catch {
      // Then the choice lasts as long as the page.
    }
  }
  const chosen = columns.filter((column) => !hidden.has(column.id) || !mayHide(column, columns));
  return { chosen, shown: chosen.filter((column) => column.cell !== undefined), hidden, toggle };
}
