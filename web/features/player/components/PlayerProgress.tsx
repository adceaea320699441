// How far one is, in the top bar: bar, figure and lessons on a wide screen; figure and a hairline on a phone.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import type { PlayerModel } from '../player-model.ts';
import css from './PlayerProgress.module.css';

type PlayerProgressProps = { percent: number; model: PlayerModel };

export function PlayerProgress({ percent, model }: PlayerProgressProps) {
  const { t } = useTranslation('player');
  const format = useFormat();
  return (
    <>
      <div className={css.wide}>
        <ProgressBar
          percent={percent}
          label={t('progress.label')}
          detail={t('progress.lessons', { done: model.done, count: model.required })}
        />
      </div>
      <span className={css.figure}>{format.percent(percent)}</span>
      <div className={css.line} aria-hidden="true">
        <div style={{ inlineSize: `${percent}%` }} />
      </div>
    </>
  );
}
