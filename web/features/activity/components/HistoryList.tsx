// Who changed which record, with what stood there before and after.
import { Button, Skeleton } from '@mantine/core';
import { IconHistory, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '#contract/activity.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Timeline, TimelineItem } from '#web/ui/Timeline.tsx';
import { historyQuery } from '../activity.queries.ts';
import { type HistorySearch, historyHref } from '../activity-search.ts';
import css from './ActivityList.module.css';
import { Diff } from './Diff.tsx';

const looks = {
  created: { icon: IconPlus, tone: 'ok' },
  changed: { icon: IconPencil, tone: 'accent' },
  deleted: { icon: IconTrash, tone: 'overdue' },
} as const;

export function HistoryList({ search }: { search: HistorySearch }) {
  const { t } = useTranslation('activity');
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    historyQuery(search),
  );
  const rows = data?.pages.flatMap((page) => page.results);
  if (error && !rows) return <ErrorSummary error={error} />;
  if (rows === undefined) return <Skeleton height={420} radius="lg" />;
  if (rows.length === 0)
    return (
      <EmptyState icon={IconHistory} title={t('history.empty_title')}>
        {t('history.empty')}
      </EmptyState>
    );
  return (
    <div className={css.stack}>
      <Timeline label={t('history.title')}>
        {rows.map((entry) => (
          <TimelineItem
            key={entry.id}
            {...looks[entry.action]}
            title={<EntryTitle entry={entry} isLinked={search.record_id === undefined} />}
            detail={<DateTime value={entry.changed_at} />}
          >
            <Diff changes={entry.changes} action={entry.action} />
          </TimelineItem>
        ))}
      </Timeline>
      {hasNextPage && (
        <Button
          className={css.more}
          aria-busy={isFetchingNextPage}
          onClick={() => !isFetchingNextPage && void fetchNextPage()}
        >
          {t('older')}
        </Button>
      )}
    </div>
  );
}

function EntryTitle({ entry, isLinked }: { entry: HistoryEntry; isLinked: boolean }) {
  const { t, i18n } = useTranslation('activity');
  const title = t(`record.${entry.record_type}`, { defaultValue: entry.record_type });
  // The name stands in the middle of a sentence here; only German writes nouns large there.
  const kind = i18n.language.startsWith('de') ? title : title.charAt(0).toLowerCase() + title.slice(1);
  const name = entry.record_name ? `${kind} “${entry.record_name}”` : kind;
  const words = t(`history.${entry.action}`, { actor: entry.actor?.name ?? t('product') });
  return (
    <>
      {words}{' '}
      {isLinked ? <AppLink href={historyHref(entry.record_type, entry.record_id)}>{name}</AppLink> : name}
    </>
  );
}
