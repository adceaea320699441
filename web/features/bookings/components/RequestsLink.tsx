// On "My team" and above the sessions one teaches: how many requests for a seat wait for the reader. Nothing where none does.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { requestCountQuery } from '../bookings.queries.ts';

export function RequestsLink() {
  const { t } = useTranslation('bookings');
  const count = useQuery(requestCountQuery).data?.count ?? 0;
  if (count === 0) return null;
  return (
    <>
      {' '}
      <AppLink href="/team/requests">{t('requests.link', { count })}</AppLink>
    </>
  );
}
