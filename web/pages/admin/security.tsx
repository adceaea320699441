// Sign-ins and security events: who came from where, and who was refused.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { feedQuery } from '#web/features/activity/activity.queries.ts';
import { ActivityList } from '#web/features/activity/components/ActivityList.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';

const search = { area: 'security' } as const;

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchInfiniteQuery(feedQuery(search));
}

export function SecurityEventsPage() {
  const { t } = useTranslation('activity');
  const feed = useInfiniteQuery(feedQuery(search));
  if (feed.isError && !feed.data)
    return <ErrorScreen error={feed.error} onRetry={() => void feed.refetch()} />;
  return (
    <>
      <PageHeader title={t('security.title')} state={t('security.state')} />
      <ActivityList label={t('security.title')} query={feed} />
    </>
  );
}
