// What is left of the time, by the server's clock. Said aloud at five minutes and at one, not every second.
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { type AttemptState, secondsLeft } from '../state/attempt-session.ts';
import css from './AttemptTimer.module.css';

const lastMinutes = [1, 5];

export function AttemptTimer({ state }: { state: Pick<AttemptState, 'deadline_at' | 'offset_ms'> }) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const left = secondsLeft(state, useNow(1).getTime());
  if (left === null || state.deadline_at === null) return null;
  const near = lastMinutes.find((minutes) => left <= minutes * 60);
  const ends = `${format.timeWithSeconds(state.deadline_at)} ${format.zoneOf(state.deadline_at)}`;
  return (
    <div className={css.timer} data-near={near === 1 || undefined}>
      <IconClock size={18} stroke={1.5} aria-hidden="true" />
      <span role="timer" aria-label={t('timer.label')} className={css.figure}>
        {format.clock(left)}
      </span>
      <span className={css.detail} data-part="detail">
        {t('timer.ends', { time: ends })}
      </span>
      <span role="status" className={css.hidden}>
        {near !== undefined && t('timer.near', { count: near })}
      </span>
    </div>
  );
}
