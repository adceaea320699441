// What the web reads of imports. While one is being worked on, it is asked for again every second.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ImportStatus } from '#contract/imports.ts';
import { api } from '#web/lib/api.ts';

export const importKeys = {
  all: ['imports'] as const,
  list: ['imports', 'list'] as const,
  run: (id: string) => ['imports', 'run', id] as const,
};

export const importsPageSize = 20;
const second_ms = 1000;

/** True while there is nothing for a person to do yet. */
export const isUnderWay = (status: ImportStatus): boolean => status === 'queued' || status === 'running';

/** One page of the imports; the page before it stays on screen until the new one is there. */
export function importsQuery(page: number) {
  return queryOptions({
    queryKey: [...importKeys.list, page],
    queryFn: ({ signal }) => api.imports.listImports({ query: { page, page_size: importsPageSize }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.results.some((run) => isUnderWay(run.status)) ? second_ms : false,
  });
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: importKeys.run(id),
    queryFn: ({ signal }) => api.imports.getImport({ params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.status) ? second_ms : false),
  });
}

/** Courses that questions can go into: those this person may edit. */
export const targetCoursesQuery = queryOptions({
  queryKey: ['catalog', 'courses', 'import_targets'],
  queryFn: ({ signal }) =>
    api.catalog.listCourses({ query: { teaching: 'true', page_size: 100, ordering: 'title' }, signal }),
  select: (page) => page.results.map(({ id, title }) => ({ value: id, label: title })),
});

/** Quizzes of a course that questions can be appended to. */
export function targetQuizzesQuery(course_id: string) {
  return queryOptions({
    queryKey: ['assessment', 'quizzes', 'import_targets', course_id],
    queryFn: ({ signal }) =>
      api.assessment.listQuizzes({ query: { course: course_id, page_size: 100 }, signal }),
    select: (page) => page.results.map(({ id, title }) => ({ value: id, label: title })),
  });
}
