// Requests for a seat in a session that wait for the reader; a mail leads here with one of them marked.
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requestsQuery } from '#web/features/bookings/bookings.queries.ts';
import { RequestTable } from '#web/features/bookings/components/RequestTable.tsx';
import { useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function RequestsPage() {
  const { t } = useTranslation('bookings');
  const [page, setPage] = useState(1);
  // Trainers decide too, and need no team for it.
  const leads = useSession()?.leads ?? false;
  const marked = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get('request') ?? undefined,
  });
  const requests = useQuery(requestsQuery(page));
  if (requests.isError && !requests.data)
    return <ErrorScreen error={requests.error} onRetry={() => void requests.refetch()} />;
  return (
    <>
      <PageHeader
        title={t('requests.title')}
        breadcrumbs={[
          leads
            ? { label: t('requests.team'), href: '/team' }
            : { label: t('list.title'), href: '/sessions' },
        ]}
        state={requests.data ? t('requests.state', { count: requests.data.count ?? 0 }) : undefined}
      />
      <RequestTable
        requests={requests.data?.results}
        count={requests.data?.count}
        page={page}
        isStale={requests.isPlaceholderData}
        onPage={setPage}
        marked={marked}
      />
    </>
  );
}
