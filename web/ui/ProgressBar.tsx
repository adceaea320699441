// How far, as a bar and always as a figure: floored, so that 100 % means everything is done.
import { useTranslation } from 'react-i18next';
import { floorPercent } from '#web/lib/format.ts';
import { useFormat } from '#web/lib/use-format.ts';
import css from './ProgressBar.module.css';

type ProgressBarProps = {
  percent: number;
  /** What progresses; for screen readers. */
  label: string;
  /** After the figure: '9 of 14 lessons'. */
  detail?: string;
  size?: 'thin' | 'normal';
};

export function ProgressBar({ percent, label, detail, size = 'normal' }: ProgressBarProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const whole = floorPercent(percent);
  return (
    <div className={css.line} data-size={size} data-done={whole === 100 || undefined}>
      <div
        className={css.track}
        role="progressbar"
        aria-label={label}
        aria-valuenow={whole}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={detail ? t('progress.text', { percent: whole, detail }) : undefined}
      >
        <span className={css.fill} style={{ inlineSize: `${whole}%` }} />
      </div>
      <span className={css.figure}>{format.percent(percent)}</span>
      {detail && (
        <span className={css.detail} data-part="detail">
          {detail}
        </span>
      )}
    </div>
  );
}
