// The picture of a course: the uploaded image if there is one, else a drawn cover in the category's palette.
import { memo } from 'react';
import css from './CourseCover.module.css';
import { chooseMotif, paletteCount } from './cover-choice.ts';
import { coverMotifs } from './cover-motifs.tsx';

type CourseCoverProps = {
  /** Name of a motif; anything unknown is replaced by one chosen from `seed`. */
  motif?: string | null;
  /** The category's palette, 0 to 7. */
  palette?: number;
  /** An uploaded image wins over the drawing. */
  image?: string | null;
  /** The course's id or title. */
  seed: string;
  /** Shows the whole drawing in a frame of another shape; the ground fills the rest. */
  isWhole?: boolean;
};

/** Fills its parent; decorative, because the title always stands beside it. */
export const CourseCover = memo(function CourseCover(props: CourseCoverProps) {
  const { motif, palette = 0, image, seed, isWhole = false } = props;
  if (image) return <img className={css.image} src={image} alt="" loading="lazy" decoding="async" />;
  return (
    <svg
      className={css.cover}
      data-palette={Math.abs(palette) % paletteCount}
      viewBox="0 0 320 160"
      preserveAspectRatio={isWhole ? 'xMidYMid meet' : 'xMidYMid slice'}
      aria-hidden="true"
      focusable="false"
    >
      <rect x="-400" y="-300" width="1120" height="760" fill="var(--cover-ground)" />
      <g transform="translate(32 17.5) scale(.8)">{coverMotifs[chooseMotif(motif, seed)]}</g>
    </svg>
  );
});

/** The small picture at the start of a row. */
export function CourseThumb(props: CourseCoverProps) {
  return (
    <span className={css.thumb}>
      <CourseCover {...props} />
    </span>
  );
}
