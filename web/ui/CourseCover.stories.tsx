// States of CourseCover.

import { Columns } from './Columns.tsx';
import css from './CourseCover.stories.module.css';
import { CourseCover, CourseThumb } from './CourseCover.tsx';
import { motifNames } from './cover-choice.ts';

export const meta = { title: 'ui/CourseCover' };

export function Motifs() {
  return (
    <Columns max={3} min={200}>
      {motifNames.map((motif, index) => (
        <figure key={motif} className={css.figure}>
          <div className={css.picture}>
            <CourseCover motif={motif} palette={index} seed={motif} />
          </div>
          <figcaption className="ly-small ly-dimmed">{motif}</figcaption>
        </figure>
      ))}
    </Columns>
  );
}

export function Thumbs() {
  return (
    <div className={css.row}>
      {motifNames.map((motif, index) => (
        <CourseThumb key={motif} motif={motif} palette={index} seed={motif} />
      ))}
      <CourseThumb image="/favicon.svg" seed="uploaded" />
    </div>
  );
}
