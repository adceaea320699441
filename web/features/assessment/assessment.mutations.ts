// What the learner's screens write besides answers, which have their own runner.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { AttemptResult } from '#contract/assessment.ts';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { assessmentKeys } from './assessment.queries.ts';

/** Opens the next attempt, or the one that is open. Invalidates the quiz, whose standing it changes. */
export function useStartAttempt(quiz_id: string) {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: () => api.assessment.startAttempt({ params: { id: quiz_id } }),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: assessmentKeys.quiz(quiz_id), refetchType: 'none' }),
  });
}

/** Scores an author's trial against the draft; nothing is stored, so nothing is invalidated. */
export function usePreviewQuiz(quiz_id: string) {
  return useWrite({
    mutationFn: (answers: { question_id: string; choice_ids?: string[]; text?: string }[]) =>
      api.assessment.previewQuiz({ params: { id: quiz_id }, body: { answers } }),
  });
}

/** After a hand-in: the standing in this quiz, the lesson's progress and the course's percentage have moved. */
export function learnResult(queryClient: QueryClient, quiz_id: string, result: AttemptResult | null): void {
  if (result) queryClient.setQueryData(assessmentKeys.result(result.id), result);
  void queryClient.invalidateQueries({ queryKey: assessmentKeys.quiz(quiz_id) });
  void queryClient.invalidateQueries({ queryKey: assessmentKeys.attempts(quiz_id) });
  void queryClient.invalidateQueries({ queryKey: ['enrollment'] });
  void queryClient.invalidateQueries({ queryKey: ['certificates'] });
}
