// A medal: ribbon, scalloped disc and the figure of its icon. Not yet earned it is an outline. Decoration: its name stands beside it.
import type { AchievementIcon, AchievementPalette } from '#contract/achievements.ts';
import { disc, figures } from '../medal-shapes.ts';
import css from './Medal.module.css';

type MedalProps = {
  icon: AchievementIcon;
  palette: AchievementPalette;
  size?: 'small' | 'normal' | 'large';
  /** False draws the outline of what is still to come. */
  isEarned?: boolean;
  /** Lets it arrive: grows once, unless the person wants less motion. */
  isNew?: boolean;
};

export function Medal({ icon, palette, size = 'normal', isEarned = true, isNew = false }: MedalProps) {
  return (
    <svg
      className={css.medal}
      viewBox="0 0 100 112"
      data-palette={palette}
      data-size={size}
      data-open={!isEarned || undefined}
      data-new={isNew || undefined}
      aria-hidden="true"
      focusable="false"
    >
      <path className={css.ribbon} d="M32 72 24 110l14-7 12 7 12-7 14 7-8-38z" />
      <path className={css.rim} d={disc} />
      <circle className={css.face} cx="50" cy="50" r="30" />
      <circle className={css.ring} cx="50" cy="50" r="26.5" />
      <path className={css.figure} d={figures[icon]} transform="translate(32 32) scale(1.5)" />
    </svg>
  );
}
