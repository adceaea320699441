// What is going on: who is active and when, and everything that happens, as it happens.
import { Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Engagement } from '#contract/activity.ts';
import { engagementQuery, feedQuery } from '#web/features/activity/activity.queries.ts';
import { readFeedSearch } from '#web/features/activity/activity-search.ts';
import { ActivityList } from '#web/features/activity/components/ActivityList.tsx';
import { AreaFilter } from '#web/features/activity/components/AreaFilter.tsx';
import { EngagementHeat } from '#web/features/activity/components/EngagementHeat.tsx';
import { useAddress } from '#web/features/activity/use-address.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';
import { TrendChart } from '#web/ui/TrendChart.tsx';
import css from './admin.module.css';

const days = 28;

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(engagementQuery(days));
  void queryClient.prefetchInfiniteQuery(feedQuery({}));
}

export function ActivityPage() {
  const { t } = useTranslation('activity');
  const format = useFormat();
  const { state, show } = useAddress(readFeedSearch);
  const engagement = useQuery(engagementQuery(days)).data;
  const feed = useInfiniteQuery(feedQuery(state));
  const dayOf = (date: string) =>
    new Intl.DateTimeFormat(format.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      Date.parse(date),
    );
  const titleOf = ({ by_day }: Engagement) => {
    const best = by_day.toSorted((a, b) => b.people - a.people)[0];
    return best && best.people > 0
      ? t('engagement.people_by_day', { day: dayOf(best.date), count: best.people })
      : t('engagement.nobody_by_day');
  };
  if (feed.isError && !feed.data)
    return <ErrorScreen error={feed.error} onRetry={() => void feed.refetch()} />;
  return (
    <>
      <PageHeader
        title={t('feed.title')}
        state={
          engagement &&
          t('engagement.state', {
            count: engagement.active_people,
            all: engagement.people,
            weeks: days / 7,
          })
        }
      />
      <div className={css.sections}>
        <Section title={t('engagement.title')}>
          {engagement ? <EngagementHeat engagement={engagement} /> : <Skeleton height={230} radius="lg" />}
        </Section>
        {engagement && (
          <TrendChart
            title={titleOf(engagement)}
            heads={{ label: t('engagement.day'), value: t('engagement.people') }}
            points={engagement.by_day.map((day) => ({
              label: dayOf(day.date),
              value: day.people,
            }))}
            formatValue={(value) => format.number(value)}
          />
        )}
        <Section title={t('feed.live')}>
          <div className={css.feed}>
            <AreaFilter search={state} onChange={show} />
            <ActivityList label={t('feed.live')} query={feed} />
          </div>
        </Section>
      </div>
    </>
  );
}
