// What home, My learning and a trainer's list of learners read. Keys begin with the contract's group.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type * as z from 'zod';
import type { enrollment } from '#contract/enrollment.ts';
import { api } from '#web/lib/api.ts';

export const enrollmentKeys = {
  all: ['enrollment'] as const,
  dashboard: ['enrollment', 'dashboard'] as const,
  learners: (course_id: string) => ['enrollment', 'learners', course_id] as const,
};

export const dashboardQuery = queryOptions({
  queryKey: enrollmentKeys.dashboard,
  queryFn: ({ signal }) => api.enrollment.getDashboard({ signal }),
});

export const learningPageSize = 20;
type Listed = z.input<typeof enrollment.listEnrollments.query>;
export type LearningFilter = { status?: Listed['status']; page: number };

/** The person's own enrollments, latest first. */
export function myEnrollmentsQuery(filter: LearningFilter) {
  return queryOptions({
    queryKey: [...enrollmentKeys.all, 'mine', filter],
    queryFn: ({ signal }) =>
      api.enrollment.listEnrollments({
        query: { mine: 'true', ordering: '-enrolled_at', page_size: learningPageSize, ...filter },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** When the person completed courses, latest first; at most 100, which covers a year of anybody. */
export const myCompletionsQuery = queryOptions({
  queryKey: [...enrollmentKeys.all, 'completions'],
  queryFn: ({ signal }) =>
    api.enrollment.listEnrollments({
      query: { mine: 'true', status: 'completed', ordering: '-completed_at', page_size: 100 },
      signal,
    }),
  select: (page) => page.results.flatMap(({ completed_at }) => (completed_at ? [completed_at] : [])),
});

export type LearnersFilter = Pick<
  z.input<typeof enrollment.listLearners.query>,
  'search' | 'status' | 'overdue' | 'silent' | 'ordering'
> & { page: number };

/** A hundred of the learners that the list shows, from a cursor on: for the CSV file. */
export const fetchLearners = (
  course_id: string,
  { page: _page, ...filter }: LearnersFilter,
  cursor: string,
) => api.enrollment.listLearners({ params: { id: course_id }, query: { ...filter, cursor, page_size: 100 } });

export function learnersQuery(course_id: string, filter: LearnersFilter) {
  return queryOptions({
    queryKey: [...enrollmentKeys.learners(course_id), filter],
    queryFn: ({ signal }) =>
      api.enrollment.listLearners({ params: { id: course_id }, query: { page_size: 20, ...filter }, signal }),
    placeholderData: keepPreviousData,
  });
}
