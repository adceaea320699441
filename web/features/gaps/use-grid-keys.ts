// Arrow keys between the links of a table, so that nobody tabs through two thousand cells to reach the last one.
import type { KeyboardEvent } from 'react';

const steps: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const linkIn = (cell: Element | undefined): HTMLElement | null =>
  cell?.querySelector('[data-grid-cell]') ?? null;

/** For the table's `onKeyDown`: cells without a link are passed over. */
export function useGridKeys() {
  return (event: KeyboardEvent<HTMLTableElement>) => {
    const step = steps[event.key];
    const cell = (event.target as Element).closest('td, th') as HTMLTableCellElement | null;
    if (!step || !cell) return;
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const rows = [...event.currentTarget.rows];
    let row = rows.indexOf(cell.parentElement as HTMLTableRowElement);
    let column = cell.cellIndex;
    for (;;) {
      row += step[0];
      column += isMirrored ? -step[1] : step[1];
      const next = rows[row]?.cells[column];
      if (!next) return;
      const link = linkIn(next);
      if (!link) continue;
      event.preventDefault();
      link.focus();
      return;
    }
  };
}
