// The columns of My learning.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Enrollment } from '#contract/enrollment.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { DueDate } from '#web/ui/DueDate.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import { Status } from '#web/ui/Status.tsx';

const statusLook = { active: 'in_progress', completed: 'completed', ended: 'exempt' } as const;

export function useLearningColumns(): Column<Enrollment>[] {
  const { t } = useTranslation('enrollment');
  return [
    {
      id: 'course',
      header: t('column.course'),
      is_title: true,
      cell: (row) => <AppLink href={`/courses/${row.course_id}`}>{row.course.title}</AppLink>,
    },
    {
      id: 'status',
      header: t('column.status'),
      width: '152px',
      cell: (row) => (
        <Status
          kind={row.status === 'active' && row.started_at === null ? 'not_started' : statusLook[row.status]}
        >
          {row.status === 'active' && row.started_at === null
            ? t('row.not_started')
            : t(`status.${row.status}`)}
        </Status>
      ),
    },
    {
      id: 'percent',
      header: t('column.progress'),
      width: '168px',
      cell: (row) => (
        <ProgressBar
          size="thin"
          percent={row.percent}
          label={t('progress_of', { course: row.course.title })}
        />
      ),
    },
    {
      id: 'when',
      header: t('column.when'),
      width: '200px',
      cell: (row) =>
        row.completed_at ? (
          <DateTime value={row.completed_at} format="date" />
        ) : (
          <DueDate due_at={row.due_at} />
        ),
    },
    {
      id: 'action',
      header: '',
      label: t('column.action'),
      is_action: true,
      width: '120px',
      cell: (row) =>
        row.status === 'active' && (
          <Button
            component={AppLink}
            href={`/learn/${row.course_id}`}
            aria-label={t(row.started_at ? 'row.continue_course' : 'row.start_course', {
              course: row.course.title,
            })}
          >
            {t(row.started_at ? 'row.continue' : 'row.start')}
          </Button>
        ),
    },
  ];
}
