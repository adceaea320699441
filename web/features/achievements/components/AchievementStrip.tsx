// For home and profile: the latest medals and the next one, in one line that leads to the wall.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { wallQuery } from '../achievements.queries.ts';
import { wordsFor } from '../achievements.types.ts';
import css from './Achievements.module.css';
import { Medal } from './Medal.tsx';

export function AchievementStrip() {
  const { t, i18n } = useTranslation('achievements');
  const { data } = useQuery(wallQuery);
  if (!data || data.total_count === 0) return null;
  const earned = data.results.filter((one) => one.earned_at !== null).slice(0, 5);
  const next = data.results.find((one) => one.earned_at === null);
  return (
    <section className={css.strip} aria-labelledby="achievement-strip">
      <div className={css.stripHead}>
        <h2 id="achievement-strip" className={css.stripTitle}>
          {t('title')}
        </h2>
        <AppLink href="/achievements">{t('strip_all', { count: data.earned_count })}</AppLink>
      </div>
      {earned.length > 0 && (
        <ul className={css.stripMedals}>
          {earned.map((one) => (
            <li key={one.id}>
              <Medal icon={one.icon} palette={one.palette} size="small" />
              <span className={css.stripName}>{wordsFor(one, i18n.language).name}</span>
            </li>
          ))}
        </ul>
      )}
      {next?.progress && (
        <p className={css.words}>
          {t('strip_next', {
            name: wordsFor(next, i18n.language).name,
            progress: t(`progress.${next.kind}`, { done: next.progress.done, count: next.progress.of }),
          })}
        </p>
      )}
    </section>
  );
}
