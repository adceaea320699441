// The result of one attempt, for the person who took it and for those who teach the course.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AttemptResult } from '#contract/assessment.ts';
import { attemptResultQuery } from '#web/features/assessment/assessment.queries.ts';
import { ResultView } from '#web/features/assessment/components/ResultView.tsx';
import { finishHref, lessonOfQuizHref, quizHref } from '#web/features/assessment/links.ts';
import { useSession } from '#web/lib/session.ts';
import { FocusFrame } from '#web/shell/FocusFrame.tsx';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePageTitle } from '#web/shell/use-page-title.ts';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { problemOf } from '#web/ui/problem.ts';

/** An attempt that is still open has no result: its paper is shown instead. */
export async function loader({ context: { queryClient }, params }: PageLoaderInput) {
  const { course_id = '', quiz_id = '', attempt_id = '' } = params;
  const request = queryClient.ensureQueryData(attemptResultQuery(attempt_id));
  await found(
    request.catch((error: unknown) => {
      const isOpen = problemOf(error)?.params['noun'] === 'result';
      throw isOpen ? redirect({ href: quizHref(course_id, quiz_id), replace: true }) : error;
    }),
  );
}

export function AttemptResultPage() {
  const { t } = useTranslation('assessment');
  const course_id = usePathParam('course_id');
  const { data: result } = useQuery(attemptResultQuery(usePathParam('attempt_id')));
  usePageTitle(t('result.title'));
  const session = useSession();
  if (!result) return null;
  const isOwn = session?.user.id === result.student_id;
  return (
    <FocusFrame
      title={result.quiz_title}
      back={{ href: lessonOfQuizHref(course_id, result.lesson_id), label: t('page.back') }}
    >
      <ResultView
        result={result}
        student_name={isOwn ? undefined : result.student_name}
        actions={isOwn && <Steps result={result} course_id={course_id} />}
      />
    </FocusFrame>
  );
}

type Step = { words: string; href: string };

/** After a pass the course goes on; after a fail one tries again, or reads the lesson again when no attempt is left. */
function Steps({ result, course_id }: { result: AttemptResult; course_id: string }) {
  const { t } = useTranslation('assessment');
  const lesson = lessonOfQuizHref(course_id, result.lesson_id);
  const mayRetry = result.attempts_left !== 0;
  const retry: Step = { words: t('result.retry'), href: quizHref(course_id, result.quiz_id) };
  const onward: Step =
    result.progress_percent === 100
      ? { words: t('result.finish'), href: finishHref(course_id, result.lesson_id) }
      : { words: t('result.continue'), href: lesson };
  const review: Step = { words: t('result.review'), href: lesson };
  const steps = result.passed
    ? [onward, ...(mayRetry && result.percent < 100 ? [retry] : [])]
    : [...(mayRetry ? [retry] : []), review];
  return steps.map(({ words, href }, index) => (
    <Button
      key={words}
      component={AppLink}
      href={href}
      size="lg"
      variant={index === 0 ? 'filled' : 'default'}
    >
      {words}
    </Button>
  ));
}
