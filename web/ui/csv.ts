// A table as CSV that spreadsheets read as text and numbers, never as formulas. Pure.

export type Cell = string | number | null;

/** Characters that make a spreadsheet take a cell for a formula. */
const startsFormula = /^[=+\-@\t\r]/;

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = startsFormula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180 with a byte order mark, without which spreadsheets read names in a local 8-bit code. */
export const toCsv = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${[head, ...rows].map((row) => row.map(written).join(',')).join('\r\n')}\r\n`;

type Page<Row> = { results: readonly Row[]; next: string | null };

/** Every row of a list, by cursor: no row twice and none left out while others are added. */
export async function fetchAll<Row>(fetchPage: (cursor: string) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<Row> = await fetchPage(cursor);
    rows.push(...page.results);
    cursor = page.next && new URL(page.next).searchParams.get('cursor');
  }
  return rows;
}
