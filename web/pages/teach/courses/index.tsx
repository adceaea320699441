// My courses: those this person may edit, with the way into the builder, to the learners, and what can be done to each.
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teachingQuery } from '#web/features/builder/builder.queries.ts';
import type { Course } from '#web/features/builder/builder.types.ts';
import { CoursesTable } from '#web/features/builder/components/CoursesTable.tsx';
import { CreateCourseDialog } from '#web/features/builder/components/CreateCourseDialog.tsx';
import { DeleteCourseDialog } from '#web/features/builder/components/DeleteCourseDialog.tsx';
import { useCourseActions } from '#web/features/builder/components/use-course-actions.ts';
import {
  builderHref,
  type CourseListSearch,
  type CourseState,
  courseStates,
  listHref,
  readListSearch,
} from '#web/features/builder/state/course-list.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import css from './courses.module.css';

export function loader({ context: { queryClient }, search }: PageLoaderInput) {
  const given = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));
  void queryClient.prefetchQuery(teachingQuery(readListSearch(given.toString())));
}

export function TeachingPage() {
  const { t } = useTranslation('builder');
  const router = useRouter();
  const search = readListSearch(useRouterState({ select: ({ location }) => location.searchStr }));
  const list = useQuery(teachingQuery(search));
  const [isCreating, setIsCreating] = useState(false);
  const [deleting, setDeleting] = useState<Course | null>(null);
  const open = (course_id: string) => void router.navigate({ href: builderHref(course_id) });
  const show = (next: CourseListSearch) => void router.navigate({ href: listHref(next), resetScroll: false });
  const actionsFor = useCourseActions({ onDuplicated: open, onDelete: setDeleting });
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const isNarrowed = search.search !== undefined || search.status !== undefined;
  const count = list.data?.count ?? 0;
  return (
    <>
      <PageHeader
        title={t('courses.title')}
        state={list.data && t(isNarrowed ? 'courses.state_found' : 'courses.state', { count })}
        action={
          <Button
            variant="filled"
            leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
            onClick={() => setIsCreating(true)}
          >
            {t('courses.create')}
          </Button>
        }
      />
      <div className={css.stack}>
        <FilterBar
          search={{
            value: search.search ?? '',
            label: t('courses.search'),
            onChange: (words) => show({ ...search, page: 1, search: words.trim() || undefined }),
          }}
          filters={[
            {
              id: 'status',
              label: t('courses.status'),
              options: courseStates.map((value) => ({ value, label: t(`ui:status.${value}`) })),
            },
          ]}
          values={{ status: search.status }}
          onChange={(_id, value) => show({ ...search, page: 1, status: value as CourseState | undefined })}
          onClear={() => show({ ordering: search.ordering, page: 1 })}
        />
        <CoursesTable
          courses={list.data?.results}
          count={list.data?.count}
          isStale={list.isPlaceholderData}
          search={search}
          onSearch={show}
          actionsFor={actionsFor}
          onCreate={() => setIsCreating(true)}
        />
      </div>
      <CreateCourseDialog isOpen={isCreating} onClose={() => setIsCreating(false)} onCreated={open} />
      <DeleteCourseDialog course={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}
