// From the server's hours to a week of cells. Pure.
import type { Engagement } from '#contract/activity.ts';

export type HeatCell = { actions: number; people: number; step: 0 | 1 | 2 | 3 | 4 };

export const hourLabels = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** Seven rows of 24 cells, Monday first; steps are quarters of the busiest hour, rounded up, so one action is never blank. */
export function heatOf(hours: Engagement['hours']): {
  rows: HeatCell[][];
  busiest: Engagement['hours'][number] | undefined;
} {
  const busiest = hours.toSorted((a, b) => b.actions - a.actions)[0];
  const most = busiest?.actions ?? 0;
  const rows = Array.from({ length: 7 }, () =>
    Array.from({ length: 24 }, (): HeatCell => ({ actions: 0, people: 0, step: 0 })),
  );
  for (const { weekday, hour, actions, people } of hours) {
    const row = rows[weekday - 1];
    if (row) row[hour] = { actions, people, step: Math.ceil((actions / most) * 4) as HeatCell['step'] };
  }
  return { rows, busiest };
}

/** Short names of the days in a language, Monday first. 1 January 2024 was a Monday. */
export const weekdayNames = (language: string): string[] =>
  Array.from({ length: 7 }, (_, day) =>
    new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, 1 + day),
    ),
  );
