// Somebody's timeline, for the managers of their line and administrators.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { timelineQuery } from '#web/features/activity/activity.queries.ts';
import { readFeedSearch } from '#web/features/activity/activity-search.ts';
import { ActivityList } from '#web/features/activity/components/ActivityList.tsx';
import { AreaFilter } from '#web/features/activity/components/AreaFilter.tsx';
import { PersonName } from '#web/features/activity/components/PersonName.tsx';
import { useAddress } from '#web/features/activity/use-address.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function PersonActivityPage() {
  const { t } = useTranslation('activity');
  // The router's types come from the register of pages, which comes from this file's: they cannot name the parameter.
  const { person_id: id = '' } = useParams({ strict: false }) as { person_id?: string };
  const { state, show } = useAddress(readFeedSearch);
  const timeline = useInfiniteQuery(timelineQuery(id, state.area));
  if (timeline.isError && !timeline.data)
    return <ErrorScreen error={timeline.error} onRetry={() => void timeline.refetch()} />;
  return (
    <>
      <PageHeader title={t('timeline.title')} state={<PersonName id={id} />} />
      <AreaFilter search={state} onChange={show} />
      <ActivityList label={t('timeline.title')} query={timeline} />
    </>
  );
}
