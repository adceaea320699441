// For the home of those to whom people report: how their people stand, in figures that lead to the people behind them.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Section } from '#web/ui/Section.tsx';
import { teamQuery } from '../gaps.queries.ts';
import { readTeamSearch, teamHref } from '../team-search.ts';
import css from './TeamFigures.module.css';

/** @param children  what else waits for the reader, in a sentence below */
export function TeamFigures({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const totals = useQuery(teamQuery(readTeamSearch(''))).data?.totals;
  if (!totals || totals.people_count === 0) return null;
  const { overdue_count, due_count, expiring_count, gap_count } = totals;
  const figures = [
    { id: 'overdue', value: overdue_count, tone: 'overdue', href: teamHref({ with: 'overdue' }) },
    { id: 'due', value: due_count, tone: 'due', href: teamHref({ with: 'due', ordering: '-due' }) },
    {
      id: 'expiring',
      value: expiring_count,
      tone: 'due',
      href: teamHref({ with: 'expiring', ordering: '-expiring' }),
    },
    { id: 'gaps', value: gap_count, tone: undefined, href: teamHref({ with: 'gaps', ordering: '-gaps' }) },
  ] as const;
  return (
    <Section
      title={t('team.title')}
      count={totals.people_count}
      action={<AppLink href="/team">{t('team.open')}</AppLink>}
    >
      <dl className={css.figures}>
        {figures.map(({ id, value, tone, href }) => (
          <div key={id} className={css.figure} data-tone={value > 0 ? tone : undefined}>
            <dt>{t(`team.column.${id}`)}</dt>
            <dd>
              {value > 0 ? <AppLink href={href}>{format.number(value)}</AppLink> : format.number(value)}
            </dd>
          </div>
        ))}
      </dl>
      {children && <p className={css.below}>{children}</p>}
    </Section>
  );
}
