// What can still be earned and how far it is: "3 of 5 days". The nearest first.
import { useTranslation } from 'react-i18next';
import type { WallAchievement } from '#contract/achievements.ts';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import { wordsFor } from '../achievements.types.ts';
import css from './Achievements.module.css';
import { Medal } from './Medal.tsx';

export function NextList({ achievements }: { achievements: readonly WallAchievement[] }) {
  const { t, i18n } = useTranslation('achievements');
  return (
    <ul className={css.next} aria-label={t('next')}>
      {achievements.map((one) => {
        const { name, description } = wordsFor(one, i18n.language);
        return (
          <li key={one.id} className={css.nextRow}>
            <Medal icon={one.icon} palette={one.palette} size="small" isEarned={false} />
            <div className={css.nextWords}>
              <h3 className={css.name}>{name}</h3>
              <p className={css.words}>{description}</p>
              {one.progress && (
                <ProgressBar
                  percent={(one.progress.done / one.progress.of) * 100}
                  label={t('progress_of', { name })}
                  detail={t(`progress.${one.kind}`, { done: one.progress.done, count: one.progress.of })}
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
