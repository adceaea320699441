// A person's timeline: their own (`/people/me/activity`), or somebody's for the managers of their line and administrators.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { activityAreas } from '#contract/activity.ts';
import { timelineQuery } from '#web/features/activity/activity.queries.ts';
import { readFeedSearch } from '#web/features/activity/activity-search.ts';
import { ActivityList } from '#web/features/activity/components/ActivityList.tsx';
import { PersonName } from '#web/features/activity/components/PersonName.tsx';
import { useAddress } from '#web/features/activity/use-address.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import css from './people.module.css';

export function PersonActivityPage() {
  const { t } = useTranslation('activity');
  // The router's types come from the register of pages, which comes from this file's: they cannot name the parameter.
  const { person_id: id = 'me' } = useParams({ strict: false }) as { person_id?: string };
  const { state, show } = useAddress(readFeedSearch);
  const timeline = useInfiniteQuery(timelineQuery(id, state.area));
  if (timeline.isError && !timeline.data)
    return <ErrorScreen error={timeline.error} onRetry={() => void timeline.refetch()} />;
  const isOwn = id === 'me';
  return (
    <>
      <PageHeader
        title={isOwn ? t('timeline.own') : t('timeline.title')}
        state={isOwn ? t('timeline.own_state') : <PersonName id={id} />}
      />
      <div className={css.tools}>
        <FilterBar
          filters={[
            {
              id: 'area',
              label: t('feed.area'),
              options: activityAreas.map((area) => ({ value: area, label: t(`area.${area}`) })),
            },
          ]}
          values={state}
          onChange={(name, value) => show({ ...state, [name]: value })}
          onClear={() => show({})}
        />
      </div>
      <ActivityList label={t('timeline.title')} query={timeline} />
    </>
  );
}
