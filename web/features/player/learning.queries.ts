// What the learner's screens read of enrollment. Keys begin with the contract's group, so that one invalidation reaches
// all of it.
import { queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import type { Enrollment, Progress } from './learning.types.ts';

export const learningKeys = {
  all: ['enrollment'] as const,
  own: ['enrollment', 'own'] as const,
  ofCourse: (course_id: string) => ['enrollment', 'course', course_id] as const,
  progress: (course_id: string) => ['enrollment', 'progress', course_id] as const,
};

type Results<Item> = { count: number | null; results: Item[] };

/** All pages of a list that belongs to one person or one course; pages are as large as the server gives them. */
async function allPages<Item>(read: (page: number) => Promise<Results<Item>>): Promise<Item[]> {
  const first = await read(1);
  const size = first.results.length;
  const pages = size === 0 ? 1 : Math.ceil((first.count ?? size) / size);
  const rest = await Promise.all(Array.from({ length: pages - 1 }, (_, index) => read(index + 2)));
  return [first, ...rest].flatMap((page) => page.results);
}

/** Of several cycles of one course: the active one, else the latest completed. */
export function currentOf(enrollments: readonly Enrollment[]): Enrollment | null {
  const live = enrollments.filter(({ status }) => status !== 'ended').toSorted((a, b) => b.cycle - a.cycle);
  return live.find(({ status }) => status === 'active') ?? live[0] ?? null;
}

/** The signed-in person's current enrollment by course, for badges on cards. */
export const ownEnrollmentsQuery = queryOptions({
  queryKey: learningKeys.own,
  queryFn: ({ signal }) =>
    allPages((page) =>
      api.enrollment.listEnrollments({ query: { mine: 'true', page, page_size: 100 }, signal }),
    ),
  select: byCourse,
});

function byCourse(enrollments: readonly Enrollment[]): ReadonlyMap<string, Enrollment> {
  const cycles = new Map<string, Enrollment[]>();
  for (const enrollment of enrollments) {
    cycles.set(enrollment.course_id, [...(cycles.get(enrollment.course_id) ?? []), enrollment]);
  }
  const current = [...cycles].map(([course_id, taken]) => [course_id, currentOf(taken)] as const);
  return new Map(current.filter((pair): pair is [string, Enrollment] => pair[1] !== null));
}

/** The signed-in person's current enrollment in one course; null when they are not enrolled. */
export function courseEnrollmentQuery(course_id: string) {
  return queryOptions({
    queryKey: learningKeys.ofCourse(course_id),
    queryFn: async ({ signal }): Promise<Enrollment | null> => {
      const page = await api.enrollment.listEnrollments({
        query: { mine: 'true', course: course_id, page_size: 100 },
        signal,
      });
      return currentOf(page.results);
    },
  });
}

/** A row per lesson of the course, as the server knows them; empty when not enrolled. */
export function progressQuery(course_id: string) {
  return queryOptions({
    queryKey: learningKeys.progress(course_id),
    queryFn: ({ signal }): Promise<Progress[]> =>
      allPages((page) =>
        api.enrollment.listProgress({ query: { course: course_id, page, page_size: 100 }, signal }),
      ),
  });
}
