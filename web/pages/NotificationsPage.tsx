// Everything the product told this person, newest first.
import { Button, Skeleton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NotificationRow } from '#web/features/notifications/components/NotificationRow.tsx';
import {
  type NotificationsFilter,
  notificationsPageSize,
  notificationsQuery,
  unreadCountQuery,
  useReadAll,
} from '#web/features/notifications/notifications.queries.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import css from './NotificationsPage.module.css';

export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  const [filter, setFilter] = useState<NotificationsFilter>({ page: 1 });
  const list = useQuery(notificationsQuery(filter));
  const unread = useQuery(unreadCountQuery).data;
  const readAll = useReadAll();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data?.results;
  return (
    <>
      <PageHeader
        title={t('title')}
        state={unread !== undefined && t('state', { count: unread })}
        action={
          unread ? (
            <Button aria-busy={readAll.isPending} onClick={() => readAll.mutate()}>
              {t('read_all')}
            </Button>
          ) : undefined
        }
      />
      <div className={css.stack}>
        <FilterBar
          filters={[
            { id: 'is_read', label: t('filter'), options: [{ value: 'false', label: t('only_new') }] },
          ]}
          values={{ is_read: filter.is_read }}
          onChange={(_id, value) => setFilter(value ? { page: 1, is_read: 'false' } : { page: 1 })}
          onClear={() => setFilter({ page: 1 })}
        />
        {rows === undefined && <Skeleton height={420} radius="lg" />}
        {rows?.length === 0 && (
          <EmptyState icon={IconBell} title={t('empty')}>
            {t('empty_words')}
          </EmptyState>
        )}
        {rows !== undefined && rows.length > 0 && (
          <ul className={css.list} aria-label={t('title')}>
            {rows.map((notification) => (
              <NotificationRow key={notification.id} notification={notification} />
            ))}
          </ul>
        )}
        {(list.data?.count ?? 0) > notificationsPageSize && (
          <Pager
            page={filter.page}
            pageSize={notificationsPageSize}
            count={list.data?.count}
            shown={rows?.length ?? 0}
            onPage={(page) => setFilter({ ...filter, page })}
          />
        )}
      </div>
    </>
  );
}
