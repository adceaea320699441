// What can be done to a course from the list. Each states what it makes stale.
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { builderKeys } from './builder.queries.ts';
import type { Course } from './builder.types.ts';
import type { CourseState } from './state/course-list.ts';

/** Lists of courses are read again; so is this course, wherever it is shown. */
function useStale() {
  const queryClient = useQueryClient();
  return (course_id?: string) => {
    void queryClient.invalidateQueries({ queryKey: builderKeys.courses });
    if (course_id !== undefined)
      void queryClient.invalidateQueries({ queryKey: builderKeys.course(course_id) });
  };
}

export function useCreateCourse() {
  const stale = useStale();
  return useWrite({
    meta: { showsError: true },
    mutationFn: (body: { title: string; category_id: string | null; language: string }) =>
      api.catalog.createCourse({ body }),
    onSuccess: () => stale(),
  });
}

export function useDuplicateCourse() {
  const stale = useStale();
  return useWrite({
    mutationFn: ({ id, title }: { id: string; title: string }) =>
      api.catalog.duplicateCourse({ params: { id }, body: { title } }),
    onSuccess: () => stale(),
  });
}

export function useChangeState() {
  const stale = useStale();
  return useWrite({
    mutationFn: ({ id, status }: { id: string; status: CourseState }) =>
      api.catalog.updateCourse({ params: { id }, body: { status } }),
    onSettled: (_course, _error, { id }) => stale(id),
  });
}

export function useDeleteCourse() {
  const stale = useStale();
  return useWrite({
    mutationFn: (id: string) => api.catalog.deleteCourse({ params: { id } }),
    onSuccess: () => stale(),
  });
}

/** Out of the archive a course is what it was before: published if it ever was. */
export const stateBeforeArchive = ({ version_number }: Pick<Course, 'version_number'>): CourseState =>
  version_number === null ? 'draft' : 'published';
