// The moment something is earned while one looks: said once, politely, and put away by the person.
import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WallAchievement } from '#contract/achievements.ts';
import { wordsFor } from '../achievements.types.ts';
import css from './Achievements.module.css';
import { Medal } from './Medal.tsx';

type ArrivalProps = { achievements: readonly WallAchievement[]; onClose: () => void };

export function Arrival({ achievements, onClose }: ArrivalProps) {
  const { t, i18n } = useTranslation('achievements');
  return (
    // Always in the page, so that screen readers notice what comes into it.
    <div role="status" className={css.arrivalRegion}>
      {achievements.length > 0 && (
        <div className={css.arrival}>
          {achievements.slice(0, 3).map((one) => (
            <Medal key={one.id} icon={one.icon} palette={one.palette} isNew />
          ))}
          <div className={css.arrivalWords}>
            <b>
              {t('arrived', {
                count: achievements.length,
                name: achievements.map((one) => wordsFor(one, i18n.language).name).join(', '),
              })}
            </b>
            <span>{achievements[0] && wordsFor(achievements[0], i18n.language).description}</span>
          </div>
          <CloseButton aria-label={t('arrived_close')} onClick={onClose} />
        </div>
      )}
    </div>
  );
}
