// A quiz: its rules before one begins, the paper while an attempt runs, a trial for its author.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuizDetail } from '#contract/assessment.ts';
import { useStartAttempt } from '#web/features/assessment/assessment.mutations.ts';
import { ownAttemptsQuery, paperQuery, quizQuery } from '#web/features/assessment/assessment.queries.ts';
import { QuizStart } from '#web/features/assessment/components/QuizStart.tsx';
import { attemptHref, lessonOfQuizHref } from '#web/features/assessment/links.ts';
import { wantsDraft } from '#web/features/player/player-mode.ts';
import { useSession } from '#web/lib/session.ts';
import { FocusFrame } from '#web/shell/FocusFrame.tsx';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePageTitle } from '#web/shell/use-page-title.ts';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { PaperScreen } from '../../PaperScreen.tsx';
import { TrialScreen } from '../../TrialScreen.tsx';

/** Always the latest: whether an attempt is open decides what is shown. */
export async function loader({ context: { queryClient }, params: { quiz_id = '' } }: PageLoaderInput) {
  await found(queryClient.fetchQuery({ ...quizQuery(quiz_id), staleTime: 0 }));
}

export function QuizPage() {
  const quiz_id = usePathParam('quiz_id');
  const course_id = usePathParam('course_id');
  const search: unknown = useSearch({ strict: false });
  const { data: quiz } = useQuery(quizQuery(quiz_id));
  if (!quiz) return null;
  const wantsTrial = wantsDraft(search as Record<string, unknown>) || !quiz.can.includes('take');
  if (quiz.can.includes('update') && wantsTrial) return <TrialScreen quiz={quiz} />;
  return <LearnersQuiz quiz={quiz} course_id={course_id} />;
}

/** An open attempt goes on at once; starting one is the learner's own decision. */
function LearnersQuiz({ quiz, course_id }: { quiz: QuizDetail; course_id: string }) {
  const start = useStartAttempt(quiz.id);
  const [started_id, setStartedId] = useState<string | null>(null);
  usePageTitle(quiz.title);
  const attempt_id = started_id ?? quiz.standing?.open_attempt_id ?? null;
  if (attempt_id !== null) return <OpenPaper attempt_id={attempt_id} quiz={quiz} course_id={course_id} />;
  return (
    <Frame quiz={quiz} course_id={course_id}>
      <Door
        quiz={quiz}
        course_id={course_id}
        isStarting={start.isPending}
        error={start.error}
        onStart={() => start.mutate(undefined, { onSuccess: ({ id }) => setStartedId(id) })}
      />
    </Frame>
  );
}

function OpenPaper({
  attempt_id,
  quiz,
  course_id,
}: {
  attempt_id: string;
  quiz: QuizDetail;
  course_id: string;
}) {
  const { data: paper, error } = useQuery(paperQuery(attempt_id));
  if (error) throw error;
  if (paper) return <PaperScreen key={paper.id} paper={paper} course_id={course_id} />;
  return (
    <Frame quiz={quiz} course_id={course_id}>
      <Skeleton height={32} width="80%" mb="lg" />
      {['a', 'b', 'c', 'd'].map((row) => (
        <Skeleton key={row} height={58} radius="md" mb="xs" />
      ))}
    </Frame>
  );
}

type DoorProps = {
  quiz: QuizDetail;
  course_id: string;
  isStarting: boolean;
  error: unknown;
  onStart: () => void;
};

function Door({ course_id, ...door }: DoorProps) {
  const session = useSession();
  const { data: attempts } = useQuery({
    ...ownAttemptsQuery(door.quiz.id, session?.user.id ?? ''),
    enabled: session !== null,
  });
  return (
    <QuizStart
      {...door}
      attempts={attempts?.results ?? []}
      hrefOfAttempt={(id) => attemptHref(course_id, door.quiz.id, id)}
    />
  );
}

function Frame({
  quiz,
  course_id,
  children,
}: {
  quiz: QuizDetail;
  course_id: string;
  children: React.ReactNode;
}) {
  const { t } = useTranslation('assessment');
  return (
    <FocusFrame
      title={quiz.title}
      back={{ href: lessonOfQuizHref(course_id, quiz.lesson_id), label: t('page.back') }}
    >
      {children}
    </FocusFrame>
  );
}
