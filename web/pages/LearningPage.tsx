// My learning: every course the person takes or took, with how far and until when; and the year as a chart.
import { Button } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CompletionsChart } from '#web/features/enrollment/components/CompletionsChart.tsx';
import { useLearningColumns } from '#web/features/enrollment/components/learning-columns.tsx';
import {
  learningPageSize,
  myCompletionsQuery,
  myEnrollmentsQuery,
} from '#web/features/enrollment/enrollment.queries.ts';
import { learningHref, readLearningSearch } from '#web/features/enrollment/learning-search.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import css from './LearningPage.module.css';

export function LearningPage() {
  const { t } = useTranslation('enrollment');
  const router = useRouter();
  const search = readLearningSearch(useRouterState({ select: ({ location }) => location.searchStr }));
  const show = (next: typeof search) => void router.navigate({ href: learningHref(next) });
  const list = useQuery(myEnrollmentsQuery(search));
  const completions = useQuery(myCompletionsQuery).data;
  const columns = useLearningColumns();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const browse = (
    <Button component={AppLink} href="/catalog" variant="filled">
      {t('browse')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('learning.title')}
        state={list.data && t('learning.state', { count: list.data.count ?? 0 })}
      />
      <div className={css.stack}>
        <FilterBar
          filters={[
            {
              id: 'status',
              label: t('learning.status'),
              options: (['active', 'completed', 'ended'] as const).map((value) => ({
                value,
                label: t(`status.${value}`),
              })),
            },
          ]}
          values={{ status: search.status }}
          onChange={(_id, value) => show(readLearningSearch(value ? `?status=${value}` : ''))}
          onClear={() => show({ page: 1 })}
        />
        <DataTable
          caption={t('learning.title')}
          columns={columns}
          rows={list.data?.results}
          rowKey={(row) => row.id}
          count={list.data?.count}
          page={search.page}
          pageSize={learningPageSize}
          onPage={(page) => show({ ...search, page })}
          onOpen={(row) => void router.navigate({ href: `/courses/${row.course_id}` })}
          isStale={list.isPlaceholderData}
          empty={
            <EmptyState icon={IconBook2} title={t('learning.empty')} action={browse}>
              {t('empty.words')}
            </EmptyState>
          }
        />
        {completions && completions.length > 0 && <CompletionsChart completed_at={completions} />}
      </div>
    </>
  );
}
