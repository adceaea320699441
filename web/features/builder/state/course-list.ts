// The list of my courses as the address writes it. Pure: anything unknown in the address falls back to the start.

export const courseStates = ['draft', 'published', 'archived'] as const;
export type CourseState = (typeof courseStates)[number];

export const listOrderings = ['title', '-title', 'updated_at', '-updated_at'] as const;
export type ListOrdering = (typeof listOrderings)[number];

export type CourseListSearch = {
  search?: string;
  status?: CourseState;
  ordering: ListOrdering;
  page: number;
};

const path = '/teach/courses';
const usual: ListOrdering = '-updated_at';

const oneOf = <One extends string>(list: readonly One[], value: string | null): One | undefined =>
  list.find((one) => one === value);

/** Reads the address's search part: `?status=draft&page=2`. */
export function readListSearch(search: string): CourseListSearch {
  const given = new URLSearchParams(search);
  const words = (given.get('search') ?? '').trim().slice(0, 200);
  const page = Number(given.get('page'));
  return {
    search: words || undefined,
    status: oneOf(courseStates, given.get('status')),
    ordering: oneOf(listOrderings, given.get('ordering')) ?? usual,
    page: Number.isInteger(page) && page > 0 && page <= 100_000 ? page : 1,
  };
}

/** The address of the list in this state; what is as usual is left out. */
export function listHref({ search, status, ordering, page }: CourseListSearch): string {
  const query = new URLSearchParams();
  if (search) query.set('search', search);
  if (status) query.set('status', status);
  if (ordering !== usual) query.set('ordering', ordering);
  if (page !== 1) query.set('page', String(page));
  return query.size > 0 ? `${path}?${query}` : path;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The lesson that the builder's address names. */
export function readOpenLesson(search: string): string | undefined {
  const lesson = new URLSearchParams(search).get('lesson') ?? '';
  return uuid.test(lesson) ? lesson : undefined;
}

export const builderHref = (course_id: string, lesson_id?: string): string =>
  `${path}/${course_id}${lesson_id === undefined ? '' : `?lesson=${lesson_id}`}`;
