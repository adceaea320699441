/** What a run found, and the table of it. */
import type { Figure } from './load.ts';

/** One opponent in alternation with us: medians of the legs. A rate, or seconds where calls are slow; ratio above 1: we are faster. */
export type Duel = {
  ours: number;
  theirs: number;
  ratio: number;
  /** CPU of the whole stack for one request, with what it leaves to be done afterwards. */
  our_cpu_ms: number | null;
  their_cpu_ms: number | null;
  /** Of all legs. */
  our_failed: number;
  their_failed: number;
};

export type Result = {
  scenario: string;
  slow: boolean;
  /** Null for chains: no constant stands for several answers. */
  bytes: number | null;
  statements: number;
  product: Figure[];
  constant: Figure[] | null;
  /** At 16 connections, or at one where calls are slow; null when the product sends no SQL. */
  driver_per_second: number | null;
  /** Null where the comparison is left out or the opponent does not offer it. */
  django: Duel | null;
  django_warm: Duel | null;
};

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** To a tenth: whole numbers of milliseconds hide what is fast. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return Math.round(found * 10) / 10;
}

export const ratio = (part: number, whole: number | null): string =>
  whole ? (part / whole).toFixed(2) : '–';

const rate = (perSecond: number): string =>
  perSecond >= 10 ? String(Math.round(perSecond)) : perSecond.toFixed(1);

export const duelLine = (opponent: string, duel: Duel, slow: boolean): string => {
  const cpu = duel.their_cpu_ms === null ? '' : `, CPU ${duel.our_cpu_ms} of ${duel.their_cpu_ms} ms`;
  const failed = duel.our_failed + duel.their_failed;
  const wrong = failed === 0 ? '' : `, failed: ${duel.our_failed} of ours, ${duel.their_failed} of theirs`;
  const amounts = slow
    ? `${duel.theirs.toFixed(2)} s, ours ${duel.ours.toFixed(2)} s`
    : `${rate(duel.theirs)} per s, ours ${rate(duel.ours)}`;
  return `  ${opponent} ${amounts}, ratio ${duel.ratio.toFixed(1)}${cpu}${wrong}`;
};

const headings = [
  'scenario',
  '1 connection',
  '16',
  '64',
  'p99 at 16, ms',
  'of constant',
  'of driver',
  'Django',
  'ratio',
  'Django, warm Redis',
  'ratio',
];

/** A table in Markdown, so that it can be put into a document as it is. */
export function summaryOf(results: Result[]): string {
  const rows = [headings, ...results.map(rowOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: string[], first: string) =>
    `| ${[first, ...cells.slice(1).map((cell, index) => cell.padStart(widths[index + 1]!))].join(' | ')} |`;
  const [head, ...body] = rows.map((row) => line(row, row[0]!.padEnd(widths[0]!)));
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [head, rule, ...body].join('\n');
}

function rowOf(result: Result): string[] {
  const at = (connections: number) => result.product.find((one) => one.connections === connections);
  const amount = (perSecond: number): string =>
    result.slow ? `${(1 / perSecond).toFixed(2)} s` : rate(perSecond);
  const compared = at(16) ?? at(1)!;
  const constant = result.constant?.find((one) => one.connections === compared.connections);
  const duel = (one: Duel | null) =>
    one ? [result.slow ? `${one.theirs.toFixed(2)} s` : rate(one.theirs), one.ratio.toFixed(1)] : ['–', '–'];
  return [
    result.scenario,
    ...[1, 16, 64].map((connections) => {
      const figure = at(connections);
      return figure ? amount(figure.per_second) : '–';
    }),
    String(at(16)?.p99_ms ?? '–'),
    ratio(compared.per_second, constant?.per_second ?? null),
    ratio(compared.per_second, result.driver_per_second),
    ...duel(result.django),
    ...duel(result.django_warm),
  ];
}
