// A wall of drawn covers: says "training" without a photo. Decorative.

import { CourseCover } from '#web/ui/CourseCover.tsx';
import type { CoverMotif } from '#web/ui/cover-motifs.tsx';
import css from './CoverWall.module.css';

const columns: readonly (readonly (readonly [CoverMotif, number])[])[] = [
  [
    ['forklift', 0],
    ['speech', 6],
    ['stairs', 4],
    ['arch', 2],
    ['chart', 6],
    ['compass', 4],
    ['gear', 0],
  ],
  [
    ['lock', 5],
    ['battery', 1],
    ['flame', 1],
    ['schedule', 4],
    ['shelf', 7],
    ['leaf', 2],
    ['helmet', 1],
  ],
  [
    ['road', 3],
    ['cross', 2],
    ['warehouse', 7],
    ['tunnel', 7],
    ['schedule', 5],
    ['road', 0],
    ['leaf', 5],
  ],
];

export function CoverWall() {
  return (
    <div className={css.wall} aria-hidden="true">
      {columns.map((covers, index) => (
        <div key={covers[0]?.join()} className={css.column} data-column={index}>
          {covers.map(([motif, palette]) => (
            <div key={`${motif}-${palette}`} className={css.tile}>
              <CourseCover motif={motif} palette={palette} seed={motif} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
