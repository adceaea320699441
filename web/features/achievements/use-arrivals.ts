// Notices what was earned since the wall was opened.
import { useState } from 'react';
import type { WallAchievement } from '#contract/achievements.ts';

export type Arrivals = {
  arrived: readonly WallAchievement[];
  ids: ReadonlySet<string>;
  dismiss: () => void;
};

/** Whatever is earned at the first look was earned before; what comes later has just arrived. */
export function useArrivals(achievements: readonly WallAchievement[] | undefined): Arrivals {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  const earned = achievements?.filter((one) => one.earned_at !== null) ?? [];
  const all = () => new Set(earned.map((one) => one.id));
  // Adjusting state while drawing is how React derives it from what came in, without a second picture in between.
  if (achievements && known === null) setKnown(all());
  const arrived = known === null ? [] : earned.filter((one) => !known.has(one.id));
  return { arrived, ids: new Set(arrived.map((one) => one.id)), dismiss: () => setKnown(all()) };
}
