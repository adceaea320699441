// '60 people, 3 deactivated': each figure leads to those people.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { peopleHref } from '../people-search.ts';

type PeopleStateProps = { total: number | undefined; deactivated: number | undefined };

export function PeopleState({ total, deactivated }: PeopleStateProps) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  if (total === undefined) return null;
  return (
    <>
      <AppLink href={peopleHref({})} className="ly-count">
        {t('people.state', { count: total, figure: format.number(total) })}
      </AppLink>
      {deactivated !== undefined && deactivated > 0 && (
        <>
          {' · '}
          <AppLink href={peopleHref({ is_active: 'false' })} className="ly-count">
            {t('people.state_off', { count: deactivated, figure: format.number(deactivated) })}
          </AppLink>
        </>
      )}
    </>
  );
}
