// What the player reads of a quiz: its rules and how one stands in it. The questions are the quiz page's.
import { queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';

export function quizQuery(quiz_id: string) {
  return queryOptions({
    queryKey: ['assessment', 'quiz', quiz_id],
    queryFn: ({ signal }) => api.assessment.getQuiz({ params: { id: quiz_id }, signal }),
  });
}
