// How long people wait, measured by the browser itself: largest paint, worst reaction to input, how much the page moved,
// first byte. Read once, when the page is left.
import type { Vital } from '#contract/telemetry.ts';

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };
type Interaction = PerformanceEntry & { duration: number; interactionId?: number };

/** Shifts count together while less than a second lies between two and five in all; the worst such group is the score. */
export function shiftScore(
  shifts: readonly { startTime: number; value: number; hadRecentInput: boolean }[],
): number {
  let worst = 0;
  let group = { first: 0, last: Number.NEGATIVE_INFINITY, sum: 0 };
  for (const { startTime, value, hadRecentInput } of shifts) {
    if (hadRecentInput) continue;
    const joins = startTime - group.last < 1000 && startTime - group.first < 5000;
    group = joins
      ? { ...group, last: startTime, sum: group.sum + value }
      : { first: startTime, last: startTime, sum: value };
    worst = Math.max(worst, group.sum);
  }
  return worst;
}

/** @returns reads what was measured until now; a measure that the browser does not know is left out */
export function watchVitals(): () => Partial<Record<Vital, number>> {
  const shifts: Shift[] = [];
  let largest: number | undefined;
  let slowest: number | undefined;
  const observe = (type: string, each: (entry: PerformanceEntry) => void, more: object = {}) => {
    if (!PerformanceObserver.supportedEntryTypes?.includes(type)) return;
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
      type,
      buffered: true,
      ...more,
    });
  };
  observe('largest-contentful-paint', (entry) => {
    largest = entry.startTime;
  });
  observe('layout-shift', (entry) => shifts.push(entry as Shift));
  observe(
    'event',
    (entry) => {
      const { interactionId = 0, duration } = entry as Interaction;
      if (interactionId > 0) slowest = Math.max(slowest ?? 0, duration);
    },
    { durationThreshold: 40 },
  );
  return () => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return {
      ...(largest !== undefined && { lcp: largest, cls: shiftScore(shifts) }),
      ...(slowest !== undefined && { inp: slowest }),
      ...(navigation && navigation.responseStart > 0 && { ttfb: navigation.responseStart }),
    };
  };
}
