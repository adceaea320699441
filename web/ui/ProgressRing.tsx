// A share as a ring with the figure inside; a tick when everything is done.
import { IconCheck } from '@tabler/icons-react';
import { floorPercent } from '#web/lib/format.ts';
import { useFormat } from '#web/lib/use-format.ts';
import css from './ProgressRing.module.css';

type ProgressRingProps = { percent: number; label: string; size?: 48 | 64 | 72 };

export function ProgressRing({ percent, label, size = 72 }: ProgressRingProps) {
  const format = useFormat();
  const whole = floorPercent(percent);
  const radius = size / 2 - 3;
  const length = 2 * Math.PI * radius;
  const circle = { cx: size / 2, cy: size / 2, r: radius };
  return (
    <div
      className={css.ring}
      style={{ inlineSize: size, blockSize: size }}
      data-done={whole === 100 || undefined}
      role="progressbar"
      aria-label={label}
      aria-valuenow={whole}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <svg className={css.drawing} viewBox={`0 0 ${size} ${size}`} aria-hidden="true" focusable="false">
        <circle {...circle} className={css.track} />
        {whole > 0 && (
          <circle {...circle} className={css.value} strokeDasharray={`${(length * whole) / 100} ${length}`} />
        )}
      </svg>
      <span className={css.figure} data-small={size < 64 || undefined}>
        {whole === 100 ? (
          <IconCheck size={size / 3} stroke={2} aria-hidden="true" />
        ) : (
          format.percent(percent)
        )}
      </span>
    </div>
  );
}
