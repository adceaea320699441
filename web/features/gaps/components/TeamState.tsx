// How one's people stand, in a sentence whose figures lead to them.
import { Trans, useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { teamHref } from '../team-search.ts';

type Totals = {
  people_count: number;
  people_overdue_count: number;
  overdue_count: number;
  expiring_count: number;
  gap_count: number;
};

export function TeamState({ totals }: { totals: Totals }) {
  const { t } = useTranslation('gaps');
  const { people_count, people_overdue_count, overdue_count, expiring_count, gap_count } = totals;
  if (people_count === 0) return null;
  return (
    <>
      {overdue_count === 0 ? (
        t('team.state_fine', { count: people_count })
      ) : (
        <Trans
          t={t}
          i18nKey="team.state_overdue"
          count={overdue_count}
          values={{ people: people_overdue_count, all: people_count }}
          components={{ a: <AppLink href={teamHref({ with: 'overdue' })} /> }}
        />
      )}
      {expiring_count > 0 && (
        <>
          {' '}
          <Trans
            t={t}
            i18nKey="team.state_expiring"
            count={expiring_count}
            components={{ a: <AppLink href={teamHref({ with: 'expiring', ordering: '-expiring' })} /> }}
          />
        </>
      )}
      {gap_count > 0 && (
        <>
          {' '}
          <Trans
            t={t}
            i18nKey="team.state_gaps"
            count={gap_count}
            components={{ a: <AppLink href="/team/skills" /> }}
          />
        </>
      )}
    </>
  );
}
