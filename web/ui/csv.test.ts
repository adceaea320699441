import { describe, expect, it } from 'vitest';
import { type Cell, fetchAll, toCsv } from './csv.ts';

const lines = (csv: string) => csv.slice(1).trimEnd().split('\r\n');

describe('a table as CSV', () => {
  it.each<[string, Cell, string]>([
    ['words', 'Sofie Kjær', 'Sofie Kjær'],
    ['a comma', 'Kjær, Sofie', '"Kjær, Sofie"'],
    ['quotes', 'the "new" one', '"the ""new"" one"'],
    ['a line break', 'one\ntwo', '"one\ntwo"'],
    ['nothing', null, ''],
    ['a number', -4.5, '-4.5'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula by plus', '+49 30', "'+49 30"],
    ['a formula by minus', '-1+cmd|x', "'-1+cmd|x"],
    ['a formula by at', '@SUM(A1)', "'@SUM(A1)"],
    ['a formula behind a tab', '\t=1', "'\t=1"],
    ['a formula behind a return', '\r=1', `"'\r=1"`],
  ])('writes %s so that it stays what it is', (_what, cell, expected) => {
    expect(toCsv(['a'], [[cell]]).slice(1)).toBe(`a\r\n${expected}\r\n`);
  });

  it('begins with a byte order mark and has one line per row', () => {
    const csv = toCsv(
      ['Name', 'Score'],
      [
        ['A', 1],
        ['B', null],
      ],
    );
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(lines(csv)).toEqual(['Name,Score', 'A,1', 'B,']);
  });
});

describe('all rows of a list', () => {
  it('are fetched cursor by cursor until there is no next page', async () => {
    const asked: string[] = [];
    const pages: Record<string, { results: number[]; next: string | null }> = {
      '': { results: [1, 2], next: 'https://x.example/api/users/?cursor=b&page_size=2' },
      b: { results: [3], next: null },
    };
    const rows = await fetchAll(async (cursor) => {
      asked.push(cursor);
      return pages[cursor]!;
    });
    expect(rows).toEqual([1, 2, 3]);
    expect(asked).toEqual(['', 'b']);
  });
});
