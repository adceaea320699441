// Learners of a course, for its trainers: how far each is, who needs attention, and what to do about it.
import { Button } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { courseQuery } from '#web/features/catalog/catalog.queries.ts';
import { EnrollManyDialog } from '#web/features/enrollment/components/EnrollManyDialog.tsx';
import { LearnerActions } from '#web/features/enrollment/components/LearnerActions.tsx';
import { useLearnerColumns } from '#web/features/enrollment/components/learner-columns.tsx';
import {
  fetchLearners,
  type LearnersFilter,
  learnersQuery,
} from '#web/features/enrollment/enrollment.queries.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import css from '../LearningPage.module.css';

export function LearnersPage() {
  const { t } = useTranslation('enrollment');
  const { course_id = '' } = useParams({ strict: false }) as { course_id?: string };
  const [filter, setFilter] = useState<LearnersFilter>({ page: 1, ordering: 'name' });
  const [selection, setSelection] = useState<Set<string>>(new Set());
  const [isEnrolling, setIsEnrolling] = useState(false);
  const course = useQuery(courseQuery(course_id)).data;
  const list = useQuery(learnersQuery(course_id, filter));
  const columns = useLearnerColumns();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const change = (next: Partial<LearnersFilter>) => setFilter({ ...filter, page: 1, ...next });
  const attention = filter.overdue ? 'overdue' : filter.silent ? 'silent' : undefined;
  const enroll = (
    <Button
      variant="filled"
      leftSection={<IconUserPlus size={16} stroke={1.5} aria-hidden="true" />}
      onClick={() => setIsEnrolling(true)}
    >
      {t('learners.enroll')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={course ? course.title : t('learners.title')}
        pathName={t('learners.title')}
        breadcrumbs={course ? [{ label: course.title, href: `/courses/${course_id}` }] : []}
        state={list.data && t('learners.state', { count: list.data.count ?? 0 })}
        action={enroll}
        menu={[
          { label: t('learners.course_page'), href: `/courses/${course_id}` },
          { label: t('learners.edit'), href: `/teach/courses/${course_id}` },
        ]}
      />
      <div className={css.stack}>
        <FilterBar
          search={{
            value: filter.search ?? '',
            label: t('learners.search'),
            onChange: (search) => change({ search: search || undefined }),
          }}
          filters={[
            {
              id: 'status',
              label: t('learning.status'),
              options: (['active', 'completed', 'ended'] as const).map((value) => ({
                value,
                label: t(`status.${value}`),
              })),
            },
            {
              id: 'attention',
              label: t('learners.attention'),
              options: [
                { value: 'overdue', label: t('learners.overdue') },
                { value: 'silent', label: t('learners.silent') },
              ],
            },
          ]}
          values={{ status: filter.status, attention }}
          onChange={(id, value) =>
            id === 'status'
              ? change({ status: value as LearnersFilter['status'] })
              : change({
                  overdue: value === 'overdue' ? 'true' : undefined,
                  silent: value === 'silent' ? 'true' : undefined,
                })
          }
          onClear={() => setFilter({ page: 1, ordering: filter.ordering })}
        />
        <DataTable
          caption={t('learners.title')}
          name="learners"
          csv={{
            file_name: course?.code ?? 'learners',
            fetchPage: (cursor) => fetchLearners(course_id, filter, cursor),
          }}
          columns={columns}
          rows={list.data?.results}
          rowKey={(row) => row.enrollment_id}
          count={list.data?.count}
          page={filter.page}
          onPage={(page) => setFilter({ ...filter, page })}
          ordering={filter.ordering}
          onOrdering={(ordering) => change({ ordering: ordering as LearnersFilter['ordering'] })}
          selection={selection}
          onSelection={setSelection}
          bulkActions={
            <LearnerActions
              course_id={course_id}
              selected={[...selection]}
              onDone={() => setSelection(new Set())}
            />
          }
          isStale={list.isPlaceholderData}
          empty={
            <EmptyState icon={IconUsers} title={t('learners.empty')} action={enroll}>
              {t('learners.empty_words')}
            </EmptyState>
          }
        />
      </div>
      {isEnrolling && <EnrollManyDialog course_id={course_id} onClose={() => setIsEnrolling(false)} />}
    </>
  );
}
