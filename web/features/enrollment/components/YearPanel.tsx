// The year so far: each figure leads to the rows behind it; figures without rows stay plain.
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '#contract/enrollment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { ProgressRing } from '#web/ui/ProgressRing.tsx';
import css from './HomePanels.module.css';

export function YearPanel({ year }: { year: Dashboard['year'] }) {
  const { t } = useTranslation('enrollment');
  const format = useFormat();
  return (
    <section className={css.panel} aria-labelledby="year-title">
      <h2 id="year-title" className={css.title}>
        {t('year.title')}
      </h2>
      {year.required_total > 0 && (
        <div className={css.ring}>
          <ProgressRing percent={year.required_percent} label={t('year.required_label')} />
          <p className={css.words}>
            {t('year.required', { done: year.required_done, count: year.required_total })}
          </p>
        </div>
      )}
      <dl className={css.figures}>
        <div>
          <dt>{t('year.completed')}</dt>
          <dd>
            {year.completed_courses > 0 ? (
              <AppLink href="/learning?status=completed">{format.number(year.completed_courses)}</AppLink>
            ) : (
              0
            )}
          </dd>
        </div>
        <div>
          <dt>{t('year.time')}</dt>
          <dd>{format.minutes(year.learning_seconds / 60)}</dd>
        </div>
        <div>
          <dt>{t('year.certificates')}</dt>
          <dd>
            {year.valid_certificates > 0 ? (
              <AppLink href="/certificates">{format.number(year.valid_certificates)}</AppLink>
            ) : (
              0
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
