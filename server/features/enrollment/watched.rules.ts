/**
 * What was watched of a medium, in whole seconds, as half-open ranges `[from, to)`.
 *
 * The database keeps them as a multirange and merges by union, so a report that arrives late or twice changes nothing.
 */
export type Range = [from: number, to: number];

/** The union of ranges: sorted, disjoint, without empty ones; touching ranges become one. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter(([from, to]) => from < to).toSorted((a, b) => a[0] - b[0]);
  const merged: Range[] = [];
  for (const [from, to] of sorted) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Seconds covered at least once. */
export const watchedSeconds = (ranges: readonly Range[]): number =>
  mergeRanges(ranges).reduce((sum, [from, to]) => sum + to - from, 0);

/** PostgreSQL's text of an int4multirange: `{[0,50),[60,70)}`. */
export const asMultirange = (ranges: readonly Range[]): string =>
  `{${mergeRanges(ranges)
    .map(([from, to]) => `[${from},${to})`)
    .join(',')}}`;

/** Reads PostgreSQL's canonical text back; finite, as we write nothing else. */
export const fromMultirange = (text: string): Range[] =>
  [...text.matchAll(/\[(\d+),(\d+)\)/g)].map((match) => [Number(match[1]), Number(match[2])]);
