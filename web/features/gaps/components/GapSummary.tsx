// The state of one's skills against one's role, in a sentence.
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { personGapsQuery, planQuery } from '../gaps.queries.ts';

/** Nothing where no role asks for anything. */
export function GapSummary({ person_id }: { person_id?: string }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const gaps = useQuery(personGapsQuery(person_id)).data;
  const plan = useQuery({ ...planQuery(person_id), enabled: (gaps?.gap_count ?? 0) > 0 }).data;
  if (!gaps || gaps.required_count === 0) return null;
  const role = format.list(gaps.profiles.map(({ name }) => name));
  return (
    <span>
      <Trans
        t={t}
        i18nKey="summary.met"
        count={gaps.required_count}
        values={{ met: format.number(gaps.met_count), all: format.number(gaps.required_count), role }}
        components={{ b: <b /> }}
      />{' '}
      {gaps.gap_count === 0
        ? t('summary.none')
        : plan && plan.steps.length > 0
          ? t('summary.way', { count: gaps.gap_count, time: format.minutes(plan.total_minutes) })
          : t('summary.gaps', { count: gaps.gap_count })}
    </span>
  );
}
