// The state of one's skills against one's role, in a few sentences.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { personGapsQuery, planQuery } from '../gaps.queries.ts';

/** @param otherwise  what is said where no role asks for anything and no target is set */
export function GapSummary({ otherwise }: { otherwise?: ReactNode }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const gaps = useQuery(personGapsQuery()).data;
  // The role's gaps and those against targets of one's own: what the list and the plan beside it count too.
  const open = gaps?.skills.filter((one) => one.is_gap) ?? [];
  const plan = useQuery({ ...planQuery(), enabled: open.length > 0 }).data;
  if (!gaps) return null;
  if (gaps.required_count === 0 && open.length === 0) return otherwise;
  const own = open.filter((one) => !one.is_role_gap).length;
  const closed = open.length - (plan?.left_open.length ?? 0);
  const time = format.minutes(plan?.total_minutes ?? 0);
  return (
    <span>
      {gaps.required_count > 0 && (
        <>
          <Trans
            t={t}
            i18nKey="summary.met"
            count={gaps.required_count}
            values={{
              met: format.number(gaps.met_count),
              all: format.number(gaps.required_count),
              role: format.list(gaps.profiles.map(({ name }) => name)),
            }}
            components={{ b: <b /> }}
          />{' '}
        </>
      )}
      {open.length === 0 ? t('summary.none') : t('summary.gaps', { count: open.length })}
      {own > 0 && own < open.length && ` ${t('summary.own', { count: own })}`}
      {plan &&
        plan.steps.length > 0 &&
        ` ${closed < open.length ? t('summary.way_part', { count: closed, time }) : t('summary.way', { time })}`}
    </span>
  );
}
