/** CSV: what a spreadsheet writes is read, and what we write is read back as it was. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';

describe('readCsv', () => {
  it.each<[string, string, ReturnType<typeof readCsv>]>([
    ['commas', 'a,b\n1,2\n', { head: ['a', 'b'], rows: [{ row: 2, values: { a: '1', b: '2' } }] }],
    [
      'semicolons, as a German spreadsheet saves',
      'a;b\r\n1,5;2',
      { head: ['a', 'b'], rows: [{ row: 2, values: { a: '1,5', b: '2' } }] },
    ],
    [
      'tabs and old line ends',
      'a\tb\r1\t2\r',
      { head: ['a', 'b'], rows: [{ row: 2, values: { a: '1', b: '2' } }] },
    ],
    [
      'a byte order mark and a head in capitals',
      '\uFEFFEmail , B\n1,2',
      { head: ['email', 'b'], rows: [{ row: 2, values: { email: '1', b: '2' } }] },
    ],
    [
      'quotes with separators, quotes and lines inside',
      'a,b\n"x, ""y""\nz",2',
      { head: ['a', 'b'], rows: [{ row: 2, values: { a: 'x, "y"\nz', b: '2' } }] },
    ],
    [
      'blank rows, which keep their number',
      'a,b\n\n ,\n1,2',
      { head: ['a', 'b'], rows: [{ row: 4, values: { a: '1', b: '2' } }] },
    ],
    ['a short row', 'a,b\n1', { head: ['a', 'b'], rows: [{ row: 2, values: { a: '1', b: '' } }] }],
    [
      'a guarded formula',
      "a\n'=1+1\n'quoted",
      {
        head: ['a'],
        rows: [
          { row: 2, values: { a: '=1+1' } },
          { row: 3, values: { a: "'quoted" } },
        ],
      },
    ],
    ['a head only', 'a,b', { head: ['a', 'b'], rows: [] }],
    ['nothing', '', { row: 1, fault: 'empty' }],
    ['a quote that never ends', 'a\n1\n"2', { row: 3, fault: 'quote-open' }],
    ['a column twice', 'a,A\n1,2', { row: 1, fault: 'column-repeated' }],
    ['more cells than columns', 'a\n1\n1,2', { row: 3, fault: 'too-many-cells' }],
  ])('%s', (_name, text, expected) => {
    expect(readCsv(text)).toEqual(expected);
  });

  it('reads back whatever was written, formulas and line ends included', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ß', '"', ',', ';', '\n', '\r', '=', '+', '-', '@', "'", ' '),
    });
    void fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const kept = rows
          .map(([a, b]) => [a.trim(), b.trim()] as const)
          .filter(([a, b]) => a !== '' || b !== '');
        const read = readCsv(writeCsv(['x', 'y'], kept));
        expect('rows' in read && read.rows.map(({ values }) => [values['x'], values['y']])).toEqual(
          kept.map(([a, b]) => [a, b]),
        );
      }),
    );
  });
});
