// The columns of a trainer's list of learners.
import { useTranslation } from 'react-i18next';
import type { Learner } from '#contract/enrollment.ts';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { DueDate } from '#web/ui/DueDate.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import { Status } from '#web/ui/Status.tsx';
import css from './learner-columns.module.css';

function Person({ row }: { row: Learner }) {
  const { student } = row;
  const place = [student.position, student.department].filter(Boolean).join(', ');
  return (
    <span className={css.person}>
      <PersonAvatar name={student.display_name} picture={student.avatar_url} id={student.id} />
      <span className={css.words}>
        <span>{student.display_name}</span>
        <span className={css.detail}>{place || student.email}</span>
      </span>
    </span>
  );
}

export function useLearnerColumns(): Column<Learner>[] {
  const { t } = useTranslation('enrollment');
  const format = useFormat();
  const now = useNow(600);
  return [
    {
      id: 'learner',
      header: t('column.learner'),
      ordering: 'name',
      is_title: true,
      cell: (row) => <Person row={row} />,
      text: (row) => row.student.display_name,
    },
    {
      id: 'email',
      header: t('column.email'),
      text: (row) => row.student.email,
    },
    {
      id: 'progress',
      header: t('column.progress'),
      ordering: 'percent',
      width: '200px',
      cell: (row) => (
        <ProgressBar
          size="thin"
          percent={row.percent}
          label={t('progress_of', { course: row.student.display_name })}
          detail={`${row.lessons_done}/${row.lessons_required}`}
        />
      ),
      text: (row) => row.percent,
    },
    {
      id: 'due',
      header: t('column.due'),
      ordering: 'due_at',
      width: '208px',
      cell: (row) =>
        row.status === 'active' ? (
          <DueDate due_at={row.due_at} />
        ) : (
          <Status kind={row.status === 'completed' ? 'completed' : 'exempt'}>
            {t(`status.${row.status}`)}
          </Status>
        ),
      text: (row) => (row.status === 'active' ? row.due_at : t(`status.${row.status}`)),
    },
    {
      id: 'last_seen',
      header: t('column.last_seen'),
      ordering: 'last_seen_at',
      width: '136px',
      cell: (row) => (row.last_seen_at ? format.recentDay(row.last_seen_at, now) : t('learners.never_seen')),
      text: (row) => row.last_seen_at,
    },
    {
      id: 'score',
      header: t('column.score'),
      align: 'end',
      width: '88px',
      cell: (row) => (row.score_percent === null ? '–' : format.percent(row.score_percent)),
      text: (row) => row.score_percent,
    },
  ];
}
