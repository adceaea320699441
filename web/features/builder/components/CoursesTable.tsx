// My courses as a table: what each is, where it stands, its people, and when it was last changed.
import { Button } from '@mantine/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ActionMenu, type MenuAction } from '#web/ui/ActionMenu.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CourseThumb } from '#web/ui/CourseCover.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Status } from '#web/ui/Status.tsx';
import { teachingPageSize } from '../builder.queries.ts';
import type { Course } from '../builder.types.ts';
import { builderHref, type CourseListSearch, type ListOrdering } from '../state/course-list.ts';
import css from './CoursesTable.module.css';

type CoursesTableProps = {
  courses: readonly Course[] | undefined;
  count: number | null | undefined;
  isStale: boolean;
  search: CourseListSearch;
  onSearch: (search: CourseListSearch) => void;
  actionsFor: (course: Course) => MenuAction[];
  onCreate: () => void;
};

export function CoursesTable(props: CoursesTableProps) {
  const { courses, count, isStale, search, onSearch, onCreate } = props;
  const { t } = useTranslation('builder');
  const columns = useCourseColumns(props.actionsFor);
  const isNarrowed = search.search !== undefined || search.status !== undefined;
  return (
    <DataTable
      caption={t('courses.title')}
      columns={columns}
      rows={courses}
      rowKey={(course) => course.id}
      count={count}
      page={search.page}
      pageSize={teachingPageSize}
      onPage={(page) => onSearch({ ...search, page })}
      ordering={search.ordering}
      onOrdering={(ordering) => onSearch({ ...search, page: 1, ordering: ordering as ListOrdering })}
      isStale={isStale}
      empty={
        isNarrowed ? <NothingFound search={search} onSearch={onSearch} /> : <NoCourses onCreate={onCreate} />
      }
    />
  );
}

function useCourseColumns(actionsFor: CoursesTableProps['actionsFor']): Column<Course>[] {
  const { t } = useTranslation('builder');
  const format = useFormat();
  const now = useNow();
  return [
    {
      id: 'title',
      header: t('courses.course'),
      ordering: 'title',
      is_title: true,
      cell: (course) => <CourseCell course={course} />,
    },
    {
      id: 'status',
      header: t('courses.status'),
      width: '220px',
      cell: (course) => <CourseStatus course={course} />,
    },
    {
      id: 'lessons',
      header: t('courses.lessons'),
      align: 'end',
      width: '96px',
      cell: ({ lesson_count }) => format.number(lesson_count),
    },
    {
      id: 'learners',
      header: t('courses.people'),
      width: '120px',
      cell: ({ id, title }) => (
        <AppLink
          href={`/teach/courses/${id}/learners`}
          className={css.link}
          aria-label={t('courses.learners_of', { title })}
        >
          {t('courses.learners')}
        </AppLink>
      ),
    },
    {
      id: 'updated_at',
      header: t('courses.changed'),
      ordering: 'updated_at',
      width: '160px',
      cell: ({ updated_at }) => (
        <time dateTime={updated_at} className="ly-tabular">
          {format.recentDay(updated_at, now)}, <span className="ly-ltr">{format.time(updated_at)}</span>
        </time>
      ),
    },
    {
      id: 'actions',
      header: '',
      label: t('courses.actions'),
      is_action: true,
      align: 'end',
      width: '56px',
      cell: (course) => (
        <ActionMenu label={t('courses.actions_of', { title: course.title })} actions={actionsFor(course)} />
      ),
    },
  ];
}

function CourseCell({ course }: { course: Course }) {
  return (
    <span className={css.course}>
      <CourseThumb
        motif={course.cover_motif}
        palette={course.category_palette}
        image={course.image}
        seed={course.id}
      />
      <span className={css.words}>
        <AppLink href={builderHref(course.id)} className={css.title}>
          {course.title}
        </AppLink>
        <span className={css.detail}>{[course.code, course.category].filter(Boolean).join(' · ')}</span>
      </span>
    </span>
  );
}

function CourseStatus({ course }: { course: Course }) {
  const { t } = useTranslation('builder');
  if (course.status !== 'published') return <Status kind={course.status} look="quiet" />;
  return (
    <Status kind="published" look="quiet">
      {t('courses.published_version', { version: course.version_number })}
    </Status>
  );
}

function NoCourses({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation('builder');
  return (
    <EmptyState
      icon={IconStack2}
      title={t('courses.none')}
      action={
        <Button
          variant="filled"
          leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
          onClick={onCreate}
        >
          {t('courses.create_first')}
        </Button>
      }
    >
      {t('courses.none_help')}
    </EmptyState>
  );
}

function NothingFound({ search, onSearch }: Pick<CoursesTableProps, 'search' | 'onSearch'>) {
  const { t } = useTranslation('builder');
  return (
    <EmptyState
      icon={IconStack2}
      title={t('courses.nothing_found')}
      action={
        <Button onClick={() => onSearch({ ordering: search.ordering, page: 1 })}>
          {t('courses.show_all')}
        </Button>
      }
    >
      {t('courses.nothing_found_help')}
    </EmptyState>
  );
}
