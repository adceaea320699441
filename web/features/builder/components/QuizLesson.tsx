// The quiz of a lesson. Its questions are edited by the assessment feature's own editor, which the page lends.
import { Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { builderKeys } from '../builder.queries.ts';
import type { Lesson } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';

export function QuizLesson({ lesson }: { lesson: Lesson }) {
  const { course_id, slots } = useBuilder();
  const { QuizEditor } = slots;
  if (!lesson.quiz_id) return <NoQuizYet lesson={lesson} />;
  return QuizEditor && <QuizEditor key={lesson.quiz_id} quiz_id={lesson.quiz_id} course_id={course_id} />;
}

/** A lesson that was made elsewhere, for example by an import, may be without its quiz. */
function NoQuizYet({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation('builder');
  const { course_id } = useBuilder();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useWrite({
    mutationFn: () =>
      api.assessment.createQuiz({
        query: { draft: 'true' },
        body: { lesson_id: lesson.id, title: lesson.title },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: builderKeys.course(course_id) }),
  });
  return (
    <EmptyState
      icon={IconHelpCircle}
      title={t('quiz.missing')}
      action={
        <Button variant="filled" aria-busy={isPending} onClick={() => !isPending && mutate()}>
          {t('quiz.add')}
        </Button>
      }
    >
      {t('quiz.missing_help')}
    </EmptyState>
  );
}
