// A list of what happened, with its day and time, and the button for older entries.
import { Button, Skeleton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Activity } from '#contract/activity.ts';
import { deviceOf } from '#web/lib/devices.ts';
import { DateTime } from '#web/ui/DateTime.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Timeline, TimelineItem } from '#web/ui/Timeline.tsx';
import { lookOf } from '../activity-looks.ts';
import { useActivityWords } from '../use-activity-words.ts';
import css from './ActivityList.module.css';

type Pages = { pages: readonly { results: readonly Activity[] }[] };

type ActivityListProps = {
  /** Names the list. */
  label: string;
  query: Pick<UseInfiniteQueryResult<Pages>, 'data' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
};

export function ActivityList({ label, query }: ActivityListProps) {
  const { t } = useTranslation('activity');
  const words = useActivityWords();
  const rows = query.data?.pages.flatMap((page) => page.results);
  if (rows === undefined) return <Skeleton height={420} radius="lg" />;
  if (rows.length === 0)
    return (
      <EmptyState icon={IconHistory} title={t('empty_title')}>
        {t('empty')}
      </EmptyState>
    );
  return (
    <div className={css.stack}>
      <Timeline label={label}>
        {rows.map((one) => (
          <TimelineItem
            key={one.id}
            {...lookOf(one.verb, one.area)}
            title={words(one)}
            detail={<Detail activity={one} />}
          />
        ))}
      </Timeline>
      {query.hasNextPage && (
        <Button
          className={css.more}
          aria-busy={query.isFetchingNextPage}
          onClick={() => !query.isFetchingNextPage && void query.fetchNextPage()}
        >
          {t('older')}
        </Button>
      )}
    </div>
  );
}

function Detail({
  activity: { occurred_at: at, course, object, ip, user_agent: agent },
}: {
  activity: Activity;
}) {
  const { t } = useTranslation('activity');
  // The course of a lesson or quiz; a course itself is in the sentence.
  const known = agent ? deviceOf(agent) : null;
  const device = known && [known.browser, known.system].filter(Boolean).join(', ');
  const where = course && object?.type !== 'course' ? course.name : null;
  return (
    <>
      <DateTime value={at} />
      {where && ` · ${where}`}
      {ip && ` · ${t('from', { ip })}`}
      {device && ` · ${device}`}
    </>
  );
}
