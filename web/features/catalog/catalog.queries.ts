// What the web reads of the catalog. Keys begin with the contract's group, so that one invalidation reaches all of it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { type CatalogSearch, catalogPageSize } from './catalog-search.ts';

export const catalogKeys = {
  all: ['catalog'] as const,
  courses: ['catalog', 'courses'] as const,
  course: (course_id: string) => ['catalog', 'course', course_id] as const,
};

/** One page of the catalog; the page before it stays on screen until the new one is there. */
export function coursesQuery({ view: _view, ...filters }: CatalogSearch) {
  return queryOptions({
    queryKey: [...catalogKeys.courses, 'page', filters],
    // `published` keeps a trainer's own drafts out: they are in the builder, not in the catalog.
    queryFn: ({ signal }) =>
      api.catalog.listCourses({
        query: { ...filters, published: 'true', page_size: catalogPageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** How many courses are open to this person; the smallest page carries the count. */
export const courseCountQuery = queryOptions({
  queryKey: [...catalogKeys.courses, 'count'],
  queryFn: ({ signal }) => api.catalog.listCourses({ query: { published: 'true', page_size: 1 }, signal }),
  select: (page) => page.count ?? 0,
});

export const newestCoursesQuery = queryOptions({
  queryKey: [...catalogKeys.courses, 'newest'],
  queryFn: ({ signal }) =>
    api.catalog.listCourses({
      query: { published: 'true', ordering: '-published_at', page_size: 6 },
      signal,
    }),
});

export const categoriesQuery = queryOptions({
  queryKey: [...catalogKeys.all, 'categories'],
  queryFn: ({ signal }) => api.catalog.listCategories({ query: { page_size: 100 }, signal }),
  staleTime: 5 * 60_000,
});

export function courseQuery(course_id: string) {
  return queryOptions({
    queryKey: [...catalogKeys.course(course_id), 'detail'],
    queryFn: ({ signal }) => api.catalog.getCourse({ params: { id: course_id }, signal }),
  });
}

/** The table of contents: what learners see, or the draft for its authors. */
export function outlineQuery(course_id: string, { draft = false } = {}) {
  const params = { id: course_id };
  return queryOptions({
    queryKey: [...catalogKeys.course(course_id), draft ? 'draft_outline' : 'outline'],
    queryFn: ({ signal }) =>
      draft ? api.catalog.getDraftOutline({ params, signal }) : api.catalog.getOutline({ params, signal }),
  });
}

export function lessonQuery(course_id: string, lesson_id: string, { draft = false } = {}) {
  return queryOptions({
    queryKey: [...catalogKeys.course(course_id), 'lesson', lesson_id, { draft }],
    queryFn: ({ signal }) =>
      api.catalog.getLesson({
        params: { id: lesson_id },
        query: draft ? { draft: 'true' } : {},
        signal,
      }),
  });
}
