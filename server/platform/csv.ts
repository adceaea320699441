/**
 * Tables as CSV, both ways, so that what is written reads back as it was. Pure.
 *
 * Written: RFC 4180 with a byte order mark, and an apostrophe before anything a spreadsheet would take for a formula. Read: the
 * comma, semicolon or tab that the first line uses, quotes, any line end; the apostrophe is taken off again.
 */
// Text that already begins like a guard gets one more, so that reading back takes off exactly what was put on.
const startsFormula = /^'*[=+\-@\t\r]/;
const guarded = /^'+[=+\-@\t\r]/;

function written(cell: string | number | null): string {
  const text = cell === null ? '' : String(cell);
  const safe = typeof cell === 'string' && startsFormula.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One row, for tables that are written as they come. A table begins with a byte order mark and its head. */
export const csvLine = (row: readonly (string | number | null)[]): string =>
  `${row.map(written).join(',')}\r\n`;

export const writeCsv = (
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string => `\uFEFF${[head, ...rows].map(csvLine).join('')}`;

export type CsvRow = {
  /** As a spreadsheet counts: the head is row 1. */
  row: number;
  /** Trimmed; a column that the row does not reach is empty. */
  values: Record<string, string>;
};
export type CsvTable = { head: string[]; rows: CsvRow[] };
export type CsvFault = { row: number; fault: 'empty' | 'quote-open' | 'column-repeated' | 'too-many-cells' };

/** Reads a table by the names of its columns (without case). Rows of blanks are passed over. */
export function readCsv(text: string): CsvTable | CsvFault {
  const records = recordsOf(text.replace(/^\uFEFF/, ''));
  if (!Array.isArray(records)) return records;
  const [first, ...others] = records;
  const head = first?.map((name) => name.trim().toLowerCase()) ?? [];
  if (head.every((name) => name === '')) return { row: 1, fault: 'empty' };
  if (new Set(head).size < head.length) return { row: 1, fault: 'column-repeated' };
  const rows: CsvRow[] = [];
  for (const [index, cells] of others.entries()) {
    const row = index + 2;
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (cells.slice(head.length).some((cell) => cell.trim() !== '')) return { row, fault: 'too-many-cells' };
    rows.push({
      row,
      values: Object.fromEntries(head.map((name, place) => [name, unguarded((cells[place] ?? '').trim())])),
    });
  }
  return { head, rows };
}

const unguarded = (cell: string): string => (guarded.test(cell) ? cell.slice(1) : cell);

function recordsOf(text: string): string[][] | CsvFault {
  const separator = separatorOf(text);
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  let quotedFrom = 1;
  const endCell = () => {
    record.push(cell);
    cell = '';
  };
  const endRecord = () => {
    endCell();
    records.push(record);
    record = [];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
      quotedFrom = records.length + 1;
    } else if (sign === separator) endCell();
    else if (sign === '\n') endRecord();
    else if (sign === '\r') {
      if (text[at + 1] === '\n') at++;
      endRecord();
    } else cell += sign;
  }
  if (quoted) return { row: quotedFrom, fault: 'quote-open' };
  if (cell !== '' || record.length > 0) endRecord();
  return records;
}

/** The one that the first line has most of, outside quotes. */
function separatorOf(text: string): string {
  const line = (text.split(/[\r\n]/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
