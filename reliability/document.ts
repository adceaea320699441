/**
 * Figures into docs/operations/reliability.md: one table between two marks, a row set per check. The rows of a check are
 * replaced where they stand; everything else keeps its bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Origin } from './machine.ts';
import type { Check, Report } from './report.ts';

const file = 'docs/operations/reliability.md';
const begin = '<!-- figures: written by `npm run reliability` -->';
const end = '<!-- end of figures -->';
const head = ['| check | figure | measured | goal | holds |', '|---|---|---|---|---|'];

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export function rowsOf(check: Check, report: Report, origin: Origin, command: string): string[] {
  const rows = [
    [
      `**${check.id}**`,
      `*${check.title}*`,
      `${origin.date}, ${origin.commit}`,
      `\`${command}\``,
      origin.machine,
    ],
    ...report.figures.map(({ name, value, goal, ok }) => [
      check.id,
      name,
      value,
      goal,
      ok ? 'yes' : '**no**',
    ]),
    ...report.notes.map((sentence) => [check.id, `note: ${sentence}`, '', '', '']),
  ];
  return rows.map((cells) => `| ${cells.map(cell).join(' | ')} |`);
}

const idOf = (row: string): string => /^\| \*{0,2}(\w+)/.exec(row)?.[1] ?? '';

/** R2 before R10, R3 before R3b, R before S. */
const sortKey = (id: string): string => id.replace(/\d+/, (digits) => digits.padStart(3, '0'));

/** @returns the document with the rows of this check replaced, or put in where they belong */
export function withRows(document: string, id: string, rows: readonly string[]): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} has lost the marks around its table`);
  const kept = document
    .slice(from + begin.length, to)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !head.includes(line) && idOf(line) !== id);
  const at = kept.findIndex((row) => sortKey(idOf(row)) > sortKey(id));
  const all = at < 0 ? [...kept, ...rows] : [...kept.slice(0, at), ...rows, ...kept.slice(at)];
  return `${document.slice(0, from)}${begin}\n\n${[...head, ...all].join('\n')}\n\n${document.slice(to)}`;
}

export function writeFigures(check: Check, report: Report, origin: Origin, command: string): void {
  const rows = rowsOf(check, report, origin, command);
  writeFileSync(file, withRows(readFileSync(file, 'utf8'), check.id, rows));
}
