// What broke in people's browsers: open ones first, each with how often, since when and where in the code.
import { IconBug } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientError } from '#contract/telemetry.ts';
import { ErrorPanel } from '#web/features/telemetry/components/ErrorPanel.tsx';
import { type ErrorsFilter, errorsPageSize, errorsQuery } from '#web/features/telemetry/telemetry.queries.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Status } from '#web/ui/Status.tsx';

const firstView: ErrorsFilter = { state: 'open', page: 1 };

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(errorsQuery(firstView));
}

export function PageErrorsPage() {
  const { t } = useTranslation('telemetry');
  const [filter, setFilter] = useState(firstView);
  const [opened, setOpened] = useState<string>();
  const list = useQuery(errorsQuery(filter));
  const open = useQuery(errorsQuery(firstView)).data?.count;
  const columns = useColumns();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const shown = list.data?.results.find((error) => error.fingerprint === opened);
  return (
    <>
      <PageHeader
        title={t('errors.title')}
        state={open !== undefined && (open ? t('errors.open', { count: open }) : t('errors.none_open'))}
      />
      <FilterBar
        search={{
          value: filter.search ?? '',
          label: t('errors.search'),
          onChange: (search) => setFilter({ ...filter, page: 1, search: search.trim() || undefined }),
        }}
        filters={[
          {
            id: 'state',
            label: t('errors.state'),
            options: [{ value: 'solved', label: t('errors.is_solved') }],
          },
        ]}
        values={{ state: filter.state === 'solved' ? 'solved' : undefined }}
        onChange={(_id, value) =>
          setFilter({ ...filter, page: 1, state: value === 'solved' ? 'solved' : 'open' })
        }
        onClear={() => setFilter(firstView)}
      />
      <DataTable
        caption={t('errors.caption')}
        columns={columns}
        rows={list.data?.results}
        rowKey={(error) => error.fingerprint}
        count={list.data?.count ?? null}
        page={filter.page}
        pageSize={errorsPageSize}
        onPage={(page) => setFilter({ ...filter, page })}
        onOpen={(error) => setOpened(error.fingerprint)}
        {...(opened !== undefined && { activeKey: opened })}
        isStale={list.isPlaceholderData}
        empty={
          <EmptyState icon={IconBug} title={t('errors.empty_title')}>
            {t('errors.empty')}
          </EmptyState>
        }
      />
      {shown && <ErrorPanel error={shown} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function useColumns(): readonly Column<ClientError>[] {
  const { t } = useTranslation('telemetry');
  const format = useFormat();
  return [
    { id: 'error', header: t('errors.column.error'), cell: (error) => error.message, is_title: true },
    { id: 'page', header: t('errors.column.page'), cell: (error) => error.route, width: '220px' },
    {
      id: 'count',
      header: t('errors.column.count'),
      cell: (error) => format.number(error.count),
      align: 'end',
      width: '96px',
    },
    {
      id: 'last',
      header: t('errors.column.last'),
      cell: (error) => <DateTime value={error.last_seen_at} />,
      width: '168px',
    },
    {
      id: 'state',
      header: t('errors.column.state'),
      cell: (error) =>
        error.solved_at ? (
          <Status kind="ok">{t('errors.is_solved')}</Status>
        ) : (
          <Status kind="overdue">{t('errors.is_open')}</Status>
        ),
      width: '120px',
    },
  ];
}
