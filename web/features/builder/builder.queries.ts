// What the builder reads. Keys begin with the contract's group, so that one invalidation reaches all of it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import type { CourseListSearch } from './state/course-list.ts';

export const builderKeys = {
  teaching: ['catalog', 'courses', 'teaching'] as const,
  courses: ['catalog', 'courses'] as const,
  course: (course_id: string) => ['catalog', 'course', course_id] as const,
  draft: (course_id: string) => ['catalog', 'course', course_id, 'draft_outline'] as const,
  lesson: (course_id: string, lesson_id: string) =>
    ['catalog', 'course', course_id, 'lesson', lesson_id, { draft: true }] as const,
};

export const teachingPageSize = 20;

/** The courses that this person may edit; the page before stays on screen until the new one is there. */
export function teachingQuery({ search, status, ordering, page }: CourseListSearch) {
  return queryOptions({
    queryKey: [...builderKeys.teaching, { search, status, ordering, page }],
    queryFn: ({ signal }) =>
      api.catalog.listCourses({
        query: { teaching: 'true', search, status, ordering, page, page_size: teachingPageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

export function courseQuery(course_id: string) {
  return queryOptions({
    queryKey: [...builderKeys.course(course_id), 'detail'],
    queryFn: ({ signal }) => api.catalog.getCourse({ params: { id: course_id }, signal }),
  });
}

export function draftQuery(course_id: string) {
  return queryOptions({
    queryKey: builderKeys.draft(course_id),
    queryFn: ({ signal }) => api.catalog.getDraftOutline({ params: { id: course_id }, signal }),
  });
}

/** What learners see now; an author who is enrolled may be given an older version. */
export function publishedQuery(course_id: string) {
  return queryOptions({
    queryKey: [...builderKeys.course(course_id), 'outline'],
    queryFn: ({ signal }) => api.catalog.getOutline({ params: { id: course_id }, signal }),
  });
}

/** What publishing now would do. The server finds it out by trying, so it is asked only when somebody looks. */
export function publishStateQuery(course_id: string) {
  return queryOptions({
    queryKey: [...builderKeys.course(course_id), 'publish_state'],
    queryFn: ({ signal }) => api.catalog.getPublishState({ params: { id: course_id }, signal }),
  });
}

export function lessonQuery(course_id: string, lesson_id: string) {
  return queryOptions({
    queryKey: builderKeys.lesson(course_id, lesson_id),
    queryFn: ({ signal }) =>
      api.catalog.getLesson({ params: { id: lesson_id }, query: { draft: 'true' }, signal }),
  });
}

export const categoriesQuery = queryOptions({
  queryKey: ['catalog', 'categories'],
  queryFn: ({ signal }) => api.catalog.listCategories({ query: { page_size: 100 }, signal }),
  staleTime: 5 * 60_000,
});

/** People who may teach: trainers and administrators whose name begins or contains the words. */
export function teachersQuery(search: string) {
  const find = (role: 'trainer' | 'admin', signal: AbortSignal) =>
    api.identity.listUsers({ query: { role, search, is_active: 'true', page_size: 20 }, signal });
  return queryOptions({
    queryKey: ['identity', 'teachers', search],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all([find('trainer', signal), find('admin', signal)]);
      return pages.flatMap(({ results }) => results).map(({ id, display_name }) => ({ id, display_name }));
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
