// What was watched of a video, in whole seconds, as half-open ranges `[from, to)`. Pure.

export type Range = [from: number, to: number];

/** The union: sorted, disjoint, without empty ones; ranges that touch become one. */
export function mergeRanges(ranges: readonly Readonly<Range>[]): Range[] {
  const merged: Range[] = [];
  for (const [from, to] of ranges.filter(([a, b]) => a < b).toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Whole percent, floored; the last second is forgiven, because players end on a fraction of it. As the server counts. */
export function watchedPercent(ranges: readonly Readonly<Range>[], media_seconds: number | null): number {
  if (!media_seconds) return 0;
  const inside = ranges.map(([from, to]): Range => [from, Math.min(to, media_seconds)]);
  const seconds = mergeRanges(inside).reduce((sum, [from, to]) => sum + to - from, 0);
  return Math.min(100, Math.floor((seconds * 100) / Math.max(1, media_seconds - 1)));
}

/** A report further from the last one than this was a jump, not playing. */
const longestStep_seconds = 5;

/**
 * The range that was played between two reports of the place; null when nothing whole was, or when it was a jump.
 *
 * @param previous null after a jump or a pause
 */
export function playedBetween(previous: number | null, current: number): Range | null {
  if (previous === null) return null;
  const isPlayed = current > previous && current - previous <= longestStep_seconds;
  const range: Range = [Math.floor(previous), Math.floor(current)];
  return isPlayed && range[0] < range[1] ? range : null;
}
