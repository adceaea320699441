// What the screens read of assessment. Keys begin with the contract's group, so that one invalidation reaches all of it.
import { queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';

export const assessmentKeys = {
  all: ['assessment'] as const,
  quiz: (quiz_id: string) => ['assessment', 'quiz', quiz_id] as const,
  attempts: (quiz_id: string) => ['assessment', 'attempts', quiz_id] as const,
  paper: (attempt_id: string) => ['assessment', 'paper', attempt_id] as const,
  result: (attempt_id: string) => ['assessment', 'result', attempt_id] as const,
};

/** Authors get the draft with its key, learners what was published to them. */
export function quizQuery(quiz_id: string) {
  return queryOptions({
    queryKey: assessmentKeys.quiz(quiz_id),
    queryFn: ({ signal }) => api.assessment.getQuiz({ params: { id: quiz_id }, signal }),
  });
}

/** The draft for its editor: read anew whenever the editor opens, and left alone while it is used. */
export function quizDraftQuery(quiz_id: string) {
  return queryOptions({
    queryKey: [...assessmentKeys.quiz(quiz_id), 'draft'],
    queryFn: ({ signal }) => api.assessment.getQuiz({ params: { id: quiz_id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** One's own attempts at a quiz that were handed in, the latest first. */
export function ownAttemptsQuery(quiz_id: string, student_id: string) {
  return queryOptions({
    queryKey: assessmentKeys.attempts(quiz_id),
    queryFn: ({ signal }) =>
      api.assessment.listAttempts({
        query: { quiz: quiz_id, student: student_id, submitted: 'true', page_size: 50 },
        signal,
      }),
  });
}

/** The paper of an attempt. Read anew whenever it is opened: another device may have answered since. */
export function paperQuery(attempt_id: string) {
  return queryOptions({
    queryKey: assessmentKeys.paper(attempt_id),
    queryFn: ({ signal }) => api.assessment.getAttempt({ params: { id: attempt_id }, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function attemptResultQuery(attempt_id: string) {
  return queryOptions({
    queryKey: assessmentKeys.result(attempt_id),
    queryFn: ({ signal }) => api.assessment.getAttemptResult({ params: { id: attempt_id }, signal }),
  });
}
