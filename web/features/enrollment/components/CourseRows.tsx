// Courses as rows: why they are there, how far, when due, and the one thing to do with each.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DashboardCourse } from '#contract/enrollment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CourseThumb } from '#web/ui/CourseCover.tsx';
import { DueDate } from '#web/ui/DueDate.tsx';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import css from './CourseRows.module.css';

export function CourseRows({ label, courses }: { label: string; courses: readonly DashboardCourse[] }) {
  return (
    <RowList label={label}>
      {courses.map((row) => (
        <CourseRow key={row.enrollment_id} row={row} />
      ))}
    </RowList>
  );
}

function CourseRow({ row }: { row: DashboardCourse }) {
  const { t } = useTranslation('enrollment');
  const format = useFormat();
  const { course } = row;
  const why =
    row.reason ||
    (row.assigned_by_name ? t('why.assigned_by', { name: row.assigned_by_name }) : t('why.self'));
  const target = row.next_lesson_id ? `/learn/${course.id}/${row.next_lesson_id}` : `/courses/${course.id}`;
  return (
    <RowItem
      picture={
        <CourseThumb
          motif={course.cover_motif}
          palette={course.category_palette}
          image={course.image}
          seed={course.id}
        />
      }
      title={<AppLink href={`/courses/${course.id}`}>{course.title}</AppLink>}
      detail={why}
      action={
        <Button
          component={AppLink}
          href={target}
          aria-label={t(row.started ? 'row.continue_course' : 'row.start_course', { course: course.title })}
        >
          {t(row.started ? 'row.continue' : 'row.start')}
        </Button>
      }
    >
      <div className={css.progress}>
        {row.started ? (
          <>
            <ProgressBar
              size="thin"
              percent={row.percent}
              label={t('progress_of', { course: course.title })}
            />
            <span className={css.small}>
              {t('row.minutes_left', { duration: format.minutes(row.minutes_left) })}
            </span>
          </>
        ) : (
          <>
            <span>{format.minutes(row.minutes_left)}</span>
            <span className={css.small}>{t('row.not_started')}</span>
          </>
        )}
      </div>
      <div className={css.due}>
        <DueDate due_at={row.due_at} />
      </div>
    </RowItem>
  );
}
