// What a trainer does with learners. Each says what it makes old: the list of learners, and home's figures.
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { enrollmentKeys } from './enrollment.queries.ts';

function useLearnerWrite<Input, Answer>(course_id: string, write: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useWrite({
    mutationFn: write,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: enrollmentKeys.learners(course_id) }),
        client.invalidateQueries({ queryKey: enrollmentKeys.dashboard }),
      ]),
  });
}

export const useRemind = (course_id: string) =>
  useLearnerWrite(course_id, (enrollment_ids: readonly string[]) =>
    Promise.all(enrollment_ids.map((id) => api.enrollment.remindLearner({ params: { id } }))),
  );

/** A new due date; null takes it away. */
export const useExtend = (course_id: string) =>
  useLearnerWrite(course_id, ({ ids, due_at }: { ids: readonly string[]; due_at: string | null }) =>
    Promise.all(ids.map((id) => api.enrollment.updateEnrollment({ params: { id }, body: { due_at } }))),
  );

/** Ends enrollments; what was done stays as evidence. */
export const useUnenroll = (course_id: string) =>
  useLearnerWrite(course_id, (enrollment_ids: readonly string[]) =>
    Promise.all(enrollment_ids.map((id) => api.enrollment.endEnrollment({ params: { id } }))),
  );

export const useEnrollMany = (course_id: string) =>
  useLearnerWrite(course_id, (input: { emails: string[]; due_at?: string | null }) =>
    api.enrollment.enrollMany({ params: { id: course_id }, body: input }),
  );
