// The editor's session in React: made once per quiz, started while the editor is there. What it wrote makes the
// course's checklist and the quiz's other views out of date.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { QuizDetail } from '#contract/assessment.ts';
import { api } from '#web/lib/api.ts';
import { assessmentKeys } from './assessment.queries.ts';
import {
  createQuizEditorSession,
  type QuizEditorServer,
  type QuizEditorSession,
  type QuizEditorState,
} from './state/quiz-editor-session.ts';

const draft = { draft: 'true' } as const;

const serverOf = (quiz_id: string): QuizEditorServer => ({
  updateQuiz: (body) => api.assessment.updateQuiz({ params: { id: quiz_id }, query: draft, body }),
  createQuestion: (question) =>
    api.assessment.createQuestion({ query: draft, body: { quiz_id, ...question } }),
  updateQuestion: (id, body) => api.assessment.updateQuestion({ params: { id }, query: draft, body }),
  deleteQuestion: (id) => api.assessment.deleteQuestion({ params: { id }, query: draft }),
  addQuestions: (questions) =>
    api.assessment.addQuestions({ params: { id: quiz_id }, query: draft, body: { questions } }),
});

export function useQuizEditor(
  quiz: QuizDetail,
  course_id: string,
): { session: QuizEditorSession; state: QuizEditorState } {
  const queryClient = useQueryClient();
  const [session] = useState(() =>
    createQuizEditorSession(quiz, serverOf(quiz.id), () => {
      void queryClient.invalidateQueries({ queryKey: assessmentKeys.quiz(quiz.id), refetchType: 'none' });
      for (const part of ['publish_state', 'detail']) {
        void queryClient.invalidateQueries({ queryKey: ['catalog', 'course', course_id, part] });
      }
    }),
  );
  const state = useSyncExternalStore(session.subscribe, session.getState);
  useEffect(() => session.start(), [session]);
  return { session, state };
}
