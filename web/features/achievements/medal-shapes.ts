// The drawn parts of medals: a scalloped disc, computed once, and one figure per icon on a 24 x 24 field. Pure data.
import type { AchievementIcon } from '#contract/achievements.ts';

/** A closed wave around a circle of 100 x 100: `teeth` gentle scallops. */
export function scallops(teeth: number, outer: number, inner: number): string {
  const steps = teeth * 12;
  const points = Array.from({ length: steps }, (_, step) => {
    const angle = (step / steps) * Math.PI * 2;
    const radius = (outer + inner) / 2 + ((outer - inner) / 2) * Math.cos(angle * teeth);
    return `${(50 + radius * Math.sin(angle)).toFixed(2)} ${(50 - radius * Math.cos(angle)).toFixed(2)}`;
  });
  return `M${points.join('L')}Z`;
}

export const disc = scallops(16, 40, 36.5);

/** Strokes only, so that they take any colour and stay sharp. */
export const figures: Record<AchievementIcon, string> = {
  seedling: 'M12 21v-8M12 14c0-4-3-6-8-6 0 4 3 6.5 8 6M12 12c0-4.5 3-7 8-7 0 4.5-3 7-8 7',
  compass: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M15.5 8.5l-2 5-5 2 2-5z',
  mountain: 'M2.5 20 9 8l4 7 2.5-4 6 9zM9 8V3l4 1.8L9 6.5',
  flag: 'M5 21V4M5 5c3-2 5 2 8 1s4-2 6-1v9c-2-1-3 0-6 1s-5-3-8-1',
  check: 'M4 12.5 9.5 18 20 6.5',
  target: 'M12 3a9 9 0 1 0 9 9M12 8a4 4 0 1 0 4 4M12 12l8-8M16.5 4v3.5H20',
  book: 'M12 6.5C9.5 4.5 6 4.5 3 5.5v13c3-1 6.5-1 9 1 2.5-2 6-2 9-1v-13c-3-1-6.5-1-9 1zM12 6.5v13',
  books: 'M4 4h4v16H4zM8 4h4v16H8zM12.5 5.5l4-1 4 14.5-4 1zM4 8h4M8 16h4',
  flame:
    'M12 21c-4 0-6.5-2.5-6.5-6 0-4.5 4-6 4-11 3 1.5 4.5 4 4.5 6.5 1-.5 1.5-1.5 1.5-2.5 2 2 3 4.5 3 7 0 3.5-2.5 6-6.5 6zM12 21c-1.8 0-3-1.2-3-3 0-2 1.5-2.5 2.5-4.5 2 1 3.5 2.5 3.5 4.5s-1.2 3-3 3',
  hands:
    'M3 12l4-5 4 1.5L13.5 7l3.5.5L21 12M7 7 4 5M17 7.5 20 5M6 13.5l5 5c1 1 2.5-.5 1.5-1.5M12.5 17c1 1 2.5-.5 1.5-1.5M14 15.5c1 1 2.5-.5 1.5-1.5l-4-3.5-2 1.5c-1.5 1-2.5-.5-1.5-1.5L11 8.5',
  star: 'M12 3l2.700 5.600 6.100.8-4.5 4.300 1.100 6.100L12 16.900l-5.400 2.900 1.100-6.100L3.2 9.400l6.100-.8z',
  shield: 'M12 3l8 2.5V12c0 4.5-3.5 7.5-8 9-4.5-1.5-8-4.5-8-9V5.5zM8.5 12l2.5 2.5 4.5-5',
  bulb: 'M9 17h6M10 20.5h4M12 3a6 6 0 0 0-3.5 10.8c.8.700 1 1.700 1 3.2h5c0-1.5.2-2.5 1-3.2A6 6 0 0 0 12 3',
  path: 'M5 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4M19 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 18h8.5a3 3 0 0 0 0-6h-7a3 3 0 0 1 0-6H17',
  rocket:
    'M12 3c4 2.5 5 6.5 4.5 11h-9C7 9.5 8 5.5 12 3zM7.5 11 4.5 14v4l3.5-2.5M16.5 11l3 3v4L16 15.5M12 8.5v1M10 17.5v2M14 17.5v2M12 17.5V21',
  crown: 'M4 18 3 7.5l5 4 4-7 4 7 5-4L20 18zM4 21h16',
};
