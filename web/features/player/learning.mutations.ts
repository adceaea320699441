// What learners change: enrolling, leaving, marking a lesson done. Each says what it makes stale.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { now } from '#web/lib/clock.ts';
import type { SessionUser } from '#web/lib/session.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { learningKeys } from './learning.queries.ts';
import type { Enrollment, Progress, ProgressResult } from './learning.types.ts';
import type { Visit } from './visit-sender.ts';

export type CourseToTake = Pick<
  Enrollment['course'],
  | 'id'
  | 'title'
  | 'code'
  | 'image'
  | 'cover_motif'
  | 'category'
  | 'category_palette'
  | 'lesson_count'
  | 'duration_minutes'
> & { version_number: number | null };

/**
 * Enrolls the signed-in person. The course counts as theirs at once and stops doing so when the server refuses.
 * Makes everything of enrollment stale: home, badges and lists show it.
 */
export function useEnroll(course: CourseToTake, student: SessionUser | undefined) {
  const queryClient = useQueryClient();
  const queryKey = learningKeys.ofCourse(course.id);
  return useWrite({
    mutationFn: (wish: { retake?: boolean }) =>
      api.enrollment.enrollInCourse({ params: { id: course.id }, body: wish }),
    onMutate: async () => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<Enrollment | null>(queryKey) ?? null;
      if (student) queryClient.setQueryData(queryKey, expectedEnrollment(course, student, before));
      return { before };
    },
    onError: (_error, _wish, made) => queryClient.setQueryData(queryKey, made?.before ?? null),
    onSuccess: (enrollment) => queryClient.setQueryData(queryKey, enrollment),
    onSettled: () => queryClient.invalidateQueries({ queryKey: learningKeys.all }),
    meta: { showsError: true },
  });
}

/** What the server is about to answer; replaced by its answer a moment later. */
function expectedEnrollment(
  course: CourseToTake,
  student: SessionUser,
  before: Enrollment | null,
): Enrollment {
  const { version_number, ...summary } = course;
  return {
    id: '',
    student_id: student.id,
    course_id: course.id,
    enrolled_at: now().toISOString(),
    cycle: (before?.cycle ?? 0) + 1,
    status: 'active',
    source: 'self',
    assigned_by: null,
    reason: '',
    due_at: null,
    reminded_at: null,
    percent: 0,
    last_lesson_id: null,
    last_seen_at: null,
    started_at: null,
    completed_at: null,
    expires_at: null,
    ended_at: null,
    version_number: version_number ?? 1,
    course: summary,
    student: {
      id: student.id,
      display_name: student.display_name,
      email: student.email,
      avatar_url: student.avatar_url,
      department: null,
      position: null,
    },
    can: ['learn'],
  };
}

/** Ends one's own enrollment; what was learned stays on record. Makes everything of enrollment stale. */
export function useLeaveCourse(course_id: string) {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: (enrollment_id: string) => api.enrollment.endEnrollment({ params: { id: enrollment_id } }),
    onSuccess: () => queryClient.setQueryData(learningKeys.ofCourse(course_id), null),
    onSettled: () => queryClient.invalidateQueries({ queryKey: learningKeys.all }),
  });
}

/** Marks a lesson done, or takes that back. Makes everything of enrollment stale. */
export function useRecordProgress() {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: (body: { lesson_id: string; completed: boolean } & Visit) =>
      api.enrollment.recordProgress({ body }),
    onSuccess: (result) => {
      noteProgress(queryClient, result);
      return queryClient.invalidateQueries({ queryKey: learningKeys.all, refetchType: 'none' });
    },
    meta: { showsError: true },
  });
}

/** Writes the server's answer to a report into what the screens of this course show. */
export function noteProgress(queryClient: QueryClient, result: ProgressResult): void {
  const { percent, enrollment_status, milestones_reached, course_completed, certificate_expected, ...row } =
    result;
  queryClient.setQueryData<Progress[]>(learningKeys.progress(result.course_id), (rows) =>
    rows?.map((known) => (known.lesson_id === row.lesson_id && !isOlder(row, known) ? row : known)),
  );
  queryClient.setQueryData<Enrollment | null>(
    learningKeys.ofCourse(result.course_id),
    (enrollment) =>
      enrollment && {
        ...enrollment,
        percent,
        status: enrollment_status,
        last_lesson_id: row.lesson_id,
        last_seen_at: row.last_seen_at,
        started_at: enrollment.started_at ?? row.first_seen_at,
      },
  );
}

/** Answers may overtake each other; the one that the server gave last counts. */
function isOlder(answer: Progress, known: Progress): boolean {
  return (answer.last_seen_at ?? '') < (known.last_seen_at ?? '');
}
