// How many things are in two places at once. A holiday and a small room are worth knowing, but they are no clash of times.
import type { Clash } from '#contract/calendar.ts';

export const clashCount = (clashes: readonly Clash[]): number =>
  clashes.filter(({ kind }) => kind !== 'holiday' && kind !== 'capacity').length;
