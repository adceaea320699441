// An attempt that counts: its paper on the screen, saved as it is answered, its result when it is over.
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AttemptPaper, AttemptResult } from '#contract/assessment.ts';
import { learnResult } from '#web/features/assessment/assessment.mutations.ts';
import { AboutTest } from '#web/features/assessment/components/AboutTest.tsx';
import { attemptHref, lessonOfQuizHref } from '#web/features/assessment/links.ts';
import { createAttemptRunner } from '#web/features/assessment/state/attempt-runner.ts';
import { useAttempt } from '#web/features/assessment/use-attempt.ts';
import { AttemptScreen } from './AttemptScreen.tsx';

type PaperScreenProps = { paper: AttemptPaper; course_id: string };

export function PaperScreen({ paper, course_id }: PaperScreenProps) {
  const { t } = useTranslation('assessment');
  const queryClient = useQueryClient();
  const router = useRouter();
  const onEnded = (result: AttemptResult | null) => {
    learnResult(queryClient, paper.quiz_id, result);
    void router.navigate({ href: attemptHref(course_id, paper.quiz_id, paper.id), replace: true });
  };
  const { runner, state } = useAttempt(() => createAttemptRunner({ paper, onEnded }));
  return (
    <AttemptScreen
      title={paper.quiz_title}
      course_title={paper.course_title}
      back={{ href: lessonOfQuizHref(course_id, paper.lesson_id), label: t('page.back') }}
      runner={runner}
      state={state}
      about={<AboutTest paper={paper} />}
    />
  );
}
