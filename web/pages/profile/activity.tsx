// What is kept about what one does here: everything, shown to the person it is about.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { timelineQuery } from '#web/features/activity/activity.queries.ts';
import { readFeedSearch } from '#web/features/activity/activity-search.ts';
import { ActivityList } from '#web/features/activity/components/ActivityList.tsx';
import { AreaFilter } from '#web/features/activity/components/AreaFilter.tsx';
import { useAddress } from '#web/features/activity/use-address.ts';
import { AccountTabs } from '#web/features/identity/components/AccountTabs.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function OwnActivityPage() {
  const { t } = useTranslation('activity');
  const { state, show } = useAddress(readFeedSearch);
  const timeline = useInfiniteQuery(timelineQuery('me', state.area));
  if (timeline.isError && !timeline.data)
    return <ErrorScreen error={timeline.error} onRetry={() => void timeline.refetch()} />;
  return (
    <>
      <PageHeader title={t('timeline.own')} state={t('timeline.own_state')} />
      <AccountTabs />
      <AreaFilter search={state} onChange={show} />
      <ActivityList label={t('timeline.own')} query={timeline} />
    </>
  );
}
