// The rules of this attempt, and the promise that nothing is lost at its end.
import { useTranslation } from 'react-i18next';
import type { AttemptPaper } from '#contract/assessment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import css from './AboutTest.module.css';

type AboutTestProps = {
  paper: Pick<AttemptPaper, 'pass_percent' | 'number' | 'max_attempts' | 'started_at' | 'deadline_at'>;
};

export function AboutTest({ paper }: AboutTestProps) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const moment = (at: string) => `${format.timeWithSeconds(at)} ${format.zoneOf(at)}`;
  const rows = [
    { term: t('about.to_pass'), value: format.percent(paper.pass_percent) },
    {
      term: t('about.attempt'),
      value:
        paper.max_attempts === null
          ? format.number(paper.number)
          : t('about.attempt_of', { number: paper.number, count: paper.max_attempts }),
    },
    { term: t('about.started'), value: moment(paper.started_at) },
    ...(paper.deadline_at === null ? [] : [{ term: t('about.ends'), value: moment(paper.deadline_at) }]),
  ];
  return (
    <section className={css.about}>
      <h2 className={css.title}>{t('about.title')}</h2>
      <dl className={css.rows}>
        {rows.map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={css.promise}>
        {paper.deadline_at === null ? t('about.promise_open') : t('about.promise_timed')}
      </p>
    </section>
  );
}
